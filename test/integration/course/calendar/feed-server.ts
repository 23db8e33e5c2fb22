import { createServer } from 'node:http';
import express from 'express';
import { courseTexts, type CourseRoom } from '../../../../src/course/index.ts';
import { errorPages, httpTexts, notFound, securityHeaders } from '../../../../src/http/index.ts';
import { createI18n } from '../../../../src/i18n/index.ts';
import { createLog } from '../../../../src/kit/log.ts';
import { closeServer, listen } from '../../../support/lms.ts';

export interface FeedServer {
  /** Reads what lies at the path below `/course/calendar/`, as a calendar does. */
  read(path: string): Promise<{ status: number; body: string; headers: Headers }>;
  close(): Promise<void>;
}

/** Calendars' addresses over HTTP, as app.ts mounts them. */
export async function openFeedServer({ calendarRouter }: CourseRoom): Promise<FeedServer> {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const i18n = createI18n({ http: httpTexts, course: courseTexts });
  app.use((_req, res, next) => {
    res.locals.i18n = i18n;
    next();
  });
  app.use(securityHeaders({ https: false, frameAncestors: () => [] }));
  app.use('/course/calendar', calendarRouter);
  app.use(notFound, errorPages({ log: createLog('silent'), isDatabaseAway: () => false }));
  const server = createServer(app);
  const origin = `http://127.0.0.1:${String(await listen(server))}`;
  return {
    async read(path) {
      const response = await fetch(`${origin}/course/calendar/${path}`, { redirect: 'manual' });
      return { status: response.status, body: await response.text(), headers: response.headers };
    },
    close: () => closeServer(server),
  };
}
