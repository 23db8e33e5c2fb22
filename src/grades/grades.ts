import type { Comparison } from './comparing.rules.ts';
import type { Shown } from './outbox.ts';

/** How one participant's grade stands at the platform. */
export type GradeStateName = 'waiting' | 'sent' | 'refused';

export interface GradeState {
  participantId: string;
  /** The link whose column it is in. */
  placementId: string;
  state: GradeStateName;
  /** When the event came that is still to be sent; null where none is. */
  waitingSince: Date | null;
  /** When the platform last accepted a score. */
  sentAt: Date | null;
  /** What it accepted then, 0..1. */
  sentValue: number | null;
  /** When it is tried again; null where nothing is planned. */
  nextTryAt: Date | null;
  /** Text key's last part that says why it waits or was refused: `grades:why.<reason>`. */
  reason: string | null;
  tries: number;
  /** How the grade that was sent stands against the gradebook's; null: not compared since, or nothing was sent. */
  comparison: Comparison | null;
  /** What the gradebook held when it was last read; null: it was not read since the last send. */
  shown: Shown | null;
}

/** When an activity's grades were last compared with the gradebook's. */
export interface LastComparison {
  /** Of the one that is longest ago, where an activity has several columns; null: some were never compared. */
  at: Date | null;
  /** Why the last one came to nothing: text key's last part, `grades:compare.<failure>`; null: it did not. */
  failure: CompareFailure | null;
}

export type CompareFailure = 'unavailable' | 'forbidden' | 'gone' | 'incomplete';

/** What a teacher asked for, and who it was: the LMS's id of the person, since a grade is decided on in someone's name. */
export interface GradeWish {
  activityId: string;
  /** Absent: all of the activity. */
  participantId?: string | undefined;
  by: string;
}

/** The shared room that passes grades back: the only way out is its outbox. */
export interface Grades {
  /**
   * Notes that a participant's score may have changed; the sender reads it just in time. Safe to call again: one
   * outbox document per line item and participant. Does nothing for trial runs or links without a column.
   */
  enqueue(event: { placementId: string; activityId: string; participantId: string; at: Date }): Promise<void>;
  /** @returns the states of all grades of an activity. */
  listStates(activityId: string): Promise<GradeState[]>;
  /** @returns the state of one participant's grade; null while there is none */
  findState(activityId: string, participantId: string): Promise<GradeState | null>;
  /**
   * Sends again, now. For one participant: whatever the gradebook shows, ours shall stand, and the asking is the
   * grading event. For all: what waits, was refused, or is missing from the gradebook; another's grade is left alone.
   */
  resend(wish: GradeWish): Promise<void>;
  /** Lets the gradebook's grade stand where it differs from ours, until the next grading event. */
  keepTheirs(wish: GradeWish & { participantId: string }): Promise<void>;
  /** Reads the gradebook and notes where it differs from what was sent. Never throws for what a platform does. */
  compare(activityId: string): Promise<void>;
  findLastComparison(activityId: string): Promise<LastComparison | null>;
}
