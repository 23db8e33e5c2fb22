import type { Shown } from './outbox.ts';
import type { Sending, TryOutcome } from './sending.rules.ts';

/** What the gradebook holds of one person, read from its results; `value` null: no grade. */
export type ShownGrade = Pick<Shown, 'value' | 'maximum'>;

/** Gradebooks keep two decimals of a point at least; what is nearer than that was graded by nobody. */
const SAME_POINTS = 0.0051;
/** Where the gradebook does not say of how many points: half a percent. */
const USUAL_MAXIMUM = 1;

/**
 * @param wanted 0..1
 * @returns whether the gradebook holds that grade. A zero that it does not show is a zero: Moodle's results leave it out
 */
export function isSameGrade(wanted: number, { value, maximum }: ShownGrade): boolean {
  return Math.abs((value ?? 0) - wanted) * (maximum ?? USUAL_MAXIMUM) <= SAME_POINTS;
}

/** How the grade that was sent stands against the one in the gradebook. `kept`: it differs, and a teacher let it. */
export type Comparison = 'same' | 'differs' | 'missing' | 'kept';

/**
 * @param ours what the platform took last, 0..1
 * @param shown what the gradebook held when it was read; null: it was not read since
 */
export function compareGrades(ours: number, shown: Shown | null): Comparison | null {
  if (!shown) return null;
  if (isSameGrade(ours, shown)) return 'same';
  if (shown.isKept) return 'kept';
  return shown.value === null ? 'missing' : 'differs';
}

/** What was read after a conflict, or why it could not be. */
export type ResultAfterConflict = ShownGrade | { failure: { outcome: string; retryAfterMs?: number | null } };

/**
 * A conflict means that the platform holds something as new: ours, when a reply was lost after it was stored; an
 * earlier one of ours, when the platform stamps by its own clock (then ours is sent once more, as of now); or another's.
 * @param accepted what the platform took last of ours
 * @param isRestamped this event was sent as of a later moment before: once is enough
 */
export function judgeConflict(
  wanted: number,
  shown: ResultAfterConflict,
  accepted: Sending | null,
  isRestamped: boolean,
): TryOutcome {
  if (!('failure' in shown)) {
    if (isSameGrade(wanted, shown)) return { state: 'sent' };
    const isOurEarlier = accepted !== null && isSameGrade(accepted.value, shown);
    if (isOurEarlier && !isRestamped) return { state: 'waiting', reason: 'restamped', retryAfterMs: null };
    return { state: 'refused', reason: 'platform-newer' };
  }
  const { outcome, retryAfterMs = null } = shown.failure;
  if (outcome === 'rate-limited') return { state: 'waiting', reason: 'rate-limited', retryAfterMs };
  if (outcome === 'unavailable') return { state: 'waiting', reason: 'unavailable', retryAfterMs };
  // It will not let us look: all that is known is that it has something newer.
  return { state: 'refused', reason: 'platform-newer' };
}

/**
 * @param before what was known of the gradebook until now
 * @returns what is known after a look into it: a teacher's decision holds as long as the grade is the one decided on
 */
export function noteLook(before: Shown | null, found: ShownGrade, at: Date): Shown {
  const isKept = before?.isKept === true && before.maximum === found.maximum && before.value === found.value;
  return { value: found.value, maximum: found.maximum, at, isKept };
}
