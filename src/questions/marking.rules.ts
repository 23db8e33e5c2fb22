import type { Locale } from '../i18n/index.ts';
import { textIn } from './languages.rules.ts';
import { readNumber } from './number.rules.ts';
import { tidyLine } from './plain-text.rules.ts';
import type { ChoiceQuestion, DraftQuestion, DraftText } from './question.rules.ts';

type ShortQuestion = Extract<DraftQuestion, { kind: 'short' }>;
type NumberQuestion = Extract<DraftQuestion, { kind: 'number' }>;

/**
 * What someone answered: an option's id, `true` or `false`, or their own words; of several choices a list of ids.
 * It may have been stored under an earlier version of the question.
 */
export type GivenAnswer = string | readonly string[];
/** Answers by the question's id. */
export type GivenAnswers = Record<string, GivenAnswer>;

export interface Mark {
  /** From 0 to 1. */
  share: number;
  /** The whole share. */
  isRight: boolean;
}

const NOTHING: Mark = { share: 0, isRight: false };
const ALL: Mark = { share: 1, isRight: true };
const allOrNothing = (isRight: boolean): Mark => (isRight ? ALL : NOTHING);

/** Ids chosen, each once; an answer of another shape chose nothing. */
function chosenIn(answer: unknown): ReadonlySet<unknown> {
  return new Set<unknown>(Array.isArray(answer) ? answer : [answer]);
}

function markChoices({ kind, options }: ChoiceQuestion, answer: unknown): Mark {
  const chosen = chosenIn(answer);
  const hits = options.filter(option => chosen.has(option.id));
  const right = hits.filter(option => option.isRight).length;
  if (kind === 'single') return allOrNothing(right === 1 && hits.length === 1);
  const wanted = options.filter(option => option.isRight).length;
  const share = Math.max(0, (right - (hits.length - right)) / wanted);
  return { share, isRight: share === 1 };
}

const forComparing = (text: string): string => tidyLine(text).replace(/\s+/g, ' ').toLowerCase();

/** @returns every accepted answer, in whatever language: who thinks of the Swedish word on a Finnish page is right. */
export function acceptedOf({ accepted }: ShortQuestion): string[] {
  return [accepted.all, accepted.fi, accepted.sv, accepted.en].flatMap(list => list ?? []);
}

function isAccepted(question: ShortQuestion, answer: unknown): boolean {
  if (typeof answer !== 'string') return false;
  const given = forComparing(answer);
  return acceptedOf(question).some(accepted => forComparing(accepted) === given);
}

/** @returns the words for a number's unit in every language, which may stand after an answer. */
export function unitsOf({ unit }: NumberQuestion): string[] {
  return [unit?.fi, unit?.sv, unit?.en].flatMap(one => one ?? []);
}

/** The last digits of decimal fractions are lost in binary: 0.1 + 0.2 is a little more than 0.3. */
const ROUNDING = 1e-9;

function isNear(question: NumberQuestion, answer: unknown): boolean {
  if (typeof answer !== 'string') return false;
  const given = readNumber(answer, unitsOf(question));
  if (given === null) return false;
  const { value, tolerance } = question;
  return Math.abs(given - value) <= tolerance + ROUNDING * Math.max(1, Math.abs(value));
}

/**
 * Marks an answer. One choice, true or false, a short answer and a number are right or not. Of several choices each
 * right one adds an equal share and each wrong one takes one away, never below 0: ticking everything earns nothing.
 * @param answer undefined for none; one of another shape earns nothing
 */
export function markAnswer(question: DraftQuestion, answer: GivenAnswer | undefined): Mark {
  switch (question.kind) {
    case 'single':
    case 'several':
      return markChoices(question, answer);
    case 'true-false':
      return allOrNothing(answer === String(question.isTrue));
    case 'short':
      return allOrNothing(isAccepted(question, answer));
    case 'number':
      return allOrNothing(isNear(question, answer));
  }
}

/** Something that a question says to an answer, in the reader's language. */
export interface Told {
  /** The option that it is said to, or `true` or `false`; null for an answer in words. */
  to: string | null;
  text: string;
}

/** What each possible answer would be told, of those that were given. */
function toldTo(question: DraftQuestion, answer: GivenAnswer): [string | null, DraftText | undefined][] {
  switch (question.kind) {
    case 'single':
    case 'several': {
      const chosen = chosenIn(answer);
      return question.options.flatMap(({ id, feedback }) => (chosen.has(id) ? [[id, feedback]] : []));
    }
    case 'true-false':
      if (answer === 'true') return [[answer, question.feedbackTrue]];
      return answer === 'false' ? [[answer, question.feedbackFalse]] : [];
    default: {
      const { isRight } = markAnswer(question, answer);
      return [[null, isRight ? question.feedbackRight : question.feedbackWrong]];
    }
  }
}

/**
 * @returns what the question says to this answer, in the reader's language: the feedback of each option chosen, of
 *   true or of false, or of a right or a wrong answer. Empty where it says nothing, or nothing was answered.
 */
export function feedbackOf(question: DraftQuestion, answer: GivenAnswer | undefined, locale: Locale): Told[] {
  if (answer === undefined) return [];
  return toldTo(question, answer).flatMap(([to, text]) => (text ? [{ to, text: textIn(text, locale) }] : []));
}
