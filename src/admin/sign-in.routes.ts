import express, { type Request, type Response, type Router } from 'express';
import { LIMITS } from '../../config/limits.ts';
import { HowToSignInPage } from '../../views/admin/how-to-sign-in-page.tsx';
import { SignInPage } from '../../views/admin/sign-in-page.tsx';
import { leadTo, limitRate, pageFrame, parseBody, parseQuery, sendPage } from '../http/index.ts';
import { AppError } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import { SignInForm } from './admin.forms.ts';
import type { OperatorCookie } from './operator-cookie.ts';
import { OPERATOR_LINK_LIFE_MS, type OperatorLinks } from './operator-link.store.ts';
import type { OperatorSessions } from './operator-session.store.ts';

export interface SignInOptions {
  links: OperatorLinks;
  sessions: OperatorSessions;
  cookie: OperatorCookie;
  log: Log;
}

/**
 * What stands in front of the door: `GET /sign-in` shows a one-time link's button and uses nothing up, so that neither
 * a preview nor a browser that looks ahead does; `POST /sign-in` uses the link up and opens a session; `/signed-out`.
 */
export function createSignInRouter({ links, sessions, cookie, log }: SignInOptions): Router {
  const router = express.Router();
  router.use('/sign-in', limitRate(LIMITS.operatorLinksPerMinute));

  router.get('/sign-in', async (req, res) => {
    const { link } = parseQuery(SignInForm, req);
    if (!(await links.isOpen(link))) throw new AppError('admin/link-over', { status: 410 });
    sendPage(res, SignInPage, { frame: pageFrame(req, res), link, linkLifeMs: OPERATOR_LINK_LIFE_MS });
  });

  router.post('/sign-in', async (req, res) => {
    const { link } = parseBody(SignInForm, req);
    if (!(await links.claim(link))) throw new AppError('admin/link-over', { status: 410 });
    const earlier = cookie.find(req);
    if (earlier !== null) await sessions.end(earlier);
    cookie.set(res, await sessions.insert());
    log.info('an operator signed in');
    leadTo(res, 303, '/admin');
  });

  router.get('/signed-out', (req: Request, res: Response) => {
    sendPage(res, HowToSignInPage, {
      frame: pageFrame(req, res),
      linkLifeMs: OPERATOR_LINK_LIFE_MS,
      hasLeft: true,
    });
  });

  return router;
}
