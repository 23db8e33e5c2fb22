import { LOCALES, type Locale } from '../../i18n/index.ts';
import { missingLanguages } from '../../questions/languages.rules.ts';
import type { DraftQuestion } from '../../questions/question.rules.ts';
import type { DraftInstrument } from './draft.rules.ts';
import { listItems, type Item } from './items.rules.ts';

/** How many texts are written in a language, of all that there are. */
export interface Written {
  written: number;
  total: number;
}

export type Completeness = Record<Locale, Written>;

/** Of a question: its whole text counts as one, since what is shown of it depends on the answer. */
function lacksOfQuestion(question: DraftQuestion): Locale[] {
  const missing = missingLanguages(question);
  return LOCALES.filter(locale => missing[locale].length > 0);
}

/** @returns the languages in which something of the item is still to be written */
export function lacksOf({ question, texts }: Item): Locale[] {
  if (question) return lacksOfQuestion(question);
  return LOCALES.filter(locale => texts.some(({ text }) => text[locale] === ''));
}

/** @returns for each language how many texts of these items are written; a question counts as one text */
export function completenessOf(items: readonly Item[]): Completeness {
  const writtenIn = (locale: Locale): Written => {
    const states = items.flatMap(item =>
      item.question ? [!lacksOf(item).includes(locale)] : item.texts.map(({ text }) => text[locale] !== ''),
    );
    return { written: states.filter(Boolean).length, total: states.length };
  };
  return { fi: writtenIn('fi'), sv: writtenIn('sv'), en: writtenIn('en') };
}

/** @returns the languages in which nothing is missing, in the order fi, sv, en */
export function completeLanguages(draft: DraftInstrument): Locale[] {
  const items = listItems(draft);
  return LOCALES.filter(locale => items.every(item => !lacksOf(item).includes(locale)));
}
