import { createServer } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Activity } from '../../src/activities/activity.ts';
import type { Schedule } from '../../src/activities/activity.rules.ts';
import type { ActivityKind, Score } from '../../src/activities/kind.ts';
import { ensureIndexes, type Database } from '../../src/db/index.ts';
import type { Grades } from '../../src/grades/index.ts';
import type { RoomTexts } from '../../src/i18n/index.ts';
import type { Session } from '../../src/lti/session.types.ts';
import { openTestDatabase } from './database.ts';
import { createKindApp } from './kind-app.ts';
import { closeServer, listen } from './lms.ts';
import { settableClock, type SettableClock } from './settable-clock.ts';

export type Enqueued = Parameters<Grades['enqueue']>[0];

/** One feature room over a real database, with sessions in memory and grades that only note what they are told. */
export interface KindWorld<K extends ActivityKind> {
  db: Database;
  clock: SettableClock;
  kind: K;
  /** The one activity that every launch opens; its settings are those that were saved last. */
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

/** One launch, and what its person can do below `/l/<id>/<room>/`. */
export interface Visit {
  session: Session;
  /** `/l/<id>`, without a slash at its end. */
  base: string;
  get(page?: string): Promise<Answer>;
  /** Sends a form, as a browser without script does. */
  post(page: string, form?: Record<string, string> | string[][]): Promise<Answer>;
  /** Sends JSON, as a page's script does. */
  postJson(page: string, body: unknown): Promise<Answer>;
}

export interface Answer {
  status: number;
  /** Path of the redirect below the launch, or null. */
  location: string | null;
  body: string;
  headers: Headers;
}

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

function visitOf(origin: string, room: string, session: Session): Visit {
  const base = `/l/${session.id}`;
  const send = async (page: string, options: RequestInit): Promise<Answer> => {
    const response = await fetch(`${origin}${base}/${room}/${page}`, { redirect: 'manual', ...options });
    const location = response.headers.get('location');
    return {
      status: response.status,
      location: location?.startsWith(`${base}/`) ? location.slice(base.length + 1) : location,
      body: await response.text(),
      headers: response.headers,
    };
  };
  const json = { 'content-type': 'application/json', accept: 'application/json' };
  return {
    session,
    base,
    postJson: (page, body) => send(page, { method: 'POST', headers: json, body: JSON.stringify(body) }),
    get: (page = '') => send(page, {}),
    post: (page, form = {}) => send(page, { method: 'POST', body: new URLSearchParams(form) }),
  };
}

/** What a room calls when something was earned. */
export type TakersGrades = Pick<Grades, 'enqueue' | 'findState'>;

/** A person's place while nothing fails: a Grades that writes down what it is told. */
function notingGrades(enqueued: Enqueued[]): TakersGrades {
  return { enqueue: async event => void enqueued.push(event), findState: async () => null };
}

/** What a room is made from, beside what is its own. */
export interface KindParts {
  db: Database;
  clock: SettableClock;
  grades: TakersGrades;
  /** The one activity, as it is now. */
  activity: Activity;
  /** Changes some of the activity's settings, and with them its schedule. */
  changeSettings: (
    activityId: string,
    changes: Record<string, unknown>,
    schedule?: Schedule,
  ) => Promise<void>;
}

interface KindWorldOptions<K extends ActivityKind> {
  create: (parts: KindParts) => K;
  /** The room's own texts, by its name. */
  texts: Record<string, RoomTexts>;
  /** What differs from a plain activity of the room. */
  activity?: Partial<Activity> | undefined;
  /** Grades that fail or remember; else they note what they are told. */
  grades?: ((enqueued: Enqueued[]) => TakersGrades) | undefined;
}

export async function openKindWorld<K extends ActivityKind>(
  options: KindWorldOptions<K>,
): Promise<KindWorld<K>> {
  const commands: string[] = [];
  const db = await openTestDatabase({ onCommand: name => commands.push(name) });
  const clock = settableClock('2026-09-01T09:00:00Z');
  const enqueued: Enqueued[] = [];
  const activity = {} as Activity;
  const kind = options.create({
    db,
    clock,
    activity,
    grades: options.grades?.(enqueued) ?? notingGrades(enqueued),
    changeSettings: async (_id, changes, schedule) => {
      // As long as a database takes: requests that come at once all have read the activity by then.
      await setTimeout(5);
      activity.settings = { ...(activity.settings as object), ...changes };
      if (schedule) Object.assign(activity, schedule, { isScheduleOpen: false });
    },
  });
  Object.assign(activity, {
    id: 'activity-1',
    kind: kind.name,
    title: 'Testiaktiviteetti',
    locale: null,
    dueAt: null,
    settings: structuredClone(kind.variants[0].settings),
    gradeForm: 'completion',
    points: 1,
    classroomId: 'classroom-1',
    platformId: 'platform-1',
    copiedFromId: null,
    isScheduleOpen: false,
    createdAt: new Date('2026-08-01T08:00:00Z'),
    ...options.activity,
  } satisfies Activity);
  await ensureIndexes(db);
  const sessions = new Map<string, Session>();
  const server = createServer(createKindApp({ kind, activity, sessions }, options.texts));
  const origin = `http://127.0.0.1:${String(await listen(server))}`;
  return {
    kind,
    activity,
    sessions,
    db,
    clock,
    origin,
    enqueued,
    commands,
    launch(facts = {}) {
      const session: Session = { ...EVERYONE, id: `launch-${String(sessions.size + 1)}`, ...facts };
      sessions.set(session.id, session);
      return visitOf(origin, kind.name, session);
    },
    scoreOf: async participantId => (await kind.scoresOf(activity, [participantId])).get(participantId),
    documents: collection => db.connection.collection(collection).find().toArray(),
    async close() {
      await closeServer(server);
      await db.close();
    },
  };
}
