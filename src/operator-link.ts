import { loadEnv } from '../config/env.ts';
import { createOperatorLinkStore, operatorAddress } from './admin/index.ts';
import { findPublicUrl } from './data-dir.ts';
import { connectDatabase, DatabaseStartError, findRunningUri } from './db/index.ts';
import { systemClock } from './kit/clock.ts';
import { createLog } from './kit/log.ts';

/**
 * Prints a one-time address that signs an operator in to the running tool; without one, it opens the embedded database
 * by itself. Whoever may run this beside the database may see what `/admin` shows.
 */
async function makeLink(): Promise<string> {
  const env = loadEnv();
  const mongodbUri = env.mongodbUri ?? (await findRunningUri(env.dataDir)) ?? undefined;
  const db = await connectDatabase({ mongodbUri, dataDir: env.dataDir, log: createLog('error') });
  try {
    const secret = await createOperatorLinkStore(db, systemClock).insert();
    return operatorAddress(findPublicUrl(env.dataDir) ?? env.publicUrl, secret);
  } finally {
    await db.close();
  }
}

try {
  process.stdout.write(`${await makeLink()}\n`);
} catch (error) {
  const why =
    error instanceof DatabaseStartError ? error.message : `The database did not answer: ${String(error)}`;
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
}
