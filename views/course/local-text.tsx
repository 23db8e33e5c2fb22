import type { VNode } from 'preact';
import { LOCALES, type Locale, type Translate } from '../../src/i18n/index.ts';
import type { DraftText } from '../../src/questions/question.rules.ts';

/** @returns the reader's language if the text is there in it, else the first of fi, sv and en that is */
export function languageFor(text: DraftText, wanted: Locale): Locale {
  return [wanted, ...LOCALES].find(locale => text[locale] !== undefined) ?? wanted;
}

/** @returns the words for the reader, for a place that takes no markup */
export function wordsIn(text: DraftText | undefined, wanted: Locale): string {
  return text?.[languageFor(text, wanted)] ?? '';
}

/** A short text of a package; marked with its language where another one stands in for the reader's. */
export function LocalText({ t, text }: { t: Translate; text: DraftText }): VNode {
  const locale = languageFor(text, t.locale);
  const words = text[locale];
  return locale === t.locale ? <>{words}</> : <span lang={locale}>{words}</span>;
}

/** Says in words that a text stands in another language than the reader's. */
export function LentNote({ t, text }: { t: Translate; text: DraftText }): VNode | null {
  const locale = languageFor(text, t.locale);
  if (locale === t.locale) return null;
  return <p class="small">{t(`course:lent.${locale}`)}</p>;
}
