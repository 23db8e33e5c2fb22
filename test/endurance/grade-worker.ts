/**
 * One worker of several on the same outbox, in a process of its own that may be killed: `grade-worker <file>` with a
 * `WorkerPlan` as JSON. It sends until it ends.
 */
import { readFileSync } from 'node:fs';
import { connectDatabase } from '../../src/db/index.ts';
import { createGrades } from '../../src/grades/index.ts';
import type { Pace } from '../../src/grades/sending.rules.ts';
import { systemClock as clock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { createAgs } from '../../src/lti/ags.ts';
import { createPlatformHttp } from '../../src/lti/platform-http.ts';
import type { Platform } from '../../src/lti/platform.ts';
import { createServiceCall } from '../../src/lti/service-call.ts';
import { createServiceTokens } from '../../src/lti/service-token.ts';
import { commentOf } from './watch-gradebook.ts';
import { personOf } from '../integration/grades/participant-id.ts';

export interface WorkerPlan {
  mongodbUri: string;
  dbName: string;
  signingKey: { kid: string; privatePem: string };
  platforms: Platform[];
  /** By id of the placement. */
  placements: Record<string, { platformId: string; lineItemUrl: string }>;
  httpTimeoutMs: number;
  pace: Pace;
}

/** A learner's newest grading event, as the activity's room would keep it. */
export interface ScoreDoc {
  _id: string;
  value: number;
  at: Date;
  /** Counts the learner's events. */
  number: number;
}

const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as WorkerPlan;
const log = createLog('silent');
const db = await connectDatabase({ mongodbUri: plan.mongodbUri, dbName: plan.dbName, dataDir: '', log });
const scores = db.connection.collection<ScoreDoc>('scores');
const platforms = {
  find: (id: string) => Promise.resolve(plan.platforms.find(one => one.id === id) ?? null),
};
const http = createPlatformHttp({ allowHttp: true, timeoutMs: plan.httpTimeoutMs });
const keys = {
  signingKey: () => Promise.resolve(plan.signingKey),
  publicJwks: () => Promise.resolve({ keys: [] }),
};
const tokens = createServiceTokens({ keys, http, clock });
const grades = createGrades({
  db,
  clock,
  log,
  ags: createAgs(createServiceCall({ platforms, tokens, http, clock })),
  pace: plan.pace,
  findPlacement: id => Promise.resolve(plan.placements[id] ?? null),
  findParticipants: ids => Promise.resolve(ids.map(id => ({ id, ...personOf(id), isTrial: false }))),
  maximumOf: () => Promise.resolve(null),
  findMaximum: () => Promise.resolve(null),
  gradingOf: () =>
    Promise.resolve({
      form: 'points' as const,
      points: 5,
      scoresOf: async ids => {
        const found = await scores.find({ _id: { $in: [...ids] } }).toArray();
        return new Map(
          found.map(({ _id, value, at, number }) => [_id, { value, at, comment: commentOf(number) }]),
        );
      },
    }),
});
grades.start();
console.log('sending');
// What sends holds no process alive.
setInterval(() => undefined, 60_000);
