import { createServer, type RequestListener } from 'node:http';
import express from 'express';
import { adminTexts, createAdmin, type AdminOptions } from '../../src/admin/index.ts';
import { ensureIndexes, type Database } from '../../src/db/index.ts';
import { createGradeFigures } from '../../src/grades/index.ts';
import { errorPages, httpTexts, notFound, securityHeaders } from '../../src/http/index.ts';
import { createI18n } from '../../src/i18n/index.ts';
import type { Clock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { selfAssessmentTexts } from '../../src/self-assessment/index.ts';
import { openTestDatabase } from './database.ts';
import { closeServer, listen } from './lms.ts';

/** The operators' room by itself, on a free port of localhost, with a database of its own. */
export interface RunningAdmin {
  db: Database;
  url: string;
  close(): Promise<void>;
}

export interface AdminRoomOptions extends Partial<Pick<AdminOptions, 'metricsToken' | 'platforms'>> {
  /** Pages of other rooms, on this room's database. */
  pages?: (db: Database) => NonNullable<AdminOptions['pages']>;
  clock: Clock;
  /** What the tool is told of its own address; where it listens unless told. */
  publicUrl?: string;
}

export async function startAdminRoom(options: AdminRoomOptions): Promise<RunningAdmin> {
  const { clock, metricsToken, platforms = { list: () => Promise.resolve([]) } } = options;
  const db = await openTestDatabase({ usedBy: 'admin room' });
  const server = createServer();
  const url = `http://localhost:${String(await listen(server))}`;
  const log = createLog('silent');
  const app = express();
  const i18n = createI18n({ admin: adminTexts, http: httpTexts, 'self-assessment': selfAssessmentTexts });
  app.use((req, res, next) => {
    res.locals.i18n = i18n;
    Object.assign(req, { id: 'request-1' });
    next();
  });
  app.use(securityHeaders({ https: false, frameAncestors: () => ['https://lms.example'] }));
  const { publicUrl = url } = options;
  const figures = createGradeFigures(db);
  const pages = options.pages?.(db) ?? [];
  app.use('/admin', createAdmin({ db, clock, log, publicUrl, metricsToken, platforms, figures, pages }));
  app.use(notFound, errorPages({ log, isDatabaseAway: () => false }));
  await ensureIndexes(db);
  server.on('request', app as unknown as RequestListener);
  return {
    db,
    url,
    async close() {
      await closeServer(server);
      await db.close();
    },
  };
}
