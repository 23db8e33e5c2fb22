import express, { type Express } from 'express';
import type { Activity } from '../../src/activities/activity.ts';
import type { ActivityKind } from '../../src/activities/kind.ts';
import { activitiesTexts } from '../../src/activities/index.ts';
import { gradesTexts } from '../../src/grades/index.ts';
import {
  errorPages,
  httpTexts,
  notFound,
  readBodies,
  securityHeaders,
  serveAssets,
} from '../../src/http/index.ts';
import { createI18n, type RoomTexts } from '../../src/i18n/index.ts';
import { AppError } from '../../src/kit/errors.ts';
import { createLog } from '../../src/kit/log.ts';
import { ltiTexts } from '../../src/lti/index.ts';
import type { Session } from '../../src/lti/session.types.ts';
import { peopleTexts } from '../../src/people/index.ts';
import { questionsTexts } from '../../src/questions/index.ts';

const COMMON_TEXTS = {
  grades: gradesTexts,
  http: httpTexts,
  lti: ltiTexts,
  people: peopleTexts,
  activities: activitiesTexts,
  questions: questionsTexts,
};

/** One activity, and the launches that open it, by the session's id. */
export interface KindPlace {
  kind: ActivityKind;
  activity: Activity;
  sessions: Map<string, Session>;
}

/** One feature room below `/l/<session>/<room>`, behind sessions that are given instead of launched. */
export function createKindApp(place: KindPlace, texts: Record<string, RoomTexts>): Express {
  const app = express();
  const i18n = createI18n({ ...COMMON_TEXTS, ...texts });
  app.use((_req, res, next) => {
    res.locals.i18n = i18n;
    next();
  });
  app.use(securityHeaders({ https: false, frameAncestors: () => [] }), serveAssets());
  app.use(readBodies);
  app.use('/l/:launch', (req, res, next) => {
    const session = place.sessions.get(req.params.launch);
    res.locals.base = `/l/${req.params.launch}`;
    if (!session) throw new AppError('lti/session-missing', { status: 401 });
    const { locale, isTrial } = session;
    Object.assign(res.locals, { session, locale, isTrial, activity: place.activity });
    next();
  });
  app.use(`/l/:launch/${place.kind.name}`, (req, res, next) => {
    place.kind.router(req, res, next);
  });
  app.use(notFound, errorPages({ log: createLog('silent'), isDatabaseAway: () => false }));
  return app;
}
