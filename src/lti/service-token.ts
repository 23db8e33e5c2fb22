import { z } from 'zod';
import { MINUTE_MS, SECOND_MS, type Clock } from '../kit/clock.ts';
import { PlatformUnreachable, type PlatformHttp } from './platform-http.ts';
import type { Platform, ToolKeys } from './platform.ts';
import { readFailure, type ServiceFailure } from './service-answer.rules.ts';

export type TokenResult = { ok: true; token: string } | { ok: false; failure: ServiceFailure };

/** Access tokens for the platforms' services, kept in memory. */
export interface ServiceTokens {
  /** @returns a token that will live for another minute; asked for once however many need it. Never throws for a platform. */
  get(platform: Platform, scopes: readonly string[]): Promise<TokenResult>;
  /** Drops this very token, which a service refused: one that was fetched since stays. */
  forget(platform: Platform, scopes: readonly string[], token: string): void;
}

interface Entry {
  token: string;
  usableUntil: number;
}

const EXPIRY_LEEWAY_MS = MINUTE_MS;
/** When the platform does not say how long a token lives (RFC 6749, 5.1 only recommends it). */
const UNKNOWN_LIFE_S = 600;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().nonnegative().catch(UNKNOWN_LIFE_S),
});

function readAnswer(body: string): z.output<typeof TokenAnswer> | null {
  try {
    return TokenAnswer.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

export interface ServiceTokenOptions {
  keys: ToolKeys;
  http: PlatformHttp;
  clock: Clock;
}

/** Asks for a token with client_credentials (RFC 6749, 4.4). */
async function fetchToken(
  platform: Platform,
  scopes: readonly string[],
  options: ServiceTokenOptions,
): Promise<Entry | ServiceFailure> {
  // Loaded by the first that needs it: a start does not pay for it.
  const { signAssertion } = await import('./client-assertion.ts');
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: await signAssertion(platform, options.keys, options.clock),
    scope: scopes.join(' '),
  });
  const response = await options.http(platform.tokenUrl, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: form.toString(),
  });
  const now = options.clock.now();
  const failure = readFailure(response, now);
  // The endpoint says 400, 401 or 403 when it does not take our proof or our scopes (RFC 6749, 5.2).
  if (failure?.outcome === 'refused' || failure?.outcome === 'forbidden') {
    return { outcome: 'unauthorised', status: failure.status };
  }
  if (failure?.outcome === 'gone' || failure?.outcome === 'conflict') {
    return { outcome: 'unavailable', status: failure.status, reason: 'token' };
  }
  if (failure) return failure;
  const answer = readAnswer(response.body);
  if (!answer) return { outcome: 'unavailable', status: response.status, reason: 'token' };
  return {
    token: answer.access_token,
    usableUntil: now.getTime() + answer.expires_in * SECOND_MS - EXPIRY_LEEWAY_MS,
  };
}

export function createServiceTokens(options: ServiceTokenOptions): ServiceTokens {
  const entries = new Map<string, Entry>();
  const asking = new Map<string, Promise<TokenResult>>();
  const keyOf = (platform: Platform, scopes: readonly string[]): string =>
    [platform.id, ...[...scopes].sort()].join(' ');

  const ask = async (key: string, platform: Platform, scopes: readonly string[]): Promise<TokenResult> => {
    try {
      const result = await fetchToken(platform, scopes, options);
      if ('outcome' in result) return { ok: false, failure: result };
      entries.set(key, result);
      return { ok: true, token: result.token };
    } catch (error) {
      if (!(error instanceof PlatformUnreachable)) throw error;
      return { ok: false, failure: { outcome: 'unavailable', status: null, reason: error.fault } };
    } finally {
      asking.delete(key);
    }
  };

  return {
    get(platform, scopes) {
      const key = keyOf(platform, scopes);
      const entry = entries.get(key);
      if (entry && options.clock.now().getTime() < entry.usableUntil) {
        return Promise.resolve({ ok: true, token: entry.token });
      }
      const running = asking.get(key) ?? ask(key, platform, scopes);
      asking.set(key, running);
      return running;
    },
    forget(platform, scopes, token) {
      const key = keyOf(platform, scopes);
      if (entries.get(key)?.token === token) entries.delete(key);
    },
  };
}
