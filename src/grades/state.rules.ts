import { compareGrades } from './comparing.rules.ts';
import type { GradeState, GradeStateName } from './grades.ts';
import type { OutboxItem } from './outbox.ts';

/** What the rules must know of an outbox document. */
export type StoredState = Pick<
  OutboxItem,
  | 'participantId'
  | 'placementId'
  | 'eventAt'
  | 'state'
  | 'reason'
  | 'dueAt'
  | 'sentAt'
  | 'tries'
  | 'accepted'
  | 'shown'
>;

const NEED: Record<GradeStateName, number> = { sent: 0, waiting: 1, refused: 2 };

function isSeen<T extends StoredState>(one: T): one is T & { state: GradeStateName } {
  return one.state !== 'none';
}

function toState(one: StoredState & { state: GradeStateName }): GradeState {
  const {
    participantId,
    placementId,
    state,
    eventAt,
    sentAt,
    dueAt: nextTryAt,
    reason,
    tries,
    accepted,
    shown,
  } = one;
  return {
    participantId,
    placementId,
    state,
    waitingSince: state === 'waiting' ? eventAt : null,
    sentAt,
    sentValue: accepted?.value ?? null,
    nextTryAt,
    reason,
    tries,
    comparison: state === 'sent' && accepted ? compareGrades(accepted.value, shown) : null,
    shown,
  };
}

/**
 * One state for each participant. A link whose column was made anew has left a document for the old one: of one link
 * the newest counts. Of several links, what needs someone most.
 */
export function mergeStates(stored: readonly StoredState[]): GradeState[] {
  const newest = new Map<string, StoredState>();
  for (const one of stored) {
    const key = `${one.placementId} ${one.participantId}`;
    const other = newest.get(key);
    const isMoved = other?.eventAt.getTime() === one.eventAt.getTime() && other.state === 'none';
    if (!other || other.eventAt < one.eventAt || isMoved) newest.set(key, one);
  }
  const states = new Map<string, GradeState>();
  for (const one of [...newest.values()].filter(isSeen)) {
    const other = states.get(one.participantId);
    if (!other || NEED[one.state] > NEED[other.state]) states.set(one.participantId, toState(one));
  }
  return [...states.values()];
}
