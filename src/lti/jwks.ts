import { z } from 'zod';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type Clock } from '../kit/clock.ts';
import { AppError } from '../kit/errors.ts';
import type { PlatformHttp } from './platform-http.ts';
import type { Platform } from './platform.ts';

export type Jwk = Record<string, unknown> & { kid: string };

/** The platforms' public keys, kept in memory. */
export interface PlatformKeys {
  /**
   * @returns the key of that id, fetched again when it is not known
   * @throws AppError `lti/kid-unknown` (401), `lti/keys-unreachable` (401)
   */
  find(platform: Platform, kid: string): Promise<Jwk>;
}

interface Entry {
  keys: Jwk[];
  fetchedAt: number;
  /** The last attempt, whatever came of it. */
  triedAt: number;
}

/** How long a set serves without being asked for again. */
const FRESH_MS = 5 * MINUTE_MS;
/** How long a known key serves while its platform does not answer: its own outage shall not lock its people out. */
const STALE_MS = HOUR_MS;
/** An unknown kid makes us fetch at most this often, or anyone could make us call the platform. */
const REFETCH_MS = 5 * SECOND_MS;
const TIMEOUT_MS = 5 * SECOND_MS;

const JwkSet = z.object({ keys: z.array(z.unknown()) });

/** A key that verifies RS256 (RFC 7517, 4); members that are null count as absent, and private ones are not kept. */
const absent = z.null().transform(() => undefined);
const SigningKey = z.object({
  kty: z.literal('RSA'),
  kid: z.string().min(1),
  n: z.string().min(1),
  e: z.string().min(1),
  use: z.literal('sig').or(absent).optional(),
  alg: z.literal('RS256').or(absent).optional(),
});

/** @returns the keys that may sign launches; one that may not, or cannot be read, does not cost us the others */
function readKeys(body: string): Jwk[] {
  const { keys } = JwkSet.parse(JSON.parse(body));
  return keys.flatMap(key => {
    const { data } = SigningKey.safeParse(key);
    return data ? [data] : [];
  });
}

function pick(entry: Entry | undefined, kid: string): Jwk | undefined {
  return entry?.keys.find(key => key.kid === kid);
}

export function createPlatformKeys(http: PlatformHttp, clock: Clock): PlatformKeys {
  const entries = new Map<string, Entry>();
  const fetching = new Map<string, Promise<Entry>>();
  const now = (): number => clock.now().getTime();

  const fetchKeys = async (platform: Platform): Promise<Entry> => {
    const known = entries.get(platform.id);
    if (known) known.triedAt = now();
    try {
      const response = await http(platform.jwksUrl, {
        headers: { Accept: 'application/json' },
        timeoutMs: TIMEOUT_MS,
      });
      if (response.status !== 200) throw new Error(`status ${String(response.status)}`);
      const entry = { keys: readKeys(response.body), fetchedAt: now(), triedAt: now() };
      entries.set(platform.id, entry);
      return entry;
    } catch (cause) {
      throw new AppError('lti/keys-unreachable', { status: 401, detail: (cause as Error).message, cause });
    }
  };
  const fetchOnce = (platform: Platform): Promise<Entry> => {
    const running = fetching.get(platform.id);
    if (running) return running;
    const started = fetchKeys(platform).finally(() => fetching.delete(platform.id));
    fetching.set(platform.id, started);
    return started;
  };

  return {
    async find(platform, kid) {
      const entry = entries.get(platform.id);
      const known = pick(entry, kid);
      const age = entry ? now() - entry.fetchedAt : Infinity;
      if (known && age < FRESH_MS) return known;
      const isTriedNow = entry !== undefined && now() - entry.triedAt < REFETCH_MS;
      if (isTriedNow && !known) throw new AppError('lti/kid-unknown', { status: 401 });
      if (isTriedNow && known && age < STALE_MS) return known;
      try {
        const key = pick(await fetchOnce(platform), kid);
        if (key) return key;
      } catch (error) {
        if (known && age < STALE_MS) return known;
        throw error;
      }
      throw new AppError('lti/kid-unknown', { status: 401 });
    },
  };
}
