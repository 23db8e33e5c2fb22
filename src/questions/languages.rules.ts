import { LOCALES, type Locale } from '../i18n/index.ts';
import type { DraftQuestion, DraftText } from './question.rules.ts';

/** A text of a question, and where in it. */
interface Placed {
  /** Path within the question: `text`, `options.b.feedback`, `source.title`. */
  place: string;
  text: DraftText;
}

function textsOfKind(question: DraftQuestion): [string, DraftText | undefined][] {
  switch (question.kind) {
    case 'single':
    case 'several':
      return question.options.flatMap(({ id, text, feedback }): [string, DraftText | undefined][] => [
        [`options.${id}.text`, text],
        [`options.${id}.feedback`, feedback],
      ]);
    case 'true-false':
      return [
        ['feedbackTrue', question.feedbackTrue],
        ['feedbackFalse', question.feedbackFalse],
      ];
    default:
      return [
        ['unit', question.kind === 'number' ? question.unit : undefined],
        ['feedbackRight', question.feedbackRight],
        ['feedbackWrong', question.feedbackWrong],
      ];
  }
}

/** Every text that the question has in some language. */
function textsOf(question: DraftQuestion): Placed[] {
  const texts: [string, DraftText | undefined][] = [
    ['text', question.text],
    ...textsOfKind(question),
    ['explanation', question.explanation],
    ['source.title', question.source?.title],
  ];
  return texts.flatMap(([place, text]) => (text ? [{ place, text }] : []));
}

function lacksAccepted(question: DraftQuestion, locale: Locale): boolean {
  return question.kind === 'short' && !question.accepted.all && !question.accepted[locale];
}

/**
 * What a question lacks before it can be shipped.
 * @returns for each language the places whose text is there in another language only; empty lists when complete
 */
export function missingLanguages(question: DraftQuestion): Record<Locale, string[]> {
  const placed = textsOf(question);
  const lackingIn = (locale: Locale): string[] => [
    ...placed.filter(({ text }) => text[locale] === undefined).map(({ place }) => place),
    ...(lacksAccepted(question, locale) ? ['accepted'] : []),
  ];
  return { fi: lackingIn('fi'), sv: lackingIn('sv'), en: lackingIn('en') };
}

/** @returns the wanted language if the text is there in it, else the first of fi, sv and en that is */
export function languageOf(text: DraftText, wanted: Locale): Locale {
  const inOrder = [wanted, ...LOCALES];
  return inOrder.find(locale => text[locale] !== undefined) ?? wanted;
}

/** @returns the text in that language, else in the first of fi, sv and en in which it is there; '' for no text */
export function textIn(text: DraftText | undefined, wanted: Locale): string {
  return text?.[languageOf(text, wanted)] ?? '';
}
