import { z } from 'zod';
import { isShowable, tidyLine, tidyText } from './plain-text.rules.ts';

/** Most characters, options and questions that are taken. */
export const LIMITS = {
  text: 2000,
  option: 500,
  accepted: 200,
  unit: 30,
  source: 300,
  options: 26,
  questions: 500,
  /** Of a learner's own words. */
  answer: 500,
} as const;

/** Why a question cannot be used, for whoever imports it; the sentence beside it is for whoever edits a file by hand. */
export type QuestionFault = keyof typeof RULES;
const RULES = {
  character: 'holds a character that cannot be shown',
  'no-language': 'must be there in one language at least',
  'one-right': 'exactly one option must be right',
  'some-right': 'at least one option must be right',
  'option-twice': 'an id stands here twice',
  'no-accepted': 'an accepted answer must be there, for all languages or for each',
  'bad-address': 'must be an address that begins with https:// or http://',
} as const;

/** What goes with a rule: zod hands `params` on in the issue, from where an import reads the text key. */
const rule = (why: QuestionFault): { error: string; params: { why: string } } => ({
  error: RULES[why],
  params: { why: `questions:import.${why}` },
});

const plain = (max: number): z.ZodString =>
  z.string().overwrite(tidyText).min(1).max(max).refine(isShowable, rule('character'));
const line = (max: number): z.ZodString => plain(max).overwrite(tidyLine);

function complete<T extends z.ZodType>(one: T) {
  return z.strictObject({ fi: one, sv: one, en: one });
}

function draft<T extends z.ZodType>(one: T) {
  return z
    .strictObject({ fi: one.optional(), sv: one.optional(), en: one.optional() })
    .refine(({ fi, sv, en }) => [fi, sv, en].some(each => each !== undefined), rule('no-language'));
}

const acceptedList = z.array(line(LIMITS.accepted)).min(1).max(20);

const Accepted = z
  .union(
    [
      z.strictObject({ all: acceptedList }),
      z.strictObject({ all: acceptedList.optional(), fi: acceptedList, sv: acceptedList, en: acceptedList }),
    ],
    RULES['no-accepted'],
  )
  .transform((accepted): AcceptedAnswers => accepted);

const maybeList = acceptedList.optional();
const DraftAccepted = z
  .strictObject({ all: maybeList, fi: maybeList, sv: maybeList, en: maybeList })
  .refine(accepted => Object.values(accepted).some(Boolean), rule('no-accepted'));

/** Answers that are right in any language, and in one. */
export interface AcceptedAnswers {
  all?: string[] | undefined;
  fi?: string[] | undefined;
  sv?: string[] | undefined;
  en?: string[] | undefined;
}

interface RightOrWrong {
  id: string;
  isRight: boolean;
}

const countRight = (options: RightOrWrong[]): number => options.filter(option => option.isRight).length;
const areDifferent = (options: RightOrWrong[]): boolean =>
  new Set(options.map(option => option.id)).size === options.length;

/**
 * The schema of the five kinds.
 * @param local what a text is, of so many characters at most
 * @param label the same on one line
 */
function questionSchema<T extends z.ZodType, L extends z.ZodType, A extends z.ZodType>(
  local: (max: number) => T,
  label: (max: number) => L,
  accepted: A,
) {
  const feedback = local(LIMITS.text).optional();
  const base = {
    /** Becomes a form field's name and a part of a field's name in the database: a letter and a number, no more. */
    id: z.string().regex(/^[A-Z][1-9]\d{0,2}$/, 'must be a capital letter and a number, such as K1'),
    text: local(LIMITS.text),
    points: z.number().positive().max(100).default(1),
    /** Shown after answering, whatever the answer was. */
    explanation: feedback,
    source: z
      .strictObject({
        title: label(LIMITS.source),
        url: z
          .url({ protocol: /^https?$/, ...rule('bad-address') })
          .max(LIMITS.text)
          .optional(),
      })
      .optional(),
  };
  const options = z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z]$/, 'must be a small letter'),
        text: local(LIMITS.option),
        isRight: z.boolean(),
        /** Shown to who chose it. */
        feedback,
      }),
    )
    .min(2)
    .max(LIMITS.options)
    .refine(areDifferent, rule('option-twice'));
  return z.discriminatedUnion('kind', [
    z.strictObject({
      ...base,
      kind: z.literal('single'),
      options: options.refine(all => countRight(all) === 1, rule('one-right')),
    }),
    z.strictObject({
      ...base,
      kind: z.literal('several'),
      options: options.refine(all => countRight(all) > 0, rule('some-right')),
    }),
    z.strictObject({
      ...base,
      kind: z.literal('true-false'),
      isTrue: z.boolean(),
      /** Shown to who said that it is true, and to who said that it is not. */
      feedbackTrue: feedback,
      feedbackFalse: feedback,
    }),
    z.strictObject({
      ...base,
      kind: z.literal('short'),
      accepted,
      feedbackRight: feedback,
      feedbackWrong: feedback,
    }),
    z.strictObject({
      ...base,
      kind: z.literal('number'),
      value: z.number().min(-1e12).max(1e12),
      /** How far off an answer may be, the end included. */
      tolerance: z.number().min(0).max(1e12).default(0),
      unit: label(LIMITS.unit).optional(),
      feedbackRight: feedback,
      feedbackWrong: feedback,
    }),
  ]);
}

/** A text in all three languages. */
export const LocalText = complete(plain(LIMITS.text));
export type LocalText = z.output<typeof LocalText>;
/** A text that lacks up to two of them. */
export const DraftTextSchema = draft(plain(LIMITS.text));
export type DraftText = Partial<LocalText>;

/** A question that may be shipped: every text in fi, sv and en. Texts are plain: markup in them is shown, not done. */
export const QuestionSchema = questionSchema(
  max => complete(plain(max)),
  max => complete(line(max)),
  Accepted,
);
export type Question = z.output<typeof QuestionSchema>;

/** A question that is being worked on: each text in one language at least. Every Question is one. */
export const DraftQuestionSchema = questionSchema(
  max => draft(plain(max)),
  max => draft(line(max)),
  DraftAccepted,
);
export type DraftQuestion = z.output<typeof DraftQuestionSchema>;
export type QuestionKind = DraftQuestion['kind'];
export type ChoiceQuestion = Extract<DraftQuestion, { kind: 'single' | 'several' }>;

function setSchema<T extends z.ZodType, Q extends z.ZodType<{ id: string }>>(text: T, question: Q) {
  return z.strictObject({
    id: z.string().regex(/^[a-z]+(-[a-z]+)*$/, 'must be words in small letters with hyphens between'),
    version: z.int().positive(),
    title: text,
    questions: z
      .array(question)
      .min(1)
      .max(LIMITS.questions)
      .superRefine((questions, context) => {
        questions.forEach(({ id }, index) => {
          if (questions.findIndex(other => other.id === id) < index)
            context.addIssue({ code: 'custom', path: [index, 'id'], message: `${id} stands here twice` });
        });
      }),
  });
}

/** Questions that are asked together, as a file of config/content/questions holds them. */
export const QuestionSetSchema = setSchema(LocalText, QuestionSchema);
export type QuestionSet = z.output<typeof QuestionSetSchema>;

/** The same of questions that are being worked on. */
export const DraftQuestionSetSchema = setSchema(DraftTextSchema, DraftQuestionSchema);
export type DraftQuestionSet = z.output<typeof DraftQuestionSetSchema>;
