/** The only source of time, so that a test can set it. Times are UTC `Date`s; durations are milliseconds. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** @returns a function that tells how many milliseconds have passed, whole ones; no change of the clock touches it */
export function startStopwatch(): () => number {
  const startedAt = performance.now();
  return () => Math.round(performance.now() - startedAt);
}

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** @returns `at` moved by `ms` milliseconds (negative moves back). */
export function plusMs(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}

/** The time zone in which deadlines are set and shown: that of every institution this tool serves. */
export const TIME_ZONE = 'Europe/Helsinki';
