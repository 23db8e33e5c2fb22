import { DAY_MS, plusMs } from '../../kit/clock.ts';
import type { DraftText } from '../../questions/question.rules.ts';
import type { ModuleDeadline } from './deadlines.rules.ts';

/** How many of those of whom anything is kept stand where; trial runs are left out. */
export interface Counts {
  /** Have a record: they have begun, or their teacher noted something of them. */
  known: number;
  begun: number;
  done: number;
  oneLeft: number;
  standStill: number;
  /** Have not done the module and no date of their own for it, in the order in which those that come soon were given. */
  behind: number[];
  /** Have a date of their own within the time asked for, of a module that they have not done. */
  ownDates: number;
}

/** An occasion of a contact day to which people signed up. */
export interface ComingDay {
  day: number;
  startsAt: Date;
  place: string | null;
  /** How many have a place in it. */
  people: number;
}

/** People for whom there is a message. */
export type Group = { people: number } & (
  | { what: 'not-started' | 'one-left' | 'stands-still' | 'own-due' }
  | { what: 'due'; title: DraftText; at: Date }
  | { what: 'course-due'; at: Date }
  | { what: 'day'; title: DraftText | null; at: Date; place: string | null }
);

/** Who did nothing for so long stands still: as the teacher's overview counts it. */
const STILL_MS = 14 * DAY_MS;
/** Dates are told of so long before. */
const AHEAD_MS = 7 * DAY_MS;

/** @returns the times between which things are counted */
export function windowOf(now: Date): { stillBefore: Date; from: Date; until: Date } {
  return { stillBefore: plusMs(now, -STILL_MS), from: now, until: plusMs(now, AHEAD_MS) };
}

/** @returns whether the date lies within the week to come */
export function isSoon(at: Date | null, now: Date): at is Date {
  const { from, until } = windowOf(now);
  return at !== null && at > from && at <= until;
}

interface Standing {
  counts: Counts;
  /** Modules whose date comes within the week, in the counts' order. */
  soon: readonly (ModuleDeadline & { dueAt: Date })[];
  /** Of the course as a whole; null: none is in force. */
  dueAt: Date | null;
  /** How many there are in all, as far as the tool knows; null: it cannot tell. */
  everyone: number | null;
  /** Those within the week, each with what the course calls it. */
  days: readonly (ComingDay & { title: DraftText | null })[];
}

/** @returns every group, those without anybody too, in the order of a course */
export function groupsOf({ counts, soon, dueAt, everyone, days }: Standing, now: Date): Group[] {
  const { known, begun, done, oneLeft, standStill, behind, ownDates } = counts;
  const all = Math.max(everyone ?? known, known);
  // Of whom nothing is kept has done nothing either.
  const unknown = all - known;
  return [
    { what: 'not-started', people: all - begun },
    { what: 'stands-still', people: standStill },
    ...soon.map(({ title, dueAt: at, isMine }, index): Group => {
      return { what: 'due', title, at, people: (behind[index] ?? 0) + (isMine ? 0 : unknown) };
    }),
    { what: 'own-due', people: ownDates },
    ...(isSoon(dueAt, now) ? [{ what: 'course-due', at: dueAt, people: all - done } as const] : []),
    ...days.map(
      ({ title, startsAt, place, people }) => ({ what: 'day', title, at: startsAt, place, people }) as const,
    ),
    { what: 'one-left', people: oneLeft },
  ];
}
