import type { RequestHandler } from 'express';
import { AppError } from '../kit/errors.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a form that another origin sent. Our cookies are SameSite=None, so the browser's own word is the proof:
 * Sec-Fetch-Site (Fetch Metadata) where it is sent, else Origin; a request with neither is refused.
 * @param publicUrl the tool's own origin
 * @throws AppError `http/foreign-form` (403)
 */
export function requireSameOrigin(publicUrl: string): RequestHandler {
  return (req, _res, next) => {
    if (SAFE_METHODS.has(req.method)) {
      next();
      return;
    }
    const site = req.get('sec-fetch-site');
    const isOurs = site === undefined ? req.get('origin') === publicUrl : site === 'same-origin';
    next(isOurs ? undefined : new AppError('http/foreign-form', { status: 403 }));
  };
}
