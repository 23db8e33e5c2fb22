import { MINUTE_MS, plusMs } from '../../kit/clock.ts';
import { checkInStateOf, liveOf, type Occasion, type Slot } from './occasion.rules.ts';

/** Where a person's presence at one slot of a run is kept. */
export interface AttendancePlace {
  activityId: string;
  participantId: string;
  slot: Slot;
}

/** One person and one slot: the sign-up, the presence, and nothing more. */
export interface Attendance extends AttendancePlace {
  platformId: string;
  isTrial: boolean;
  /** Where they signed up; null: nowhere. */
  occasionId: string | null;
  /** Their place in the order of those who signed up there: whoever has as many before them as there are seats waits. */
  number: number | null;
  signedUpAt: Date | null;
  presentAt: Date | null;
  presentBy: 'code' | 'teacher' | null;
  /** They said that they come to none of the slot's places. */
  cannotComeAt: Date | null;
  /** They did the task for those who were not there. */
  substituteAt: Date | null;
  /** Codes that were tried and did not fit. */
  tries: { since: Date; count: number } | null;
}

export const MOST_TRIES = 10;
export const TRIES_MS = 10 * MINUTE_MS;

/** @returns until when no more codes are taken; null: they are */
export function blockedUntil({ tries }: Pick<Attendance, 'tries'>): Date | null {
  return tries && tries.count > MOST_TRIES ? plusMs(tries.since, TRIES_MS) : null;
}

/** How a person stands to a slot. `removed`: what they signed up for is not held; `missed`: they were not there. */
export type AttendanceState =
  'none' | 'seat' | 'waiting' | 'removed' | 'cannot-come' | 'present' | 'missed' | 'over';

/**
 * @param occasions all of the slot, those removed among them
 * @param ahead how many signed up before them
 */
export function stateOf(
  attendance: Attendance | null,
  occasions: readonly Occasion[],
  { now, ahead }: { now: Date; ahead: number },
): AttendanceState {
  if (attendance?.presentAt) return 'present';
  const live = liveOf(occasions);
  const own = live.find(({ id }) => id === attendance?.occasionId);
  const isAllOver = live.length > 0 && live.every(one => checkInStateOf(one, now) === 'over');
  if (own) {
    if (checkInStateOf(own, now) === 'over') return 'missed';
    return own.capacity === null || ahead < own.capacity ? 'seat' : 'waiting';
  }
  if (attendance?.cannotComeAt) return 'cannot-come';
  if (isAllOver) return 'over';
  return attendance?.occasionId ? 'removed' : 'none';
}

/** @returns whether the substitute task is theirs to do: they were not there, or will not be */
export function isSubstituteOpen(state: AttendanceState): boolean {
  return state === 'missed' || state === 'over' || state === 'cannot-come';
}

/** @returns whether a sign-up elsewhere may take the place of this one: nothing comes of it any more */
export function isSpent(
  { occasionId, presentAt }: Pick<Attendance, 'occasionId' | 'presentAt'>,
  occasions: readonly Occasion[],
  now: Date,
): boolean {
  if (presentAt) return false;
  const own = liveOf(occasions).find(({ id }) => id === occasionId);
  return !own || checkInStateOf(own, now) === 'over';
}
