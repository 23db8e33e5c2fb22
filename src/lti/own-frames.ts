import type { RequestHandler } from 'express';
import { allowFramesOf } from '../http/index.ts';
import type { Platform, Platforms } from './platform.ts';
import type { Session } from './session.types.ts';

type Frames = Pick<Session, 'returnUrl' | 'deepLinking'>;

/**
 * @returns origins that may frame this launch: the platform's own, and that of the signed way back, since a hosted LMS
 *   (Canvas, Blackboard) has one issuer for all of its schools while the page around ours is the school's
 */
function originsOf(platform: Platform | null, { returnUrl, deepLinking }: Frames): string[] {
  const addresses = [platform?.issuer, platform?.authorizationUrl, returnUrl, deepLinking?.returnUrl];
  const origins = addresses.flatMap(one =>
    one !== undefined && URL.canParse(one) ? [new URL(one).origin] : [],
  );
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
