import { isIPv6 } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../kit/errors.ts';

const GROUPS = 8;
/** One customer's network: whoever has one address of it has them all. */
const NETWORK_GROUPS = 4;

/** @returns the sender: an IPv4 address, or the first 64 bits of an IPv6 one */
export function senderOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? [] : Array<string>(GROUPS - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].slice(0, NETWORK_GROUPS).join(':');
}

/**
 * Lets so many requests of one sender through in a minute.
 * @param keyOf who the sender is; the network address unless told
 * @throws AppError `http/too-many` (429)
 */
export function limitRate(
  perMinute: number,
  keyOf: (req: Request) => string = req => senderOf(req.ip ?? ''),
): RequestHandler {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (req, res, next) => {
    try {
      await limiter.consume(keyOf(req));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      res.set('Retry-After', String(Math.ceil(refusal.msBeforeNext / 1000)));
      throw new AppError('http/too-many', { status: 429 });
    }
    next();
  };
}
