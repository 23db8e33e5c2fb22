import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Delivered } from './delivery.ts';
import type { Outbox, OutboxItem } from './outbox.store.ts';
import { planPause } from './sending.rules.ts';

/** What goes to one platform: its own few connections, so that a platform that is down slows nobody but itself. */
export interface Lane {
  /** Takes up what is due, as far as connections are free. */
  run(): void;
  /** @returns when all that runs now has ended */
  idle(): Promise<void>;
}

export interface LaneOptions {
  platformId: string;
  outbox: Outbox;
  deliver: (item: OutboxItem) => Promise<Delivered>;
  clock: Clock;
  log: Log;
  isStopped: () => boolean;
  /** Asks to be run again at that time. */
  wake: (at: Date) => void;
}

/** Sends that one process has under way to one platform at most. */
export const LANE_WIDTH = 4;

export function createLane(options: LaneOptions): Lane {
  const { platformId, outbox, deliver, clock, log, isStopped, wake } = options;
  const running = new Set<Promise<void>>();
  let pausedUntil = new Date(0);
  let failuresInARow = 0;

  const note = ({ outcome, dueAt }: Delivered): void => {
    if (dueAt) wake(dueAt);
    if (!outcome) return;
    failuresInARow = outcome.state === 'waiting' ? failuresInARow + 1 : 0;
    const until = planPause(outcome, failuresInARow, clock.now());
    if (!until || until <= pausedUntil) return;
    pausedUntil = until;
    wake(until);
  };
  const work = async (): Promise<void> => {
    while (!isStopped() && pausedUntil <= clock.now()) {
      const item = await outbox.lease(platformId, clock.now());
      if (!item) return;
      // Where there was one there may be more: another connection looks.
      run();
      note(await deliver(item));
    }
  };
  const run = (): void => {
    if (running.size >= LANE_WIDTH || isStopped()) return;
    const one: Promise<void> = work()
      .catch((error: unknown) => {
        log.error({ err: error, platformId }, 'grades: the outbox cannot be read or written');
      })
      .finally(() => {
        running.delete(one);
      });
    running.add(one);
  };

  return {
    run,
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
