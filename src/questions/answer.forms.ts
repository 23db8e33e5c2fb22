import { z } from 'zod';
import type { TextKey } from '../i18n/index.ts';
import { unitsOf, type GivenAnswer, type GivenAnswers } from './marking.rules.ts';
import { readNumber } from './number.rules.ts';
import { isShowable, tidyText } from './plain-text.rules.ts';
import { LIMITS, type DraftQuestion } from './question.rules.ts';

const TRUTHS = ['true', 'false'];

/** What was typed: `''` for nothing. */
const Words = z
  .string('questions:fault.not-text')
  .overwrite(tidyText)
  .max(LIMITS.answer, 'questions:fault.too-long')
  .refine(isShowable, 'questions:fault.character');

const oneOf = (ids: string[]) => z.union([z.enum(ids), z.literal('')], 'questions:fault.not-an-option');

/** A browser sends one ticked box as a text and several as a list; a list says each of its own once. */
function someOf(ids: string[]) {
  const several = z.array(z.enum(ids)).max(ids.length);
  return z
    .preprocess(value => (typeof value === 'string' ? [value].filter(Boolean) : value), several)
    .transform(chosen => ids.filter(id => chosen.includes(id)));
}

function newForm(question: DraftQuestion): z.ZodType<GivenAnswer> {
  switch (question.kind) {
    case 'single':
      return oneOf(question.options.map(option => option.id));
    case 'several':
      return someOf(question.options.map(option => option.id));
    case 'true-false':
      return oneOf(TRUTHS);
    case 'short':
      return Words;
    case 'number':
      return Words.refine(
        words => words === '' || readNumber(words, unitsOf(question)) !== null,
        'questions:fault.not-a-number',
      );
  }
}

/** Making a schema takes longer than reading by it: each question gets one. */
const forms = new WeakMap<DraftQuestion, z.ZodType<GivenAnswer>>();

/** Reads the field of one question. Faults are text keys. */
function formOf(question: DraftQuestion): z.ZodType<GivenAnswer> {
  const form = forms.get(question) ?? newForm(question);
  forms.set(question, form);
  return form;
}

export interface AnswersForm {
  /** What could be read, by the question's id; questions left empty are not in it. */
  answers: GivenAnswers;
  /** Text keys of faults by the question's id, or `form` for a field that belongs to no question. */
  faults: Record<string, TextKey>;
}

interface ReadOptions {
  /** Names of fields of the same form that are the caller's own, such as that of a button. */
  besides?: readonly string[];
}

/**
 * Reads the answers to questions, as a browser sends them without a script: `K1=a`, `K2=a&K2=c`, `K3=words`.
 * Whether every question must be answered is the caller's to say.
 * @param unsafeBody the form; absent or of any shape
 */
export function readAnswers(
  questions: readonly DraftQuestion[],
  unsafeBody: unknown,
  { besides = [] }: ReadOptions = {},
): AnswersForm {
  const answers = new Map<string, GivenAnswer>();
  const faults: Record<string, TextKey> = {};
  const fields = typeof unsafeBody === 'object' && unsafeBody !== null ? Object.entries(unsafeBody) : [];
  for (const [name, value] of fields) {
    if (besides.includes(name)) continue;
    const question = questions.find(one => one.id === name);
    if (!question) {
      faults['form'] = 'questions:fault.unknown-question';
      continue;
    }
    const result = formOf(question).safeParse(value);
    if (!result.success) faults[name] = faultOf(result.error);
    else if (result.data.length > 0) answers.set(name, result.data);
  }
  return { answers: Object.fromEntries(answers), faults };
}

/** The key in the first issue; an option that is none is said by zod in its own words. */
function faultOf(error: z.ZodError): TextKey {
  const [issue] = error.issues;
  const isKey = issue?.message.startsWith('questions:') ?? false;
  return isKey ? (issue?.message as TextKey) : 'questions:fault.not-an-option';
}
