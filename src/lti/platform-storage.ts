import { digest } from '../kit/ids.ts';
import type { Platform } from './platform.ts';

/** Where in the LMS's page a browser keeps what it cannot keep for us in a cookie (LTI Platform Storage 0.1). */
export interface PlatformStorage {
  /** The only origin that is asked and believed: that of the platform's authorization endpoint. */
  origin: string;
  /** `_parent`, or the name of a frame in the LMS's page. */
  target: string;
  /** Name of the entry: one for each login. */
  key: string;
}

const KEY_CHARS = 16;

/** @param target the login's `lti_storage_target` */
export function storageAt(platform: Platform, target: string, state: string): PlatformStorage {
  const { origin } = new URL(platform.authorizationUrl);
  return { origin, target, key: `sosrake_${digest('storage', state).slice(0, KEY_CHARS)}` };
}
