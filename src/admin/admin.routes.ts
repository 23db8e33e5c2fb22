import express, { type RequestHandler, type Response, type Router } from 'express';
import { AdminPage } from '../../views/admin/admin-page.tsx';
import type { Database } from '../db/database.ts';
import type { GradeFiguresSource } from '../grades/index.ts';
import {
  forbidFrames,
  leadTo,
  pageFrame,
  parseBody,
  readBodies,
  requireSameOrigin,
  sendPage,
} from '../http/index.ts';
import type { TextKey } from '../i18n/index.ts';
import type { Clock } from '../kit/clock.ts';
import { AppError } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import type { PlatformRegistry } from '../lti/index.ts';
import { LanguageForm } from './admin.forms.ts';
import { listPlatformRows, listReasons, sumRows, type PlatformRow } from './grade-rows.rules.ts';
import { createMetricsRouter } from './metrics.routes.ts';
import { createOperatorCookie } from './operator-cookie.ts';
import { createOperatorLinkStore } from './operator-link.store.ts';
import { createOperatorSessionStore } from './operator-session.store.ts';
import { createFindOperator, requireOperator, type Operator } from './operator.ts';
import { createSignInRouter } from './sign-in.routes.ts';

export interface AdminOptions {
  db: Database;
  clock: Clock;
  log: Log;
  publicUrl: string;
  metricsToken: string | undefined;
  platforms: Pick<PlatformRegistry, 'list'>;
  figures: GradeFiguresSource;
  /** Pages of other rooms for operators. */
  pages?: readonly OperatorPage[];
}

/** What another room offers to operators, below `/admin/<path>`. */
export interface OperatorPage {
  path: string;
  /** Text key of the link to it. */
  title: TextKey;
  router: Router;
}

const neverFramed: RequestHandler = (_req, res, next) => {
  forbidFrames(res);
  next();
};

function operatorOf(res: Response): Operator {
  const { operator } = res.locals;
  if (!operator) throw new Error('a route in front of requireOperator asks for the operator');
  return operator;
}

/** All below `/admin`: who is not signed in finds the way in and nothing else. */
export function createAdmin(options: AdminOptions): Router {
  const { db, clock, log, publicUrl, metricsToken, platforms, figures, pages = [] } = options;
  const links = createOperatorLinkStore(db, clock);
  const sessions = createOperatorSessionStore(db, clock);
  const cookie = createOperatorCookie(publicUrl);
  const findOperator = createFindOperator(sessions, cookie);
  const loadRows = async (now: Date, locale = 'en'): Promise<PlatformRow[]> => {
    const known = await platforms.list();
    const { compare } = new Intl.Collator(locale, { numeric: true });
    return listPlatformRows(
      known,
      await figures.list(
        known.map(one => one.id),
        now,
      ),
      compare,
    );
  };

  const router = express.Router();
  router.use(neverFramed, requireSameOrigin(publicUrl), readBodies);
  router.use(createSignInRouter({ links, sessions, cookie, log }));
  router.use(createMetricsRouter({ findOperator, metricsToken, loadRows, clock }));
  router.use(requireOperator(findOperator));

  router.get('/', async (req, res) => {
    const frame = { ...pageFrame(req, res), languagePath: '/admin/language' };
    const now = clock.now();
    const rows = await loadRows(now, frame.t.locale);
    const grades = { rows, totals: sumRows(rows), reasons: listReasons(rows) };
    sendPage(res, AdminPage, { frame, ...grades, pages, now });
  });
  router.post('/language', async (req, res) => {
    const { locale } = parseBody(LanguageForm, req);
    await sessions.setLocale(operatorOf(res).secret, locale);
    leadTo(res, 303, '/admin');
  });
  router.post('/sign-out', async (_req, res) => {
    await sessions.end(operatorOf(res).secret);
    cookie.clear(res);
    log.info('an operator signed out');
    leadTo(res, 303, '/admin/signed-out');
  });
  for (const { path, router: theirs } of pages) router.use(`/${path}`, theirs);
  router.use(() => {
    throw new AppError('admin/not-found', { status: 404 });
  });
  return router;
}
