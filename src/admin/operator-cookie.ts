import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';

/** The cookie that carries an operator's session. */
export interface OperatorCookie {
  /** @returns the session's secret, or null when no cookie came */
  find(req: Request): string | null;
  set(res: Response, secret: string): void;
  clear(res: Response): void;
}

const SECRET = /^[\w-]{43}$/;

/**
 * It goes to `/admin` alone, and lives as long as the browser runs. Lax and not strict: a link in an alert shall show
 * the page, which changes nothing, to who is signed in; no form of another site brings the cookie.
 * @param publicUrl the tool's own address: the cookie is Secure where that is https
 */
export function createOperatorCookie(publicUrl: string): OperatorCookie {
  const secure = publicUrl.startsWith('https:');
  // Browsers take a name with this prefix with Secure only (RFC 6265bis, 4.1.3.1).
  const name = secure ? '__Secure-sosrake-operator' : 'sosrake-operator';
  const attributes = { httpOnly: true, secure, sameSite: 'lax', path: '/admin' } as const;
  return {
    find(req) {
      const value = parseCookie(req.get('cookie') ?? '')[name];
      return value !== undefined && SECRET.test(value) ? value : null;
    },
    set: (res, secret) => void res.cookie(name, secret, attributes),
    clear: res => void res.clearCookie(name, attributes),
  };
}
