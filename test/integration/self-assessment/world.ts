import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import express, { type Express } from 'express';
import type { Activity } from '../../../src/activities/activity.ts';
import type { ActivityKind, Score } from '../../../src/activities/kind.ts';
import { activitiesTexts } from '../../../src/activities/index.ts';
import { ensureIndexes, type Database } from '../../../src/db/index.ts';
import { gradesTexts, type Grades } from '../../../src/grades/index.ts';
import {
  errorPages,
  httpTexts,
  notFound,
  readBodies,
  securityHeaders,
  serveAssets,
} from '../../../src/http/index.ts';
import { createI18n } from '../../../src/i18n/index.ts';
import { AppError } from '../../../src/kit/errors.ts';
import { createLog } from '../../../src/kit/log.ts';
import { ltiTexts } from '../../../src/lti/index.ts';
import type { Session } from '../../../src/lti/session.types.ts';
import { peopleTexts } from '../../../src/people/index.ts';
import { questionsTexts } from '../../../src/questions/index.ts';
import { createSelfAssessment, selfAssessmentTexts } from '../../../src/self-assessment/index.ts';
import type { Names } from '../../../src/self-assessment/learner-request.ts';
import { openTestDatabase } from '../../support/database.ts';
import { closeServer, listen } from '../../support/lms.ts';
import { settableClock, type SettableClock } from '../../support/settable-clock.ts';

export type Enqueued = Parameters<Grades['enqueue']>[0];

