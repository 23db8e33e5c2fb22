import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import type { Log } from '../kit/log.ts';
import { newToken } from '../kit/ids.ts';

/**
 * Logs hold nothing that opens or names anything: neither a launch nor a registration link, which may be used again once
 * it came to nothing. Routes know no case, and the address may come as a whole (RFC 9112, 3.2.2).
 * @returns the path without such parts and without the query
 */
function routeOf(url: string): string {
  return (url.split('?')[0] ?? '')
    .replace(/\/l\/[^/]+/i, '/l/:launch')
    .replace(/\/register\/[^/]+/i, '/register/:secret');
}

/** One line a request, with a request id that error pages show; no addresses, no headers, no bodies. */
export function requestLog(log: Log): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: () => newToken(9),
    customLogLevel: (_req, res, error) => {
      if (error || res.statusCode >= 500) return 'error';
      return res.statusCode >= 400 ? 'warn' : 'debug';
    },
    // The error itself is logged once, with its code, where the answer is made.
    customErrorObject: (_req, _res, _error, { err: _err, ...line }: Record<string, unknown>) => line,
    serializers: {
      req: (req: { id: string; method: string; url: string }) => ({
        id: req.id,
        method: req.method,
        path: routeOf(req.url),
      }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
    },
  });
}
