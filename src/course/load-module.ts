import { readFileSync } from 'node:fs';
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
import { readEach } from './faults.ts';
import { openFolder, type PackageFolder } from './package-folder.ts';
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

/** @returns why a file that a step names cannot be had, or null */
function faultOfFile(names: string[], { files, strays }: PackageFolder): string | null {
  const stray = names.find(name => strays.has(name));
  if (stray !== undefined) return `${stray} leads out of the package`;
  return names.some(name => files.has(name)) ? null : `there is no file ${names.join(', ')}`;
}

function faultsOfReading(
  { list, readings }: Extract<StepFile, { kind: 'reading' }>,
  lists: ReadonlyMap<string, ReadingList>,
): Fault[] {
  const known = new Set(lists.get(list)?.readings.map(({ id }) => id));
  if (known.size === 0) return [{ path: ['list'], message: `there is no list of readings ${list}` }];
  return readings.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: ['readings', index], message: `${id} is not in that list` }],
  );
}

function faultsOfStep(
  step: StepFile,
  before: ReadonlySet<string>,
  folder: PackageFolder,
  lists: ReadonlyMap<string, ReadingList>,
): Fault[] {
  const faults: Fault[] = [];
  if (before.has(step.id)) faults.push({ path: ['id'], message: `${step.id} stands here twice` });
  step.after.forEach((id, index) => {
    if (!before.has(id))
      faults.push({ path: ['after', index], message: `no step ${id} comes before this one` });
  });
  for (const [field, names] of wantedBy(step)) {
    const message = faultOfFile(names, folder);
    if (message !== null) faults.push({ path: [field], message });
  }
  return step.kind === 'reading' ? [...faults, ...faultsOfReading(step, lists)] : faults;
}

/** The schema of the module in this folder: it is called as the folder is, and what it names is there. */
function schemaIn(
  folder: PackageFolder,
  { name, before, lists }: Pick<ModulePlace, 'name' | 'before' | 'lists'>,
): z.ZodType<ModuleFile> {
  return ModuleFileSchema.superRefine(({ id, after, steps }, context) => {
    const fault = (path: PropertyKey[], message: string): void => {
      context.addIssue({ code: 'custom', path, message });
    };
    if (id !== name) fault(['id'], `must be ${name}, as the folder is called`);
    after.forEach((module, index) => {
      if (!before.includes(module)) fault(['after', index], `no module ${module} comes before this one`);
    });
    const stepsBefore = new Set<string>();
    steps.forEach((step, index) => {
      for (const { path, message } of faultsOfStep(step, stepsBefore, folder, lists))
        fault(['steps', index, ...path], message);
      stepsBefore.add(step.id);
    });
  });
}

function readText({ path, files }: PackageFolder, name: string): DraftText {
  const text: DraftText = {};
  readEach(
    LOCALES.filter(locale => files.has(`${name}.${locale}.md`)),
    locale => {
      const file = join(path, `${name}.${locale}.md`);
      const words = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
      const faults = findMarkdownFaults(words).map(
        ({ line, what }) => `  ${file}:${String(line)}: ${WHY[what]}`,
      );
      if (words.trim() === '') faults.push(`  ${file}:1: is empty`);
      if (words.length > LONGEST_TEXT)
        faults.push(`  ${file}:1: is longer than ${String(LONGEST_TEXT)} characters`);
      if (faults.length > 0) throw new Error([`${file} cannot be used:`, ...faults].join('\n'));
      text[locale] = words.trim();
    },
  );
  return text;
}

function readStep(step: StepFile, folder: PackageFolder, lists: ReadonlyMap<string, ReadingList>): Step {
  const fileOf = (name: string): PackageFile => ({ name, path: join(folder.path, name) });
  const maybeText = (name: string | undefined): { text?: DraftText } =>
    name === undefined ? {} : { text: readText(folder, name) };
  switch (step.kind) {
    case 'text':
    case 'link':
      return { ...step, text: readText(folder, step.text) };
    case 'task':
      return { ...step, text: readText(folder, step.text) };
    case 'check': {
      const { questions } = readJsonFile(join(folder.path, `${step.questions}.json`), DraftQuestionSetSchema);
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

/** Where a module lies. */
export interface ModulePlace {
  /** The package's folder. */
  root: string;
  /** As its folder is called. */
  name: string;
  /** Names of the modules that come before it. */
  before: readonly string[];
  lists: ReadonlyMap<string, ReadingList>;
}

/**
 * Reads and checks a module with all its files.
 * @throws Error with a row `file:line: path: message` for each fault
 */
export function loadModule(place: ModulePlace): Module {
  const { root, name, lists } = place;
  const folder = openFolder(join(root, name), root);
  const file = join(folder.path, 'module.json');
  if (folder.strays.has('module.json')) throw new Error(`${file}: leads out of the package`);
  const { steps, ...module } = readJsonFile(file, schemaIn(folder, place));
  return { ...module, steps: readEach(steps, step => readStep(step, folder, lists)) };
}
