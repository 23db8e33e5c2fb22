import { createServer } from 'node:http';
import express, { type Express } from 'express';
import { activitiesTexts } from '../../../../src/activities/index.ts';
import { ensureIndexes, type Database } from '../../../../src/db/index.ts';
import { errorPages, httpTexts, notFound, securityHeaders } from '../../../../src/http/index.ts';
import { createI18n, type Locale } from '../../../../src/i18n/index.ts';
import { newFraction, newToken } from '../../../../src/kit/ids.ts';
import { createLog } from '../../../../src/kit/log.ts';
import type { Session } from '../../../../src/lti/session.types.ts';
import { ltiTexts } from '../../../../src/lti/index.ts';
import { peopleTexts } from '../../../../src/people/index.ts';
import { openAnswers, type AnswerDoc } from '../../../../src/self-assessment/answer-model.store.ts';
import type { Answers } from '../../../../src/self-assessment/answers.rules.ts';
import {
  createGroupResults,
  type GroupResults,
} from '../../../../src/self-assessment/group/group-results.ts';
import { createGroupRoutes } from '../../../../src/self-assessment/group/group.routes.ts';
import { statementsOf, type Instrument } from '../../../../src/self-assessment/instrument.rules.ts';
import { selfAssessmentTexts } from '../../../../src/self-assessment/index.ts';
import { loadInstruments } from '../../../../src/self-assessment/load-instruments.ts';
import { openTestDatabase } from '../../../support/database.ts';
import { closeServer, listen } from '../../../support/lms.ts';
import { settableClock, type SettableClock } from '../../../support/settable-clock.ts';
import { aSelfAssessment } from '../world.ts';

export const ACTIVITY = 'activity-1';
export const INSTRUMENT = loadInstruments().get('structural-social-work') as Instrument;
export const PLACE = { activityId: ACTIVITY, minimum: 5 };

/** Answers to every statement. */
export function answersWith(skill: 1 | 2 | 3 | 4 | 5 | 'outside', importance: 1 | 2 | 3 | 4 = 4): Answers {
  return Object.fromEntries(statementsOf(INSTRUMENT).map(({ id }) => [id, { skill, importance }]));
}

/** Group results over a real database, and their pages over real HTTP. */
export interface GroupRoom {
  db: Database;
  clock: SettableClock;
  results: GroupResults;
  /** What the page needs besides; a test may replace it. */
  instrument: Instrument;
  names: Map<string, string>;
  minimum: number;
  /** Puts records there, as the learner's pages leave them; `facts` replace what differs from a student's who sent all. */
  answer(count: number, facts?: Partial<AnswerDoc>): Promise<string[]>;
  records(): Promise<AnswerDoc[]>;
  /** Of the first statement, in the first round unless told: what the page shows of it. */
  shown(): Promise<number[]>;
  get(
    page: string,
    as?: { role?: Session['role']; locale?: Locale },
  ): Promise<{ status: number; body: string; type: string }>;
  close(): Promise<void>;
}

function appOf(room: GroupRoom): Express {
  const app = express();
  const texts = { http: httpTexts, lti: ltiTexts, people: peopleTexts, activities: activitiesTexts };
  const i18n = createI18n({ ...texts, 'self-assessment': selfAssessmentTexts });
  app.use(securityHeaders({ https: false, frameAncestors: () => [] }));
  app.use('/l/:role/:locale/self-assessment', (req, res, next) => {
    const { role, locale } = req.params as unknown as { role: Session['role']; locale: Locale };
    const session = { role, locale } as Session;
    Object.assign(res.locals, {
      i18n,
      session,
      locale,
      base: `/l/${role}/${locale}`,
      activity: aSelfAssessment(),
    });
    next();
  });
  app.use(
    '/l/:role/:locale/self-assessment',
    createGroupRoutes({
      groupResults: room.results,
      instrumentOf: () => Promise.resolve(room.instrument),
      minimumOf: () => room.minimum,
      institutionNamesOf: () => Promise.resolve(room.names),
    }),
  );
  app.use(notFound, errorPages({ log: createLog('silent'), isDatabaseAway: () => false }));
  return app;
}

function docOf(facts: Partial<AnswerDoc>): AnswerDoc {
  return {
    _id: newToken(),
    pseudonym: newToken(),
    activityId: ACTIVITY,
    round: 'before',
    instrument: { id: INSTRUMENT.id, version: INSTRUMENT.version },
    role: 'student',
    platformId: 'platform-1',
    hasConsent: true,
    answers: answersWith(3),
    isSubmitted: true,
    isTrial: false,
    savedOn: '2026-09-01',
    release: 'waiting',
    ...facts,
  };
}

export async function openGroupRoom(): Promise<GroupRoom> {
  const db = await openTestDatabase({ usedBy: 'group room' });
  const clock = settableClock('2026-09-01T09:00:00Z');
  const results = createGroupResults({ db, clock, log: createLog('silent') });
  const answers = openAnswers(db);
  await ensureIndexes(db);
  const room: GroupRoom = {
    db,
    clock,
    results,
    instrument: INSTRUMENT,
    names: new Map([['platform-1', 'Pohjoinen korkeakoulu']]),
    minimum: 5,
    async answer(count, facts = {}) {
      const docs = Array.from({ length: count }, () => docOf(facts)).sort(() => newFraction() - 0.5);
      await answers.insertMany(docs);
      return docs.map(doc => doc._id);
    },
    records: () => answers.find().lean<AnswerDoc[]>().exec(),
    async shown() {
      const { snapshots } = await results.load(PLACE, INSTRUMENT);
      const cells = [...snapshots.values()].flatMap(one => one.groups.flatMap(group => group.cells));
      const counts = cells.filter(cell => cell.key === 'A1.skill').map(cell => cell.shown);
      return [0, 1, 2, 3, 4].map(level => counts.reduce((sum, count) => sum + (count[level] ?? 0), 0));
    },
    async get(page, { role = 'teacher', locale = 'fi' } = {}) {
      const response = await fetch(`${origin}/l/${role}/${locale}/self-assessment/${page}`);
      const type = response.headers.get('content-type') ?? '';
      return {
        status: response.status,
        body: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer()),
        type,
      };
    },
    async close() {
      await results.settle();
      await closeServer(server);
      await db.close();
    },
  };
  const server = createServer(appOf(room));
  const origin = `http://127.0.0.1:${String(await listen(server))}`;
  return room;
}
