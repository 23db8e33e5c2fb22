/**
 * `npm run bench`: how fast the tool is beside the smallest possible ltijs tool on the same database engine, and what
 * it takes. `-- --quick` measures less, for a look. All on loopback; this process is the LMS and all browsers.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase } from '../../src/db/index.ts';
import { createLog } from '../../src/kit/log.ts';
import { closeBrowsers } from './browser.ts';
import { compare, type Amounts, type Comparison } from './comparison.ts';
import { measureGrades, type GradeAmounts } from './grades.ts';
import { measureCourse, type CourseAmounts, type CourseLoad } from './course.ts';
import { measureGroup, type GroupAmounts, type GroupLoad } from './group.ts';
import { measureSteadyLoad } from './memory.ts';
import { startPlatform, type Platform } from './platform.ts';
import { endPrograms, startProgram } from './program.ts';
import { boundsOf, rowsOf, type Results } from './results.ts';
import { countRoundTrips, type RoundTrips } from './round-trips.ts';
import { measureSaves, type SaveAmounts, type Saves } from './saves.ts';
import { measureScale, type Scale } from './scale.ts';
import { checkImports, measureStarts } from './start-time.ts';
import { renderBounds, renderTable } from './table.ts';
import { databaseOn, startBare, startOurs } from './tools.ts';

const LEARNERS = 200;
/** Others who launch before anything is measured: code that runs often gets compiled, and newcomers stay new. */
const WARMING = 50;
const CROWD = 16;

interface Plan extends Amounts, SaveAmounts, GradeAmounts, GroupAmounts, CourseAmounts {
  steadySeconds: number;
  starts: number;
}

const FULL: Plan = {
  rounds: 5,
  warming: WARMING,
  warmUp: { count: 500, atOnce: CROWD, limitMs: 10_000 },
  alone: { count: 100, atOnce: 1, limitMs: 2500 },
  crowd: { count: 320, atOnce: CROWD, limitMs: 3500 },
  pages: { count: 2000, atOnce: CROWD, limitMs: 5000 },
  saves: { count: 2500, atOnce: CROWD, limitMs: 5000 },
  steadySeconds: 30,
  starts: 5,
  gradeRounds: 1,
  grades: 10_000,
  waitingSeconds: 20,
  groupRounds: 3,
  few: 1000,
  many: 100_000,
  opens: 15,
  courseRounds: 5,
  fewLearners: 100,
  manyLearners: 10_000,
  stepPages: 100,
  overviews: 15,
};
const QUICK: Plan = {
  ...FULL,
  rounds: 1,
  warmUp: { ...FULL.warmUp, limitMs: 5000 },
  alone: { ...FULL.alone, count: 40 },
  crowd: { ...FULL.crowd, count: 160, limitMs: 4000 },
  pages: { ...FULL.pages, count: 600, limitMs: 2000 },
  saves: { ...FULL.saves, count: 1500, limitMs: 3000 },
  steadySeconds: 5,
  starts: 1,
  grades: 2000,
  waitingSeconds: 10,
  groupRounds: 1,
  many: 10_000,
  courseRounds: 2,
  manyLearners: 3000,
};

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

interface BesideBare {
  comparison: Comparison;
  trips: RoundTrips;
  saves: Saves;
  scale: Scale;
}

/** Both tools on one engine. */
async function measureBesideBare(platform: Platform, dataDir: string, plan: Plan): Promise<BesideBare> {
  const engine = startProgram('test/load/engine.ts', [join(dataDir, 'engine')]);
  const uri = await engine.said('uri');
  note('the tool and the bare ltijs tool start');
  const ours = await startOurs(platform, {
    MONGODB_URI: databaseOn(uri, 'ours'),
    DATA_DIR: join(dataDir, 'ours'),
  });
  const bare = await startBare(platform, databaseOn(uri, 'bare'));
  note('launches, pages and answers');
  const comparison = await compare(platform, { ours, bare, engine }, plan);
  await bare.program.end();
  await ours.program.end();
  note('database round trips');
  const trips = await countRoundTrips(platform, databaseOn(uri, 'counted'));
  note('answers saved, beside a bare route');
  const saves = await measureSaves(platform, uri, dataDir, plan);
  note('the same with 100,000 people and 1,000 platforms stored');
  const scale = await measureScale(platform, uri, dataDir, plan);
  await engine.end();
  return { comparison, trips, saves, scale };
}

async function measureGroupResults(dataDir: string, plan: Plan): Promise<GroupLoad> {
  const engine = startProgram('test/load/engine.ts', [dataDir]);
  const mongodbUri = databaseOn(await engine.said('uri'), 'group');
  const db = await connectDatabase({ mongodbUri, dataDir, log: createLog('silent') });
  const group = await measureGroup(db, plan);
  await db.close();
  await engine.end();
  return group;
}

async function measureCoursePages(dataDir: string, plan: Plan): Promise<CourseLoad> {
  const engine = startProgram('test/load/engine.ts', [dataDir]);
  const mongodbUri = databaseOn(await engine.said('uri'), 'course');
  const commands: string[] = [];
  const onCommand = (name: string): void => void commands.push(name);
  const db = await connectDatabase({ mongodbUri, dataDir, log: createLog('silent'), onCommand });
  const course = await measureCourse({ db, commands }, plan);
  await db.close();
  await engine.end();
  return course;
}

async function measureAll(dataDir: string, plan: Plan): Promise<Results> {
  const platform = await startPlatform(WARMING + LEARNERS);
  const besideBare = await measureBesideBare(platform, dataDir, plan);
  note(`${String(LEARNERS)} learners save once a second for ${String(plan.steadySeconds)} s`);
  const classOf200 = { ...platform, students: platform.students.slice(WARMING) };
  const steady = await measureSteadyLoad(classOf200, join(dataDir, 'steady'), plan.steadySeconds);
  await platform.close();
  note('grades that wait');
  const grades = await measureGrades(dataDir, plan);
  note('group results');
  const group = await measureGroupResults(join(dataDir, 'group'), plan);
  note('a course of many');
  const course = await measureCoursePages(join(dataDir, 'course'), plan);
  note('starts');
  const folders = { demo: join(dataDir, 'start-demo'), plain: join(dataDir, 'start-plain') };
  const starts = await measureStarts(folders, plan.starts);
  return { ...besideBare, steady, grades, group, course, starts };
}

const plan = process.argv.includes('--quick') ? QUICK : FULL;
const stopping = new AbortController();
const dataDir = mkdtempSync(join(tmpdir(), 'sosrake-bench-'));

async function cleanUp(): Promise<void> {
  closeBrowsers();
  await endPrograms();
  rmSync(dataDir, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopping.abort();
    void cleanUp().finally(() => process.exit(130));
  });
}

try {
  checkImports();
  const startedAt = performance.now();
  const results = await measureAll(dataDir, plan);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  const machine = `Node ${process.versions.node}, ${String(availableParallelism())} processors`;
  console.log(
    `\n${renderTable(rowsOf(results))}\n\n${renderBounds(boundsOf(results))}\n\n${machine}, ${seconds} s`,
  );
} catch (error) {
  // What fails because its programs were just ended says nothing.
  if (!stopping.signal.aborted) throw error;
} finally {
  await cleanUp();
}
