import type { Log } from '../../kit/log.ts';

/** Work that is worth doing once, however many ask for it at once. */
export interface SingleFlight {
  /** Begins the work, unless work of this name is under way: then the latest one asked for is done after it. */
  ask(name: string, work: () => Promise<void>): void;
  /** Resolves when nothing is under way. */
  settle(): Promise<void>;
}

interface Flight {
  next: (() => Promise<void>) | null;
  done: Promise<void>;
}

/** @param what begins the line of the log that tells of a failure */
export function createSingleFlight(log: Log, what: string): SingleFlight {
  const flights = new Map<string, Flight>();

  async function run(name: string, flight: Flight): Promise<void> {
    while (flight.next) {
      const work = flight.next;
      flight.next = null;
      try {
        await work();
      } catch (error) {
        log.error({ err: error }, `${what} failed`);
      }
    }
    flights.delete(name);
  }

  return {
    ask(name, work) {
      const flying = flights.get(name);
      if (flying) {
        flying.next = work;
        return;
      }
      const flight: Flight = { next: work, done: Promise.resolve() };
      flights.set(name, flight);
      flight.done = run(name, flight);
    },
    async settle() {
      while (flights.size > 0) await Promise.all([...flights.values()].map(flight => flight.done));
    },
  };
}
