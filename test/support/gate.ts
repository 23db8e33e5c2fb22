import { createServer, type RequestListener } from 'node:http';
import express from 'express';
import { errorPages, httpTexts, notFound, securityHeaders } from '../../src/http/index.ts';
import { createI18n } from '../../src/i18n/index.ts';
import { systemClock, type Clock } from '../../src/kit/clock.ts';
import { createGate, ltiTexts, type Gate, type Launch } from '../../src/lti/index.ts';
import { isDatabaseAway, type Database } from '../../src/db/index.ts';
import { createLog } from '../../src/kit/log.ts';
import { closeServer, listen } from './lms.ts';
import { openTestDatabase } from './database.ts';

/** The gate by itself: every good launch ends on a page that says `opened`. */
export interface RunningGate {
  gate: Gate;
  db: Database;
  url: string;
  /** Launches that were let in, in order. */
  launches: Launch[];
  /** Codes that were logged for refused requests, in order. */
  refusals: string[];
  close(): Promise<void>;
}

/** @param options.allowHttp on unless told: the LMS of a test is on loopback */
export async function startGate(options: { clock?: Clock; allowHttp?: boolean } = {}): Promise<RunningGate> {
  const db = await openTestDatabase({ usedBy: 'gate' });
  const server = createServer();
  const url = `http://localhost:${await listen(server)}`;
  const launches: Launch[] = [];
  const refusals: string[] = [];
  const i18n = createI18n({ http: httpTexts, lti: ltiTexts });
  const gate = createGate({
    db,
    clock: options.clock ?? systemClock,
    publicUrl: url,
    secretKey: 'a secret of thirty-two characters',
    allowHttp: options.allowHttp ?? true,
    onLaunch: launch => {
      launches.push(launch);
      const facts = {
        role: launch.role,
        isTrial: false,
        participantId: 'p',
        classroomId: 'c',
        placementId: 'x',
      };
      return Promise.resolve({
        facts: { ...facts, activityId: 'a', locale: launch.locale ?? 'fi' },
        path: 'opened',
      });
    },
  });
  const log = createLog('silent');
  log.warn = (line: { code?: string }) => refusals.push(line.code ?? '?');
  log.error = (line: { code?: string; err?: unknown }) => {
    if (process.env.SHOW_ERRORS) console.error(line.err);
    refusals.push(line.code ?? '?');
  };
  const app = express();
  app.disable('x-powered-by');
  app.use((req, res, next) => {
    Object.assign(req, { id: 'test' });
    res.locals.i18n = i18n;
    next();
  });
  app.use(securityHeaders({ https: false, frameAncestors: () => gate.platforms.origins() }));
  app.use('/lti', gate.router);
  app.get('/l/:launch/opened', gate.loadSession, (_req, res) => {
    res.type('text').send(`opened ${res.locals.session?.sub ?? ''}`);
  });
  app.use(notFound, errorPages({ log, isDatabaseAway }));
  server.on('request', app as unknown as RequestListener);
  return {
    gate,
    db,
    url,
    launches,
    refusals,
    async close() {
      await closeServer(server);
      await db.close();
    },
  };
}
