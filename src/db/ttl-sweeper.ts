import type { Connection, mongo } from 'mongoose';
import { MINUTE_MS, plusMs, SECOND_MS, type Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';

interface TtlIndex {
  field: string;
  keptMs: number;
  /** Only these documents are in the index, so only these expire. */
  among: mongo.Filter<mongo.Document>;
}

async function ttlIndexesOf(collection: mongo.Collection): Promise<TtlIndex[]> {
  const indexes = await collection.indexes();
  return indexes.flatMap(index => {
    const field = Object.keys(index.key)[0];
    if (typeof index.expireAfterSeconds !== 'number' || field === undefined) return [];
    const among = index.partialFilterExpression ?? {};
    return [{ field, keptMs: index.expireAfterSeconds * SECOND_MS, among }];
  });
}

/**
 * Deletes what the TTL indexes of a database say is over, as a MongoDB server does by itself and the embedded engine
 * does not. A value that is no date never expires; of several dates the earliest counts (MongoDB manual, "TTL Indexes").
 *
 * @returns how many documents were deleted.
 */
export async function sweepExpired(
  connection: Connection,
  now: Date,
  writeConcern: mongo.WriteConcernSettings,
): Promise<number> {
  let deleted = 0;
  for (const collection of (await connection.db?.collections()) ?? []) {
    for (const { field, keptMs, among } of await ttlIndexesOf(collection)) {
      const isOver = { [field]: { $lte: plusMs(now, -keptMs) } };
      const result = await collection.deleteMany({ $and: [among, isOver] }, { writeConcern });
      deleted += result.deletedCount;
    }
  }
  return deleted;
}

export interface SweeperOptions {
  clock: Clock;
  log: Log;
  writeConcern: mongo.WriteConcernSettings;
  everyMs?: number;
}

/** Sweeps every minute (as a MongoDB server does) until stopped. Keeps no process alive. */
export function startTtlSweeper(
  connection: Connection,
  { clock, log, writeConcern, everyMs = MINUTE_MS }: SweeperOptions,
): { stop(): Promise<void> } {
  let sweep: Promise<void> = Promise.resolve();
  async function sweepAfter(previous: Promise<void>): Promise<void> {
    await previous;
    try {
      const deleted = await sweepExpired(connection, clock.now(), writeConcern);
      if (deleted > 0) log.debug({ deleted }, 'expired documents deleted');
    } catch (error) {
      log.warn({ err: error }, 'expired documents could not be deleted');
    }
  }
  const timer = setInterval(() => {
    sweep = sweepAfter(sweep);
  }, everyMs);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return sweep;
    },
  };
}
