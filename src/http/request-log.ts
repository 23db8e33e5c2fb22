import type { Request, RequestHandler, Response } from 'express';
import { startStopwatch } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import { newToken } from '../kit/ids.ts';

declare module 'express-serve-static-core' {
  interface Locals {
    /** Made when something asks for it: see `requestIdOf`. */
    requestId?: string;
  }
}

const ID_BYTES = 9;

/** @returns the id under which the log tells of this request; error pages show it */
export function requestIdOf(res: Response): string {
  return (res.locals.requestId ??= newToken(ID_BYTES));
}

/**
 * Logs hold nothing that opens or names anything: neither a launch, nor a calendar, nor a registration link, which may be
 * used again once it came to nothing. Routes know no case, and the address may come as a whole (RFC 9112, 3.2.2).
 * @returns the path without such parts and without the query
 */
function routeOf(url: string): string {
  return (url.split('?')[0] ?? '')
    .replace(/\/l\/[^/]+/i, '/l/:launch')
    .replace(/\/register\/[^/]+/i, '/register/:secret')
    .replace(/^(.*?\/course\/calendar)\/[^/]+/i, '$1/:secret');
}

/** The error itself is logged once, with its code, where the answer is made. */
function levelOf(res: Response): 'error' | 'warn' | 'debug' {
  if (res.statusCode >= 500) return 'error';
  return res.statusCode >= 400 ? 'warn' : 'debug';
}

function messageOf(res: Response): string {
  if (res.statusCode >= 500) return 'request errored';
  return res.writableEnded ? 'request completed' : 'request aborted';
}

function logAnswer(log: Log, req: Request, res: Response, responseTime: number): void {
  const level = levelOf(res);
  if (!log.isLevelEnabled(level)) return;
  const request = { id: requestIdOf(res), method: req.method, path: routeOf(req.originalUrl) };
  log[level]({ req: request, res: { status: res.statusCode }, responseTime }, messageOf(res));
}

/** One line a request, with a request id that error pages show; no addresses, no headers, no bodies. */
export function requestLog(log: Log): RequestHandler {
  return (req, res, next) => {
    const elapsedMs = startStopwatch();
    // Comes once, whether the answer was sent or its reader went away.
    res.on('close', () => logAnswer(log, req, res, elapsedMs()));
    next();
  };
}
