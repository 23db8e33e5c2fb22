import { setTimeout as wait } from 'node:timers/promises';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { AppError } from '../kit/errors.ts';
import type { Clock } from '../kit/clock.ts';
import type { CallFault, CallName, Calls } from './calls.ts';

function textHeaders(req: Request): Record<string, string> {
  return Object.fromEntries(Object.entries(req.headers).map(([name, value]) => [name, String(value)]));
}

/** Lets the route do its work, and spoils only the answer. */
function spoilAnswer(req: Request, res: Response, fault: CallFault): void {
  const end = res.end.bind(res) as (...args: unknown[]) => Response;
  res.end = ((...args: unknown[]) => {
    if (fault.cut) {
      req.socket.destroy();
      return res;
    }
    if (fault.status !== undefined) res.statusCode = fault.status;
    if (fault.delayMs === undefined) return end(...args);
    setTimeout(() => end(...args), fault.delayMs).unref();
    return res;
  }) as typeof res.end;
}

/** Does what the fault says. @returns whether the route shall still run. */
async function suffer(fault: CallFault, req: Request, res: Response): Promise<boolean> {
  if (fault.after) {
    spoilAnswer(req, res, fault);
    return true;
  }
  if (fault.delayMs !== undefined) await wait(fault.delayMs, undefined, { ref: false });
  if (fault.cut) {
    req.socket.destroy();
    return false;
  }
  if (fault.status === undefined) return true;
  res
    .status(fault.status)
    .set(fault.headers ?? {})
    .send(fault.body ?? '');
  return false;
}

/** Records a tool's request under a name, and lets it suffer the fault that a test has set. */
export function watched(calls: Calls, clock: Clock, name: CallName): RequestHandler {
  return (req, res, next) => {
    const fault = calls.takeFault(name);
    const call = {
      name,
      method: req.method,
      url: req.originalUrl,
      headers: textHeaders(req),
      body: req.body as unknown,
      at: clock.now(),
    };
    res.once('close', () => calls.record({ ...call, status: res.writableFinished ? res.statusCode : null }));
    if (!fault) {
      next();
      return;
    }
    void suffer(fault, req, res).then(goesOn => goesOn && next());
  };
}

/** Services answer errors in Moodle's shape, never with a page. */
export const serviceErrors: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (!(error instanceof AppError)) {
    next(error);
    return;
  }
  res.status(error.status).json({ status: error.status, reason: error.detail ?? error.code });
};
