import { loadEnv } from '../config/env.ts';
import { findPublicUrl } from './data-dir.ts';
import { connectDatabase, DatabaseStartError, ensureIndexes, findRunningUri } from './db/index.ts';
import { systemClock } from './kit/clock.ts';
import { createLog } from './kit/log.ts';
import { createPlatformStore } from './lti/index.ts';
import { CommandFault, runPlatformCommand, USAGE } from './platform-commands.ts';

/** Connects platforms by hand, for the running tool; without one, it opens the embedded database by itself. */
async function run(args: string[]): Promise<string[]> {
  const env = loadEnv();
  const mongodbUri = env.mongodbUri ?? (await findRunningUri(env.dataDir)) ?? undefined;
  const db = await connectDatabase({ mongodbUri, dataDir: env.dataDir, log: createLog('error') });
  try {
    const platforms = createPlatformStore(db, systemClock);
    await ensureIndexes(db);
    const publicUrl = findPublicUrl(env.dataDir) ?? env.publicUrl;
    return await runPlatformCommand(args, {
      platforms,
      clock: systemClock,
      publicUrl,
      allowHttp: env.allowHttpPlatforms,
    });
  } finally {
    await db.close();
  }
}

const args = process.argv.slice(2);
const asksForHelp = args.length === 0 || args.includes('--help') || args.includes('-h');
try {
  const lines = asksForHelp ? [USAGE] : await run(args);
  process.stdout.write(`${lines.join('\n')}\n`);
} catch (error) {
  const isPlain = error instanceof CommandFault || error instanceof DatabaseStartError;
  process.stderr.write(`${isPlain ? error.message : `The database did not answer: ${String(error)}`}\n`);
  process.exitCode = 1;
}
