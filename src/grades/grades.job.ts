import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Deliver } from './delivery.ts';
import { createLane, type Lane } from './lane.ts';
import type { Outbox } from './outbox.ts';
import type { Pace } from './sending.rules.ts';

/** Sends what lies in the outbox; several of them, in several processes, share one. */
export interface GradeSender {
  /** Begins to send: at once what is due, and from then on whatever becomes due. Holds no process alive. */
  start: () => void;
  /** Takes up nothing more. @returns when what was under way has ended */
  stop: () => Promise<void>;
  /** Says that something of a platform is or will be due. Does nothing before the start. */
  kick: (platformId: string, at: Date) => void;
  /** Says that anything may be due. Does nothing before the start. */
  kickAll: () => void;
  /** Sends all that is due now. @returns when it is done; the start is not needed for it */
  sendDue: () => Promise<void>;
}

export interface GradeSenderOptions {
  outbox: Outbox;
  deliver: Deliver;
  clock: Clock;
  log: Log;
  pace: Pace;
  /** Called at each look at the outbox. */
  onPoll: () => Promise<void>;
}

export function createGradeSender(options: GradeSenderOptions): GradeSender {
  const { outbox, clock, log, pace, onPoll } = options;
  const lanes = new Map<string, Lane>();
  const timers = new Map<string, { at: number; timer: NodeJS.Timeout }>();
  let polling: NodeJS.Timeout | null = null;
  let isStopped = false;

  const laneOf = (platformId: string): Lane => {
    const known = lanes.get(platformId);
    if (known) return known;
    const wake = (at: Date): void => {
      kick(platformId, at);
    };
    const lane = createLane({ ...options, platformId, isStopped: () => isStopped, wake });
    lanes.set(platformId, lane);
    return lane;
  };
  const poll = async (): Promise<void> => {
    for (const platformId of await outbox.listWaitingPlatforms()) laneOf(platformId).run();
    await onPoll();
  };
  const pollSafely = (): void => {
    poll().catch((error: unknown) => {
      log.warn({ err: error }, 'grades: the outbox cannot be read; asked again in a while');
    });
  };
  const kick = (platformId: string, at: Date): void => {
    if (!polling) return;
    const waitMs = at.getTime() - clock.now().getTime();
    if (waitMs <= 0) {
      laneOf(platformId).run();
      return;
    }
    // What is further away is found by the poll.
    const known = timers.get(platformId);
    if (waitMs > pace.pollMs || (known && known.at <= at.getTime())) return;
    clearTimeout(known?.timer);
    const timer = setTimeout(() => {
      timers.delete(platformId);
      laneOf(platformId).run();
    }, waitMs);
    timers.set(platformId, { at: at.getTime(), timer: timer.unref() });
  };
  const idle = async (): Promise<void> => {
    await Promise.all([...lanes.values()].map(lane => lane.idle()));
  };

  return {
    start() {
      if (polling) return;
      isStopped = false;
      polling = setInterval(pollSafely, pace.pollMs).unref();
      pollSafely();
    },
    async stop() {
      isStopped = true;
      if (polling) clearInterval(polling);
      polling = null;
      for (const { timer } of timers.values()) clearTimeout(timer);
      timers.clear();
      await idle();
    },
    kick,
    kickAll() {
      if (polling) pollSafely();
    },
    async sendDue() {
      await poll();
      await idle();
    },
  };
}
