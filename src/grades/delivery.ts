import { plusMs } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Ags, ScoreResult } from '../lti/ags.ts';
import { judgeConflict, noteLook, type ResultAfterConflict } from './comparing.rules.ts';
import { createDeciding, SETTLED, type DecidingOptions, type Decisions, type Wanted } from './deciding.ts';
import type { GradeLog } from './grade-log.store.ts';
import type { Findings, OpenTry, Outbox, OutboxItem, PlannedTry, Settlement, Shown } from './outbox.ts';
import {
  judgeAnswer,
  judgeLongError,
  planRetryMs,
  SPACING_MS,
  type Pace,
  type Sending,
  type TryOutcome,
} from './sending.rules.ts';

/** Where a placement's grades go. */
export interface GradedPlacement {
  lineItemUrl: string | null;
  platformId: string;
}

export interface DeliveryOptions extends DecidingOptions {
  outbox: Outbox;
  gradeLog: GradeLog;
  ags: Ags;
  findPlacement(placementId: string): Promise<GradedPlacement | null>;
  log: Log;
  /** A random number from 0 to 1. */
  random: () => number;
  pace: Pace;
  /** Told of each whom the platform took for no student. */
  onNotGradable(participantId: string): void;
}

/** How the trip of one leased document ended. */
export interface Delivered {
  /** Null: nothing was sent. */
  outcome: TryOutcome | null;
  /** When it is due next, if it is. */
  dueAt: Date | null;
}

/** Does the work when one of the platform's few connections is free; null: the platform is to be left alone for now. */
export type Slot = <T>(work: () => Promise<T>) => Promise<T | null>;

/** A try that has its answer, and is to be written down. */
interface Tried {
  openTry: OpenTry;
  sending: Sending;
  answer: ScoreResult;
  outcome: TryOutcome;
  shown: Shown | undefined;
  /** How long the platform took. */
  ms: number;
}

const NOTHING: Delivered = { outcome: null, dueAt: null };
/** A try that waited longer for a connection is given back: the rest of its lease must outlast a send. */
const LONGEST_WAIT_OF_LEASE = 1 / 3;

/** @returns how a document stands after a try; a failure is tried again after a growing while */
function settlementOf(
  outcome: TryOutcome,
  item: OutboxItem,
  now: Date,
  { random, pace }: Pick<DeliveryOptions, 'random' | 'pace'>,
): Settlement {
  if (outcome.state === 'sent') return { state: 'sent', ...SETTLED };
  if (outcome.state === 'refused') return { ...SETTLED, state: 'refused', reason: outcome.reason };
  const { reason, retryAfterMs, isError } = outcome;
  if (reason === 'restamped') {
    return { ...SETTLED, state: 'waiting', reason: null, dueAt: plusMs(now, SPACING_MS) };
  }
  return {
    state: 'waiting',
    reason,
    dueAt: plusMs(now, planRetryMs(item.failures + 1, random(), retryAfterMs, pace)),
    failures: item.failures + 1,
    failingSince: item.failingSince ?? now,
    erringSince: isError ? (item.erringSince ?? now) : null,
  };
}

/** Carries leased documents to their platform with its connections. @returns how the trip of each ends, in their order */
export type Deliver = (items: readonly OutboxItem[], slot: Slot) => Promise<Delivered>[];

/**
 * Each document's trip: score read just in time, for all of the batch at once; one try, a log row, the new state.
 * @returns what does it; a trip throws only when the database fails
 */
