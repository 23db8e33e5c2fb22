import type { RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../kit/errors.ts';

/**
 * Lets so many requests through from one address in a minute. A whole school may stand behind one address: a limit is
 * a bound for machines, set where no class of people comes near.
 * @throws AppError `http/too-many` (429)
 */
export function limitRate(perMinute: number): RequestHandler {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (req, _res, next) => {
    try {
      await limiter.consume(req.ip ?? '');
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw new AppError('http/too-many', { status: 429 });
      throw refusal;
    }
    next();
  };
}
