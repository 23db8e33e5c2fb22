import { z } from 'zod';
import { DraftTextSchema, type DraftQuestion, type DraftText } from '../questions/question.rules.ts';
import type { Reading } from './reading.rules.ts';
import { Name, StepSchema, type StepFile } from './step.rules.ts';

const PackageRefSchema = z.strictObject({ package: Name, version: z.int().positive() });
/** A package in one version: what a run of a course stays with. */
export type PackageRef = z.output<typeof PackageRefSchema>;

const text = DraftTextSchema;

/** What an activity may be set up from. */
export const PACKAGE_KINDS = ['course', 'theme', 'short-course'] as const;
export type PackageKind = (typeof PACKAGE_KINDS)[number];

/** A file course.json: docs/course-packages.md. */
export const CourseFileSchema = z.strictObject({
  format: z.literal(1, 'must be 1: this tool knows no other format'),
  id: Name,
  version: z.int().positive(),
  kind: z.enum(PACKAGE_KINDS),
  theme: z
    .string()
    .regex(/^[A-Z]$/, 'must be a capital letter')
    .optional(),
  title: text,
  summary: text,
  origin: text.optional(),
  outcomes: z.array(text).max(20).default([]),
  modules: z.array(Name).min(1).max(50),
  themes: z.array(PackageRefSchema).max(50).default([]),
});
export type CourseFile = z.output<typeof CourseFileSchema>;

/** A file module.json, what its parts name left aside. */
export const ModuleFileSchema = z.strictObject({
  id: Name,
  title: text,
  summary: text,
  after: z.array(Name).max(50).default([]),
  steps: z.array(StepSchema).min(1).max(20),
});
export type ModuleFile = z.output<typeof ModuleFileSchema>;

/** A file of a package: its name in an address, and where it lies. */
export interface PackageFile {
  name: string;
  path: string;
}

/** A step's parts whose files have been read. Texts are Markdown. */
interface PartsOf {
  text: { text: DraftText };
  video: {
    text: DraftText;
    file?: PackageFile;
    captions?: Partial<Record<'fi' | 'sv' | 'en', PackageFile>>;
  };
  link: { text: DraftText };
  file: { file: PackageFile; text?: DraftText };
  reading: { readings: Reading[]; text?: DraftText };
  check: { questions: DraftQuestion[] };
  task: { text: DraftText };
  'contact-day': { substitute: DraftText };
}

type Read<S> = S extends StepFile
  ? S['kind'] extends keyof PartsOf
    ? Omit<S, keyof PartsOf[S['kind']]> & PartsOf[S['kind']]
    : S
  : never;

/** A step with all that it shows. */
export type Step = Read<StepFile>;
export type StepKind = Step['kind'];
export type StepOf<K extends StepKind> = Extract<Step, { kind: K }>;

export interface Module extends Omit<ModuleFile, 'steps'> {
  steps: Step[];
}

export interface CoursePackage extends Omit<CourseFile, 'format' | 'modules'> {
  modules: Module[];
}

/** @returns the name under which a package is known everywhere: `foundations@1` */
export function nameOfPackage({ package: id, version }: PackageRef): string {
  return `${id}@${String(version)}`;
}

/** @returns the hours of these steps together */
export function hoursOf(steps: readonly Pick<Step, 'hours'>[]): number {
  return steps.reduce((sum, { hours }) => sum + hours, 0);
}

/** @returns all steps of the package with their modules, in order */
export function listSteps({ modules }: CoursePackage): { module: Module; step: Step }[] {
  return modules.flatMap(module => module.steps.map(step => ({ module, step })));
}