/** The room over a real database, with sessions in memory and grades that only note what they are told. */
export interface World {
  db: Database;
  clock: SettableClock;
  kind: ActivityKind;
  activity: Activity;
  /** Address of the server, without a slash at its end. */
  origin: string;
  sessions: Map<string, Session>;
  enqueued: Enqueued[];
  /** Commands sent to the database since it was last emptied. */
  commands: string[];
  /** Opens a launch; `facts` replace what differs from a learner's. */
  launch(facts?: Partial<Session>): Visit;
  /** @returns what is to stand in the gradebook */
  scoreOf(participantId: string): Promise<Score | undefined>;
  /** All documents of a collection, as they lie there. */
  documents(collection: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** One launch, and what its person can do. */
export interface Visit {
  session: Session;
  /** `/l/<id>`, without a slash at its end. */
  base: string;
  get(page?: string): Promise<Answer>;
  /** Sends a form, as a browser without script does. */
  post(page: string, form?: Record<string, string> | string[][]): Promise<Answer>;
  /** Saves one answer, as the script does. */
  save(answer: unknown): Promise<Answer>;
}

export interface Answer {
  status: number;
  /** Path of the redirect below the launch, or null. */
  location: string | null;
  body: string;
}

export const SECRET = 'a secret of at least thirty-two characters';

const EVERYONE: Omit<Session, 'id'> = {
  isCookieless: false,
  role: 'learner',
  isTrial: false,
  participantId: 'participant-1',
  classroomId: 'classroom-1',
  placementId: 'placement-1',
  activityId: 'activity-1',
  locale: 'fi',
  platformId: 'platform-1',
  deploymentId: '1',
  sub: '42',
  name: undefined,
  resourceLinkId: 'link-1',
  productFamily: 'moodle',
  returnUrl: undefined,
  deepLinking: undefined,
  createdAt: new Date('2026-09-01T09:00:00Z'),
  expiresAt: new Date('2026-09-01T21:00:00Z'),
};

export function aSelfAssessment(facts: Partial<Activity> = {}): Activity {
  return {
    id: 'activity-1',
    kind: 'self-assessment',
    title: 'Osaamisen itsearviointi',
    locale: null,
    dueAt: null,
    settings: {},
    gradeForm: 'completion',
    points: 1,
    classroomId: 'classroom-1',
    platformId: 'platform-1',
    copiedFromId: null,
    isScheduleOpen: false,
    createdAt: new Date('2026-08-01T08:00:00Z'),
    ...facts,
  };
}

/** Everybody is called by their id. */
export const NAMES: Names = {
  findParticipants: ids => Promise.resolve(ids.map(id => ({ id, name: `Name of ${id}` }))),
};

/** What the room calls. */
export type TakersGrades = Pick<Grades, 'enqueue' | 'findState'>;

/** A person's place while nothing fails: a Grades that writes down what it is told. */
function notingGrades(enqueued: Enqueued[]): TakersGrades {
  return {
    enqueue: async event => void enqueued.push(event),
    findState: async () => null,
  };
}

function appOf(world: Pick<World, 'kind' | 'activity' | 'sessions'>): Express {
  const app = express();
  const texts = {
    grades: gradesTexts,
    http: httpTexts,
    lti: ltiTexts,
    people: peopleTexts,
    activities: activitiesTexts,
    questions: questionsTexts,
  };
  const i18n = createI18n({ ...texts, 'self-assessment': selfAssessmentTexts });
  app.use((_req, res, next) => {
    res.locals.i18n = i18n;
    next();
  });
  app.use(securityHeaders({ https: false, frameAncestors: () => [] }), serveAssets());
  app.use(readBodies);
  app.use('/l/:launch', (req, res, next) => {
    const session = world.sessions.get(req.params.launch);
    res.locals.base = `/l/${req.params.launch}`;
    if (!session) throw new AppError('lti/session-missing', { status: 401 });
    const { locale, isTrial } = session;
    Object.assign(res.locals, { session, locale, isTrial, activity: world.activity });
    next();
  });
  app.post('/l/:launch/language', (req, res) => {
    const session = world.sessions.get(req.params.launch);
    if (session) session.locale = (req.body as { locale: Session['locale'] }).locale;
    res.redirect(303, req.get('referer') ?? '/');
  });
  app.use('/l/:launch/self-assessment', world.kind.router);
  app.use(notFound, errorPages({ log: createLog('silent'), isDatabaseAway: () => false }));
  return app;
}

function visitOf(origin: string, session: Session): Visit {
  const base = `/l/${session.id}`;
  const send = async (page: string, options: RequestInit): Promise<Answer> => {
    const response = await fetch(`${origin}${base}/self-assessment/${page}`, {
      redirect: 'manual',
      ...options,
    });
    const location = response.headers.get('location');
    return {
      status: response.status,
      location: location?.startsWith(`${base}/`) ? location.slice(base.length + 1) : location,
      body: await response.text(),
    };
  };
  const json = { 'content-type': 'application/json', accept: 'application/json' };
  return {
    session,
    base,
    get: (page = '') => send(page, {}),
    post: (page, form = {}) => send(page, { method: 'POST', body: new URLSearchParams(form) }),
    save: answer => send('answer', { method: 'POST', headers: json, body: JSON.stringify(answer) }),
  };
}

interface WorldOptions {
  activity?: Partial<Activity>;
  grades?: (enqueued: Enqueued[]) => TakersGrades;
}

export async function openWorld({ activity = {}, grades = notingGrades }: WorldOptions = {}): Promise<World> {
  const commands: string[] = [];
  const db = await openTestDatabase({
    usedBy: 'self-assessment world',
    onCommand: name => commands.push(name),
  });
  const clock = settableClock('2026-09-01T09:00:00Z');
  const enqueued: Enqueued[] = [];
  const sessions = new Map<string, Session>();
  const place = { kind: {} as ActivityKind, activity: aSelfAssessment(activity), sessions };
  const kind = createSelfAssessment({
    db,
    clock,
    secretKey: SECRET,
    grades: grades(enqueued),
    people: NAMES,
    log: createLog('silent'),
    institutionNamesOf: () => Promise.resolve(new Map([['platform-1', 'Oma korkeakoulu']])),
    changeSettings: async (_id, changes) => {
      // As long as a database takes: requests that come at once all have read the activity by then.
      await setTimeout(5);
      place.activity.settings = { ...(place.activity.settings as object), ...changes };
    },
  });
  await ensureIndexes(db);
  place.kind = kind;
  const server = createServer(appOf(place));
  const origin = `http://127.0.0.1:${String(await listen(server))}`;
  return {
    ...place,
    db,
    clock,
    origin,
    enqueued,
    commands,
    launch(facts = {}) {
      const session: Session = { ...EVERYONE, id: `launch-${String(sessions.size + 1)}`, ...facts };
      sessions.set(session.id, session);
      return visitOf(origin, session);
    },
    scoreOf: async participantId => (await kind.scoresOf(place.activity, [participantId])).get(participantId),
    documents: collection => db.connection.collection(collection).find().toArray(),
    async close() {
      await closeServer(server);
      await db.close();
    },
  };
}

export const STATEMENT_IDS = ['A', 'B', 'C'].flatMap(area =>
  Array.from({ length: area === 'C' ? 7 : 6 }, (_one, index) => `${area}${String(index + 1)}`),
);

/** Answers every statement, the way a form does. */
export async function answerAll(visit: Visit, skill = '3', importance = '4'): Promise<void> {
  for (const area of ['A', 'B', 'C']) {
    const ids = STATEMENT_IDS.filter(id => id.startsWith(area));
    const entries = ids.flatMap(id => [
      [`${id}.skill`, skill],
      [`${id}.importance`, importance],
    ]);
    await visit.post(`area/${area}`, Object.fromEntries(entries) as Record<string, string>);
  }
}
