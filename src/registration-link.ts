import { loadEnv } from '../config/env.ts';
import { findPublicUrl } from './data-dir.ts';
import { connectDatabase, findRunningUri } from './db/index.ts';
import { systemClock } from './kit/clock.ts';
import { createLog } from './kit/log.ts';
import { createRegistrationLinkStore, registrationAddress } from './lti/index.ts';

/** Prints a fresh registration link for the running tool; without one, it opens the embedded database by itself. */
const env = loadEnv();
const mongodbUri = env.mongodbUri ?? (await findRunningUri(env.dataDir)) ?? undefined;
const db = await connectDatabase({ mongodbUri, dataDir: env.dataDir, log: createLog('error') });
const secret = await createRegistrationLinkStore(db, systemClock).insert();
process.stdout.write(`${registrationAddress(findPublicUrl(env.dataDir) ?? env.publicUrl, secret)}\n`);
await db.close();
