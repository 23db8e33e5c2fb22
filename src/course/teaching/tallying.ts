import { HOUR_MS, MINUTE_MS, SECOND_MS, plusMs, type Clock } from '../../kit/clock.ts';
import { seenOn } from './funnel.rules.ts';
import type { Counting, OverviewStore } from './overview.store.ts';
import { sumsOf, type Sums } from './sums.rules.ts';
import type { Tally, TallyStore } from './tally.store.ts';

export interface TallyingParts {
  clock: Clock;
  overview: Pick<OverviewStore, 'countGroups' | 'findLastChange'>;
  tallies: TallyStore;
  countKnown: (activityId: string) => Promise<number>;
  /** Counts everyone anew whom an earlier version of the package counted. */
  recount: () => Promise<void>;
}

/** The numbers of the overview. */
export interface Numbers {
  sums: Sums;
  known: number;
  takenAt: Date;
}

/** From so many people on counting them takes longer than a page should: their numbers are kept. */
export const LARGE = 1000;
/** So old may the numbers of a large run be while people go on. */
const LIFE_MS = MINUTE_MS;
/** By so much the clocks of two processes may differ. */
const SLACK_MS = 10 * SECOND_MS;

/** Counts a run's people now, and keeps the numbers of a large one. */
export async function take(counting: Counting, parts: TallyingParts): Promise<Tally> {
  const { clock, overview, tallies, countKnown, recount } = parts;
  const { activityId, version } = counting;
  const takenAt = clock.now();
  const [first, known] = await Promise.all([overview.countGroups(counting), countKnown(activityId)]);
  // A move to a newer version that a crash ended half-way is brought to its end by whoever counts.
  if (first.behind > 0) await recount();
  const { groups } = first.behind > 0 ? await overview.countGroups(counting) : first;
  const sums = sumsOf(groups.map(({ day, ...group }) => ({ ...group, seen: seenOn(day, counting.from) })));
  const tally = { activityId, version, takenAt, known, sums };
  if (sums.begun >= LARGE) await tallies.save(tally);
  return tally;
}

/**
 * The numbers of a run. Those of a large one are read as they were taken last, within the last minute, or within the hour if
 * nothing changed since; all others are counted now.
 */
export async function readNumbers(counting: Counting, parts: TallyingParts): Promise<Numbers> {
  const { clock, overview, tallies } = parts;
  const { activityId, version } = counting;
  const kept = await tallies.find(activityId);
  const isGood = async ({ takenAt, version: counted }: Tally): Promise<boolean> => {
    if (counted !== version) return false;
    const age = clock.now().getTime() - takenAt.getTime();
    if (age >= 0 && age < LIFE_MS) return true;
    const changedAt = age < HOUR_MS ? await overview.findLastChange(activityId) : clock.now();
    return changedAt === null || changedAt < plusMs(takenAt, -SLACK_MS);
  };
  return kept && (await isGood(kept)) ? kept : take(counting, parts);
}

/** Takes the numbers of runs in which people go on, beside the requests, so that a page finds them. */
export interface Retaking {
  /** Notes a change; the numbers are taken at most twice a minute. */
  note(activityId: string, retake: () => Promise<unknown>): void;
}

const PAUSE_MS = 30 * SECOND_MS;

export function createRetaking(pauseMs = PAUSE_MS): Retaking {
  const waiting = new Set<string>();
  return {
    note(activityId, retake) {
      if (waiting.has(activityId)) return;
      waiting.add(activityId);
      const timer = setTimeout(() => {
        waiting.delete(activityId);
        // Nobody waits for it, and whoever looks counts anew where it did not come to an end.
        retake().catch(() => undefined);
      }, pauseMs);
      timer.unref();
    },
  };
}
