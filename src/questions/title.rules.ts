import type { Locale } from '../i18n/index.ts';
import { textIn } from './languages.rules.ts';
import { tidyLine } from './plain-text.rules.ts';
import type { DraftQuestion } from './question.rules.ts';

/** As much of a text as a list of questions shows. */
const LONGEST = 60;

/** @returns what Moodle's question bank lists the question by: its id, and how its text begins */
export function titleOf(question: DraftQuestion, locale: Locale): string {
  const text = tidyLine(textIn(question.text, locale));
  // By characters, not by halves of them.
  const start = Array.from(text).slice(0, LONGEST).join('').trim();
  return `${question.id} ${start}${start.length < text.length ? '…' : ''}`;
}
