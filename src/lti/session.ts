import type { RequestHandler, Response } from 'express';
import { allowFormTo } from '../http/index.ts';
import { AppError } from '../kit/errors.ts';
import { findSessionSecret } from './cookies.ts';
import type { Sessions } from './session.store.ts';
import type { Session } from './session.types.ts';

declare module 'express-serve-static-core' {
  interface Locals {
    /** Set on every request below `/l/<id>`. */
    session?: Session;
  }
}

const LAUNCH_ID = /^[\w-]{16}$/;

/** In deep linking the picker itself leads back, with or without a choice. */
function offerLeave(res: Response, { returnUrl, deepLinking }: Session): void {
  if (returnUrl === undefined || deepLinking) return;
  res.locals.canLeave = true;
  // Browsers hold a form to its page's policy through the redirect that follows.
  allowFormTo(res, new URL(returnUrl).origin);
}

/**
 * Opens `/l/:launch` to the browser that holds its cookie.
 * @throws AppError `lti/session-missing` (401): no such session, another browser's, or its time is over
 */
export function loadSession(sessions: Sessions): RequestHandler<{ launch: string }> {
  return async (req, res, next) => {
    const id = req.params.launch;
    const secret = findSessionSecret(req);
    const session = secret && LAUNCH_ID.test(id) ? await sessions.find(id, secret) : null;
    if (!session) throw new AppError('lti/session-missing', { status: 401 });
    res.locals.session = session;
    res.locals.locale = session.locale;
    res.locals.base = `/l/${session.id}`;
    res.locals.isTrial = session.isTrial;
    offerLeave(res, session);
    next();
  };
}
