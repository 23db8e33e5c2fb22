import { createHmac } from 'node:crypto';
import { MINUTE_MS } from '../../kit/clock.ts';

/** No sign looks like another: no 0 O Q, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V. */
const SIGNS = 'ACDEFHJKMNPRTWXY3479';
const LENGTH = 6;
const BYTES_OF_A_SIGN = 4;

/** A code is good for its own minute and the next one, in which it is still being typed. */
const GOOD_MINUTES = 2;
/** So long a code is known again as one that is too old. */
const KNOWN_MINUTES = 30;

/** What there is to know of an occasion to tell its codes. */
export interface CodeOwner {
  /** Random, and known to nobody. */
  secret: string;
}

/** @returns the minute's number, by a clock that knows no summer and winter time */
function minuteOf(at: Date): number {
  return Math.floor(at.getTime() / MINUTE_MS);
}

function codeOfMinute({ secret }: CodeOwner, minute: number): string {
  const mac = createHmac('sha256', secret).update(String(minute)).digest();
  const signs = Array.from({ length: LENGTH }, (_, index) => {
    const number = mac.readUInt32BE(index * BYTES_OF_A_SIGN);
    return SIGNS.charAt(number % SIGNS.length);
  });
  return signs.join('');
}

/** @returns the occasion's code in this minute: six signs */
export function codeAt(owner: CodeOwner, now: Date): string {
  return codeOfMinute(owner, minuteOf(now));
}

/** @returns when the next code comes */
export function nextCodeAt(now: Date): Date {
  return new Date((minuteOf(now) + 1) * MINUTE_MS);
}

/** @returns the code as it was typed, without what a reader puts between its halves */
export function readCode(typed: string): string {
  return typed.replaceAll(/[\s-]+/g, '').toUpperCase();
}

/** How a code stands to an occasion: `late` was its code a moment ago. */
export type CodeAge = 'good' | 'late' | 'unknown';

/** @param code as `readCode` gives it */
export function ageOfCode(owner: CodeOwner, code: string, now: Date): CodeAge {
  if (code.length !== LENGTH) return 'unknown';
  const minute = minuteOf(now);
  const ages = Array.from({ length: KNOWN_MINUTES }, (_, age) => age);
  const age = ages.find(one => codeOfMinute(owner, minute - one) === code);
  if (age === undefined) return 'unknown';
  return age < GOOD_MINUTES ? 'good' : 'late';
}
