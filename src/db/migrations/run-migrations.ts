import { setTimeout as sleep } from 'node:timers/promises';
import { MINUTE_MS, type Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Database } from '../database.ts';
import { createLeases, underLease, type Lease } from '../lease.ts';
import type { Migration } from './migration.ts';

/** A migration that ran to its end. */
interface MigrationDoc {
  _id: string;
  doneAt: Date;
}

interface MigrationRun {
  db: Database;
  migrations: readonly Migration[];
  clock: Clock;
  log: Log;
}

const LEASE = 'db/migrations';
/** A holder that was killed delays the next start by no more than this. */
const LEASE_MS = MINUTE_MS;
const ASK_AGAIN_MS = 100;

function checkOrder(migrations: readonly Migration[]): void {
  migrations.forEach(({ id }, i) => {
    const before = migrations[i - 1]?.id;
    const isNumbered = /^\d{4}-[a-z0-9-]+$/.test(id);
    if (!isNumbered || (before !== undefined && before.slice(0, 4) >= id.slice(0, 4))) {
      throw new Error(`migration ${id} is not numbered in order`);
    }
  });
}

function doneIn(db: Database) {
  return db.connection.collection<MigrationDoc>('db_migrations');
}

async function findPending({ db, migrations }: MigrationRun): Promise<Migration[]> {
  const done = new Set((await doneIn(db).find().toArray()).map(doc => doc._id));
  return migrations.filter(({ id }) => !done.has(id));
}

async function runPending(run: MigrationRun, lease: Lease): Promise<void> {
  const { db, clock, log } = run;
  for (const migration of await findPending(run)) {
    if (!lease.isHeld()) throw new Error(`the lease was lost before migration ${migration.id}`);
    await migration.up(db.connection);
    await doneIn(db).insertOne({ _id: migration.id, doneAt: clock.now() });
    log.info({ migration: migration.id }, 'migrated');
  }
}

/**
 * Brings the database's data to the shape that this version expects, each migration once and in order. Of several
 * processes that start together one does it and the others wait; with nothing to do it costs one read.
 *
 * @throws what a migration threw: those before it are recorded, and the next start begins with it again.
 */
export async function runMigrations(
  db: Database,
  migrations: readonly Migration[],
  { clock, log }: { clock: Clock; log: Log },
): Promise<void> {
  checkOrder(migrations);
  const run: MigrationRun = { db, migrations, clock, log };
  const leases = createLeases(db, clock);
  let isWaiting = false;
  while ((await findPending(run)).length > 0) {
    if (await underLease(leases, LEASE, LEASE_MS, lease => runPending(run, lease))) return;
    if (!isWaiting) log.info('another process migrates the database; waiting for it');
    isWaiting = true;
    await sleep(ASK_AGAIN_MS);
  }
}
