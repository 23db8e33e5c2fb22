import { createLeases, underLease } from '../db/lease.ts';
import type { Database } from '../db/database.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, plusMs, type Clock } from '../kit/clock.ts';
import type { Ags, AgsResult } from '../lti/ags.ts';
import { noteLook, readInMaximum } from './comparing.rules.ts';
import type { ComparedLineItem, ComparisonStore } from './comparison.store.ts';
import type { CompareFailure, LastComparison } from './grades.ts';
import type { OutboxDesk, OutboxItem } from './outbox.ts';

/** Where a column is. */
export interface ColumnPlace {
  platformId: string;
  lineItemUrl: string;
}

export interface ComparerOptions {
  db: Database;
  clock: Clock;
  desk: OutboxDesk;
  comparisons: ComparisonStore;
  ags: Pick<Ags, 'listResults'>;
  /** Asks the platform for a column's maximum; null where it does not say. */
  findMaximum(place: ColumnPlace): Promise<number | null>;
  findParticipants(ids: readonly string[]): Promise<{ id: string; sub: string }[]>;
}

/** Reads gradebooks and notes where they differ from what was sent. */
export interface Comparer {
  /** Compares an activity's columns, at once. */
  compareActivity(activityId: string): Promise<void>;
  /** Compares each column that was not compared for a day, in one process. */
  compareDue(): Promise<void>;
  findLast(activityId: string): Promise<LastComparison | null>;
}

const LEASE = 'grades/compare';
const LEASE_MS = MINUTE_MS;
/** After a day; where it failed, after an hour. */
const DUE_AFTER = { success: DAY_MS, failure: HOUR_MS } as const;
/** A course that ended long ago: nobody looks at its grades, and its platform is not asked for them each day. */
const LIVELY_MS = 200 * DAY_MS;

function failureOf(outcome: string): CompareFailure {
  if (outcome === 'gone') return 'gone';
  return ['forbidden', 'unauthorised', 'refused'].includes(outcome) ? 'forbidden' : 'unavailable';
}

function isDue(last: ComparedLineItem | undefined, now: Date): boolean {
  if (!last) return true;
  const waitMs = last.failure === null ? DUE_AFTER.success : DUE_AFTER.failure;
  return plusMs(last.triedAt, waitMs) <= now;
}

/** What is under way says nothing yet; what was never taken is in no gradebook, unless another's stands there. */
function isComparable({ state, accepted, reason }: OutboxItem): boolean {
  return (state === 'sent' && accepted !== null) || reason === 'platform-newer';
}

export function createComparer(options: ComparerOptions): Comparer {
  const { db, clock, desk, comparisons, ags } = options;
  const leases = createLeases(db, clock);

  const noteResults = async (
    items: OutboxItem[],
    results: AgsResult[],
    { isWhole, maximum }: { isWhole: boolean; maximum: number | null },
  ): Promise<void> => {
    const people = await options.findParticipants(items.map(item => item.participantId));
    const subOf = new Map(people.map(({ id, sub }) => [id, sub]));
    const resultOf = new Map(results.map(result => [result.sub, result]));
    const at = clock.now();
    const readings = items.flatMap(item => {
      const sub = subOf.get(item.participantId);
      const found = sub === undefined ? undefined : resultOf.get(sub);
      // Of a list that was cut off, who is not on it may be on the part that did not come.
      if (sub === undefined || (!found && !isWhole)) return [];
      const shown = found
        ? readInMaximum(item.accepted?.value ?? found.value, found, maximum)
        : { value: null, maximum };
      return [{ item, shown: noteLook(item.shown, shown, at) }];
    });
    await desk.noteShown(readings);
  };

  /** @returns whether the platform answered */
  const compareColumn = async ({ platformId, lineItemUrl }: ColumnPlace): Promise<boolean> => {
    // Read before the results: a grade that is sent meanwhile is then told by its count of tries.
    const items = (await desk.listByLineItem(lineItemUrl)).filter(isComparable);
    const reading = await ags.listResults(platformId, lineItemUrl);
    if (reading.ok) {
      const maximum =
        reading.results.length > 0 ? await options.findMaximum({ platformId, lineItemUrl }) : null;
      await noteResults(items, reading.results, { isWhole: reading.isWhole, maximum });
    }
    const failure = reading.ok ? (reading.isWhole ? null : 'incomplete') : failureOf(reading.failure.outcome);
    await comparisons.note(lineItemUrl, clock.now(), failure);
    return failure !== 'unavailable';
  };

  const compareAllDue = async (isHeld: () => boolean): Promise<void> => {
    const silent = new Set<string>();
    for await (const place of desk.eachLineItem(plusMs(clock.now(), -LIVELY_MS))) {
      if (!isHeld()) return;
      const [last] = await comparisons.find([place.lineItemUrl]);
      if (silent.has(place.platformId) || !isDue(last, clock.now())) continue;
      if (!(await compareColumn(place))) silent.add(place.platformId);
    }
  };

  return {
    async compareActivity(activityId) {
      await Promise.all((await desk.listPlaces(activityId)).map(compareColumn));
    },
    async compareDue() {
      await underLease(leases, LEASE, LEASE_MS, lease => compareAllDue(() => lease.isHeld()));
    },
    async findLast(activityId) {
      const places = await desk.listPlaces(activityId);
      const last = await comparisons.find(places.map(place => place.lineItemUrl));
      if (last.length === 0) return null;
      const times = last.map(one => one.comparedAt?.getTime() ?? -Infinity);
      const oldest = last.length < places.length ? -Infinity : Math.min(...times);
      return {
        at: oldest === -Infinity ? null : new Date(oldest),
        failure: last.find(one => one.failure !== null)?.failure ?? null,
      };
    },
  };
}
