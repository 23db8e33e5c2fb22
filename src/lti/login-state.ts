import { z } from 'zod';
import { MINUTE_MS, type Clock } from '../kit/clock.ts';
import { digest, isSameSecret } from '../kit/ids.ts';
import { createSecretBox, type Secrets } from '../kit/secret-box.ts';

/** A login that waits for the platform's answer. */
export interface PendingLogin {
  nonce: string;
  platformId: string;
  /** Frame of the LMS whose storage holds the browser's secret; undefined where a cookie does. */
  storageTarget: string | undefined;
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
  issue(platformId: string, browser: string, storageTarget?: string): { state: string; nonce: string };
  /** @returns the login of a state that is ours and not too old, whatever browser brings it; else null */
  peek(state: string): PendingLogin | null;
  /** @returns the login, if the state is ours, not older than ten minutes and begun in this browser */
  open(state: string, browser: string): OpenedLogin;
}

const Note = z.object({
  platformId: z.string(),
  browser: z.string(),
  /** When the login began, in milliseconds. */
  at: z.number(),
  storageTarget: z.string().optional(),
});
type Note = z.output<typeof Note>;

/** A state holds random bytes (the seal's), so its digest is as good a nonce as any, and goes with this state alone. */
function nonceOf(state: string): string {
  return digest('nonce', state);
}

/** @param secrets the operator's, from which the seal's key is made */
export function createLoginStates(secrets: Secrets, clock: Clock): LoginStates {
  const box = createSecretBox(secrets, 'lti login state');
  const read = (state: string): (PendingLogin & { browser: string }) | null => {
    try {
      const note = Note.parse(JSON.parse(box.open(state)));
      const isOld = clock.now().getTime() - note.at > LOGIN_LIFE_MS;
      if (isOld) return null;
      const { platformId, browser, storageTarget } = note;
      return { platformId, browser, storageTarget, nonce: nonceOf(state) };
    } catch {
      return null;
    }
  };
  return {
    issue(platformId, browser, storageTarget) {
      const note: Note = { platformId, browser: digest(browser), at: clock.now().getTime(), storageTarget };
      const state = box.seal(JSON.stringify(note));
      return { state, nonce: nonceOf(state) };
    },
    peek(state) {
      const login = read(state);
      if (!login) return null;
      const { browser: _browser, ...rest } = login;
      return rest;
    },
    open(state, browser) {
      const login = read(state);
      if (!login) return { ok: false, why: 'unknown' };
      const { browser: begun, ...rest } = login;
      return isSameSecret(begun, digest(browser))
        ? { ok: true, login: rest }
        : { ok: false, why: 'other-browser' };
    },
  };
}
