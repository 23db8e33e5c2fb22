import { createServer } from 'node:http';
import type { Activity } from '../../src/activities/activity.ts';
import type { ActivityKind } from '../../src/activities/kind.ts';
import { courseTexts, createCourse } from '../../src/course/index.ts';
import { listSteps, nameOfPackage, type CoursePackage } from '../../src/course/course-package.rules.ts';
import { loadPackages, type Packages } from '../../src/course/load-packages.ts';
import { countsOf } from '../../src/course/marking.ts';
import { emptyProgress, keyOf, type CourseProgress } from '../../src/course/progress.rules.ts';
import { runOf } from '../../src/course/run.rules.ts';
import { wayOf } from '../../src/course/way.rules.ts';
import { ensureIndexes, type Database } from '../../src/db/index.ts';
import { DAY_MS, plusMs, systemClock } from '../../src/kit/clock.ts';
import { newFraction, newToken, newUuid } from '../../src/kit/ids.ts';
import type { Session } from '../../src/lti/session.types.ts';
import { createPeople } from '../../src/people/index.ts';
import { createKindApp } from '../support/kind-app.ts';
import { closeServer, listen } from '../support/lms.ts';
import { median } from './rate.ts';

/** What pages of a course cost in a large run, beside a small one, in the same minutes on the same database. */
export interface CourseLoad {
  learners: { few: number; many: number };
  /** Milliseconds of a step's page, the median of each round. */
  fewMs: number[];
  manyMs: number[];
  /** Milliseconds of the teacher's overview of the large run, the median of each round. */
  overviewMs: number[];
  /** Commands sent to the database by the room itself. */
  stepTrips: string[];
  overviewTrips: string[];
  markTrips: string[];
}

export interface CourseAmounts {
  courseRounds: number;
  fewLearners: number;
  manyLearners: number;
  /** Step pages of a round, in each of the two runs. */
  stepPages: number;
  /** Overviews of a round. */
  overviews: number;
}

/** With nothing in it that matters. */
export interface CountedDatabase {
  db: Database;
  /** Commands sent since it was last emptied. */
  commands: string[];
}

const BATCH = 1000;
const PLATFORMS = 5;
const SOME_WEEKS = 40;

interface RunOf {
  kind: ActivityKind;
  packages: Packages;
  course: CoursePackage;
}

function activityOf({ kind }: Pick<RunOf, 'kind'>): Activity {
  return {
    id: newUuid(),
    kind: kind.name,
    title: 'A course',
    locale: null,
    dueAt: null,
    settings: kind.variants[0].settings,
    gradeForm: 'completion',
    points: 1,
    classroomId: newUuid(),
    platformId: 'platform-0',
    copiedFromId: null,
    isScheduleOpen: false,
    createdAt: systemClock.now(),
  };
}

/** Someone somewhere in the course, as the room itself would have kept them. */
function progressOf(activity: Activity, { course, packages }: RunOf, index: number): CourseProgress {
  const now = systemClock.now();
  const startedAt = plusMs(now, -newFraction() * SOME_WEEKS * DAY_MS);
  const keys = listSteps(course).map(({ module, step }) => keyOf(module.id, step.id));
  const done = keys.slice(0, Math.floor(newFraction() * (keys.length + 1)));
  const platformId = `platform-${String(index % PLATFORMS)}`;
  const progress = {
    ...emptyProgress({ activityId: activity.id, participantId: newUuid(), platformId, isTrial: false }),
    startedAt,
    lastStepAt: startedAt,
    gradeAt: startedAt,
    steps: Object.fromEntries(done.map(key => [key, startedAt])),
    revision: done.length,
  };
  const run = runOf(activity);
  const way = wayOf({ course, packages, run, progress, isScheduleOpen: false, now });
  return { ...progress, ...countsOf({ course }, way), doneAt: way.isDone ? startedAt : null };
}

/** @returns ids of some who take part in the run that is filled */
async function fill(db: Database, activity: Activity, run: RunOf, count: number): Promise<string[]> {
  const ids: string[] = [];
  const at = systemClock.now();
  for (let from = 0; from < count; from += BATCH) {
    const length = Math.min(BATCH, count - from);
    const all = Array.from({ length }, (_one, index) => progressOf(activity, run, from + index));
    const progress = all.map(one => ({ _id: `${one.activityId}:${one.participantId}`, ...one }));
    const people = all.map(({ participantId, platformId }) => ({
      _id: participantId,
      platformId,
      sub: participantId,
      name: null,
      locale: null,
      isTrial: false,
      classrooms: [{ id: activity.classroomId, lastSeenAt: at }],
      createdAt: at,
    }));
    await db.connection.collection('course_progress').insertMany(progress as never[]);
    await db.connection.collection('people_participants').insertMany(people as never[]);
    ids.push(...all.map(({ participantId }) => participantId));
  }
  return ids;
}

