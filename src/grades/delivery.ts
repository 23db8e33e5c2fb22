import type { ActivityKind, Score } from '../activities/kind.ts';
import { plusMs, type Clock } from '../kit/clock.ts';
import { newUuid } from '../kit/ids.ts';
import type { Log } from '../kit/log.ts';
import type { Ags, ScoreResult } from '../lti/ags.ts';
import { judgeConflict, noteLook, type ResultAfterConflict } from './comparing.rules.ts';
import { sentShare, toSent, type Grading, type Sent } from './form.rules.ts';
import type { GradeLog } from './grade-log.store.ts';
import type { Findings, OpenTry, Outbox, OutboxItem, Settlement, Shown } from './outbox.ts';
import {
  judgeAnswer,
  judgeLongError,
  planRetryMs,
  planSend,
  SPACING_MS,
  type Pace,
  type Sending,
  type TryOutcome,
  type WantedScore,
} from './sending.rules.ts';

/** Who a participant is at the platform. */
export interface GradedPerson {
  id: string;
  sub: string;
  platformId: string;
  isTrial: boolean;
}

/** How an activity is graded, and what gives its scores. */
export interface ActivityGrading extends Grading, Pick<ActivityKind, 'scoresOf'> {}

/** Where a placement's grades go. */
export interface GradedPlacement {
  lineItemUrl: string | null;
  platformId: string;
}

export interface DeliveryOptions {
  outbox: Outbox;
  gradeLog: GradeLog;
  ags: Ags;
  findPlacement(placementId: string): Promise<GradedPlacement | null>;
  findParticipants(ids: readonly string[]): Promise<GradedPerson[]>;
  /** Reads how an activity is graded, and what gives its scores. */
  gradingOf(activityId: string): Promise<ActivityGrading | null>;
  /** Reads the maximum of the placement's column, as far as it is known. */
  maximumOf(placementId: string): Promise<number | null>;
  clock: Clock;
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

/** Does the work when one of the platform's few connections is free; null: it is to be left alone for now. */
export type Slot = <T>(work: () => Promise<T>) => Promise<T | null>;

/** Whose grades are to be sent, and how and with which scores, as one batch reads them. */
interface Reading {
  people: ReadonlyMap<string, GradedPerson>;
  activities: ReadonlyMap<string, { grading: ActivityGrading; scores: ReadonlyMap<string, Score> }>;
}

interface Wanted {
  sub: string;
  score: WantedScore;
  points: Sent;
}

/** A try that has its answer, and is to be written down. */
interface Tried {
  openTry: OpenTry;
  sending: Sending;
  answer: ScoreResult;
  outcome: TryOutcome;
  shown: Shown | undefined;
}

/** What a lease is for: a send, or an end without one. */
type Decided = { settlement: Settlement; wanted?: undefined } | { wanted: Wanted; sending: Sending };

const SETTLED = { reason: null, dueAt: null, failures: 0, failingSince: null, erringSince: null };
const NOTHING: Delivered = { outcome: null, dueAt: null };

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

  /** Reads, at the last moment, all that a batch needs: question by question it would cost as much as the sending. */
  const read = async (items: readonly OutboxItem[]): Promise<Reading> => {
    const idsOf = (of: readonly OutboxItem[]): string[] => of.map(item => item.participantId);
    const readActivity = async (activityId: string) => {
      const grading = await options.gradingOf(activityId);
      if (!grading) return [];
      const ids = idsOf(items.filter(item => item.activityId === activityId));
      return [[activityId, { grading, scores: await grading.scoresOf(activityId, ids) }]] as const;
    };
    const [people, activities] = await Promise.all([
      options.findParticipants(idsOf(items)),
      Promise.all([...new Set(items.map(item => item.activityId))].map(readActivity)),
    ]);
    return { people: new Map(people.map(one => [one.id, one])), activities: new Map(activities.flat()) };
  };

  /** @returns null when there is nothing to send, or nobody to send it for */
  const wantedOf = async (item: OutboxItem, { people, activities }: Reading): Promise<Wanted | null> => {
    const person = people.get(item.participantId);
    const { grading, scores } = activities.get(item.activityId) ?? {};
    const score = scores?.get(item.participantId);
    if (!grading || !score || !person || person.isTrial || person.platformId !== item.platformId) return null;
    // The other forms are of the same points whatever the column's are.
    const maximum = grading.form === 'points' ? await options.maximumOf(item.placementId) : null;
    const points = toSent({ share: score.value }, grading, maximum);
    if (!points) return null;
    const at = item.insistedAt && item.insistedAt > score.at ? item.insistedAt : score.at;
    return { sub: person.sub, score: { value: sentShare(points), comment: score.comment, at }, points };
  };

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

  /** @returns null when another has the lease by now */
  const send = async (item: OutboxItem, wanted: Wanted, sending: Sending): Promise<Tried | null> => {
    const openTry = { id: newUuid(), at: clock.now(), timestamp: sending.timestamp };
    if (!(await outbox.noteTry(item, sending, openTry))) return null;
    const { sub, points, score } = wanted;
    const { value, comment } = score;
    const wire = { sub, value, points, comment, timestamp: sending.timestamp };
    const answer = await ags.sendScore(item.platformId, item.lineItemUrl, wire);
    return { openTry, sending, answer, ...(await judge(item, wanted, answer)) };
  };

  /** @returns what is to be sent, or how the lease ends without a try */
  const decide = async (item: OutboxItem, reading: Reading): Promise<Decided> => {
    const wanted = await wantedOf(item, reading);
    // A grade that is in the gradebook stays there: sending "not graded" would erase it.
    if (!wanted) return { settlement: { state: item.accepted ? 'sent' : 'none', ...SETTLED } };
    const plan = planSend(wanted.score, item, clock.now());
    if (plan.do === 'send') return { wanted, sending: plan.sending };
    if (plan.do === 'settle') return { settlement: { state: 'sent', ...SETTLED } };
    const { failures, failingSince, erringSince } = item;
    const kept = { failures, failingSince, erringSince };
    return { settlement: { state: 'waiting', reason: null, dueAt: plan.until, ...kept } };
  };

  const logTry = (item: OutboxItem, { openTry, answer, outcome }: Tried): Promise<void> =>
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
      ms: clock.now().getTime() - openTry.at.getTime(),
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

  const deliver = async (item: OutboxItem, reading: Promise<Reading>, slot: Slot): Promise<Delivered> => {
    const found = await reading;
    if (item.openTry) {
      const { platformId, activityId, participantId, openTry } = item;
      await gradeLog.noteInterrupted({ ...openTry, platformId, activityId, participantId });
    }
    // Read before a connection is free, and no earlier than a send or two: what changes meanwhile makes the document due.
    const decided = await decide(item, found);
    if (!decided.wanted) {
      return { outcome: null, dueAt: await outbox.settle(item, decided.settlement, clock.now()) };
    }
    const { wanted, sending } = decided;
    const made = await slot(async () => ({ tried: await send(item, wanted, sending) }));
    if (made === null) {
      await outbox.release(item);
      return NOTHING;
    }
    return made.tried ? finish(item, made.tried) : NOTHING;
  };

  const deliverSafely = async (...[item, reading, slot]: Parameters<typeof deliver>): Promise<Delivered> => {
    try {
      return await deliver(item, reading, slot);
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
    const reading = read(items);
    return items.map(item => deliverSafely(item, reading, slot));
  };
}
