import { z } from 'zod';
import { formatLocalTime, parseLocalTime } from '../../activities/due-date.rules.ts';
import type { TextKey } from '../../i18n/index.ts';
import { DAY_MS, plusMs } from '../../kit/clock.ts';
import type { TypedOccasion } from './days.forms.ts';
import type { Occasion, Setting } from './occasion.rules.ts';

export type OccasionFaults = Partial<Record<keyof TypedOccasion, TextKey>>;

/** What an occasion's form says. */
export type Planned = Setting & Pick<Occasion, 'capacity'>;

export interface PlanOptions {
  now: Date;
  /** People come by a link; else to a place. */
  byLink: boolean;
  /** The occasion that is changed; null: a new one. */
  current: Occasion | null;
  /** So many have a seat already: they keep it. */
  seated: number;
}

const MOST_SEATS = 5000;
const LONGEST_MS = 3 * DAY_MS;
const FAR_MS = 1100 * DAY_MS;

const address = z.url({ protocol: /^https$/ });

/** A time that was not touched stays the very same, also in the hour that comes twice in autumn. */
function readTime(text: string, current: Date | undefined): Date | null {
  return current && text === formatLocalTime(current) ? current : parseLocalTime(text);
}

function readCapacity(text: string, seated: number): { capacity: number | null } | { fault: TextKey } {
  if (text === '') return { capacity: null };
  const capacity = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(capacity >= 1 && capacity <= MOST_SEATS)) return { fault: 'course:days.fault.capacity' };
  return capacity < seated ? { fault: 'course:days.fault.seated' } : { capacity };
}

function readTimes(
  { startsAt, endsAt }: TypedOccasion,
  { now, current }: PlanOptions,
): { startsAt: Date; endsAt: Date } | { faults: OccasionFaults } {
  const start = readTime(startsAt, current?.startsAt);
  const end = readTime(endsAt, current?.endsAt);
  if (!start || !end) {
    return {
      faults: {
        ...(start ? {} : { startsAt: 'course:days.fault.time' as const }),
        ...(end ? {} : { endsAt: 'course:days.fault.time' as const }),
      },
    };
  }
  if (start < plusMs(now, -FAR_MS) || start > plusMs(now, FAR_MS))
    return { faults: { startsAt: 'course:days.fault.far' } };
  if (end <= start) return { faults: { endsAt: 'course:days.fault.order' } };
  if (Number(end) - Number(start) > LONGEST_MS) return { faults: { endsAt: 'course:days.fault.length' } };
  return { startsAt: start, endsAt: end };
}

function whereFaults({ name, place, link }: TypedOccasion, { byLink }: PlanOptions): OccasionFaults {
  const faults: OccasionFaults = {};
  if (name === '') faults.name = 'course:days.fault.name';
  if (!byLink && place === '') faults.place = 'course:days.fault.place';
  if (byLink && link === '') faults.link = 'course:days.fault.no-link';
  else if (link !== '' && !address.safeParse(link).success) faults.link = 'course:days.fault.link';
  return faults;
}

/** @returns what was planned, or a fault for each field that cannot be used */
export function readPlan(
  typed: TypedOccasion,
  options: PlanOptions,
): { ok: true; planned: Planned } | { ok: false; faults: OccasionFaults } {
  const faults = whereFaults(typed, options);
  const times = readTimes(typed, options);
  if ('faults' in times) Object.assign(faults, times.faults);
  const seats = readCapacity(typed.capacity, options.seated);
  if ('fault' in seats) faults.capacity = seats.fault;
  if ('faults' in times || 'fault' in seats || Object.keys(faults).length > 0) return { ok: false, faults };
  const { name, link } = typed;
  const place = options.byLink ? '' : typed.place;
  return { ok: true, planned: { name, place, link, ...times, ...seats } };
}

/** @returns the form as it stands for an occasion; of a new one it is empty */
export function typedOf(occasion: Occasion | null): TypedOccasion {
  if (!occasion) return { name: '', place: '', link: '', startsAt: '', endsAt: '', capacity: '' };
  const { name, place, link, startsAt, endsAt, capacity } = occasion;
  return {
    name,
    place,
    link,
    startsAt: formatLocalTime(startsAt),
    endsAt: formatLocalTime(endsAt),
    capacity: capacity === null ? '' : String(capacity),
  };
}
