import type { RequestHandler } from 'express';
import { allowFramesOf } from '../http/index.ts';
import { createRecent } from '../kit/recent.ts';
import type { Platform, Platforms } from './platform.ts';
import type { Session } from './session.types.ts';

/** A class comes with the same few addresses. */
const REMEMBERED = 1000;
const recent = createRecent<string[]>(REMEMBERED);

/** @returns the origin of an address; none of what is no address */
function originOf(address: string): string[] {
  const known = recent.get(address);
  if (known) return known;
  const found = URL.canParse(address) ? [new URL(address).origin] : [];
  recent.set(address, found);
  return found;
}

type Frames = Pick<Session, 'returnUrl' | 'deepLinking'>;

/**
 * @returns origins that may frame this launch: the platform's own, and that of the signed way back, since a hosted LMS
 *   (Canvas, Blackboard) has one issuer for all of its schools while the page around ours is the school's
 */
function originsOf(platform: Platform | null, { returnUrl, deepLinking }: Frames): string[] {
  const addresses = [platform?.issuer, platform?.authorizationUrl, returnUrl, deepLinking?.returnUrl];
  const origins = addresses.flatMap(one => (one === undefined ? [] : originOf(one)));
  return [...new Set(origins)];
}

/** Lets only the platform of the loaded session frame what is answered (CSP 3, 6.4.2). To be used after `loadSession`. */
export function frameByOwnPlatform(platforms: Pick<Platforms, 'find'>): RequestHandler<{ launch: string }> {
  return async (_req, res, next) => {
    const { session } = res.locals;
    if (session) allowFramesOf(res, originsOf(await platforms.find(session.platformId), session));
    next();
  };
}
