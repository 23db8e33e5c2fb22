import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { LOCALES } from '../i18n/index.ts';
import { findMarkdownFaults, type MarkdownFault } from '../kit/markdown.ts';
import { readJsonFile } from '../kit/read-json-file.ts';
import { DraftQuestionSetSchema, type DraftText } from '../questions/question.rules.ts';
import {
  ModuleFileSchema,
  type Module,
  type ModuleFile,
  type PackageFile,
  type Step,
} from './course-package.rules.ts';
import type { ReadingList } from './reading.rules.ts';
import type { StepFile } from './step.rules.ts';

const LONGEST_TEXT = 100_000;

const WHY: Record<MarkdownFault['what'], string> = {
  html: 'holds HTML, which is not taken',
  picture: 'holds a picture, which is not taken',
  link: 'holds a link that begins neither with https:// nor with http://',
};

/** A step's field, and the files of which it must name one at least. */
type Wanted = [field: string, names: string[]];

const textNames = (name: string): string[] => LOCALES.map(locale => `${name}.${locale}.md`);

function wantedBy(step: StepFile): Wanted[] {
  const texts: Wanted[] = 'text' in step && step.text !== undefined ? [['text', textNames(step.text)]] : [];
  if (step.kind === 'check') return [['questions', [`${step.questions}.json`]]];
  if (step.kind === 'contact-day') return [['substitute', textNames(step.substitute)]];
  if (step.kind === 'file') return [...texts, ['file', [step.file]]];
  if (step.kind === 'video') {
    const captions = Object.values(step.captions ?? {});
    return [
      ...texts,
      ...(step.file === undefined ? [] : [['file', [step.file]] satisfies Wanted]),
      ...captions.map((name): Wanted => ['captions', [name]]),
    ];
  }
  return texts;
}

type Fault = { path: PropertyKey[]; message: string };

function faultsOfStep(
  step: StepFile,
  before: ReadonlySet<string>,
  has: (name: string) => boolean,
  lists: ReadonlyMap<string, ReadingList>,
): Fault[] {
  const faults: Fault[] = [];
  if (before.has(step.id)) faults.push({ path: ['id'], message: `${step.id} stands here twice` });
  step.after.forEach((id, index) => {
    if (!before.has(id))
      faults.push({ path: ['after', index], message: `no step ${id} comes before this one` });
  });
  for (const [field, names] of wantedBy(step)) {
    if (!names.some(has)) faults.push({ path: [field], message: `there is no file ${names.join(', ')}` });
  }
  if (step.kind === 'reading') {
    const known = new Set(lists.get(step.list)?.readings.map(({ id }) => id));
    if (known.size === 0)
      faults.push({ path: ['list'], message: `there is no list of readings ${step.list}` });
    step.readings.forEach((id, index) => {
      if (known.size > 0 && !known.has(id))
        faults.push({ path: ['readings', index], message: `${id} is not in that list` });
    });
  }
  return faults;
}

/** The schema of the module in this folder: what it names must be there. */
function schemaIn(
  names: ReadonlySet<string>,
  lists: ReadonlyMap<string, ReadingList>,
): z.ZodType<ModuleFile> {
  return ModuleFileSchema.superRefine(({ steps }, context) => {
    const before = new Set<string>();
    steps.forEach((step, index) => {
      for (const { path, message } of faultsOfStep(step, before, name => names.has(name), lists))
        context.addIssue({ code: 'custom', path: ['steps', index, ...path], message });
      before.add(step.id);
    });
  });
}

function readText(folder: string, name: string): DraftText {
  const text: DraftText = {};
  for (const locale of LOCALES) {
    const file = join(folder, `${name}.${locale}.md`);
    if (!existsSync(file)) continue;
    const words = readFileSync(file, 'utf8')
      .replace(/^\uFEFF/, '')
      .trim();
    const faults = findMarkdownFaults(words).map(
      ({ line, what }) => `  ${file}:${String(line)}: ${WHY[what]}`,
    );
    if (words === '') faults.push(`  ${file}:1: is empty`);
    if (words.length > LONGEST_TEXT)
      faults.push(`  ${file}:1: is longer than ${String(LONGEST_TEXT)} characters`);
    if (faults.length > 0) throw new Error([`${file} cannot be used:`, ...faults].join('\n'));
    text[locale] = words;
  }
  return text;
}

function readStep(step: StepFile, folder: string, lists: ReadonlyMap<string, ReadingList>): Step {
  const fileOf = (name: string): PackageFile => ({ name, path: join(folder, name) });
  const maybeText = (name: string | undefined): { text?: DraftText } =>
    name === undefined ? {} : { text: readText(folder, name) };
  switch (step.kind) {
    case 'text':
    case 'link':
      return { ...step, text: readText(folder, step.text) };
    case 'task':
      return { ...step, text: readText(folder, step.text) };
    case 'check': {
      const { questions } = readJsonFile(join(folder, `${step.questions}.json`), DraftQuestionSetSchema);
      return { ...step, questions };
    }
    case 'contact-day':
      return { ...step, substitute: readText(folder, step.substitute) };
    case 'file': {
      const { text, ...rest } = step;
      return { ...rest, file: fileOf(step.file), ...maybeText(text) };
    }
    case 'reading': {
      const { text, ...rest } = step;
      const known = new Map(lists.get(step.list)?.readings.map(one => [one.id, one]));
      const readings = step.readings.flatMap(id => known.get(id) ?? []);
      return { ...rest, readings, ...maybeText(text) };
    }
    case 'video': {
      const { file, captions, ...rest } = step;
      return {
        ...rest,
        text: readText(folder, step.text),
        ...(file === undefined ? {} : { file: fileOf(file) }),
        ...(captions && {
          captions: Object.fromEntries(
            Object.entries(captions).map(([locale, name]) => [locale, fileOf(name)]),
          ),
        }),
      };
    }
    default:
      return step;
  }
}

/**
 * Reads and checks a module with all its files.
 * @throws Error with a row `file:line: path: message` for each fault
 */
export function loadModule(folder: string, lists: ReadonlyMap<string, ReadingList>): Module {
  const names = new Set(existsSync(folder) ? readdirSync(folder) : []);
  const { steps, ...module } = readJsonFile(join(folder, 'module.json'), schemaIn(names, lists));
  return { ...module, steps: steps.map(step => readStep(step, folder, lists)) };
}
