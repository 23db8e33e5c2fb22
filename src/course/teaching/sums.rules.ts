import type { StepKey } from '../progress.rules.ts';
import { SEEN, type FunnelGroup, type Seen } from './funnel.rules.ts';

/** The people of one platform. */
export interface PlatformSums {
  people: number;
  done: number;
  /** Under way, and the last step over two weeks ago. */
  longer: number;
  /** Planned hours of the steps done, of all together. */
  hours: number;
}

/**
 * The people of a run, each kind of number by itself: as few as a course has steps, however many people there are, so that
 * they are kept and read in no time.
 */
export interface Sums {
  begun: number;
  done: number;
  /** By the step at which they stand; who is done stands at none. */
  steps: Readonly<Record<StepKey, { here: number; longer: number }>>;
  /** Of those under way. */
  seen: Record<Seen, number>;
  /** By class of hours, from 0. */
  hoursClasses: readonly number[];
  /** Planned hours of the steps done, of all together. */
  hours: number;
  platforms: Readonly<Record<string, PlatformSums>>;
}

/** @returns what the groups come to */
export function sumsOf(groups: readonly FunnelGroup[]): Sums {
  const steps = new Map<StepKey, { here: number; longer: number }>();
  const platforms = new Map<string, PlatformSums>();
  const seen = Object.fromEntries(SEEN.map(one => [one, 0])) as Record<Seen, number>;
  const hoursClasses: number[] = [];
  let done = 0;
  for (const group of groups) {
    const { at, platformId, hoursClass, people } = group;
    const isLonger = at !== null && group.seen === 'longer';
    if (at === null) done += people;
    else {
      seen[group.seen] += people;
      const { here, longer } = steps.get(at) ?? { here: 0, longer: 0 };
      steps.set(at, { here: here + people, longer: longer + (isLonger ? people : 0) });
    }
    hoursClasses[hoursClass] = (hoursClasses[hoursClass] ?? 0) + people;
    const sums = platforms.get(platformId) ?? { people: 0, done: 0, longer: 0, hours: 0 };
    platforms.set(platformId, {
      people: sums.people + people,
      done: sums.done + (at === null ? people : 0),
      longer: sums.longer + (isLonger ? people : 0),
      hours: sums.hours + group.hours,
    });
  }
  const all = [...platforms.values()];
  return {
    begun: all.reduce((sum, { people }) => sum + people, 0),
    done,
    steps: Object.fromEntries(steps),
    seen,
    hoursClasses: Array.from({ length: hoursClasses.length }, (_one, index) => hoursClasses[index] ?? 0),
    hours: all.reduce((sum, { hours }) => sum + hours, 0),
    platforms: Object.fromEntries(platforms),
  };
}
