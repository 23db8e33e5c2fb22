import type { ActivityKind } from '../activities/kind.ts';
import { plusMs, type Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Ags, ScoreResult } from '../lti/ags.ts';
import type { GradeLog } from './grade-log.store.ts';
import type { Outbox, OutboxItem, Settlement } from './outbox.store.ts';
import {
  judgeAnswer,
  judgeConflict,
  planRetryMs,
  planSend,
  SPACING_MS,
  type Sending,
  type ShownResult,
  type TryOutcome,
  type WantedScore,
} from './sending.rules.ts';

/** Who a participant is at the platform. */
export interface GradedPerson {
  sub: string;
  platformId: string;
  isTrial: boolean;
}

export interface DeliveryOptions {
  outbox: Outbox;
  gradeLog: GradeLog;
  ags: Ags;
  findParticipant(participantId: string): Promise<GradedPerson | null>;
  kindOf(activityId: string): Promise<Pick<ActivityKind, 'scoreOf'> | null>;
  clock: Clock;
  log: Log;
  /** A random number from 0 to 1. */
  random: () => number;
}

/** How the trip of one leased document ended. */
export interface Delivered {
  /** Null: nothing was sent. */
  outcome: TryOutcome | null;
  /** When it is due next, if it is. */
  dueAt: Date | null;
}

interface Wanted {
  sub: string;
  score: WantedScore;
}

const SETTLED = { reason: null, dueAt: null, failures: 0 };

/** Reads the score at the last moment. @returns null when there is nothing to send, or nobody to send it for */
async function readWanted(item: OutboxItem, options: DeliveryOptions): Promise<Wanted | null> {
  const person = await options.findParticipant(item.participantId);
  if (!person || person.isTrial || person.platformId !== item.platformId) return null;
  const kind = await options.kindOf(item.activityId);
  const score = await kind?.scoreOf(item.activityId, item.participantId);
  if (!score) return null;
  if (!Number.isFinite(score.value)) throw new Error('a score that is no number');
  const at = item.insistedAt && item.insistedAt > score.at ? item.insistedAt : score.at;
  return { sub: person.sub, score: { value: score.value, comment: score.comment, at } };
}

async function readShown(item: OutboxItem, sub: string, ags: Ags): Promise<ShownResult> {
  const reading = await ags.findResult(item.platformId, item.lineItemUrl, sub);
  if (reading.outcome === 'failed') return { failure: reading.failure };
  return { value: reading.outcome === 'found' ? reading.value : null };
}

/** @returns how a document stands after a try; a failure is tried again after a growing while */
function settlementOf(outcome: TryOutcome, failures: number, random: number, now: Date): Settlement {
  if (outcome.state === 'sent') return { state: 'sent', ...SETTLED };
  if (outcome.state === 'refused') return { ...SETTLED, state: 'refused', reason: outcome.reason };
  const waitMs = planRetryMs(failures + 1, random, outcome.retryAfterMs);
  return { state: 'waiting', reason: outcome.reason, dueAt: plusMs(now, waitMs), failures: failures + 1 };
}

/** Carries one leased document to its platform: score read just in time, one try, a log row, the new state. */
export function createDelivery(options: DeliveryOptions): (item: OutboxItem) => Promise<Delivered> {
  const { outbox, gradeLog, ags, clock, log, random } = options;

  const logTry = (item: OutboxItem, sending: Sending, answer: ScoreResult, outcome: TryOutcome, ms: number) =>
    gradeLog.insert({
      at: clock.now(),
      platformId: item.platformId,
      activityId: item.activityId,
      participantId: item.participantId,
      status: answer.status,
      answer: answer.outcome === 'unavailable' ? answer.reason : answer.outcome,
      state: outcome.state,
      reason: outcome.state === 'sent' ? null : outcome.reason,
      timestamp: sending.timestamp,
      ms,
    });

  const send = async (item: OutboxItem, { sub, score }: Wanted, sending: Sending): Promise<Delivered> => {
    if (!(await outbox.noteTry(item, sending))) return { outcome: null, dueAt: null };
    const startedAt = clock.now();
    const { value, comment } = score;
    const wire = { sub, value, comment, timestamp: sending.timestamp };
    const answer = await ags.sendScore(item.platformId, item.lineItemUrl, wire);
    const outcome =
      answer.outcome === 'conflict'
        ? judgeConflict(value, await readShown(item, sub, ags))
        : judgeAnswer(answer);
    const now = clock.now();
    if (outcome.state === 'sent') await outbox.noteAccepted(item, sending, now);
    await logTry(item, sending, answer, outcome, now.getTime() - startedAt.getTime());
    const settlement = settlementOf(outcome, item.failures, random(), now);
    return { outcome, dueAt: await outbox.settle(item, settlement, plusMs(now, SPACING_MS)) };
  };

  const deliver = async (item: OutboxItem): Promise<Delivered> => {
    const wanted = await readWanted(item, options);
    const now = clock.now();
    const end = async (settlement: Settlement): Promise<Delivered> => ({
      outcome: null,
      dueAt: await outbox.settle(item, settlement, now),
    });
    // A grade that is in the gradebook stays there: sending "not graded" would erase it.
    if (!wanted) return end({ state: item.accepted ? 'sent' : 'none', ...SETTLED });
    const plan = planSend(wanted.score, item, now);
    if (plan.do === 'settle') return end({ state: 'sent', ...SETTLED });
    if (plan.do === 'postpone') {
      return end({ state: 'waiting', reason: null, dueAt: plan.until, failures: item.failures });
    }
    return send(item, wanted, plan.sending);
  };

  return async item => {
    try {
      return await deliver(item);
    } catch (error) {
      log.error(
        { err: error, platformId: item.platformId, activityId: item.activityId },
        'grade not sent: our fault',
      );
      const now = clock.now();
      const dueAt = plusMs(now, planRetryMs(item.failures + 1, random()));
      const settlement: Settlement = {
        state: 'waiting',
        reason: 'our-side',
        dueAt,
        failures: item.failures + 1,
      };
      return { outcome: null, dueAt: await outbox.settle(item, settlement, plusMs(now, SPACING_MS)) };
    }
  };
}
