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

/**
 * @param options.onCommand told of every command sent, by name: to count round trips.
 * @returns an empty database of its own with a random name, on the one embedded engine of this test process. Close it
 * when done; that drops it.
 */
export async function openTestDatabase(
  options: { onCommand?: (name: string) => void } = {},
): Promise<Database> {
  await holdEngine();
  const dbName = `test-${randomBytes(8).toString('hex')}`;
  const db = await connectDatabase({ dataDir: dataDir ?? '', dbName, log, ...options });
  open.add(db);
  return {
    ...db,
    close: async () => {
      open.delete(db);
      await db.connection.dropDatabase();
      await db.close();
    },
  };
}

/** A test that failed may have left its database open; that must not keep the whole run from ending. */
after(async () => {
  for (const db of open) await db.close();
  await (await anchor)?.close();
  anchor = undefined;
});
