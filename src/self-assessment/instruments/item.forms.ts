import { LOCALES } from '../../i18n/index.ts';
import { isShowable, tidyText } from '../../questions/plain-text.rules.ts';
import type { LocalText } from '../instrument.rules.ts';
import { AT_MOST, emptyText, type DraftInstrument } from './draft.rules.ts';
import type { ItemContent } from './editing.rules.ts';
import type { Item } from './items.rules.ts';

/** A form's fields as Express leaves them. */
export type Fields = Record<string, unknown>;

/** What is wrong with a field; the text keys are those of `self-assessment:instruments.fault.*`. */
export type FieldFault =
  | 'text-missing'
  | 'text-long'
  | 'character'
  | 'theme-missing'
  | 'few-options'
  | 'one-right'
  | 'some-right'
  | 'no-accepted'
  | 'many-accepted'
  | 'number'
  | 'address'
  | 'invalid';

/** By the name of the text or the field. */
export type FieldFaults = Record<string, FieldFault>;

export interface ReadItem {
  content: ItemContent;
  faults: FieldFaults;
}

/** @returns the body as fields, whatever was sent */
export function fieldsOf(unsafeBody: unknown): Fields {
  return typeof unsafeBody === 'object' && unsafeBody !== null ? (unsafeBody as Fields) : {};
}

/** @returns a field's value; '' when it is absent, the first when it came more than once */
export function oneOf(fields: Fields, name: string): string {
  const [first] = manyOf(fields, name);
  return first ?? '';
}

/** @returns all values of a field that may come more than once */
export function manyOf(fields: Fields, name: string): string[] {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return [value].flat().filter(one => typeof one === 'string');
}

/** @returns a text in three languages, from fields such as `text.fi`; '' where there is none */
export function textOf(fields: Fields, name: string): LocalText {
  const text = emptyText();
  for (const locale of LOCALES) text[locale] = tidyText(oneOf(fields, `${name}.${locale}`));
  return text;
}

function faultOf(text: LocalText): FieldFault | null {
  const written = LOCALES.map(locale => text[locale]).filter(one => one !== '');
  if (written.length === 0) return 'text-missing';
  if (written.some(one => one.length > AT_MOST.text)) return 'text-long';
  return written.every(isShowable) ? null : 'character';
}

/** Only what the draft knows; the first theme weighs most, and no theme stands twice. */
function tiesOf(
  fields: Fields,
  { themes, workshops }: DraftInstrument,
): Pick<ItemContent, 'themes' | 'workshops'> {
  const known = (list: { id: string }[], id: string): boolean => list.some(one => one.id === id);
  const chosen = ['theme-1', 'theme-2'].map(name => oneOf(fields, name)).filter(id => known(themes, id));
  return {
    themes: [...new Set(chosen)],
    workshops: [...new Set(manyOf(fields, 'workshops'))].filter(id => known(workshops, id)),
  };
}

/**
 * Reads the form of an item that is no question.
 * @param unsafeFields fields `<text>.fi` for each of its texts, of a statement `theme-1`, `theme-2` and `workshops` too
 */
export function readItem(draft: DraftInstrument, item: Item, unsafeFields: Fields): ReadItem {
  const faults: FieldFaults = {};
  const texts = Object.fromEntries(
    item.texts.map(({ name }) => {
      const text = textOf(unsafeFields, name);
      const fault = faultOf(text);
      if (fault) faults[name] = fault;
      return [name, text];
    }),
  );
  if (!item.statement) return { content: { texts }, faults };
  const ties = tiesOf(unsafeFields, draft);
  if (ties.themes?.length === 0) faults['theme-1'] = 'theme-missing';
  return { content: { texts, ...ties }, faults };
}
