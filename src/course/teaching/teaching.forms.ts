import { z } from 'zod';
import { formatLocalTime, parseLocalTime, readDueDate } from '../../activities/due-date.rules.ts';
import type { TextKey } from '../../i18n/index.ts';
import { SHARES, type ModuleDates, type RunSettings } from '../run.rules.ts';
import type { RunDates } from './dates.rules.ts';
import { SEEN } from './funnel.rules.ts';
import { SORTS } from './people.rules.ts';

const MAX_PAGE = 10_000;
const MOST_CLASSES = 3;

/** Which people a list shows, in its address. */
export const PeopleQuery = z.object({
  at: z.string().max(130).optional(),
  state: z.enum(['not-started', 'under-way', 'done']).optional(),
  seen: z.enum(SEEN).optional(),
  hours: z.coerce.number().int().min(0).max(MOST_CLASSES).optional(),
  institution: z.string().min(1).max(200).optional(),
  sort: z.enum(SORTS).default('seen'),
  page: z.coerce.number().int().min(1).max(MAX_PAGE).default(1),
});
export type PeopleQuery = z.output<typeof PeopleQuery>;

const name = z.string().min(1).max(130);

/** A step of one person, counted as done or not any more. */
export const ExcuseForm = z.object({ step: name, act: z.enum(['count', 'take-back']) });
/** A module's due date for one person; empty: that of all. */
export const DueForm = z.object({ module: name, dueAt: z.string().max(40).default('') });

const MOST_WEEKS = 520;
/** By how much the dates are to be moved, or from which day themes are to open: it is shown, and kept by another form. */
export const ProposalQuery = z.object({
  weeks: z
    .string()
    .trim()
    .max(10)
    .transform(text => (text === '' ? undefined : Number(text.replace('−', '-'))))
    .pipe(z.int().min(-MOST_WEEKS).max(MOST_WEEKS).optional())
    .optional(),
  start: z.string().max(20).optional(),
  monthly: z.string().max(20).optional(),
});

/** Fields of the form of dates: single texts, whatever was sent besides. */
export const DatesFields = z.record(z.string(), z.unknown()).catch({});
export const VersionForm = z.object({ to: z.coerce.number().int().positive() });

export type Faults = Record<string, TextKey>;

export const opensField = (module: string): string => `opens.${module}`;
export const dueField = (module: string): string => `due.${module}`;

/** What the fields show: the clocks' time in Helsinki, or nothing. */
export type DateValues = Record<string, string>;

/** @returns the fields' contents for these dates; the whole run's own due date is the field `due` */
export function valuesOf({ dueAt, modules }: RunDates, names: readonly string[]): DateValues {
  const show = (at: Date | null | undefined): string => (at ? formatLocalTime(at) : '');
  const rows = names.flatMap(id => [
    [opensField(id), show(modules[id]?.opensAt)],
    [dueField(id), show(modules[id]?.dueAt)],
  ]);
  return Object.fromEntries([['due', show(dueAt)], ...rows]) as DateValues;
}

const FAR_YEARS = 10;

function isFar(at: Date, now: Date): boolean {
  return Math.abs(at.getUTCFullYear() - now.getUTCFullYear()) > FAR_YEARS;
}

/** Reads one field after the other, noting what is wrong with each. */
function createReader(fields: Record<string, unknown>, now: Date, faults: Faults) {
  const textOf = (id: string): string => {
    const value = Object.hasOwn(fields, id) ? fields[id] : '';
    return typeof value === 'string' ? value.trim() : '';
  };
  return {
    textOf,
    opens(id: string): Date | null {
      const text = textOf(id);
      if (text === '') return null;
      const at = parseLocalTime(text);
      if (!at) faults[id] = 'course:teaching.fault.opens-invalid';
      else if (isFar(at, now)) faults[id] = 'activities:fault.due-far';
      return at;
    },
    due(id: string, current: Date | null | undefined): Date | null {
      const read = readDueDate(textOf(id), now, current ?? null);
      if (!read.ok) faults[id] = `activities:fault.${read.why}`;
      return read.ok ? read.dueAt : null;
    },
  };
}

interface DatesForm {
  dates: RunDates;
  share: RunSettings['share'];
  values: DateValues;
  faults: Faults;
}

/**
 * @param names of what may have dates
 * @param current the dates in force: a due date among them may stay although it has passed
 */
export function readDates(
  fields: Record<string, unknown>,
  names: readonly string[],
  { current, now }: { current: RunDates; now: Date },
): DatesForm {
  const faults: Faults = {};
  const reader = createReader(fields, now, faults);
  const modules = names.map((id): [string, ModuleDates] => {
    const opensAt = reader.opens(opensField(id));
    const dueAt = reader.due(dueField(id), current.modules[id]?.dueAt);
    if (opensAt && dueAt && dueAt <= opensAt) faults[dueField(id)] ??= 'course:teaching.fault.due-before';
    return [id, { opensAt, dueAt }];
  });
  const dueAt = reader.due('due', current.dueAt);
  const share = z.enum(SHARES).safeParse(reader.textOf('share'));
  if (!share.success) faults['share'] = 'http:field.invalid';
  const ids = ['due', ...names.flatMap(id => [opensField(id), dueField(id)])];
  return {
    dates: { dueAt, modules: Object.fromEntries(modules) },
    share: share.success ? share.data : 'hours',
    values: Object.fromEntries(ids.map(id => [id, reader.textOf(id)])),
    faults,
  };
}
