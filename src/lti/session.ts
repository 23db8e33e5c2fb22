import type { Request, RequestHandler } from 'express';
import { AppError } from '../kit/errors.ts';
import { findBrowser, findSessionSecret } from './cookies.ts';
import type { Platforms } from './platform.ts';
import type { Sessions } from './session.store.ts';
import type { Session } from './session.types.ts';

declare module 'express-serve-static-core' {
  interface Locals {
    /** Set on every request below `/l/<id>`. */
    session?: Session;
  }
}

/** A launch's id, and behind a tilde the secret of a session that has no cookie. */
const LAUNCH = /^([\w-]{16})(?:~([\w-]{43}))?$/;

/** @returns the path below which a launch has its pages. @param secret of a session without a cookie */
export function basePath(id: string, secret?: string): string {
  return secret === undefined ? `/l/${id}` : `/l/${id}~${secret}`;
}

/**
 * Whoever follows an address from elsewhere, a classmate's message or a frame in the LMS, would work in the launch of
 * the one who sent it. Our own pages lead to it from the first request on; old browsers do not say whence they come.
 */
function isFromElsewhere(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  return site !== undefined && site !== 'same-origin';
}

async function findSession(req: Request, launch: string, sessions: Sessions): Promise<Session | null> {
  const [, id, inPath] = LAUNCH.exec(launch) ?? [];
  if (inPath !== undefined && isFromElsewhere(req)) return null;
  const secret = inPath ?? findSessionSecret(req);
  const session = id !== undefined && secret ? await sessions.find(id, secret, findBrowser(req)) : null;
  // A secret that was given to a cookie opens nothing in an address, wherever somebody may have found it.
  return session?.isCookieless === (inPath !== undefined) ? session : null;
}

/**
 * Opens `/l/:launch` to the browser that holds its cookie, or, where the browser keeps none, its address.
 * @throws AppError `lti/session-missing` (401): no such session, another browser's, or its time is over;
 *   `lti/platform-disabled` (403): an operator has closed its platform since
 */
export function loadSession(
  sessions: Sessions,
  platforms: Pick<Platforms, 'find'>,
): RequestHandler<{ launch: string }> {
  return async (req, res, next) => {
    const { launch } = req.params;
    const session = await findSession(req, launch, sessions);
    if (!session) throw new AppError('lti/session-missing', { status: 401 });
    const platform = await platforms.find(session.platformId);
    if (platform?.status !== 'active') throw new AppError('lti/platform-disabled', { status: 403 });
    res.locals.session = session;
    res.locals.locale = session.locale;
    res.locals.base = `/l/${launch}`;
    res.locals.isTrial = session.isTrial;
    // In deep linking the picker itself leads back, with or without a choice.
    res.locals.canLeave = session.wayBack !== undefined && !session.deepLinking;
    next();
  };
}
