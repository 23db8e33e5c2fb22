import type { Clock } from '../kit/clock.ts';
import { SECOND_MS } from '../kit/clock.ts';
import { AppError } from '../kit/errors.ts';
import type { Locale } from '../i18n/index.ts';
import type { Grades, GradeState } from '../grades/grades.ts';
import { dayOf, type Answers } from './answers.rules.ts';
import type { AnswerStore } from './answers.store.ts';
import { statementsOf, type Instrument } from './instrument.rules.ts';
import type { ProgressRecord, ProgressStore } from './progress.store.ts';
import type { PseudonymStore } from './pseudonym.store.ts';

/** The person at work, and the place where they came from. */
export interface Taker {
  activityId: string;
  participantId: string;
  /** Absent: no line item to send to. */
  placementId: string | undefined;
  isTrial: boolean;
}

/** How a person stands: null while nothing was saved. */
export interface Standing {
  progress: ProgressRecord | null;
  answers: Answers;
}

export interface TakingPart {
  /** @returns how far the person is, with their own answers: one round trip for someone who has not begun. */
  load(taker: Taker, instrument: Instrument): Promise<Standing>;
  /**
   * Saves what is given and leaves the rest.
   * @returns all answers after it
   * @throws AppError `self-assessment/already-submitted` (409)
   */
  save(taker: Taker, instrument: Instrument, answers: Answers): Promise<Answers>;
  /**
   * Sends the answers when all are there; done again it changes nothing.
   * @param locale language of the comment beside the grade
   * @returns whether they are sent; if not, `answers` tells what is there
   */
  submit(
    taker: Taker,
    instrument: Instrument,
    locale: Locale,
  ): Promise<{ isSent: boolean; answers: Answers }>;
  /** Tells the grades' outbox of a done self-assessment that a crash kept from it. */
  remindGrade(taker: Taker, progress: ProgressRecord): Promise<void>;
  /** @returns where the person's grade is; null where there is none, or none is to be sent */
  findGrade(taker: Taker): Promise<GradeState | null>;
  /** Removes a trial run and its answers to any of these instruments; anyone else's stay. */
  clearTrial(activityId: string, participantId: string, instrumentIds: string[]): Promise<void>;
}

interface Parts {
  clock: Clock;
  grades: Pick<Grades, 'enqueue' | 'findState'>;
  progress: ProgressStore;
  answers: AnswerStore;
  pseudonyms: PseudonymStore;
}

/** Another request may still be on its way to the outbox for so long. */
const NOTING_MS = 30 * SECOND_MS;

export function createTakingPart({ clock, grades, progress, answers, pseudonyms }: Parts): TakingPart {
  async function loadAnswers(begun: ProgressRecord, instrument: Instrument): Promise<Answers> {
    const pseudonym = await pseudonyms.find(begun, instrument.id);
    if (pseudonym === null) return {};
    const record = await answers.find({ pseudonym, activityId: begun.activityId });
    return record?.answers ?? {};
  }

  async function begin(taker: Taker): Promise<{ participantId: string; startedAt: Date }> {
    const at = clock.now();
    const { activityId, participantId, isTrial } = taker;
    await progress.begin({ activityId, participantId, isTrial, at });
    return { participantId, startedAt: at };
  }

  async function noteGrade(taker: Taker, at: Date): Promise<void> {
    const { activityId, participantId, placementId, isTrial } = taker;
    if (isTrial || placementId === undefined) return;
    await grades.enqueue({ placementId, activityId, participantId, at });
    await progress.noteGrade(taker);
  }

  return {
    async load(taker, instrument) {
      const begun = await progress.find(taker);
      return { progress: begun, answers: begun ? await loadAnswers(begun, instrument) : {} };
    },

    async save(taker, instrument, changes) {
      const begun = (await progress.find(taker)) ?? (await begin(taker));
      const pseudonym = await pseudonyms.get(begun, instrument.id);
      const record = await answers.save({
        pseudonym,
        activityId: taker.activityId,
        instrument: { id: instrument.id, version: instrument.version },
        answers: changes,
        isTrial: taker.isTrial,
        savedOn: dayOf(clock.now()),
      });
      if (!record) throw new AppError('self-assessment/already-submitted', { status: 409 });
      return record.answers;
    },

    async submit(taker, instrument, locale) {
      const begun = await progress.find(taker);
      const pseudonym = begun && (await pseudonyms.find(begun, instrument.id));
      if (!pseudonym) return { isSent: false, answers: {} };
      const ids = statementsOf(instrument).map(s => s.id);
      const record = await answers.close({ pseudonym, activityId: taker.activityId }, ids);
      if (!record?.isSubmitted) return { isSent: false, answers: record?.answers ?? {} };
      const at = clock.now();
      // The answers are closed first: had the process died between, sending again would come this way once more.
      if (await progress.finish({ ...taker, at, locale })) await noteGrade(taker, at);
      return { isSent: true, answers: record.answers };
    },

    async remindGrade(taker, { state, doneAt, isGradeNoted }) {
      if (state !== 'done' || !doneAt || isGradeNoted) return;
      if (clock.now().getTime() - doneAt.getTime() > NOTING_MS) await noteGrade(taker, doneAt);
    },

    async findGrade({ activityId, participantId, isTrial }) {
      return isTrial ? null : grades.findState(activityId, participantId);
    },

    async clearTrial(activityId, participantId, instrumentIds) {
      const place = { activityId, participantId };
      const begun = await progress.find(place);
      if (!begun?.isTrial) return;
      for (const id of instrumentIds) {
        const pseudonym = await pseudonyms.find(begun, id);
        if (pseudonym !== null) await answers.remove({ pseudonym, activityId });
      }
      await progress.remove(place);
      if (!(await progress.takesPart(participantId))) await pseudonyms.remove(begun);
    },
  };
}
