import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import { newUuid } from '../../src/kit/ids.ts';
import type { Taken } from './grade-platforms.ts';
import { startProgram, type Program } from './program.ts';
import { median } from './rate.ts';
import { databaseOn } from './tools.ts';

/** How fast waiting grades get out, and what they cost while they wait. */
export interface GradeLoad {
  grades: number;
  platforms: number;
  /** Seconds from the first score to the last; one number a round. */
  drainSeconds: number[];
  /** Processor time of the tool for each grade, start included; null where the system does not tell. */
  toolMs: number | null;
  /** The same of all platforms but one, with that one silent, beside all well. */
  othersSeconds: { well: number[]; oneSilent: number[] };
  /** Most memory that the tool with its own engine held, in bytes, with few grades waiting and with many. */
  waiting: { few: number; fewBytes: number | null; many: number; manyBytes: number | null };
}

export interface GradeAmounts {
  gradeRounds: number;
  grades: number;
  waitingSeconds: number;
}

const PLATFORMS = 4;
const ANSWER_MS = 50;
const FEW = 1000;
const MANY = 100_000;
const BATCH = 5000;
const PATIENCE_MS = 180_000;
const AT = new Date('2026-09-01T09:00:00Z');
const FIXED = { PORT: '0', DEMO: '0', ALLOW_HTTP_PLATFORMS: '1', LOG_LEVEL: 'error' };

async function startTool(env: Record<string, string>): Promise<Program> {
  const program = startProgram('.build/tool/main.js', [], { ...FIXED, ...env });
  await program.said('The tool is served at');
  return program;
}

function platformDoc(url: string): Record<string, unknown> {
  return {
    _id: url,
    issuer: url,
    clientId: 'client',
    authorizationUrl: `${url}/auth`,
    tokenUrl: `${url}/token`,
    tokenAudience: null,
    jwksUrl: `${url}/keys`,
    productFamily: 'moodle',
    name: url,
    status: 'active',
    deployments: [{ id: '1', source: 'first-launch', addedAt: AT }],
    scopes: ['https://purl.imsglobal.org/spec/lti-ags/scope/score'],
    createdAt: AT,
  };
}

function activityDoc(url: string): Record<string, unknown> {
  return {
    _id: `activity of ${url}`,
    kind: 'self-assessment',
    title: 'Itsearviointi',
    locale: null,
    dueAt: null,
    settings: {},
    points: 1,
    classroomId: 'classroom',
    platformId: url,
    copiedFromId: null,
    movedToId: null,
    isScheduleOpen: false,
    createdAt: AT,
  };
}

/** Someone who has done the self-assessment, and whose grade waits. */
function learnerDocs(url: string, index: number) {
  const participantId = `${url} ${String(index)}`;
  const activityId = `activity of ${url}`;
  const person = { platformId: url, sub: String(index), name: `Opiskelija ${String(index)}`, locale: null };
  const done = { state: 'done', isTrial: false, startedAt: AT, doneAt: AT, locale: 'fi', isGradeNoted: true };
  const unsent = { tried: null, accepted: null, sentAt: null, insistedAt: null, openTry: null, shown: null };
  const calm = { failures: 0, failingSince: null, erringSince: null, tries: 0, leaseId: null };
  return {
    people_participants: { _id: participantId, ...person, isTrial: false, classrooms: [], createdAt: AT },
    self_assessment_progress: { _id: `${activityId}:${participantId}`, activityId, participantId, ...done },
    grades_outbox: {
      _id: newUuid(),
      lineItemUrl: `${url}/lineitems/1`,
      participantId,
      activityId,
      placementId: `link of ${url}`,
      platformId: url,
      eventAt: AT,
      version: 1,
      state: 'waiting',
      reason: null,
      dueAt: AT,
      leasedUntil: new Date(0),
      ...unsent,
      ...calm,
    },
  };
}

/** Fills a database of a tool that has started once, so that its indexes are there. */
async function fill(databaseUri: string, urls: readonly string[], grades: number): Promise<void> {
  const connection = await mongoose.createConnection(databaseUri).asPromise();
  await connection.collection('lti_platforms').insertMany(urls.map(platformDoc));
  await connection.collection('activities_activities').insertMany(urls.map(activityDoc));
  for (let from = 0; from < grades; from += BATCH) {
    const length = Math.min(BATCH, grades - from);
    const batch = Array.from({ length }, (_one, i) =>
      learnerDocs(urls[(from + i) % urls.length] as string, from + i),
    );
    for (const name of ['people_participants', 'self_assessment_progress', 'grades_outbox'] as const)
      await connection.collection(name).insertMany(batch.map(docs => docs[name]) as never[]);
  }
  await connection.close();
}

