import { createServer, type RequestListener } from 'node:http';
import { createApp } from '../../src/app.ts';
import { connectDatabase, type Database } from '../../src/db/index.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { closeServer, listen } from '../support/lms.ts';
import { enter, launch, learnersOf, open, saveAnswer, type Learner, type Target } from './launch.ts';
import type { Platform } from './platform.ts';
import { placeOurs } from './tools.ts';

/** Commands sent to the database, by name. */
export interface RoundTrips {
  /** From the login to the redirect, of a learner and a browser that came before. */
  launch: string[];
  /** The learner has not begun. */
  firstPage: string[];
  /** The learner has answered something. */
  firstPageUnderWay: string[];
  save: string[];
}

interface CountedTool {
  target: Target;
  /** @returns the commands sent while `work` was done */
  during: (work: () => Promise<unknown>) => Promise<string[]>;
  close: () => Promise<void>;
}

async function serve(
  db: Database,
): Promise<{ origin: string; registrationLink: string; close: () => Promise<void> }> {
  const log = createLog('silent');
  const server = createServer();
  const port = await listen(server);
  const origin = `http://localhost:${String(port)}`;
  const env = {
    production: false,
    port,
    host: '127.0.0.1',
    publicUrl: origin,
    isPublicUrlSet: true,
    trustProxy: 0,
    mongodbUri: db.uri,
    dataDir: '',
    secretKey: 'a secret of thirty-two characters',
    secretKeyBefore: undefined,
    metricsToken: undefined,
    demo: false,
    demoPort: 0,
    allowHttpPlatforms: true,
    logLevel: 'silent',
  };
  // Not started: what the sender of grades asks now and then belongs to no request.
  const app = await createApp({ env, db, clock: systemClock, log });
  server.on('request', app.handler as unknown as RequestListener);
  return { origin, registrationLink: await app.newRegistrationLink(), close: () => closeServer(server) };
}

/** The same tool in this process, where its commands can be counted. */
async function startCounted(platform: Platform, databaseUri: string): Promise<CountedTool> {
  const sent: string[] = [];
  const db = await connectDatabase({
    mongodbUri: databaseUri,
    dataDir: '',
    log: createLog('silent'),
    onCommand: name => sent.push(name),
  });
  const { origin, registrationLink, close } = await serve(db);
  return {
    target: await placeOurs(platform, origin, registrationLink),
    async during(work) {
      sent.length = 0;
      await work();
      return [...sent];
    },
    async close() {
      await close();
      await db.close();
    },
  };
}

/** Counts the round trips of one learner who came before. */
export async function countRoundTrips(platform: Platform, databaseUri: string): Promise<RoundTrips> {
  const { target, during, close } = await startCounted(platform, databaseUri);
  const [learner] = learnersOf(platform, target, platform.students.slice(0, 1)) as [Learner];
  await launch(platform, target, learner);
  let page = new URL(target.origin);
  const trips: RoundTrips = {
    launch: await during(async () => (page = await enter(platform, target, learner))),
    firstPage: await during(() => open(target, learner, page)),
    firstPageUnderWay: [],
    save: [],
  };
  await saveAnswer(learner, 0);
  trips.save = await during(() => saveAnswer(learner, 1));
  trips.firstPageUnderWay = await during(() => open(target, learner, page));
  await close();
  return trips;
}
