import type { Clock } from '../../kit/clock.ts';
import { newToken } from '../../kit/ids.ts';
import { dayOf } from '../answers.rules.ts';
import type { Round } from '../rounds.rules.ts';
import { planBlocks } from './release.rules.ts';
import { applyPlan, holdsBack, planOf, type Snapshot, type SnapshotPlace } from './snapshot.rules.ts';
import type { SnapshotStore } from './snapshot.store.ts';
import type { WaitingAnswers, WaitingStore } from './waiting.store.ts';

export interface ReleaseParts {
  clock: Clock;
  snapshots: SnapshotStore;
  waiting: WaitingStore;
}

export interface ReleaseRequest {
  activityId: string;
  round: Round;
  /** At least so many people a block. */
  minimum: number;
  isClosing: boolean;
  /** How many answers are looked at together. */
  batch: number;
}

/** Carries out what a plan says, or the rest of it after a crash: done twice it changes nothing. */
async function carryOut({ snapshots, waiting }: ReleaseParts, planned: Snapshot): Promise<void> {
  const { pending } = planned;
  if (!pending) return;
  // The answers first: had the process died after the snapshot, they would be counted once more.
  await waiting.markCounted(pending.withRows, pending.sumsOnly);
  await snapshots.endPlan({ ...planned, pending }, applyPlan(planned.groups, pending));
}

/** @returns the snapshots of a round, after what a crash left undone was done */
async function listSettled(parts: ReleaseParts, activityId: string, round: Round): Promise<Snapshot[]> {
  const found = await parts.snapshots.list(activityId, round);
  const unfinished = found.filter(snapshot => snapshot.pending !== null);
  for (const snapshot of unfinished) await carryOut(parts, snapshot);
  return unfinished.length === 0 ? found : parts.snapshots.list(activityId, round);
}

function isSameInstrument(a: SnapshotPlace['instrument'], b: SnapshotPlace['instrument']): boolean {
  return a.id === b.id && a.version === b.version;
}

function instrumentsOf(places: Pick<SnapshotPlace, 'instrument'>[]): SnapshotPlace['instrument'][] {
  return places
    .map(({ instrument }) => instrument)
    .filter((one, index, all) => all.findIndex(other => isSameInstrument(one, other)) === index);
}

type Step = 'nothing' | 'done' | 'raced';

interface Found {
  known: Snapshot | null;
  waiting: WaitingAnswers[];
  isAll: boolean;
}

async function releaseOne(
  parts: ReleaseParts,
  request: ReleaseRequest,
  instrument: SnapshotPlace['instrument'],
  { known, waiting, isAll }: Found,
): Promise<Step> {
  const { activityId, round, minimum } = request;
  const blocks = planBlocks(waiting, { minimum, isClosing: request.isClosing, isAll });
  const isClosing = request.isClosing && isAll;
  if (blocks.length === 0 && !(isClosing && known && holdsBack(known.groups))) return 'nothing';
  const plan = planOf(blocks, {
    id: newToken(),
    minimum,
    isClosing,
    plannedOn: dayOf(parts.clock.now()),
  });
  const planned = await parts.snapshots.savePlan({ activityId, round, instrument }, known, plan);
  if (!planned) return 'raced';
  await carryOut(parts, planned);
  return 'done';
}

/**
 * One step of taking submitted answers into the snapshots: reads some of those who wait, plans, writes the plan down,
 * marks the answers, adds the sums. Whatever stops it between, the next step goes on from there.
 * @returns whether another step would do more
 */
export async function releaseStep(parts: ReleaseParts, request: ReleaseRequest): Promise<boolean> {
  const { activityId, round, batch } = request;
  // Before the answers are read: whoever adds to it meanwhile makes savePlan fail, and nobody is counted twice.
  const snapshots = await listSettled(parts, activityId, round);
  const waiting = await parts.waiting.list({ activityId, round }, batch);
  const isAll = waiting.length < batch;
  const steps: Step[] = [];
  for (const instrument of instrumentsOf([...snapshots, ...waiting])) {
    const known = snapshots.find(one => isSameInstrument(one.instrument, instrument)) ?? null;
    const theirs = waiting.filter(one => isSameInstrument(one.instrument, instrument));
    steps.push(await releaseOne(parts, request, instrument, { known, waiting: theirs, isAll }));
  }
  return steps.includes('raced') || (!isAll && steps.includes('done'));
}
