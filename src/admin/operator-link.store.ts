import type { Database } from '../db/database.ts';
import { createOneTimeLinks, type OneTimeLinks } from '../db/one-time-links.ts';
import { MINUTE_MS, type Clock } from '../kit/clock.ts';

/** From the terminal to the browser, not by mail: what lies about longer opens nothing any more. */
export const OPERATOR_LINK_LIFE_MS = 15 * MINUTE_MS;

/** One-time links: who holds one may become an operator, once. */
export type OperatorLinks = Omit<OneTimeLinks, 'release'>;

/** @returns the address that an operator opens. @param secret of a link */
export function operatorAddress(publicUrl: string, secret: string): string {
  // In the query, which no log line of ours holds; an address that was used opens nothing.
  return `${publicUrl}/admin/sign-in?link=${secret}`;
}

export function createOperatorLinkStore(db: Database, clock: Clock): OperatorLinks {
  const lifeMs = OPERATOR_LINK_LIFE_MS;
  return createOneTimeLinks({ db, clock, collection: 'admin_operator_links', lifeMs });
}
