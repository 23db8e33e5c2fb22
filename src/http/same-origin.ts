import type { Request, RequestHandler } from 'express';
import { AppError } from '../kit/errors.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The browser's own word for where a request comes from: Sec-Fetch-Site (Fetch Metadata) where it is sent, else Origin;
 * a request with neither comes from elsewhere.
 * @param publicUrl the tool's own origin
 */
export function isSameOrigin(req: Request, publicUrl: string): boolean {
  const site = req.get('sec-fetch-site');
  return site === undefined ? req.get('origin') === publicUrl : site === 'same-origin';
}

/**
 * Refuses a form that another origin sent: our cookies are SameSite=None.
 * @throws AppError `http/foreign-form` (403)
 */
export function requireSameOrigin(publicUrl: string): RequestHandler {
  return (req, _res, next) => {
    const isOurs = SAFE_METHODS.has(req.method) || isSameOrigin(req, publicUrl);
    next(isOurs ? undefined : new AppError('http/foreign-form', { status: 403 }));
  };
}
