import type { z } from 'zod';
import type { TextKey, TextParams } from '../i18n/index.ts';
import { isShowable } from './plain-text.rules.ts';
import { DraftQuestionSchema, LIMITS, type DraftQuestion } from './question.rules.ts';

/** Something to tell about a line of an imported file. */
export interface ImportNote {
  /** From 1. */
  line: number;
  why: TextKey;
  params?: TextParams;
}

/** All questions of a file, or none and every reason that was found, by line. */
export type ImportResult =
  { ok: true; questions: DraftQuestion[]; warnings: ImportNote[] } | { ok: false; faults: ImportNote[] };

/** A question as a file says it, not yet checked. */
export interface ReadQuestion {
  line: number;
  /** Lines of its parts, by path: `options.2` -> 300. */
  lines?: Record<string, number>;
  /** The id that a file of our own format gives it. */
  id?: string | undefined;
  /** Names that may begin with an id of ours, the likeliest first; another question may have the same. */
  names?: (string | undefined)[];
  fields: Record<string, unknown>;
}

/** Where readers of files write down what they find. */
export interface ImportNotes {
  fault(line: number, why: TextKey, params?: TextParams): void;
  warn(line: number, why: TextKey, params?: TextParams): void;
  /** For what is the same on every further line. */
  warnOnce(line: number, why: TextKey): void;
  readonly faults: ImportNote[];
  readonly warnings: ImportNote[];
}

const BYTES = 2 * 1024 * 1024;
/** More than anyone reads. */
const MOST_NOTES = 100;
const ID = /^[A-Z][1-9]\d{0,2}$/;
const ID_IN_NAME = /^([A-Z][1-9]\d{0,2})(?=[\s.:·]|$)/;

export function createNotes(): ImportNotes {
  const faults: ImportNote[] = [];
  const warnings: ImportNote[] = [];
  const into = (list: ImportNote[]) => (line: number, why: TextKey, params?: TextParams) => {
    const isTold = list.some(note => note.line === line && note.why === why);
    if (!isTold && list.length < MOST_NOTES) list.push({ line, why, ...(params ? { params } : {}) });
  };
  return {
    faults,
    warnings,
    fault: into(faults),
    warn: into(warnings),
    warnOnce(line, why) {
      if (!warnings.some(note => note.why === why)) warnings.push({ line, why });
    },
  };
}

/** Notes a fault for a text that is too large, and for each line that holds a character which no file should. */
export function checkFile(text: string, notes: ImportNotes): void {
  if (Buffer.byteLength(text) > BYTES) {
    notes.fault(1, 'questions:import.too-large', { megabytes: BYTES / 1024 / 1024 });
    return;
  }
  text.split('\n').forEach((line, index) => {
    if (!isShowable(line.replaceAll(/[\r\t]/g, ''))) notes.fault(index + 1, 'questions:import.character');
  });
}

/** Text keys for what zod finds by itself, by its code and what was measured. */
function noteOfIssue(issue: z.core.$ZodIssue): Omit<ImportNote, 'line'> {
  const field = issue.path.findLast(step => typeof step === 'string');
  const isList = ['options', 'all', 'fi', 'sv', 'en'].includes(String(field));
  switch (issue.code) {
    case 'custom':
      return { why: (issue.params?.['why'] ?? 'questions:import.unusable') as TextKey };
    case 'too_big':
      if (issue.origin === 'string')
        return { why: 'questions:import.too-long', params: { max: Number(issue.maximum) } };
      if (issue.origin === 'array' && isList)
        return {
          why: field === 'options' ? 'questions:import.many-options' : 'questions:import.many-accepted',
          params: { max: Number(issue.maximum) },
        };
      return { why: field === 'points' ? 'questions:import.points' : 'questions:import.number' };
    case 'too_small':
      if (issue.origin === 'array')
        return { why: field === 'options' ? 'questions:import.few-options' : 'questions:import.no-accepted' };
      if (issue.origin === 'string') return { why: 'questions:import.empty' };
      return { why: field === 'points' ? 'questions:import.points' : 'questions:import.number' };
    case 'invalid_format':
      return { why: 'questions:import.bad-address' };
    case 'invalid_type':
      return { why: noteOfType(String(field)) };
    default:
      return { why: 'questions:import.unusable' };
  }
}

function noteOfType(field: string): TextKey {
  if (field === 'points') return 'questions:import.points';
  return field === 'value' || field === 'tolerance' ? 'questions:import.number' : 'questions:import.empty';
}

/** The line of the part that the path leads to, as near as the reader of the file noted it. */
function lineOf({ line, lines = {} }: ReadQuestion, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const found = lines[path.slice(0, length).map(String).join('.')];
    if (found !== undefined) return found;
  }
  return line;
}

/** Gives every question an id: the file's own, else one that a name begins with and that is free, else the next K. */
function assignIds(read: readonly ReadQuestion[], notes: ImportNotes): string[] {
  const taken = new Set<string>();
  for (const { id, line } of read) {
    if (id === undefined) continue;
    if (!ID.test(id)) notes.fault(line, 'questions:import.id');
    else if (taken.has(id)) notes.fault(line, 'questions:import.id-twice', { id });
    taken.add(id);
  }
  const wishes = read.map(({ id, names = [] }) => {
    if (id !== undefined) return id;
    const wish = names.flatMap(name => ID_IN_NAME.exec(name ?? '')?.[1] ?? []).find(one => !taken.has(one));
    if (wish !== undefined) taken.add(wish);
    return wish;
  });
  let next = 1;
  const nextFree = (): string => {
    while (taken.has(`K${String(next)}`)) next += 1;
    taken.add(`K${String(next)}`);
    return `K${String(next)}`;
  };
  return wishes.map(wish => wish ?? nextFree());
}

/** What is undefined is left out, at any depth, and no number (NaN) becomes null. */
function withoutGaps(fields: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(fields));
}

/**
 * Checks what a reader found.
 * @returns the questions, in the file's order, or every fault by line
 */
export function finishImport(read: readonly ReadQuestion[], notes: ImportNotes): ImportResult {
  const over = read[LIMITS.questions];
  if (over) notes.fault(over.line, 'questions:import.too-many', { max: LIMITS.questions });
  else if (read.length === 0 && notes.faults.length === 0) notes.fault(1, 'questions:import.none');
  const ids = over ? [] : assignIds(read, notes);
  const questions = ids.flatMap((id, index) => {
    const one = read[index] as ReadQuestion;
    const result = DraftQuestionSchema.safeParse(withoutGaps({ ...one.fields, id: ID.test(id) ? id : 'K1' }));
    if (result.success) return [result.data];
    for (const issue of result.error.issues) {
      const { why, params } = noteOfIssue(issue);
      notes.fault(lineOf(one, issue.path), why, params);
    }
    return [];
  });
  const byLine = (a: ImportNote, b: ImportNote): number => a.line - b.line;
  if (notes.faults.length > 0) return { ok: false, faults: notes.faults.toSorted(byLine) };
  return { ok: true, questions, warnings: notes.warnings.toSorted(byLine) };
}
