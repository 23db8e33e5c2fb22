import type { Clock } from './clock.ts';

/** A map that forgets what was not asked for longest, so that it never grows beyond its size. */
export interface Recent<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
  clear(): void;
}

/** When what is remembered gets too old to be believed. */
export interface RecentAge {
  clock: Clock;
  lifeMs: number;
}

/**
 * @param size how many entries are kept
 * @param age absent: an entry is good for ever
 */
export function createRecent<V>(size: number, age?: RecentAge): Recent<V> {
  const entries = new Map<string, { value: V; since: number }>();
  const now = (): number => age?.clock.now().getTime() ?? 0;
  const isOld = (since: number): boolean => {
    const passed = now() - since;
    return age !== undefined && (passed > age.lifeMs || passed < 0);
  };
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      if (isOld(entry.since)) return undefined;
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, { value, since: now() });
      const [oldest] = entries.keys();
      if (entries.size > size && oldest !== undefined) entries.delete(oldest);
    },
    delete: key => void entries.delete(key),
    clear: () => entries.clear(),
  };
}
