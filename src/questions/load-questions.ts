import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../config/root.ts';
import { readJsonFile } from '../kit/read-json-file.ts';
import { QuestionSetSchema, type QuestionSet } from './question.rules.ts';

/** What the tool ships with; an operator may add to it. */
const FOLDER = join(ROOT, 'config/content/questions');

/**
 * Reads and checks every set of questions of a folder, at start.
 * @returns the sets by id, in the order of their files
 * @throws Error with a row `file:line: path: message` for each fault, or the id that two files share
 */
export function loadQuestions(folder = FOLDER): Map<string, QuestionSet> {
  const sets = new Map<string, QuestionSet>();
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.json')) continue;
    const file = join(folder, name);
    const set = readJsonFile(file, QuestionSetSchema);
    if (sets.has(set.id)) throw new Error(`${file}: the id ${set.id} is another file's already`);
    sets.set(set.id, set);
  }
  if (sets.size === 0) throw new Error(`${folder} holds no questions`);
  return sets;
}
