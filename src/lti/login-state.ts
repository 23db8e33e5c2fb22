import { MINUTE_MS, type Clock } from '../kit/clock.ts';
import { digest, isSameSecret } from '../kit/ids.ts';
import { createSecretBox } from '../kit/secret-box.ts';

/** A login that waits for the platform's answer. */
export interface PendingLogin {
  nonce: string;
  platformId: string;
}

export type OpenedLogin = { ok: true; login: PendingLogin } | { ok: false; why: 'unknown' | 'other-browser' };

/** Long enough for a person who must first sign in to the LMS. */
export const LOGIN_LIFE_MS = 10 * MINUTE_MS;

/**
 * Logins that wait, written down in their own `state`: sealed, so that only this tool makes and reads one. Nothing is
 * stored before a token is verified, however many logins a stranger begins. That a state serves once is the session's
 * part: its id is made from the state (OpenID Connect Core 3.1.2.1, 15.5.2).
 */
export interface LoginStates {
  /** @param browser secret of the browser that begins; only its digest goes into the state */
  issue(platformId: string, browser: string): { state: string; nonce: string };
  /** @returns the login, if the state is ours, not older than ten minutes and begun in this browser */
  open(state: string, browser: string): OpenedLogin;
}

/** A state holds random bytes (the seal's), so its digest is as good a nonce as any, and goes with this state alone. */
function nonceOf(state: string): string {
  return digest('nonce', state);
}

/** @param secretKey the operator's secret, from which the seal's key is made */
export function createLoginStates(secretKey: string, clock: Clock): LoginStates {
  const box = createSecretBox(secretKey, 'lti login state');
  const read = (state: string): { platformId: string; browser: string; issuedAt: number } | null => {
    try {
      const [platformId = '', browser = '', issuedAt = ''] = box.open(state).split(' ');
      return { platformId, browser, issuedAt: Number(issuedAt) };
    } catch {
      return null;
    }
  };
  return {
    issue(platformId, browser) {
      const state = box.seal(`${platformId} ${digest(browser)} ${String(clock.now().getTime())}`);
      return { state, nonce: nonceOf(state) };
    },
    open(state, browser) {
      const login = read(state);
      const age = login ? clock.now().getTime() - login.issuedAt : Infinity;
      if (!login || age > LOGIN_LIFE_MS) return { ok: false, why: 'unknown' };
      if (!isSameSecret(login.browser, digest(browser))) return { ok: false, why: 'other-browser' };
      return { ok: true, login: { platformId: login.platformId, nonce: nonceOf(state) } };
    },
  };
}
