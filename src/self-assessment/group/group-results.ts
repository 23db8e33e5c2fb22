import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Instrument } from '../instrument.rules.ts';
import type { Round } from '../rounds.rules.ts';
import { holdMinimum } from './release.rules.ts';
import { releaseStep, type ReleaseParts, type ReleaseRequest } from './releasing.ts';
import { createSingleFlight } from './single-flight.ts';
import type { Snapshot } from './snapshot.rules.ts';
import { createSnapshotStore } from './snapshot.store.ts';
import { createWaitingStore } from './waiting.store.ts';

/** An activity, and its teacher's setting of how many people a figure needs: 5 holds where less is set. */
export interface GroupPlace {
  activityId: string;
  minimum: number;
}

/** What may be shown of an activity's answers, of one instrument in one version. */
export interface Published {
  snapshots: ReadonlyMap<Round, Snapshot>;
  /** Rounds in which answers are sent that are in no figure yet. */
  roundsWithRest: ReadonlySet<Round>;
}

export interface GroupResults {
  /** To be called after answers were sent; returns at once. What fails is logged, and made up for by the next call. */
  noteSubmitted(place: GroupPlace): void;
  /** To be called when a round was closed: takes in whoever can be taken in. Done again it changes nothing. */
  closeRound(place: GroupPlace, round: Round): Promise<void>;
  /** @returns what may be shown; makes up for a little of what a crash left undone, within a bound. */
  load(place: GroupPlace, instrument: Pick<Instrument, 'id' | 'version'>): Promise<Published>;
  /** Resolves when nothing is under way: for a graceful stop, and for tests. */
  settle(): Promise<void>;
}

interface GroupResultOptions {
  db: Database;
  clock: Clock;
  log: Log;
}

/** Answers read and planned together. */
const BATCH = 2000;
/** While somebody waits for the page. */
const SMALL_BATCH = 200;

/** @returns the rounds in which somebody waits, or a crash left something undone */
async function listRoundsAtWork({ snapshots, waiting }: ReleaseParts, activityId: string): Promise<Round[]> {
  const found = await Promise.all([waiting.listRounds(activityId), snapshots.listUnfinished(activityId)]);
  return [...new Set(found.flat())];
}

async function releaseAll(parts: ReleaseParts, request: ReleaseRequest): Promise<void> {
  let isMore = true;
  while (isMore) isMore = await releaseStep(parts, request);
}

/** Group results that expose nobody: docs/decisions/0014. */
export function createGroupResults({ db, clock, log }: GroupResultOptions): GroupResults {
  const parts = { clock, snapshots: createSnapshotStore(db), waiting: createWaitingStore(db) };
  const flights = createSingleFlight(log, 'self-assessment: bringing group results up to date');
  const noteSubmitted = (place: GroupPlace): void => {
    const { activityId, minimum } = place;
    const terms = { minimum: holdMinimum(minimum), isClosing: false, batch: BATCH };
    flights.ask(activityId, async () => {
      for (const round of await listRoundsAtWork(parts, activityId))
        await releaseAll(parts, { activityId, round, ...terms });
    });
  };

  return {
    noteSubmitted,
    async closeRound({ activityId, minimum }, round) {
      const terms = { minimum: holdMinimum(minimum), isClosing: true, batch: BATCH };
      await releaseAll(parts, { activityId, round, ...terms });
    },
    async load(place, { id, version }) {
      const { activityId } = place;
      const terms = { minimum: holdMinimum(place.minimum), isClosing: false, batch: SMALL_BATCH };
      for (const round of await listRoundsAtWork(parts, activityId))
        if (await releaseStep(parts, { activityId, round, ...terms })) noteSubmitted(place);
      const [found, rest] = await Promise.all([
        parts.snapshots.list(activityId),
        parts.waiting.listRounds(activityId),
      ]);
      const theirs = found.filter(({ instrument }) => instrument.id === id && instrument.version === version);
      return {
        snapshots: new Map(theirs.map(snapshot => [snapshot.round, snapshot])),
        roundsWithRest: new Set(rest),
      };
    },
    settle: () => flights.settle(),
  };
}
