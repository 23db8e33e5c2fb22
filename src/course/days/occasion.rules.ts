import { MINUTE_MS, plusMs } from '../../kit/clock.ts';
import type { DayForm } from '../run.rules.ts';

/** Contact days are the package's; webinars and visits are a teacher's own. */
export const OCCASION_KINDS = ['contact-day', 'webinar', 'visit'] as const;
export type OccasionKind = (typeof OCCASION_KINDS)[number];

/** When and where: what those are told who signed up, when it changes. */
export interface Setting {
  /** Its campus, or what an event is called. */
  name: string;
  /** Empty: none. */
  place: string;
  /** `https://…`; empty: none. */
  link: string;
  startsAt: Date;
  endsAt: Date;
}

/** One day in one place: a contact day may be held in several. */
export interface Occasion extends Setting {
  id: string;
  activityId: string;
  kind: OccasionKind;
  /** Number of the contact day in the package; null: an event beside them. */
  day: number | null;
  /** Null: room for everyone. */
  capacity: number | null;
  /** From it the codes are made. */
  secret: string;
  /** Highest place in the queue that was ever given up: none before it is given again. */
  lastNumber: number;
  /** How it was before it was moved the last time. */
  moved: { at: Date; from: Setting } | null;
  removedAt: Date | null;
}

/** An occasion that a person signed up for and has a seat at: for a calendar and for what comes next. */
export interface DayEvent {
  /** Number of the contact day. */
  day: number;
  startsAt: Date;
  endsAt: Date;
  place: string | null;
}

/** What a person signs up for once: `day-2` with all its places, or one event, by its id. */
export type Slot = string;

/** @returns what of an occasion a person can take once */
export function slotOf({ id, day }: Pick<Occasion, 'id' | 'day'>): Slot {
  return day === null ? id : slotOfDay(day);
}

export function slotOfDay(day: number): Slot {
  return `day-${String(day)}`;
}

/** Doors open before the beginning, and someone is always last to type the code. */
const MARGIN_MS = 30 * MINUTE_MS;

/** @returns between which times presence is noted by the code */
export function checkInTimes({ startsAt, endsAt }: Pick<Occasion, 'startsAt' | 'endsAt'>): {
  from: Date;
  until: Date;
} {
  return { from: plusMs(startsAt, -MARGIN_MS), until: plusMs(endsAt, MARGIN_MS) };
}

export type CheckInState = 'early' | 'open' | 'over';

export function checkInStateOf(occasion: Pick<Occasion, 'startsAt' | 'endsAt'>, now: Date): CheckInState {
  const { from, until } = checkInTimes(occasion);
  if (now < from) return 'early';
  return now > until ? 'over' : 'open';
}

/** @returns whether people come by a link; else to a place */
export function isByLink({ kind }: Pick<Occasion, 'kind'>, days: DayForm): boolean {
  return kind === 'webinar' || (kind === 'contact-day' && days === 'online');
}

/** @returns those that were not removed, the first one first */
export function liveOf(occasions: readonly Occasion[]): Occasion[] {
  return occasions
    .filter(({ removedAt }) => removedAt === null)
    .sort((a, b) => Number(a.startsAt) - Number(b.startsAt) || a.name.localeCompare(b.name, 'fi'));
}

/** @returns whether both take place at some moment */
export function isSameTime(one: Setting, other: Setting): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}

/** @returns whether those who signed up have to be told of the change */
export function isMove(before: Setting, after: Setting): boolean {
  return (
    before.name !== after.name ||
    before.place !== after.place ||
    before.link !== after.link ||
    Number(before.startsAt) !== Number(after.startsAt) ||
    Number(before.endsAt) !== Number(after.endsAt)
  );
}
