import type { Grades } from '../../grades/grades.ts';
import type { Clock } from '../../kit/clock.ts';
import type { GivenAnswers } from '../../questions/marking.rules.ts';
import type { Instrument } from '../instrument.rules.ts';
import { isOverdue, type ProgressRecord } from '../progress.rules.ts';
import type { ProgressStore } from '../progress.store.ts';
import type { PseudonymStore } from '../pseudonym.store.ts';
import type { Taker } from '../taking-part.ts';
import type { AttemptStore } from './attempts.store.ts';
import { attemptsLeft, markAttempt, type Attempt, type KnowledgeSettings } from './knowledge.rules.ts';

/** How someone stands with the knowledge check. */
export interface KnowledgeStanding {
  draft: GivenAnswers;
  /** Oldest first. */
  attempts: Attempt[];
}

export interface Sending {
  answers: GivenAnswers;
  /** How many times there were when the form was shown: one that was sent already is not sent again. */
  taken: number;
  settings: KnowledgeSettings;
  /** Whether the points are a grade. */
  isGraded: boolean;
}

export interface Knowledge {
  load(taker: Taker, instrumentId: string): Promise<KnowledgeStanding>;
  /** Keeps answers that are not sent yet. */
  saveDraft(taker: Taker, instrumentId: string, answers: GivenAnswers, taken: number): Promise<void>;
  /** Marks the answers and notes the grade. Sent twice, or when no time is left, it changes nothing. */
  submit(taker: Taker, instrument: Instrument, sending: Sending): Promise<void>;
  /** Tells the grades' outbox of points that a crash kept from it. To be asked only where points are the grade. */
  remindGrade(taker: Taker, progress: ProgressRecord): Promise<void>;
}

interface Parts {
  clock: Clock;
  grades: Pick<Grades, 'enqueue'>;
  attempts: AttemptStore;
  progress: ProgressStore;
  pseudonyms: PseudonymStore;
}

const NOTHING: KnowledgeStanding = { draft: {}, attempts: [] };

export function createKnowledge({ clock, grades, attempts, progress, pseudonyms }: Parts): Knowledge {
  async function placeOf(taker: Taker, instrumentId: string) {
    const { activityId, participantId, isTrial } = taker;
    const begun =
      (await progress.find(taker)) ??
      (await progress.meet({ activityId, participantId, isTrial, at: clock.now() }));
    return { pseudonym: await pseudonyms.get(begun, instrumentId), activityId, isTrial };
  }

  async function noteGrade(taker: Taker, at: Date): Promise<void> {
    const { activityId, participantId, placementId, isTrial } = taker;
    if (isTrial || placementId === undefined) return;
    await grades.enqueue({ placementId, activityId, participantId, at });
    await progress.notePoints(taker, at);
  }

  return {
    async load(taker, instrumentId) {
      const begun = await progress.find(taker);
      const pseudonym = begun && (await pseudonyms.find(begun, instrumentId));
      if (!pseudonym) return NOTHING;
      return (await attempts.find({ pseudonym, activityId: taker.activityId })) ?? NOTHING;
    },

    async saveDraft(taker, instrumentId, answers, taken) {
      await attempts.saveDraft(await placeOf(taker, instrumentId), answers, taken);
    },

    async submit(taker, instrument, { answers, taken, settings, isGraded }) {
      if (attemptsLeft(settings, taken) === 0) return;
      const { id, version, check = [] } = instrument;
      const marked = markAttempt(check, answers);
      const attempt = { number: taken + 1, instrument: { id, version }, answers, ...marked };
      const isNew = await attempts.add(await placeOf(taker, id), attempt);
      if (!isNew || !isGraded || taker.isTrial) return;
      const at = clock.now();
      const { activityId, participantId } = taker;
      await progress.noteKnowledge({ activityId, participantId, share: marked.share, at });
      await noteGrade(taker, at);
    },

    async remindGrade(taker, { knowledge, pointsNotedAt }) {
      if (!knowledge) return;
      const { at } = knowledge.last;
      const isNoted = pointsNotedAt !== undefined && pointsNotedAt >= at;
      if (!isNoted && isOverdue(at, clock.now())) await noteGrade(taker, at);
    },
  };
}
