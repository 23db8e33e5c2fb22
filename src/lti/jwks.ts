import { z } from 'zod';
import { MINUTE_MS, SECOND_MS, type Clock } from '../kit/clock.ts';
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
}

/** How long a set serves without being asked for again. */
const FRESH_MS = 5 * MINUTE_MS;
/** An unknown kid makes us fetch at most this often, or anyone could make us call the platform. */
const REFETCH_MS = 5 * SECOND_MS;
const TIMEOUT_MS = 5 * SECOND_MS;

const JwkSet = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

function readKeys(body: string): Jwk[] {
  const { keys } = JwkSet.parse(JSON.parse(body));
  return keys.filter((key): key is Jwk => typeof key['kid'] === 'string' && key['kty'] === 'RSA');
}

export function createPlatformKeys(http: PlatformHttp, clock: Clock): PlatformKeys {
  const entries = new Map<string, Entry>();
  const fetching = new Map<string, Promise<Entry>>();

  const fetchKeys = async (platform: Platform): Promise<Entry> => {
    try {
      const response = await http(platform.jwksUrl, {
        headers: { Accept: 'application/json' },
        timeoutMs: TIMEOUT_MS,
      });
      if (response.status !== 200) throw new Error(`status ${String(response.status)}`);
      const entry = { keys: readKeys(response.body), fetchedAt: clock.now().getTime() };
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
      const known = entry?.keys.find(key => key.kid === kid);
      const age = entry ? clock.now().getTime() - entry.fetchedAt : Infinity;
      if (known && age < FRESH_MS) return known;
      if (entry && !known && age < REFETCH_MS) throw new AppError('lti/kid-unknown', { status: 401 });
      const renewed = await fetchOnce(platform);
      const key = renewed.keys.find(candidate => candidate.kid === kid);
      if (!key) throw new AppError('lti/kid-unknown', { status: 401 });
      return key;
    },
  };
}
