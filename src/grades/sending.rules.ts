import { HOUR_MS, MINUTE_MS, plusMs, SECOND_MS } from '../kit/clock.ts';
import { digest } from '../kit/ids.ts';

/** A score as it went out, or is to go out. */
export interface Sending {
  /** What the platform gets as the time of the grading event. */
  timestamp: Date;
  /** Of value, comment and event time: the same content is the same sending, however often it is tried. */
  fingerprint: string;
}

/** A score with the time of the event that made it. */
export interface WantedScore {
  value: number;
  comment?: string | undefined;
  at: Date;
}

/** What the outbox remembers of a pair of line item and participant. */
export interface PairHistory {
  /** The newest that was tried: whether the platform stored it may be unknown. */
  tried: Sending | null;
  /** The newest that the platform took. */
  accepted: Sending | null;
}

export type SendPlan = { do: 'settle' } | { do: 'postpone'; until: Date } | { do: 'send'; sending: Sending };

/** Moodle keeps whole seconds, and refuses what is not later than what it has. */
const STEP_MS = SECOND_MS;

/** @returns what tells one content from another */
export function fingerprintOf(score: WantedScore): string {
  return digest(String(score.value), score.comment ?? '', score.at.toISOString());
}

/**
 * Decides what to do with a score: nothing when the platform has it, and nothing was tried since whose fate is unknown;
 * else send it with the time of its event. A retry keeps its timestamp. Another content is at least a second later than whatever went out before, never in the future:
 * then it waits for its second.
 */
export function planSend(score: WantedScore, history: PairHistory, now: Date): SendPlan {
  const fingerprint = fingerprintOf(score);
  const { tried, accepted } = history;
  const isLastWord = accepted !== null && (tried === null || tried.timestamp <= accepted.timestamp);
  if (isLastWord && accepted.fingerprint === fingerprint) return { do: 'settle' };
  if (tried?.fingerprint === fingerprint) return { do: 'send', sending: tried };
  const newest = Math.max(
    tried?.timestamp.getTime() ?? -Infinity,
    accepted?.timestamp.getTime() ?? -Infinity,
  );
  const event = Math.min(score.at.getTime(), now.getTime());
  const timestamp = new Date(Math.max(event, newest + STEP_MS));
  if (timestamp > now) return { do: 'postpone', until: timestamp };
  return { do: 'send', sending: { timestamp, fingerprint } };
}

/** Sends of one pair start further apart than a second. */
export const SPACING_MS = 1100;
const FIRST_WAIT_MS = 5 * SECOND_MS;
const LONGEST_WAIT_MS = HOUR_MS;

/**
 * Exponential back-off with equal jitter: half of the wait is fixed, half is random, so that the many that failed
 * together do not come back together.
 * @param failures in a row, at least 1
 * @param fraction a random number from 0 to 1
 * @param askedMs what the platform asked us to wait, if it did: we never come sooner, and wait a day at the most
 */
export function planRetryMs(failures: number, fraction: number, askedMs: number | null = null): number {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 30));
  const wait = ceiling / 2 + (ceiling / 2) * fraction;
  if (askedMs === null) return wait;
  return Math.min(askedMs, 24 * HOUR_MS) + Math.min(wait, MINUTE_MS) * fraction;
}

/** What a try came to, in the outbox's words. */
export type TryOutcome =
  | { state: 'sent' }
  | { state: 'refused'; reason: 'not-gradable' | 'gone' | 'platform-newer' }
  | {
      state: 'waiting';
      reason: 'unavailable' | 'unauthorised' | 'rate-limited';
      retryAfterMs: number | null;
    };

/** What the rules must know of a platform's answer to a score; `src/lti/ags.ts` gives it. */
export interface ScoreAnswer {
  outcome:
    | 'accepted'
    | 'conflict'
    | 'not-gradable'
    | 'forbidden'
    | 'gone'
    | 'unauthorised'
    | 'rate-limited'
    | 'unavailable';
  retryAfterMs?: number | null;
}

/** What the gradebook shows, read after a conflict. */
export type ShownResult =
  { value: number | null } | { failure: { outcome: string; retryAfterMs?: number | null } };

/** Gradebooks round: half a percent is nothing that anyone graded. */
const SAME_VALUE = 0.005;

/**
 * A conflict means that the platform holds something as new: ours, when a reply was lost after it was stored, or a
 * later one. A zero that the gradebook does not show is a zero (some keep none).
 */
export function judgeConflict(wanted: number, shown: ShownResult): TryOutcome {
  if ('value' in shown) {
    const isSame = Math.abs((shown.value ?? 0) - wanted) <= SAME_VALUE;
    return isSame ? { state: 'sent' } : { state: 'refused', reason: 'platform-newer' };
  }
  const { outcome, retryAfterMs = null } = shown.failure;
  if (outcome === 'rate-limited') return { state: 'waiting', reason: 'rate-limited', retryAfterMs };
  if (outcome === 'unavailable') return { state: 'waiting', reason: 'unavailable', retryAfterMs };
  // It will not let us look: all that is known is that it has something newer.
  return { state: 'refused', reason: 'platform-newer' };
}

/** @returns what an answer other than a conflict comes to */
export function judgeAnswer(answer: ScoreAnswer): TryOutcome {
  switch (answer.outcome) {
    case 'accepted':
      return { state: 'sent' };
    case 'not-gradable':
      return { state: 'refused', reason: 'not-gradable' };
    case 'forbidden':
    case 'gone':
      return { state: 'refused', reason: 'gone' };
    case 'conflict':
      return { state: 'refused', reason: 'platform-newer' };
    case 'unauthorised':
    case 'rate-limited':
    case 'unavailable':
      return { state: 'waiting', reason: answer.outcome, retryAfterMs: answer.retryAfterMs ?? null };
  }
}

/** A platform that keeps failing is left alone for a while, so that its many grades do not each wait for its silence. */
export function planPause(outcome: TryOutcome, failuresInARow: number, now: Date): Date | null {
  if (outcome.state !== 'waiting') return null;
  if (outcome.reason === 'rate-limited')
    return plusMs(now, Math.min(outcome.retryAfterMs ?? MINUTE_MS, HOUR_MS));
  if (failuresInARow < 5) return null;
  return plusMs(now, Math.min(MINUTE_MS, SECOND_MS * 2 ** Math.min(failuresInARow - 5, 10)));
}
