import type { VNode } from 'preact';
import type { Translate } from '../../../src/i18n/index.ts';
import type { DraftText } from '../../../src/questions/question.rules.ts';
import { LOCALES } from '../../../src/i18n/index.ts';

interface DraftTextProps {
  t: Translate;
  text: DraftText;
}

/** A text in the reader's language, else in another in which it is written; else the words that it is not. */
export function DraftTextIn({ t, text }: DraftTextProps): VNode {
  const locale = [t.locale, ...LOCALES].find(one => text[one]);
  if (!locale) return <span class="small">{t('self-assessment:instruments.unwritten')}</span>;
  return <span lang={locale === t.locale ? undefined : locale}>{text[locale]}</span>;
}