async function takenBy(url: string): Promise<Taken> {
  return (await (await fetch(`${url}/count`)).json()) as Taken;
}

/** @returns seconds from the first score to the last, of these platforms, once they have taken all that waits for them */
async function drained(urls: readonly string[], each: number): Promise<number> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const taken = await Promise.all(urls.map(takenBy));
    if (taken.every(one => one.count >= each)) {
      const first = Math.min(...taken.map(one => one.firstAt ?? Infinity));
      const last = Math.max(...taken.map(one => one.lastAt ?? 0));
      return (last - first) / 1000;
    }
    if (performance.now() > end) throw new Error(`grades do not get out: ${JSON.stringify(taken)}`);
    await sleep(100);
  }
}

async function startPlatforms(): Promise<{ program: Program; urls: string[] }> {
  const program = startProgram('test/load/grade-platforms.ts', [String(PLATFORMS), String(ANSWER_MS)]);
  return { program, urls: JSON.parse(await program.said('platforms')) as string[] };
}

/** @returns the seconds of all platforms, and of all but the first */
async function drain(
  engineUri: string,
  dataDir: string,
  grades: number,
  isOneSilent: boolean,
): Promise<{ all: number | null; others: number; toolMs: number | null }> {
  const platforms = await startPlatforms();
  const env = { MONGODB_URI: databaseOn(engineUri, newUuid()), DATA_DIR: dataDir };
  await (await startTool(env)).end();
  await fill(env.MONGODB_URI, platforms.urls, grades);
  const [silent = '', ...others] = platforms.urls;
  if (isOneSilent) await fetch(`${silent}/hang`, { method: 'POST' });
  const tool = await startTool(env);
  const each = Math.floor(grades / PLATFORMS);
  const seconds = await drained(others, each);
  const all = isOneSilent ? null : await drained(platforms.urls, each);
  const processorMs = tool.processorMs();
  await tool.end();
  await platforms.program.end();
  return { all, others: seconds, toolMs: processorMs === null ? null : processorMs / grades };
}

/** @returns the most memory of a tool with its own engine, while so many grades wait for platforms that are silent */
async function measureWaiting(dataDir: string, waiting: number, seconds: number): Promise<number | null> {
  const platforms = await startPlatforms();
  for (const url of platforms.urls) await fetch(`${url}/hang`, { method: 'POST' });
  await (await startTool({ DATA_DIR: dataDir })).end();
  const engine = startProgram('test/load/engine.ts', [dataDir]);
  await fill(databaseOn(await engine.said('uri'), 'sosrake'), platforms.urls, waiting);
  await engine.end();
  const tool = await startTool({ DATA_DIR: dataDir });
  await sleep(seconds * 1000);
  const bytes = tool.peakMemory();
  await tool.end();
  await platforms.program.end();
  return bytes;
}

/** Starts the tool over what waits, beside platforms that each take `ANSWER_MS` for an answer. */
export async function measureGrades(dataDir: string, amounts: GradeAmounts): Promise<GradeLoad> {
  const { gradeRounds, grades, waitingSeconds } = amounts;
  const engine = startProgram('test/load/engine.ts', [join(dataDir, 'grades')]);
  const uri = await engine.said('uri');
  const drainSeconds: number[] = [];
  let toolMs: number | null = null;
  const othersSeconds: GradeLoad['othersSeconds'] = { well: [], oneSilent: [] };
  for (let round = 0; round < gradeRounds; round += 1) {
    const well = await drain(uri, join(dataDir, 'grades-tool'), grades, false);
    drainSeconds.push(well.all ?? Number.NaN);
    othersSeconds.well.push(well.others);
    toolMs = well.toolMs;
    const silent = await drain(uri, join(dataDir, 'grades-tool'), grades, true);
    othersSeconds.oneSilent.push(silent.others);
  }
  await engine.end();
  const fewBytes = await measureWaiting(join(dataDir, 'few'), FEW, waitingSeconds);
  const manyBytes = await measureWaiting(join(dataDir, 'many'), MANY, waitingSeconds);
  const waiting = { few: FEW, fewBytes, many: MANY, manyBytes };
  return { grades, platforms: PLATFORMS, drainSeconds, toolMs, othersSeconds, waiting };
}

/** @returns how much longer the others take beside a silent platform than beside a well one */
export function slowedBy({ othersSeconds }: GradeLoad): number {
  return median(othersSeconds.oneSilent) / median(othersSeconds.well);
}
