import { DAY_MS } from '../../kit/clock.ts';
import { hoursOf, listSteps, type CoursePackage, type Module, type Step } from '../course-package.rules.ts';
import { keyOf, type StepKey } from '../progress.rules.ts';
import type { Sums } from './sums.rules.ts';

/** When someone did their last step: within a week, one to two weeks ago, longer ago. */
export const SEEN = ['week', 'fortnight', 'longer'] as const;
export type Seen = (typeof SEEN)[number];

const WEEK_MS = 7 * DAY_MS;

/** From when a step counts as of the last seven days, and of the last fourteen. */
export interface SeenFrom {
  week: Date;
  fortnight: Date;
}

/** @returns whole days: what was counted by days stays right until tomorrow */
export function seenFrom(now: Date): SeenFrom {
  const today = now.getTime() - (now.getTime() % DAY_MS);
  const [week, fortnight] = [1, 2].map(weeks => new Date(today - weeks * WEEK_MS)) as [Date, Date];
  return { week, fortnight };
}

/** @param day when the last step was done, to the day; null: over two weeks ago when it was counted */
export function seenOn(day: Date | null, from: SeenFrom): Seen {
  if (!day || day < from.fortnight) return 'longer';
  return day < from.week ? 'fortnight' : 'week';
}

/** People who stand alike, as the store counts them. */
export interface FunnelGroup {
  /** The step they stand at; null: they have done everything. */
  at: StepKey | null;
  platformId: string;
  seen: Seen;
  /** Which of the classes of hours, from 0. */
  hoursClass: number;
  people: number;
  /** Planned hours of the steps they have done, of all together. */
  hours: number;
}

/** A step of the course with the people at it. */
export interface FunnelRow {
  key: StepKey;
  module: Module;
  step: Step;
  /** How many have this step before them next. */
  here: number;
  /** Those of them who did their last step over two weeks ago. */
  longer: number;
  /** How many have done it and all before it. */
  past: number;
}

/** Planned hours of the steps done, in a class: from `from` to under `to`; the last one includes its end. */
export interface HoursClass {
  from: number;
  to: number;
  people: number;
}

export interface Funnel {
  rows: FunnelRow[];
  /** People who stand at a step that the course does not have any more, until they are counted anew. */
  elsewhere: number;
  begun: number;
  done: number;
  /** Of those who have begun and are not done. */
  seen: Record<Seen, number>;
  /** Mean of the planned hours of the steps done; null: nobody has begun. */
  meanHours: number | null;
  hours: HoursClass[];
}

/** So many classes show a spread and can be read at one look. */
const CLASSES = 4;

/** @returns the bounds of the classes of hours in a course, in whole hours: `[0, 34, 68, 101, 135]` */
export function hoursBounds(course: CoursePackage): number[] {
  const all = hoursOf(listSteps(course).map(({ step }) => step));
  const inner = Array.from({ length: CLASSES - 1 }, (_, index) => Math.round((all * (index + 1)) / CLASSES));
  // A short course has fewer classes rather than empty ones.
  return [0, ...new Set(inner.filter(bound => bound > 0 && bound < all)), all];
}

function rowsOf(course: CoursePackage, { steps, done }: Sums): FunnelRow[] {
  let past = done;
  const rows = listSteps(course)
    .map(({ module, step }) => ({ key: keyOf(module.id, step.id), module, step }))
    .reverse()
    .map(row => {
      const { here, longer } = (Object.hasOwn(steps, row.key) && steps[row.key]) || { here: 0, longer: 0 };
      const counted = { ...row, here, longer, past };
      past += here;
      return counted;
    });
  return rows.reverse();
}

/** @returns where the people of a run are, step by step in the order of the course */
export function funnelOf(course: CoursePackage, sums: Sums): Funnel {
  const { begun, done, seen, hours, hoursClasses } = sums;
  const rows = rowsOf(course, sums);
  const bounds = hoursBounds(course);
  return {
    rows,
    elsewhere: begun - done - rows.reduce((all, { here }) => all + here, 0),
    begun,
    done,
    seen,
    meanHours: begun === 0 ? null : hours / begun,
    hours: bounds.slice(1).map((to, index) => ({
      from: bounds[index] ?? 0,
      to,
      people: hoursClasses[index] ?? 0,
    })),
  };
}
