import type { Clock } from '../../src/kit/clock.ts';

/** A clock that stands until it is set. */
export interface SettableClock extends Clock {
  advance(ms: number): void;
}

export function settableClock(at: string): SettableClock {
  let now = new Date(at);
  return {
    now: () => now,
    advance: ms => {
      now = new Date(now.getTime() + ms);
    },
  };
}
