import { plusMs, type Clock } from '../kit/clock.ts';
import { newUuid } from '../kit/ids.ts';
import type { Database } from './database.ts';
import { isDuplicateKey } from './duplicate-key.ts';

/** One document for each name that is held, or was when its holder died. */
interface LeaseDoc {
  _id: string;
  holder: string;
  until: Date;
}

/** The right of one process to do a named thing alone, for a while. */
export interface Lease {
  /** @returns whether the lease still is ours, as far as can be known without asking. */
  isHeld(): boolean;
  /** Prolongs the lease by its full time. @returns whether it still was ours. */
  renew(): Promise<boolean>;
  /** Lets others have it. Called again, or after the lease was lost, it does nothing. */
  release(): Promise<void>;
}

export interface Leases {
  /**
   * @param ttlMs after so long without renewal another may take it: a holder that was killed blocks nobody for longer.
   * @returns the lease, or null while another holds it.
   */
  acquire(name: string, ttlMs: number): Promise<Lease | null>;
}

/** Leases in the collection `db_leases`: each step is one document's atomic update, so it needs no transaction. */
export function createLeases(db: Database, clock: Clock): Leases {
  const leases = db.connection.collection<LeaseDoc>('db_leases');

  /** Where another holds the lease, the filter finds nothing and the upsert meets that holder's `_id`. */
  async function take(name: string, holder: string, until: Date): Promise<boolean> {
    try {
      await leases.updateOne(
        { _id: name, until: { $lte: clock.now() } },
        { $set: { holder, until } },
        { upsert: true },
      );
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  function leaseOf(name: string, holder: string, ttlMs: number, firstUntil: Date): Lease {
    let until = firstUntil;
    return {
      isHeld: () => clock.now() < until,
      renew: async () => {
        const next = plusMs(clock.now(), ttlMs);
        const { matchedCount } = await leases.updateOne({ _id: name, holder }, { $set: { until: next } });
        until = matchedCount === 1 ? next : new Date(0);
        return matchedCount === 1;
      },
      release: async () => {
        until = new Date(0);
        await leases.deleteOne({ _id: name, holder });
      },
    };
  }

  return {
    acquire: async (name, ttlMs) => {
      const holder = newUuid();
      const until = plusMs(clock.now(), ttlMs);
      return (await take(name, holder, until)) ? leaseOf(name, holder, ttlMs, until) : null;
    },
  };
}

/**
 * Does `work` under a lease, kept renewed meanwhile and released after.
 *
 * @param work gets the lease: long work asks `lease.isHeld()` at each safe point, for a process that was suspended may
 * have lost it.
 * @returns what `work` returned, or null while another holds the lease.
 */
export async function underLease<T>(
  leases: Leases,
  name: string,
  ttlMs: number,
  work: (lease: Lease) => Promise<T>,
): Promise<{ result: T } | null> {
  const lease = await leases.acquire(name, ttlMs);
  if (!lease) return null;
  const renewing = setInterval(() => void lease.renew().catch(() => false), ttlMs / 3);
  renewing.unref();
  try {
    return { result: await work(lease) };
  } finally {
    clearInterval(renewing);
    await lease.release();
  }
}
