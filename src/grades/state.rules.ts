import type { GradeState, GradeStateName } from './grades.ts';

/** What the rules must know of an outbox document. */
export interface StoredState {
  participantId: string;
  placementId: string;
  eventAt: Date;
  state: GradeStateName | 'none';
  reason: string | null;
  dueAt: Date | null;
  sentAt: Date | null;
  tries: number;
}

const NEED: Record<GradeStateName, number> = { sent: 0, waiting: 1, refused: 2 };

function isSeen<T extends StoredState>(one: T): one is T & { state: GradeStateName } {
  return one.state !== 'none';
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
    if (!other || other.eventAt < one.eventAt) newest.set(key, one);
  }
  const states = new Map<string, GradeState>();
  for (const one of [...newest.values()].filter(isSeen)) {
    const { participantId, state, sentAt, dueAt: nextTryAt, reason, tries } = one;
    const other = states.get(participantId);
    if (!other || NEED[state] > NEED[other.state]) {
      states.set(participantId, { participantId, state, sentAt, nextTryAt, reason, tries });
    }
  }
  return [...states.values()];
}
