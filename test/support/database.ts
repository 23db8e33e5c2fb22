import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'mocha';
import { connectDatabase, type Database } from '../../src/db/index.ts';
import { createLog } from '../../src/kit/log.ts';

const log = createLog('silent');
let dataDir: string | undefined;
let anchor: Promise<Database> | undefined;
const open = new Set<Database>();

/** Held until the last test, so that the engine is opened once and not anew for each test. */
function holdEngine(): Promise<Database> {
  if (dataDir === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'sosrake-test-'));
    process.on('exit', () => {
      rmSync(made, { recursive: true, force: true });
    });
    dataDir = made;
  }
  anchor ??= connectDatabase({ dataDir, log });
  return anchor;
}

/** @returns the folder of the test process's engine: a child process finds its address there (`findRunningUri`). */
export async function testDataDir(): Promise<string> {
  await holdEngine();
  return dataDir ?? '';
}

interface TestDatabaseOptions {
  /** Told of every command sent, by name: to count round trips. */
  onCommand?: (name: string) => void;
  /**
   * Who opens it, where each opening makes the same collections and indexes, which costs several times what most tests
   * do: a database that the same one has closed may then be opened again, emptied.
   */
  usedBy?: string;
}

/** Names of those closed, by who used them, the longest closed first. */
const closed = new Map<string, string[]>();

/** Left alone so long that what a test left under way does not meet the next one. */
const LEFT_ALONE = 3;

/** After these, collections or indexes may be other than the next opening expects. */
const ALTERING = /^(drop|collMod|renameCollection)/;

function takeClosed(usedBy: string): string | undefined {
  const names = closed.get(usedBy) ?? [];
  return names.length < LEFT_ALONE ? undefined : names.shift();
}

async function empty({ connection, ephemeral }: Database): Promise<void> {
  const collections = (await connection.db?.collections()) ?? [];
  await Promise.all(collections.map(one => one.deleteMany({}, { writeConcern: ephemeral })));
}

/**
 * @returns an empty database of its own with a random name, on the one embedded engine of this test process. Close it
 * when done; that drops it, or keeps its collections for the next of the same use.
 */
export async function openTestDatabase({ onCommand, usedBy }: TestDatabaseOptions = {}): Promise<Database> {
  await holdEngine();
  const reopened = usedBy === undefined ? undefined : takeClosed(usedBy);
  const dbName = reopened ?? `test-${randomBytes(8).toString('hex')}`;
  let isAltered = false;
  let isHandedOut = false;
  const noteCommand = (name: string): void => {
    if (!isHandedOut) return;
    isAltered ||= ALTERING.test(name);
    onCommand?.(name);
  };
  const isWatched = onCommand !== undefined || usedBy !== undefined;
  const db = await connectDatabase({
    dataDir: dataDir ?? '',
    dbName,
    log,
    ...(isWatched ? { onCommand: noteCommand } : {}),
  });
  open.add(db);
  if (reopened !== undefined) await empty(db);
  isHandedOut = true;
  return {
    ...db,
    close: async () => {
      open.delete(db);
      const isKept = usedBy !== undefined && !isAltered;
      if (!isKept) await db.connection.dropDatabase();
      await db.close();
      if (isKept) closed.set(usedBy, [...(closed.get(usedBy) ?? []), dbName]);
    },
  };
}

/** A test that failed may have left its database open; that must not keep the whole run from ending. */
after(async () => {
  for (const db of open) await db.close();
  await (await anchor)?.close();
  anchor = undefined;
});
