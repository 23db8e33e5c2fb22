import type { PlatformStorage } from '../../src/lti/platform-storage.ts';

export const STORAGE_SCRIPT = 'platform-storage.js';

/** @returns what the script reads from the page's one element with this id */
export function storageAttributes({ origin, target, key }: PlatformStorage): Record<string, string> {
  return { id: 'platform-storage', 'data-origin': origin, 'data-target': target, 'data-key': key };
}
