import { LOCALES, type Locale } from '../../i18n/index.ts';
import { InstrumentSchema, type Instrument } from '../instrument.rules.ts';
import { completeLanguages } from './completeness.rules.ts';
import type { DraftInstrument } from './draft.rules.ts';
import { listItems, type Item } from './items.rules.ts';

/** Why a draft cannot be published yet; `itemId` leads to where it is mended. */
export interface PublishFault {
  why: 'no-language' | 'empty-area' | 'no-theme' | 'unusable';
  itemId?: string | undefined;
}

export type Publication =
  { ok: true; instrument: Instrument; shownIn: Locale } | { ok: false; faults: PublishFault[] };

type Local = Partial<Record<Locale, unknown>>;

function isLocal(value: unknown): value is Local {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every(key => (LOCALES as readonly string[]).includes(key));
}

const isUnwritten = (value: unknown): boolean => value === undefined || value === '';

/** Questions stay as they are: a question tells by itself in which language it is shown. */
function fillDraft({ check, ...rest }: DraftInstrument, base: Locale, lend: boolean): object {
  return { ...(fillTexts(rest, base, lend) as object), check };
}

/**
 * Puts the text of one language where another has none.
 * @param lend whether such a text says of itself which languages it was lent to
 */
function fillTexts(value: unknown, base: Locale, lend: boolean): unknown {
  if (Array.isArray(value)) return value.map(one => fillTexts(one, base, lend));
  if (isLocal(value)) return fillText(value, base, lend);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fillTexts(one, base, lend)]));
}

function fillText(text: Local, base: Locale, lend: boolean): unknown {
  const filled = Object.fromEntries(
    LOCALES.map(locale => [locale, isUnwritten(text[locale]) ? text[base] : text[locale]]),
  );
  const lacking = LOCALES.filter(locale => isUnwritten(text[locale]));
  if (!lend || lacking.length === 0 || typeof text[base] !== 'string') return filled;
  return { ...filled, lent: Object.fromEntries(lacking.map(locale => [locale, base])) };
}

function faultsOf(draft: DraftInstrument): PublishFault[] {
  const items = listItems(draft);
  const isThemeless = ({ statement }: Item): boolean => statement?.themes.length === 0;
  return [
    ...(completeLanguages(draft).length === 0 ? [{ why: 'no-language' as const }] : []),
    ...draft.areas
      .filter(area => area.statements.length === 0)
      .map(area => ({ why: 'empty-area' as const, itemId: `area-${area.id}` })),
    ...items.filter(isThemeless).map(item => ({ why: 'no-theme' as const, itemId: item.id })),
  ];
}

/** The item that the path of a schema's fault lies in, where it lies in one. */
function itemIdAt(draft: DraftInstrument, path: PropertyKey[]): string | undefined {
  const [part, index, , inner] = path;
  if (part !== 'areas') return undefined;
  const area = draft.areas[Number(index)];
  return area?.statements[Number(inner)]?.id ?? (area && `area-${area.id}`);
}

/**
 * Makes a version of a draft. One language at least has to be complete; the first such one (fi, sv, en) stands in where
 * another language has no text, and the text says so: `langOf`.
 * @param name what a version of the instrument in the folder of content has besides its content
 */
export function planPublication(draft: DraftInstrument, name: { id: string; version: number }): Publication {
  const faults = faultsOf(draft);
  const [shownIn] = completeLanguages(draft);
  if (faults.length > 0 || shownIn === undefined) return { ok: false, faults };
  const content = { ...name, ...fillDraft(draft, shownIn, false) };
  // A copy's id is no file's name, and its questions were checked one by one: all else has to be as in a file that ships.
  const checked = InstrumentSchema.safeParse({ ...content, id: 'a-copy', check: undefined });
  if (!checked.success) {
    const at = checked.error.issues.map(issue => itemIdAt(draft, issue.path));
    return { ok: false, faults: [...new Set(at)].map(itemId => ({ why: 'unusable', itemId })) };
  }
  return {
    ok: true,
    shownIn,
    instrument: { ...name, ...fillDraft(draft, shownIn, true) } as Instrument,
  };
}

/** @returns the draft as its readers would see it, whatever it still lacks: for a look beforehand */
export function previewOf(draft: DraftInstrument, locale: Locale): Instrument {
  const base = completeLanguages(draft)[0] ?? locale;
  return { id: 'preview', version: 0, ...fillDraft(draft, base, true) } as Instrument;
}
