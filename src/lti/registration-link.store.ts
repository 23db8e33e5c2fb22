import type { Database } from '../db/database.ts';
import { createOneTimeLinks, type OneTimeLinks } from '../db/one-time-links.ts';
import { DAY_MS, type Clock } from '../kit/clock.ts';

/** Long enough to be sent to the LMS's admin by mail and used after the weekend. */
export const LINK_LIFE_MS = 7 * DAY_MS;

/** One-time links: who holds one may register one platform. */
export type RegistrationLinks = OneTimeLinks;

export function createRegistrationLinkStore(db: Database, clock: Clock): RegistrationLinks {
  return createOneTimeLinks({ db, clock, collection: 'lti_registration_links', lifeMs: LINK_LIFE_MS });
}