export function createDelivery(options: DeliveryOptions): Deliver {
  const { outbox, gradeLog, ags, clock, log } = options;
  const decide = createDeciding(options);

  const readShown = async (item: OutboxItem, sub: string): Promise<ResultAfterConflict> => {
    const reading = await ags.findResult(item.platformId, item.lineItemUrl, sub);
    if (reading.outcome === 'failed') return { failure: reading.failure };
    return reading.outcome === 'found' ? reading : { value: null, maximum: null };
  };

  const judge = async (
    item: OutboxItem,
    { sub, score }: Wanted,
    answer: ScoreResult,
  ): Promise<Pick<Tried, 'outcome' | 'shown'>> => {
    const isInsisted = item.insistedAt !== null && item.insistedAt >= score.at;
    if (answer.outcome !== 'conflict') {
      const outcome = judgeLongError(judgeAnswer(answer), item.erringSince, clock.now());
      // A cell that a teacher overrode takes a score and shows another: whoever insisted is to see that.
      if (outcome.state !== 'sent' || !isInsisted) return { outcome, shown: undefined };
    }
    const found = await readShown(item, sub);
    const shown = 'failure' in found ? undefined : noteLook(null, found, clock.now());
    if (answer.outcome !== 'conflict') return { outcome: { state: 'sent' }, shown };
    return { outcome: judgeConflict(score.value, found, item.accepted, isInsisted), shown };
  };

  const send = async (
    item: OutboxItem,
    wanted: Wanted,
    sending: Sending,
    openTry: OpenTry,
  ): Promise<Tried | null> => {
    const begunAt = clock.now();
    if (begunAt > plusMs(openTry.at, options.pace.leaseMs * LONGEST_WAIT_OF_LEASE)) return null;
    const { sub, points, score } = wanted;
    const { value, comment } = score;
    const wire = { sub, value, points, comment, timestamp: sending.timestamp };
    const answer = await ags.sendScore(item.platformId, item.lineItemUrl, wire);
    const judged = await judge(item, wanted, answer);
    return { openTry, sending, answer, ...judged, ms: clock.now().getTime() - begunAt.getTime() };
  };

  const logTry = (item: OutboxItem, { openTry, answer, outcome, ms }: Tried): Promise<void> =>
    gradeLog.write({
      id: openTry.id,
      at: openTry.at,
      platformId: item.platformId,
      activityId: item.activityId,
      participantId: item.participantId,
      status: answer.status,
      answer: answer.outcome === 'unavailable' ? answer.reason : answer.outcome,
      state: outcome.state,
      reason: outcome.state === 'sent' ? null : outcome.reason,
      timestamp: openTry.timestamp,
      ms,
    });

  /** The link has another column by now: the grade goes there, and this document has nothing more to do. */
  const moveOn = async (item: OutboxItem): Promise<boolean> => {
    const placement = await options.findPlacement(item.placementId);
    if (!placement?.lineItemUrl || placement.lineItemUrl === item.lineItemUrl) return false;
    const { participantId, activityId, placementId, platformId, eventAt } = item;
    const { lineItemUrl } = placement;
    const event = { lineItemUrl, participantId, activityId, placementId, platformId };
    await outbox.enqueue(event, eventAt, clock.now());
    return true;
  };

  const finish = async (item: OutboxItem, tried: Tried): Promise<Delivered> => {
    const { outcome, sending, shown } = tried;
    await logTry(item, tried);
    const now = clock.now();
    const findings: Findings = {
      accepted: outcome.state === 'sent' ? { sending, at: now } : undefined,
      shown,
      restampedAt: outcome.state === 'waiting' && outcome.reason === 'restamped' ? now : undefined,
    };
    const hasMoved = outcome.state === 'refused' && outcome.reason === 'gone' && (await moveOn(item));
    const settlement: Settlement = hasMoved
      ? { ...SETTLED, state: 'none' }
      : settlementOf(outcome, item, now, options);
    const at = plusMs(now, SPACING_MS);
    const dueAt = await outbox.settle(item, settlement, at, findings);
    if (settlement.reason === 'not-gradable') options.onNotGradable(item.participantId);
    return { outcome, dueAt: hasMoved ? now : dueAt };
  };

  /**
   * Decides for a batch, and notes what is about to be tried: before a connection is free, so that none waits for the
   * database. What changes meanwhile makes the document due.
   * @returns by the documents' ids; those whose lease another has by now are left out
   */
  const prepare = async (items: readonly OutboxItem[]): Promise<Decisions> => {
    for (const { platformId, activityId, participantId, openTry } of items)
      if (openTry) await gradeLog.noteInterrupted({ ...openTry, platformId, activityId, participantId });
    const byId = await decide(items);
    const planned = items.flatMap((item): PlannedTry[] => {
      const decision = byId.get(item.id);
      return decision?.status === 'fulfilled' && decision.value.wanted ? [{ item, ...decision.value }] : [];
    });
    const ours = await outbox.noteTries(planned);
    for (const { item } of planned) if (!ours.has(item.id)) byId.delete(item.id);
    return byId;
  };

  const deliver = async (
    item: OutboxItem,
    prepared: ReturnType<typeof prepare>,
    slot: Slot,
  ): Promise<Delivered> => {
    const decision = (await prepared).get(item.id);
    if (!decision) return NOTHING;
    if (decision.status === 'rejected') throw decision.reason;
    const decided = decision.value;
    if (!decided.wanted) {
      return { outcome: null, dueAt: await outbox.settle(item, decided.settlement, clock.now()) };
    }
    const { wanted, sending, openTry } = decided;
    const tried = await slot(() => send(item, wanted, sending, openTry));
    if (tried) return finish(item, tried);
    await outbox.release(item);
    return NOTHING;
  };

  const deliverSafely = async (...[item, prepared, slot]: Parameters<typeof deliver>): Promise<Delivered> => {
    try {
      return await deliver(item, prepared, slot);
    } catch (error) {
      const { platformId, activityId, failures, failingSince } = item;
      log.error({ err: error, platformId, activityId }, 'grade not sent: our fault');
      const now = clock.now();
      const settlement: Settlement = {
        state: 'waiting',
        reason: 'our-side',
        dueAt: plusMs(now, planRetryMs(failures + 1, options.random(), null, options.pace)),
        failures: failures + 1,
        failingSince: failingSince ?? now,
        erringSince: null,
      };
      return { outcome: null, dueAt: await outbox.settle(item, settlement, plusMs(now, SPACING_MS)) };
    }
  };

  return (items, slot) => {
    const prepared = prepare(items);
    return items.map(item => deliverSafely(item, prepared, slot));
  };
}
