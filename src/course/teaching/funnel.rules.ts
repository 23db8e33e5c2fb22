import { DAY_MS, plusMs } from '../../kit/clock.ts';
import { hoursOf, listSteps, type CoursePackage, type Module, type Step } from '../course-package.rules.ts';
import { keyOf, type StepKey } from '../progress.rules.ts';

/** When someone did their last step: within a week, one to two weeks ago, longer ago. */
export const SEEN = ['week', 'fortnight', 'longer'] as const;
export type Seen = (typeof SEEN)[number];

const WEEK_MS = 7 * DAY_MS;

/** @returns the moments from which on a step counts as of this week, and as of the two last ones */
export function seenFrom(now: Date): { week: Date; fortnight: Date } {
  return { week: plusMs(now, -WEEK_MS), fortnight: plusMs(now, -2 * WEEK_MS) };
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

const sum = (groups: readonly FunnelGroup[], of: (group: FunnelGroup) => number): number =>
  groups.reduce((all, group) => all + of(group), 0);

const peopleOf = (groups: readonly FunnelGroup[]): number => sum(groups, ({ people }) => people);

function rowsOf(course: CoursePackage, groups: readonly FunnelGroup[]): FunnelRow[] {
  const at = (key: StepKey | null): FunnelGroup[] => groups.filter(group => group.at === key);
  let past = peopleOf(at(null));
  const rows = listSteps(course)
    .map(({ module, step }) => ({ key: keyOf(module.id, step.id), module, step }))
    .reverse()
    .map(row => {
      const standing = at(row.key);
      const here = peopleOf(standing);
      const longer = peopleOf(standing.filter(({ seen }) => seen === 'longer'));
      const counted = { ...row, here, longer, past };
      past += here;
      return counted;
    });
  return rows.reverse();
}

/** @returns where the people of a run are, step by step in the order of the course */
export function funnelOf(course: CoursePackage, groups: readonly FunnelGroup[]): Funnel {
  const rows = rowsOf(course, groups);
  const begun = peopleOf(groups);
  const done = peopleOf(groups.filter(({ at }) => at === null));
  const underWay = groups.filter(({ at }) => at !== null);
  const seenOf = (seen: Seen): number => peopleOf(underWay.filter(group => group.seen === seen));
  const bounds = hoursBounds(course);
  return {
    rows,
    elsewhere: begun - done - rows.reduce((all, { here }) => all + here, 0),
    begun,
    done,
    seen: { week: seenOf('week'), fortnight: seenOf('fortnight'), longer: seenOf('longer') },
    meanHours: begun === 0 ? null : sum(groups, ({ hours }) => hours) / begun,
    hours: bounds.slice(1).map((to, index) => ({
      from: bounds[index] ?? 0,
      to,
      people: peopleOf(groups.filter(({ hoursClass }) => hoursClass === index)),
    })),
  };
}
