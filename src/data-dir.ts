import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newToken } from './kit/ids.ts';

/**
 * Outside production a missing SECRET_KEY is made once and kept in the data folder, readable by its owner only.
 * @returns the kept key
 */
export function keepSecretKey(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'secret-key');
  try {
    writeFileSync(file, `${newToken()}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}

/**
 * Notes where the tool is reached, so that commands beside it (`npm run registration-link`) need not be told. A folder
 * that cannot be written, as in a container with a database of its own, is no reason not to start.
 */
export function notePublicUrl(dataDir: string, publicUrl: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(join(dataDir, 'public-url'), `${publicUrl}\n`, { mode: 0o600 });
  } catch {
    // Then the command takes PUBLIC_URL.
  }
}

/** @returns the address noted by the tool that runs or ran last on this data folder, or null */
export function findPublicUrl(dataDir: string): string | null {
  try {
    return readFileSync(join(dataDir, 'public-url'), 'utf8').trim() || null;
  } catch {
    return null;
  }
}
