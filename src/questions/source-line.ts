import { LOCALES, type Locale } from '../i18n/index.ts';
import { textIn } from './languages.rules.ts';
import type { DraftQuestion, DraftText } from './question.rules.ts';
import { questionsTexts } from './text.ts';

type Source = NonNullable<DraftQuestion['source']>;

/** What Moodle's general feedback holds of a question of ours. */
interface Said {
  explanation?: DraftText;
  source?: Source;
}

const LABEL = 'source.label';
const ADDRESS = / \((https?:\/\/\S+)\)$/;

const labelIn = (locale: Locale): string => questionsTexts[locale][LABEL] ?? '';

/**
 * Moodle knows no source of a question; its general feedback is where a learner would look for it.
 * @returns the explanation, and after it a paragraph `Lähde: title (address)`; '' for neither
 */
export function joinSource({ explanation, source }: DraftQuestion, locale: Locale): string {
  const address = source?.url ? ` (${source.url})` : '';
  const line = source ? `${labelIn(locale)}: ${textIn(source.title, locale)}${address}` : '';
  return [textIn(explanation, locale), line].filter(Boolean).join('\n\n');
}

/**
 * Takes apart what `joinSource` put together, in whichever language the label is.
 * @param locale the language that the text is in
 */
export function splitSource(text: string, locale: Locale): Said {
  const cut = text.lastIndexOf('\n') + 1;
  const line = text.slice(cut);
  const label = LOCALES.map(one => `${labelIn(one)}: `).find(one => line.startsWith(one));
  const before = (label ? text.slice(0, cut) : text).trim();
  const said: Said = before ? { explanation: { [locale]: before } } : {};
  if (!label) return said;
  const named = line.slice(label.length);
  const url = ADDRESS.exec(named)?.[1];
  const title = { [locale]: named.replace(ADDRESS, '') };
  return { ...said, source: url ? { title, url } : { title } };
}
