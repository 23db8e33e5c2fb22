import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { AppError } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import { ErrorPage } from '../../views/http/error-page.tsx';
import { pageFrame } from './frame.ts';
import { sendPage } from './page.ts';
import { requestIdOf } from './request-log.ts';

export interface ErrorPageOptions {
  log: Log;
  /** Whether an error means that the database is away: then the page says so and asks to try again. */
  isDatabaseAway(error: unknown): boolean;
}

function httpStatusOf(error: unknown): number | null {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}

function toAppError(error: unknown, options: ErrorPageOptions): AppError {
  if (error instanceof AppError) return error;
  if (options.isDatabaseAway(error)) return new AppError('http/database-away', { status: 503, cause: error });
  const status = httpStatusOf(error);
  if (status === 413) return new AppError('http/too-large', { status, cause: error });
  if (status !== null) return new AppError('http/bad-request', { status, cause: error });
  return new AppError('http/unexpected', { status: 500, cause: error });
}

/** Scripts of our own pages ask for JSON and show the text themselves. */
function wantsJson(req: Request): boolean {
  return req.get('accept') === 'application/json';
}

/** The one place where an error becomes an answer: a page in the reader's language, with its code and request id. */
export function errorPages(options: ErrorPageOptions): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const fault = toAppError(error, options);
    const requestId = requestIdOf(res);
    options.log[fault.status >= 500 ? 'error' : 'warn'](
      {
        code: fault.code,
        requestId,
        status: fault.status,
        detail: fault.detail,
        err: fault.status >= 500 ? (fault.cause ?? fault) : undefined,
      },
      'refused',
    );
    if (res.headersSent) {
      next(error);
      return;
    }
    if (fault.status === 503) res.set('Retry-After', '5');
    if (wantsJson(req)) {
      res
        .status(fault.status)
        .set('Cache-Control', 'no-store')
        .json({ code: fault.code, requestId, fields: fault.fields });
      return;
    }
    sendPage(
      res,
      ErrorPage,
      { frame: pageFrame(req, res), code: fault.code, params: fault.params, requestId },
      fault.status,
    );
  };
}

/** For whatever no route answered. */
export const notFound: RequestHandler = (_req, _res, next) => {
  next(new AppError('http/not-found', { status: 404 }));
};