function sessionOf(activity: Activity, participantId: string | undefined): Session {
  const now = systemClock.now();
  return {
    id: newToken(),
    isCookieless: false,
    role: participantId === undefined ? 'teacher' : 'learner',
    isTrial: false,
    participantId,
    classroomId: activity.classroomId ?? '',
    placementId: undefined,
    activityId: activity.id,
    locale: 'fi',
    platformId: 'platform-0',
    deploymentId: '1',
    sub: 'someone',
    name: undefined,
    resourceLinkId: '1',
    productFamily: 'moodle',
    returnUrl: undefined,
    deepLinking: undefined,
    createdAt: now,
    expiresAt: plusMs(now, DAY_MS),
  };
}

/** One run behind a server, with the launches of its people. */
interface Served {
  /** Opens a page of the room, or sends a form to it. @returns the milliseconds that took */
  open(participantId: string | undefined, page: string, method?: 'GET' | 'POST'): Promise<number>;
  close(): Promise<void>;
}

async function serve(kind: ActivityKind, activity: Activity): Promise<Served> {
  const sessions = new Map<string, Session>();
  const ofWhom = new Map<string | undefined, Session>();
  const server = createServer(createKindApp({ kind, activity, sessions }, { course: courseTexts }));
  const origin = `http://127.0.0.1:${String(await listen(server))}`;
  return {
    async open(participantId, page, method = 'GET') {
      const session = ofWhom.get(participantId) ?? sessionOf(activity, participantId);
      ofWhom.set(participantId, session);
      sessions.set(session.id, session);
      const startedAt = performance.now();
      const address = `${origin}/l/${session.id}/course/${page}`;
      const answer = await fetch(address, { method, redirect: 'manual' });
      await answer.text();
      if (answer.status >= 400) throw new Error(`${address} answers ${String(answer.status)}`);
      return performance.now() - startedAt;
    },
    close: () => closeServer(server),
  };
}

function roomOver(db: Database, packages: Packages, links: () => Activity[]): ActivityKind {
  const names = Array.from({ length: PLATFORMS }, (_one, index) => [
    `platform-${String(index)}`,
    `School ${String(index)}`,
  ]);
  return createCourse({
    db,
    clock: systemClock,
    secretKey: newToken(),
    grades: { enqueue: async () => undefined, findState: async () => null },
    packages,
    people: createPeople({ db, clock: systemClock }),
    // The room of activities asks the database for this, so it counts as a trip.
    listPlacements: async activityId => {
      await db.connection.collection('activities_placements').findOne({ activityId });
      return links().map(({ platformId, classroomId }) => ({
        id: '1',
        platformId,
        classroomId: classroomId ?? '',
        lineItemUrl: null,
      }));
    },
    institutionNamesOf: async () => new Map(names as [string, string][]),
    eventsOf: async () => [],
    changeSettings: async () => undefined,
    publicUrl: 'http://127.0.0.1',
    findActivity: async () => null,
  });
}

async function medianOf(turns: number, work: (turn: number) => Promise<number>): Promise<number> {
  const took: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) took.push(await work(turn));
  return median(took);
}

/** What is measured of one run. */
interface Measured {
  page: (turn: number) => Promise<number>;
  overview: () => Promise<number>;
  mark: () => Promise<number>;
  close: () => Promise<void>;
}

async function open(db: Database, packages: Packages, count: number): Promise<Measured> {
  const places: Activity[] = [];
  const kind = roomOver(db, packages, () => places);
  const activity = activityOf({ kind });
  places.push(activity);
  await ensureIndexes(db);
  const course = packages.get(nameOfPackage(runOf(activity).package));
  // A text, which anyone may open and mark.
  const first =
    course && listSteps(course).find(({ step }) => step.kind === 'text' && step.after.length === 0);
  if (!course || !first) throw new Error('There is no course to measure');
  const ids = await fill(db, activity, { kind, packages, course }, count);
  const served = await serve(kind, activity);
  const page = `step/${keyOf(first.module.id, first.step.id)}`;
  return {
    page: turn => served.open(ids[(turn * 97) % ids.length], page),
    overview: () => served.open(undefined, 'overview'),
    mark: () => served.open(newUuid(), `${page}/done`, 'POST'),
    close: () => served.close(),
  };
}

export async function measureCourse(
  { db, commands }: CountedDatabase,
  amounts: CourseAmounts,
): Promise<CourseLoad> {
  const { courseRounds, fewLearners, manyLearners, stepPages, overviews } = amounts;
  const packages = loadPackages();
  const few = await open(db, packages, fewLearners);
  const many = await open(db, packages, manyLearners);
  const during = async (work: () => Promise<unknown>): Promise<string[]> => {
    commands.length = 0;
    await work();
    return [...commands];
  };
  // Code that runs often gets compiled.
  for (const run of [few, many]) await medianOf(stepPages, run.page);
  await medianOf(overviews, many.overview);
  const [fewMs, manyMs, overviewMs]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < courseRounds; round += 1) {
    fewMs.push(await medianOf(stepPages, few.page));
    manyMs.push(await medianOf(stepPages, many.page));
    overviewMs.push(await medianOf(overviews, many.overview));
  }
  const trips = {
    stepTrips: await during(() => many.page(1)),
    overviewTrips: await during(many.overview),
    markTrips: await during(many.mark),
  };
  await few.close();
  await many.close();
  return { learners: { few: fewLearners, many: manyLearners }, fewMs, manyMs, overviewMs, ...trips };
}
