import pLimit from 'p-limit';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Deliver, Delivered, Slot } from './delivery.ts';
import type { Outbox } from './outbox.ts';
import { planPause, type Pace } from './sending.rules.ts';

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
  deliver: Deliver;
  clock: Clock;
  log: Log;
  pace: Pick<Pace, 'longestPauseMs'>;
  isStopped: () => boolean;
  /** Asks to be run again at that time. */
  wake: (at: Date) => void;
}

/** Sends that one process has under way to one platform at most. */
export const LANE_WIDTH = 4;
/** Leased and read at once: a few commands for all of them. */
const BATCH = 2 * LANE_WIDTH;
/** One batch is fetched while another is sent, so that no connection waits for the database. */
const WORKERS = 3;

export function createLane(options: LaneOptions): Lane {
  const { platformId, outbox, deliver, clock, log, pace, isStopped, wake } = options;
  const running = new Set<Promise<void>>();
  const limit = pLimit(LANE_WIDTH);
  let pausedUntil = new Date(0);
  let failuresInARow = 0;

  const isOpen = (): boolean => !isStopped() && pausedUntil <= clock.now();
  const slot: Slot = work => limit(async () => (isOpen() ? work() : null));
  const note = ({ outcome, dueAt }: Delivered): void => {
    if (dueAt) wake(dueAt);
    if (!outcome) return;
    const hasFailed = outcome.state === 'waiting' && outcome.reason !== 'restamped';
    failuresInARow = hasFailed ? failuresInARow + 1 : 0;
    const until = planPause(outcome, failuresInARow, clock.now(), pace);
    if (!until || until <= pausedUntil) return;
    pausedUntil = until;
    wake(until);
  };
  const work = async (): Promise<void> => {
    while (isOpen()) {
      const items = await outbox.lease(platformId, clock.now(), BATCH);
      if (items.length === 0) return;
      // Where there were some there may be more: another worker looks.
      run();
      await Promise.all(
        deliver(items, slot).map(async one => {
          note(await one);
        }),
      );
    }
  };
  const run = (): void => {
    if (running.size >= WORKERS || isStopped()) return;
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
