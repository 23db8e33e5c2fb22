import { createServer } from 'node:http';
import express from 'express';
import { activitiesTexts, createActivities, type Activities } from '../../src/activities/index.ts';
import { ensureIndexes, type Database } from '../../src/db/index.ts';
import {
  errorPages,
  httpTexts,
  readBodies,
  requireSameOrigin,
  securityHeaders,
} from '../../src/http/index.ts';
import { createI18n } from '../../src/i18n/index.ts';
import { createLog } from '../../src/kit/log.ts';
import type { ContentItem } from '../../src/lti/deep-linking.types.ts';
import type { Launch } from '../../src/lti/launch.ts';
import type { Session } from '../../src/lti/session.types.ts';
import { createPeople, createPeopleRouter, peopleTexts, type People } from '../../src/people/index.ts';
import { openTestDatabase } from './database.ts';
import { fakeKind, type FakeKind } from './fake-kind.ts';
import { closeServer, listen } from './lms.ts';
import { settableClock, type SettableClock } from './settable-clock.ts';

/** The two rooms over a real database, with sessions in memory, a fake kind and a fake signer. */
export interface Room {
  db: Database;
  clock: SettableClock;
  people: People;
  activities: Activities;
  kind: FakeKind;
  sessions: Map<string, Session>;
  /** What was signed for the LMS, newest last. */
  answers: ContentItem[][];
  /** Commands sent to the database since it was last emptied. */
  commands: string[];
  /** Opens a launch as the gate does. @returns its session and the first page's path */
  launch(launch: Launch): Promise<{ session: Session; path: string }>;
  get(session: Session, path: string, headers?: Record<string, string>): Promise<Answer>;
  post(session: Session, path: string, form?: Fields, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export type Fields = Record<string, string | string[]>;

export interface Answer {
  status: number;
  /** Path of the redirect below the launch, or null. */
  location: string | null;
  body: string;
  policy: string;
}

export const RETURN_URL = 'https://lms.example/return?sesskey=1';

const quizText = (locale: string): Record<string, string> => ({
  title: `quiz in ${locale}`,
  summary: `about the quiz in ${locale}`,
});
const quizTexts = { fi: quizText('fi'), sv: quizText('sv'), en: quizText('en') };

const BORN: Pick<Session, 'createdAt' | 'expiresAt'> = {
  createdAt: new Date('2026-09-01T09:00:00Z'),
  expiresAt: new Date('2026-09-01T21:00:00Z'),
};

/** Only what the two rooms need of an app: the gate's place is taken by a look-up of the launch's id. */
function appOf(
  room: Pick<Room, 'activities' | 'people' | 'sessions'>,
  kind: FakeKind,
  changes: Parameters<typeof createPeopleRouter>[0],
) {
  const app = express();
  const i18n = createI18n({
    http: httpTexts,
    people: peopleTexts,
    activities: activitiesTexts,
    quiz: quizTexts,
  });
  app.use((_req, res, next) => {
    res.locals.i18n = i18n;
    next();
  });
  app.use(
    securityHeaders({ https: false, frameAncestors: () => [] }),
    requireSameOrigin('https://tool.example'),
    readBodies,
  );
  app.use('/l/:launch', (req, res, next) => {
    const session = room.sessions.get(req.params.launch);
    if (session) Object.assign(res.locals, { session, locale: session.locale, isTrial: session.isTrial });
    res.locals.base = `/l/${req.params.launch}`;
    next();
  });
  app.use('/l/:launch', createPeopleRouter(changes));
  app.use('/l/:launch/activities', room.activities.router);
  app.get('/l/:launch/quiz/seen', room.activities.loadActivityOf({ name: 'quiz' }), (_req, res) => {
    res.json({ activityId: res.locals.activity?.id, sessionActivityId: res.locals.session?.activityId });
  });
  app.post('/l/:launch/quiz/seen', room.activities.loadActivityOf(kind), (_req, res) => {
    res.json({ activityId: res.locals.activity?.id });
  });
  app.get('/l/:launch/essay/seen', room.activities.loadActivityOf({ name: 'essay' }), (_req, res) => {
    res.json({ activityId: res.locals.activity?.id });
  });
  app.use(errorPages({ log: createLog('silent'), isDatabaseAway: () => false }));
  return app;
}

async function answerOf(response: Response, base: string): Promise<Answer> {
  const location = response.headers.get('location');
  return {
    status: response.status,
    location: location?.startsWith(`${base}/`) ? location.slice(base.length + 1) : location,
    body: await response.text(),
    policy: response.headers.get('content-security-policy') ?? '',
  };
}

function encode(form: Fields): URLSearchParams {
  return new URLSearchParams(
    Object.entries(form).flatMap(([name, value]) => [value].flat().map(one => [name, one])),
  );
}

export async function openRoom(): Promise<Room> {
  const commands: string[] = [];
  const db = await openTestDatabase({ usedBy: 'room', onCommand: name => commands.push(name) });
  const clock = settableClock('2026-09-01T09:00:00Z');
  const people = createPeople({ db, clock });
  const kind = fakeKind();
  const sessions = new Map<string, Session>();
  const answers: ContentItem[][] = [];
  const changes = {
    change: async (id: string, facts: Partial<Session>) =>
      void sessions.set(id, { ...sessions.get(id)!, ...facts }),
  };
  const deepLinking = {
    sign: async (_session: Session, items: ContentItem[]) => {
      answers.push(items);
      return { returnUrl: RETURN_URL, jwt: 'signed.answer.here' };
    },
  };
  const activities = createActivities({
    db,
    clock,
    kinds: [kind],
    people,
    sessions: changes,
    secretKey: 'a secret of thirty-two characters',
    deepLinking,
  });
  await ensureIndexes(db);
  const server = createServer(appOf({ activities, people, sessions }, kind, { people, sessions: changes }));
  const port = await listen(server);
  const send = async (session: Session, path: string, options: RequestInit): Promise<Answer> => {
    const base = `/l/${session.id}`;
    const url = `http://127.0.0.1:${String(port)}${base}/${path}`;
    return answerOf(await fetch(url, { redirect: 'manual', ...options }), base);
  };
  return {
    db,
    clock,
    people,
    activities,
    kind,
    sessions,
    answers,
    commands,
    async launch(launch) {
      const { facts, path } = await activities.openLaunch(launch);
      const id = `launch-${String(sessions.size + 1)}`;
      const { platformId, deploymentId, sub, name, productFamily, returnUrl, deepLinking: request } = launch;
      const session: Session = {
        ...facts,
        ...BORN,
        id,
        isCookieless: false,
        platformId,
        deploymentId,
        sub,
        name,
        productFamily,
        returnUrl,
        resourceLinkId: launch.resourceLink?.id,
        deepLinking: request,
      };
      sessions.set(id, session);
      return { session, path };
    },
    get: (session, path, headers = {}) => send(session, path, { headers }),
    post: (session, path, form = {}, headers = {}) =>
      send(session, path, {
        method: 'POST',
        body: encode(form),
        headers: { origin: 'https://tool.example', ...headers },
      }),
    async close() {
      await closeServer(server);
      await db.close();
    },
  };
}
