import express, { type Response, type Router } from 'express';
import { LeftPage } from '../../views/lti/left-page.tsx';
import { pageFrame, sendPage } from '../http/index.ts';
import { AppError } from '../kit/errors.ts';
import { clearSessionCookie } from './cookies.ts';
import type { Sessions } from './session.store.ts';
import type { Session } from './session.types.ts';

function sessionOf(res: Response): Session {
  const { session } = res.locals;
  if (!session) throw new AppError('lti/session-missing', { status: 401 });
  return session;
}

/**
 * Routes of every launch, below `/l/<id>`: `POST /alive` while someone works on an open page (finding the session has
 * renewed it already), and `POST /leave`, which ends the session and leads back to the LMS (LTI 1.3 core, 5.4.4). It
 * answers with a page and not with a redirect: browsers hold a form to its page's `form-action` through redirects, and
 * in a frame a redirect would show the LMS within itself.
 */
export function createSessionRouter(sessions: Pick<Sessions, 'end'>): Router {
  const router = express.Router({ mergeParams: true });

  router.post('/alive', (_req, res) => {
    sessionOf(res);
    res.set('Cache-Control', 'no-store').status(204).end();
  });

  router.post('/leave', async (req, res) => {
    const { id, wayBack } = sessionOf(res);
    await sessions.end(id);
    clearSessionCookie(res, id);
    const ended = { base: undefined, languagePath: undefined, canLeave: false, isTrial: false };
    sendPage(res, LeftPage, { frame: { ...pageFrame(req, res), ...ended }, wayBack });
  });

  return router;
}
