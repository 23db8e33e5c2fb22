import type { Locale } from '../i18n/index.ts';
import { SECOND_MS } from '../kit/clock.ts';
import { ROUNDS, type Round } from './rounds.rules.ts';

/** How far one participant is in one activity: what a teacher may see. No answer, nor how many there are. */
export interface ProgressRecord {
  activityId: string;
  participantId: string;
  isTrial: boolean;
  startedAt: Date;
  /** When they were done with a round for the first time: that is what the grade stands for, whatever is opened again. */
  doneAt: Date | null;
  /** Language of the comment beside the grade; set when done. */
  locale: Locale | null;
  /** Whether the grades' outbox knows of it. */
  isGradeNoted: boolean;
  rounds: Partial<Record<Round, RoundProgress>>;
  /** What the knowledge check earned, where its points are the grade. */
  knowledge?: Knowledge | undefined;
  /** The grades' outbox knows of what was earned until then. */
  pointsNotedAt?: Date | undefined;
}

/** Another request may still be on its way to the outbox for so long. */
const NOTING_MS = 30 * SECOND_MS;

/** @returns whether what happened then should have reached the grades' outbox by now */
export function isOverdue(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() > NOTING_MS;
}

/** What one time at the knowledge check earned, and when. */
export interface Earned {
  /** 0..1 */
  share: number;
  at: Date;
}

/** The best time, the earliest of equals, and the last. */
export interface Knowledge {
  best: Earned;
  last: Earned;
}

export interface RoundProgress {
  startedAt: Date;
  doneAt: Date | null;
}

export type ProgressState = 'not-started' | 'under-way' | 'done';

/** @returns how far the person is in a round */
export function stateIn(progress: Pick<ProgressRecord, 'rounds'> | null, round: Round): ProgressState {
  const here = progress?.rounds[round];
  if (!here) return 'not-started';
  return here.doneAt ? 'done' : 'under-way';
}

/** A round that someone is done with. */
export interface DoneRound {
  round: Round;
  doneAt: Date;
}

/** @returns the rounds that the person is done with, in their order */
export function doneRounds(progress: Pick<ProgressRecord, 'rounds'> | null): DoneRound[] {
  return ROUNDS.flatMap(round => {
    const doneAt = progress?.rounds[round]?.doneAt;
    return doneAt ? [{ round, doneAt }] : [];
  });
}
