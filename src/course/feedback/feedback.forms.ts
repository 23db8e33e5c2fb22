import { z } from 'zod';
import type { TextKey } from '../../i18n/index.ts';
import type { FeedbackQuestion } from '../step.rules.ts';
import { LONGEST_WORDS, type FeedbackAnswers, type Level } from './feedback.rules.ts';

const Scale = z
  .enum(['1', '2', '3', '4', '5'])
  .transform(value => Number(value) as Level)
  .optional();
/** A browser sends line ends as two characters. Too long a text is shown again whole, so it is not cut here. */
const Words = z.string().transform(text => text.replaceAll('\r\n', '\n').trim());

export interface FeedbackForm {
  answers: FeedbackAnswers;
  /** Text keys by the question's id. */
  faults: Record<string, TextKey>;
}

/**
 * Reads what was answered; each question may be left open, but not all of them.
 * @param body a form as it came, whatever it is
 */
export function readFeedback(questions: readonly FeedbackQuestion[], body: unknown): FeedbackForm {
  const form = z.record(z.string(), z.unknown()).safeParse(body).data ?? {};
  const answers: Record<string, Level | string> = {};
  const faults: Record<string, TextKey> = {};
  for (const { id, kind } of questions) {
    const given = Object.hasOwn(form, id) ? form[id] : undefined;
    if (given === undefined || given === '') continue;
    const read = (kind === 'scale' ? Scale : Words).safeParse(given).data;
    if (read === undefined) faults[id] = 'http:field.invalid';
    else if (read !== '') answers[id] = read;
    if (typeof read === 'string' && read.length > LONGEST_WORDS) faults[id] = 'course:feedback.long';
  }
  const [first] = questions;
  if (first && Object.keys(answers).length === 0) faults[first.id] ??= 'course:feedback.empty';
  return { answers, faults };
}
