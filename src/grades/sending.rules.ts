import { DAY_MS, HOUR_MS, MINUTE_MS, plusMs, SECOND_MS } from '../kit/clock.ts';
import { digest } from '../kit/ids.ts';

/** A score as it went out, or is to go out. */
export interface Sending {
  /** What the platform gets as the time of the grading event. */
  timestamp: Date;
  /** Of value, comment and event time: the same content is the same sending, however often it is tried. */
  fingerprint: string;
  /** 0..1 */
  value: number;
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
  return { do: 'send', sending: { timestamp, fingerprint, value: score.value } };
}

/** Sends of one pair start further apart than a second. */
export const SPACING_MS = 1100;
/** How fast the sender goes, in milliseconds. */
export interface Pace {
  /** How long one document is one worker's: longer than a send can take with all its time-outs. */
  leaseMs: number;
  /** After the first failure; it doubles with each further one in a row. */
  firstRetryMs: number;
  longestRetryMs: number;
  /** A platform that fails is left alone for so long at the most. */
  longestPauseMs: number;
  /** How often the outbox is asked what is due: retries, and what another process left when it died. */
  pollMs: number;
}

export const PACE: Pace = {
  leaseMs: 2 * MINUTE_MS,
  firstRetryMs: 5 * SECOND_MS,
  longestRetryMs: HOUR_MS,
  longestPauseMs: MINUTE_MS,
  pollMs: 5 * SECOND_MS,
};

/**
 * Exponential back-off with equal jitter: half of the wait is fixed, half is random, so that the many that failed
 * together do not come back together.
 * @param failures in a row, at least 1
 * @param fraction a random number from 0 to 1
 * @param askedMs what the platform asked us to wait, if it did: we never come sooner, and wait a day at the most
 */
export function planRetryMs(
  failures: number,
  fraction: number,
  askedMs: number | null = null,
  { firstRetryMs, longestRetryMs }: Pick<Pace, 'firstRetryMs' | 'longestRetryMs'> = PACE,
): number {
  const ceiling = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failures - 1, 30));
  const wait = ceiling / 2 + (ceiling / 2) * fraction;
  if (askedMs === null) return wait;
  return Math.min(askedMs, DAY_MS) + Math.min(wait, MINUTE_MS) * fraction;
}

/** What a try came to, in the outbox's words. */
export type TryOutcome =
  | { state: 'sent' }
  | { state: 'refused'; reason: 'not-gradable' | 'gone' | 'platform-newer' }
  | {
      state: 'waiting';
      reason: 'unavailable' | 'unauthorised' | 'rate-limited' | 'perhaps-locked' | 'restamped';
      retryAfterMs: number | null;
      /** The platform failed by itself (500), where others only could not be reached. */
      isError?: boolean;
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
  status?: number | null;
  retryAfterMs?: number | null;
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
    case 'unavailable': {
      const { outcome: reason, retryAfterMs = null } = answer;
      return { state: 'waiting', reason, retryAfterMs, ...(answer.status === 500 ? { isError: true } : {}) };
    }
  }
}

/**
 * Moodle answers 500 for a locked cell, and says nothing of the lock: an error that lasts a day, for one person, is
 * perhaps that. It is tried on all the same.
 * @param erringSince since when each answer was that error; null when the one before was another
 */
export function judgeLongError(outcome: TryOutcome, erringSince: Date | null, now: Date): TryOutcome {
  if (outcome.state !== 'waiting' || !outcome.isError || !erringSince) return outcome;
  const isLong = now.getTime() - erringSince.getTime() >= DAY_MS;
  return isLong ? { ...outcome, reason: 'perhaps-locked' } : outcome;
}

/**
 * A platform that keeps failing is left alone for a while, so that its many grades do not each wait for its silence.
 * @returns until when, or null
 */
export function planPause(
  outcome: TryOutcome,
  failuresInARow: number,
  now: Date,
  { longestPauseMs }: Pick<Pace, 'longestPauseMs'> = PACE,
): Date | null {
  if (outcome.state !== 'waiting' || outcome.reason === 'restamped') return null;
  if (outcome.reason === 'rate-limited')
    return plusMs(now, Math.min(outcome.retryAfterMs ?? MINUTE_MS, HOUR_MS));
  if (failuresInARow < 5) return null;
  return plusMs(now, Math.min(longestPauseMs, SECOND_MS * 2 ** Math.min(failuresInARow - 5, 10)));
}
