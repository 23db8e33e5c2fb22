import { createLeases, underLease } from '../../db/lease.ts';
import type { Database } from '../../db/database.ts';
import { MINUTE_MS, type Clock } from '../../kit/clock.ts';
import { AppError } from '../../kit/errors.ts';
import { newToken, newUuid } from '../../kit/ids.ts';
import type { Round } from '../rounds.rules.ts';
import { groupBy } from './group-by.rules.ts';
import type { ResearchRecord, ResearchStore, Shared } from './research.store.ts';
import { kindOf, toPeople, toRows, type ExportRow, type SharedRecord } from './rows.rules.ts';
import { planThreads, type Newcomer } from './threads.rules.ts';

/** Nobody may be told apart from fewer than four others. */
export const AT_LEAST = 5;
const LEASE_MS = MINUTE_MS;

export interface ExportRequest {
  activity: { id: string; title: string };
  rounds: Round[];
  reason: string;
  /** Who makes it. */
  by: string;
}

/** What leaves the house. */
export interface ResearchExport {
  id: string;
  at: Date;
  rows: ExportRow[];
}

export interface ExportParts {
  db: Database;
  clock: Clock;
  store: ResearchStore;
  /** @returns the names that operators gave these platforms */
  institutionNamesOf: (platformIds: string[]) => Promise<ReadonlyMap<string, string>>;
}

function busy(): AppError {
  return new AppError('self-assessment/research-busy', { status: 409 });
}

/** Random keys, so that nothing of the order in which people lie in the database is left. */
function shuffle<T>(all: readonly T[]): T[] {
  return all
    .map(one => ({ one, key: newToken() }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ one }) => one);
}

function isOut(
  record: ResearchRecord,
  steps: ReadonlySet<string>,
): record is ResearchRecord & { shared: Shared } {
  return record.shared !== null && steps.has(record.shared.step);
}

function toShared(
  record: ResearchRecord & { shared: Shared },
  names: ReadonlyMap<string, string>,
): SharedRecord {
  const { round, instrument, shared } = record;
  return { ...shared, round, instrument, institution: names.get(shared.platformId) ?? null };
}

/** @returns everyone of whom something may go out that has not yet, in random order */
function listNewcomers(records: readonly ResearchRecord[], steps: ReadonlySet<string>): Newcomer[] {
  const out = records.filter(record => isOut(record, steps));
  const threads = toPeople(out.map(record => toShared(record, new Map())));
  const people = groupBy(records, record => record.pseudonym);
  const newcomers = [...people.values()].map((theirs): Newcomer => {
    const ids = new Set(theirs.flatMap(one => (isOut(one, steps) ? [one.shared.thread] : [])));
    return {
      threads: [...ids].map(id => ({ id, signature: threads.get(id)?.signature ?? '' })),
      // What is being changed at this moment is not what they sent.
      fresh: theirs
        .filter(one => !isOut(one, steps) && one.isSubmitted)
        .map(one => ({ id: one.id, kind: kindOf(one) })),
    };
  });
  return shuffle(newcomers.filter(one => one.fresh.length > 0));
}

/** Freezes what this export is the first to show: whole groups of people, never one or two. */
async function takeIn(
  store: ResearchStore,
  records: readonly ResearchRecord[],
  steps: readonly string[],
  step: string,
): Promise<void> {
  const known = new Set(steps);
  const out = records.filter(record => isOut(record, known));
  const threads = [...toPeople(out.map(record => toShared(record, new Map())))].map(([id, one]) => ({
    id,
    signature: one.signature,
  }));
  const byId = new Map(records.map(record => [record.id, record]));
  const placements = planThreads(listNewcomers(records, known), threads, AT_LEAST);
  const shared = placements.flatMap(({ ids, joins }) => {
    const thread = joins ?? newToken();
    return ids.flatMap(id => {
      const record = byId.get(id);
      if (!record) return [];
      const { answers, role, platformId } = record;
      return [{ id, shared: { step, thread, answers, role, platformId } }];
    });
  });
  await store.share(shared, steps);
}

/**
 * Makes an export: what may go out at this moment, and nothing of anyone who took back their consent or was erased. It
 * is logged before it is given out; a crash before that leaves an export that never was.
 * @returns null when the chosen rounds hold fewer than five people whose answers may go out
 * @throws AppError `self-assessment/research-busy` (409) while another of the activity is being made
 */
export async function makeExport(parts: ExportParts, request: ExportRequest): Promise<ResearchExport | null> {
  const { db, clock, store, institutionNamesOf } = parts;
  const { activity, rounds, reason, by } = request;
  const made = await underLease(
    createLeases(db, clock),
    `self-assessment research ${activity.id}`,
    LEASE_MS,
    async lease => {
      const id = `r${newUuid().replaceAll('-', '').slice(0, 12)}`;
      const steps = await store.listSteps(activity.id);
      await takeIn(store, await store.list(activity.id), steps, id);
      // Read again: who took back their consent meanwhile is not in it.
      const records = await store.list(activity.id);
      const known = new Set([...steps, id]);
      const out = records.filter(record => isOut(record, known));
      const names = await institutionNamesOf([...new Set(out.map(one => one.shared.platformId))]);
      const { rows, people } = toRows(
        out.map(record => toShared(record, names)),
        { rounds, minimum: AT_LEAST, exportId: id, shuffle },
      );
      if (people < AT_LEAST) return null;
      if (!lease.isHeld()) throw busy();
      const at = clock.now();
      const counted = people - (people % AT_LEAST);
      const { id: activityId, title } = activity;
      await store.insertLog({ id, at, by, activityId, title, rounds, reason, people: counted });
      return { id, at, rows };
    },
  );
  if (!made) throw busy();
  return made.result;
}
