/** How one participant's grade stands at the platform. */
export type GradeStateName = 'waiting' | 'sent' | 'refused';

export interface GradeState {
  participantId: string;
  state: GradeStateName;
  /** When the platform last accepted a score. */
  sentAt: Date | null;
  /** When it is tried again; null where nothing is planned. */
  nextTryAt: Date | null;
  /** Text key's last part that says why it waits or was refused: `grades:why.<reason>`. */
  reason: string | null;
  tries: number;
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
  /**
   * Sends again what was refused or waits, now. Asked for one participant whose grade the LMS holds newer, it is the
   * teacher's word that ours shall stand: then the asking is the grading event.
   */
  resend(activityId: string, participantId?: string): Promise<void>;
}
