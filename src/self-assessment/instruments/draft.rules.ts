import type { DraftQuestion } from '../../questions/question.rules.ts';
import type { Instrument, LocalText } from '../instrument.rules.ts';

/**
 * What a teacher edits: an instrument in which a text may be empty in a language. Its id and version are those of the
 * copy that it belongs to.
 */
export interface DraftInstrument extends Omit<Instrument, 'id' | 'version'> {
  reflections: NonNullable<Instrument['reflections']>;
  check: DraftQuestion[];
}

/** Bounds of one instrument; nobody answers as much. */
export const AT_MOST = {
  areas: 12,
  statements: 60,
  conditions: 12,
  reflections: 12,
  questions: 100,
  themes: 12,
  workshops: 24,
  /** Characters of one text in one language. */
  text: 2000,
  /** All of a draft as JSON, in characters: a document of the database holds 16 MB. */
  draft: 2_000_000,
} as const;

/** @returns a text that is to be written */
export function emptyText(): LocalText {
  return { fi: '', sv: '', en: '' };
}

/** Takes back what other languages lent, so that it counts as still to be written. */
function withoutLent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLent);
  if (typeof value !== 'object' || value === null) return value;
  const { lent = {}, ...rest } = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(rest).map(([key, one]) => [
      key,
      Object.hasOwn(lent as object, key) ? '' : withoutLent(one),
    ]),
  );
}

/** @returns the draft that a copy of this instrument begins with */
export function draftOf({ id: _id, version: _version, ...content }: Instrument): DraftInstrument {
  const { reflections = [], check = [], ...rest } = content;
  const own = withoutLent({ ...rest, reflections }) as Omit<DraftInstrument, 'check'>;
  return { ...own, check: structuredClone(check) };
}

/** @returns every id of a draft under which answers may be kept, and the letters of its areas */
export function idsOf(draft: DraftInstrument): string[] {
  return [
    ...draft.areas.flatMap(area => [area.id, ...area.statements.map(one => one.id)]),
    ...(draft.conditions?.items ?? []).map(one => one.id),
    ...draft.reflections.map(one => one.id),
    ...draft.check.map(one => one.id),
    ...draft.themes.map(one => one.id),
    ...draft.workshops.map(one => one.id),
  ];
}
