import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { newToken } from '../kit/ids.ts';

/**
 * The cookies of the gate. In a framed page ours are third-party cookies: SameSite=None lets them travel, Partitioned
 * keeps them alive where third-party cookies are blocked (CHIPS). `__Host-` keeps other hosts from planting the browser's;
 * a session's has a path, so a neighbour may plant one: it opens nothing without the browser's that it was made for.
 */
const BROWSER_COOKIE = '__Host-sosrake-browser';
const SESSION_COOKIE = '__Secure-sosrake-session';
const ATTRIBUTES = { httpOnly: true, secure: true, sameSite: 'none', partitioned: true } as const;
const SECRET = /^[\w-]{43}$/;

function readCookie(req: Request, name: string): string | null {
  const value = parseCookie(req.get('cookie') ?? '')[name];
  return value !== undefined && SECRET.test(value) ? value : null;
}

/** @returns the secret that ties a login to the browser that began it, or null when no cookie came */
export function findBrowser(req: Request): string | null {
  return readCookie(req, BROWSER_COOKIE);
}

/** Gives this browser its secret, for as long as it runs. @returns the secret */
export function markBrowser(res: Response): string {
  const secret = newToken();
  res.cookie(BROWSER_COOKIE, secret, { ...ATTRIBUTES, path: '/' });
  return secret;
}

/** The session's cookie goes with its launch's own path, so that two launches in one browser do not meet. */
export function setSessionCookie(res: Response, launchId: string, secret: string): void {
  res.cookie(SESSION_COOKIE, secret, { ...ATTRIBUTES, path: `/l/${launchId}` });
}

export function findSessionSecret(req: Request): string | null {
  return readCookie(req, SESSION_COOKIE);
}

export function clearSessionCookie(res: Response, launchId: string): void {
  res.clearCookie(SESSION_COOKIE, { ...ATTRIBUTES, path: `/l/${launchId}` });
}
