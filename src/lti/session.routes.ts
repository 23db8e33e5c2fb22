import express, { type Request, type Response, type Router } from 'express';
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

/** A window of its own goes back by itself; in a frame only the person's own click may move the window around it. */
function isWindow(req: Request): boolean {
  return req.get('sec-fetch-dest') === 'document';
}

/**
 * Routes of every launch, below `/l/<id>`: `POST /alive` while someone works on an open page (finding the session has
 * renewed it already), and `POST /leave`, which ends the session and leads back to the LMS (LTI 1.3 core, 5.4.4).
 */
export function createSessionRouter(sessions: Pick<Sessions, 'end'>): Router {
  const router = express.Router({ mergeParams: true });

  router.post('/alive', (_req, res) => {
    sessionOf(res);
    res.set('Cache-Control', 'no-store').status(204).end();
  });

  router.post('/leave', async (req, res) => {
    const { id, returnUrl } = sessionOf(res);
    await sessions.end(id);
    clearSessionCookie(res, id);
    if (returnUrl !== undefined && isWindow(req)) {
      res.set('Cache-Control', 'no-store').redirect(303, returnUrl);
      return;
    }
    const ended = { base: undefined, languagePath: undefined, canLeave: false, isTrial: false };
    sendPage(res, LeftPage, { frame: { ...pageFrame(req, res), ...ended }, returnUrl });
  });

  return router;
}
