import mongoose from 'mongoose';
import { learnersOf, launch, type Learner } from './launch.ts';
import type { Platform } from './platform.ts';
import { inTurn, median, quantile, runAtOnce, type Run } from './rate.ts';
import { databaseOn, startOurs, type MeasuredTool } from './tools.ts';

/** What a launch costs with much stored, beside the same with little, in the same minutes on the same engine. */
export interface Scale {
  stored: { participants: number; platforms: number };
  /** One number a round: launches a second, 16 at once. */
  large: number[];
  small: number[];
  /** Of 200 who launched at once: how many came in, and how long they waited. */
  crowd: { launched: number; medianMs: number; slowestMs: number };
}

const PARTICIPANTS = 100_000;
const PLATFORMS = 1000;
const CLASS = 30;
const BATCH = 5000;

function participant(index: number): Record<string, unknown> {
  const at = new Date('2026-09-01T09:00:00Z');
  return {
    _id: `stored-${String(index)}`,
    platformId: `stored-platform-${String(index % PLATFORMS)}`,
    sub: String(index),
    name: `Opiskelija ${String(index)}`,
    locale: null,
    isTrial: false,
    classrooms: [{ id: `classroom-${String(Math.floor(index / CLASS))}`, lastSeenAt: at }],
    createdAt: at,
  };
}

function platform(index: number): Record<string, unknown> {
  const issuer = `https://lms-${String(index)}.example`;
  return {
    _id: `stored-platform-${String(index)}`,
    issuer,
    clientId: `client-${String(index)}`,
    authorizationUrl: `${issuer}/auth`,
    tokenUrl: `${issuer}/token`,
    tokenAudience: null,
    jwksUrl: `${issuer}/keys`,
    productFamily: 'moodle',
    name: `LMS ${String(index)}`,
    status: 'active',
    deployments: [{ id: '1', source: 'first-launch', addedAt: new Date('2026-09-01T09:00:00Z') }],
    scopes: [],
    createdAt: new Date('2026-09-01T09:00:00Z'),
  };
}

/** Fills a database of a tool that has started once, so that its indexes are there. */
async function fill(databaseUri: string): Promise<void> {
  const connection = await mongoose.createConnection(databaseUri).asPromise();
  const people = connection.collection('people_participants');
  for (let from = 0; from < PARTICIPANTS; from += BATCH) {
    await people.insertMany(Array.from({ length: BATCH }, (_one, i) => participant(from + i)));
  }
  const platforms = Array.from({ length: PLATFORMS }, (_one, index) => platform(index));
  await connection.collection('lti_platforms').insertMany(platforms);
  await connection.close();
}

interface Side extends MeasuredTool {
  learners: Learner[];
  perSecond: number[];
}

async function prepare(lms: Platform, tool: MeasuredTool, warmUp: Run): Promise<Side> {
  const learners = learnersOf(lms, tool.target, lms.students);
  await runAtOnce(warmUp, turn => launch(lms, tool.target, inTurn(learners, turn)));
  return { ...tool, learners, perSecond: [] };
}

/** Everyone at the same moment, as a class begins. */
async function launchAllAtOnce(lms: Platform, { target, learners }: Side): Promise<Scale['crowd']> {
  const took: number[] = [];
  await runAtOnce({ count: learners.length, atOnce: learners.length, limitMs: Infinity }, async turn => {
    const startedAt = performance.now();
    await launch(lms, target, inTurn(learners, turn));
    took.push(performance.now() - startedAt);
  });
  return { launched: took.length, medianMs: median(took), slowestMs: quantile(took, 1) };
}

/** @param engineUri of the engine on which both tools get a database of their own */
export async function measureScale(
  lms: Platform,
  engineUri: string,
  dataDir: string,
  amounts: { rounds: number; warmUp: Run; crowd: Run },
): Promise<Scale> {
  const start = (name: string): Promise<MeasuredTool> =>
    startOurs(lms, { MONGODB_URI: databaseOn(engineUri, name), DATA_DIR: `${dataDir}/${name}` });
  const largeTool = await start('large');
  await fill(databaseOn(engineUri, 'large'));
  const large = await prepare(lms, largeTool, amounts.warmUp);
  const small = await prepare(lms, await start('small'), amounts.warmUp);
  for (let round = 0; round < amounts.rounds; round++) {
    for (const side of [large, small]) {
      const run = await runAtOnce(amounts.crowd, turn =>
        launch(lms, side.target, inTurn(side.learners, turn)),
      );
      side.perSecond.push(run.perSecond);
    }
  }
  const crowd = await launchAllAtOnce(lms, large);
  await large.program.end();
  await small.program.end();
  const stored = { participants: PARTICIPANTS, platforms: PLATFORMS };
  return { stored, large: large.perSecond, small: small.perSecond, crowd };
}
