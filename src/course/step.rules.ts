import { z } from 'zod';
import { DraftTextSchema } from '../questions/question.rules.ts';

/** Names of packages, modules, steps and files: parts of addresses, so that nothing outside a package can be named. */
export const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const Name = z.string().max(60).regex(NAME, 'must be small letters and numbers with hyphens between');

const FILE = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/;
const fileWith = (endings: readonly string[]) =>
  z
    .string()
    .max(100)
    .regex(FILE, 'must be the name of a file beside this one, in small letters')
    .refine(
      name => endings.some(ending => name.endsWith(`.${ending}`)),
      `must end in .${endings.join(', .')}`,
    );

export const FILE_ENDINGS = [
  ...['pdf', 'png', 'jpg', 'csv', 'txt'],
  ...['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp'],
] as const;
const VIDEO_ENDINGS = ['mp4', 'webm'] as const;

/** The rounds of an activity inside a course that has rounds. */
export const PART_ROUNDS = ['before', 'after', 'follow-up'] as const;
export type PartRound = (typeof PART_ROUNDS)[number];

/** Kinds of activity that a step may open. */
export const PART_KINDS = ['self-assessment'] as const;
export type PartKind = (typeof PART_KINDS)[number];

const Address = z
  .url({ protocol: /^https$/, error: 'must be an address that begins with https://' })
  .max(2000);
const text = DraftTextSchema;

/** A learner's time for a step, in hours. */
const Hours = z.number().min(0.25).max(200).multipleOf(0.25, 'must be quarters of an hour');

const base = { id: Name, title: text, hours: Hours, after: z.array(Name).max(20).default([]) };

const Source = z.strictObject({ title: text, url: Address.optional() });
export type Source = z.output<typeof Source>;

/** @returns a check that no two of a list have the same id */
const differById = <T extends { id: string }>(list: z.ZodArray<z.ZodType<T>>) =>
  list.superRefine((all, context) => {
    all.forEach(({ id }, index) => {
      if (all.findIndex(other => other.id === id) < index)
        context.addIssue({ code: 'custom', path: [index, 'id'], message: `${id} stands here twice` });
    });
  });

const ofPassFail = z.strictObject({
  id: Name,
  title: text,
  levels: z.strictObject({ pass: text }),
});
const ofGrades = z.strictObject({
  id: Name,
  title: text,
  levels: z.strictObject({ 1: text, 3: text, 5: text }),
});

const task = { ...base, kind: z.literal('task'), text: Name };
const TaskStep = z.discriminatedUnion('grading', [
  z.strictObject({
    ...task,
    grading: z.literal('pass-fail'),
    criteria: differById(z.array(ofPassFail).min(1).max(12)),
  }),
  z.strictObject({
    ...task,
    grading: z.literal('zero-to-five'),
    criteria: differById(z.array(ofGrades).min(1).max(12)),
  }),
]);

const VideoStep = z
  .strictObject({
    ...base,
    kind: z.literal('video'),
    text: Name,
    file: fileWith(VIDEO_ENDINGS).optional(),
    captions: z.partialRecord(z.enum(['fi', 'sv', 'en']), fileWith(['vtt'])).optional(),
    url: Address.optional(),
  })
  .refine(({ file, url }) => (file === undefined) !== (url === undefined), 'must have either a file or a url')
  .refine(
    ({ file, captions }) => file === undefined || Object.keys(captions ?? {}).length > 0,
    'a file must have captions',
  );

export const FeedbackQuestionSchema = z.strictObject({
  id: z.string().regex(/^[A-Z][1-9]\d?$/, 'must be a capital letter and a number, such as F1'),
  kind: z.enum(['scale', 'text']),
  text,
});
export type FeedbackQuestion = z.output<typeof FeedbackQuestionSchema>;

/** A step as module.json holds it: docs/course-packages.md. */
export const StepSchema = z.discriminatedUnion('kind', [
  TaskStep,
  VideoStep,
  z.strictObject({ ...base, kind: z.literal('text'), text: Name, sources: z.array(Source).max(20) }),
  z.strictObject({
    ...base,
    kind: z.literal('reading'),
    list: Name,
    readings: z.array(Name).min(1).max(60),
    text: Name.optional(),
  }),
  z.strictObject({ ...base, kind: z.literal('link'), url: Address, text: Name }),
  z.strictObject({ ...base, kind: z.literal('file'), file: fileWith(FILE_ENDINGS), text: Name.optional() }),
  z.strictObject({ ...base, kind: z.literal('check'), questions: Name }),
  z.strictObject({ ...base, kind: z.literal('reflection'), prompt: text }),
  z.strictObject({
    ...base,
    kind: z.literal('contact-day'),
    day: z.int().min(1).max(20),
    programme: z
      .array(z.strictObject({ minutes: z.int().min(5).max(600), title: text, text: text.optional() }))
      .min(1)
      .max(30),
    substitute: Name,
  }),
  z.strictObject({ ...base, kind: z.literal('theme') }),
  z.strictObject({
    ...base,
    kind: z.literal('activity'),
    activity: z.enum(PART_KINDS),
    round: z.enum(PART_ROUNDS),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('feedback'),
    questions: differById(z.array(FeedbackQuestionSchema).min(1).max(8)),
  }),
]);
export type StepFile = z.output<typeof StepSchema>;
