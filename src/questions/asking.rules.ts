import { formatNumber, type Locale } from '../i18n/index.ts';
import { languageOf, textIn } from './languages.rules.ts';
import { acceptedOf, feedbackOf, markAnswer, type GivenAnswer, type Told } from './marking.rules.ts';
import type { DraftQuestion, QuestionKind } from './question.rules.ts';

/** A question as it is asked, in one language: nothing in it tells what is right. */
export interface AskedQuestion {
  id: string;
  kind: QuestionKind;
  text: string;
  /** The language of the text: another than the reader's where a draft lacks theirs. */
  locale: Locale;
  /** In their own order; empty for kinds without. */
  options: { id: string; text: string }[];
  /** What a number counts, or null. */
  unit: string | null;
}

/** What is said of an answer afterwards, in one language. */
export interface AnswerReview {
  share: number;
  isRight: boolean;
  /** Ids of the options that are right, or `true` or `false`; for a short answer and a number what is right, in words. */
  right: string[];
  /** What the question says to the answer that was given. */
  feedback: Told[];
  /** What it says to everyone, or null. */
  explanation: string | null;
  source: { title: string; url: string | null } | null;
}

/** @returns the question for a view that asks it */
export function presentQuestion(question: DraftQuestion, locale: Locale): AskedQuestion {
  const hasOptions = question.kind === 'single' || question.kind === 'several';
  return {
    id: question.id,
    kind: question.kind,
    text: textIn(question.text, locale),
    locale: languageOf(question.text, locale),
    options: hasOptions ? question.options.map(({ id, text }) => ({ id, text: textIn(text, locale) })) : [],
    unit: question.kind === 'number' && question.unit ? textIn(question.unit, locale) : null,
  };
}

/** Enough for any value that a question may have. */
const DECIMALS = 15;

function rightOf(question: DraftQuestion, locale: Locale): string[] {
  switch (question.kind) {
    case 'single':
    case 'several':
      return question.options.filter(option => option.isRight).map(option => option.id);
    case 'true-false':
      return [String(question.isTrue)];
    case 'short': {
      // The answer that is named first is the one to show.
      const { accepted } = question;
      return (accepted[locale] ?? accepted.all ?? acceptedOf(question)).slice(0, 1);
    }
    case 'number': {
      const unit = question.unit ? ` ${textIn(question.unit, locale)}` : '';
      return [formatNumber(question.value, locale, DECIMALS) + unit];
    }
  }
}

/** @returns what to show beside an answer once it may be seen; undefined is no answer */
export function reviewAnswer(
  question: DraftQuestion,
  answer: GivenAnswer | undefined,
  locale: Locale,
): AnswerReview {
  const { explanation, source } = question;
  return {
    ...markAnswer(question, answer),
    right: rightOf(question, locale),
    feedback: feedbackOf(question, answer, locale),
    explanation: explanation ? textIn(explanation, locale) : null,
    source: source ? { title: textIn(source.title, locale), url: source.url ?? null } : null,
  };
}
