import type { Clock } from '../kit/clock.ts';
import { MINUTE_MS, SECOND_MS } from '../kit/clock.ts';
import { AppError } from '../kit/errors.ts';
import { createRecent } from '../kit/recent.ts';
import type { Locale } from '../i18n/index.ts';
import type { Grades, GradeState } from '../grades/grades.ts';
import { allowedOf, dayOf, isOfUnit, type Answers } from './answers.rules.ts';
import type { AnswerRecord, AnswerStore, Background } from './answers.store.ts';
import { statementsOf, type Instrument } from './instrument.rules.ts';
import type { ProgressRecord } from './progress.rules.ts';
import type { ProgressStore } from './progress.store.ts';
import type { PseudonymStore } from './pseudonym.store.ts';
import type { Round } from './rounds.rules.ts';

/** The person at work, and the place where they came from. */
export interface Taker {
  activityId: string;
  participantId: string;
  /** Absent: no line item to send to. */
  placementId: string | undefined;
  platformId: string;
  isTrial: boolean;
}

/** How a person stands in an activity: no progress while nothing was begun. */
export interface Standing {
  progress: ProgressRecord | null;
  /** Their own records by round. */
  records: Partial<Record<Round, AnswerRecord>>;
}

/** What came of sending. */
export interface Sent {
  isSent: boolean;
  /** What is there, sent or not. */
  answers: Answers;
}

export interface TakingPart {
  /** @returns how far the person is, with their own answers: one round trip for someone who has not begun. */
  load(taker: Pick<Taker, 'activityId' | 'participantId'>, instrumentId: string): Promise<Standing>;
  /** @returns the version of the instrument with which the person began the round; null for who has not begun */
  findVersion(taker: Taker, round: Round, instrumentId: string): Promise<number | null>;
  /**
   * Begins a round, or changes what the person says of themselves while it is under way.
   * @throws AppError `self-assessment/already-submitted` (409)
   */
  begin(taker: Taker, round: Round, instrument: Instrument, background: Background): Promise<void>;
  /**
   * Saves what is given and leaves the rest.
   * @returns all answers after it
   * @throws AppError `self-assessment/already-submitted` (409)
   */
  save(taker: Taker, round: Round, instrument: Instrument, answers: Answers): Promise<Answers>;
  /**
   * Sends the answers when all are there; done again it changes nothing.
   * @param locale language of the comment beside the grade
   */
  submit(taker: Taker, round: Round, instrument: Instrument, locale: Locale): Promise<Sent>;
  /** Lets someone change what they sent in a round. Their grade stays. @returns whether they had sent it */
  reopen(activityId: string, participantId: string, round: Round, instrumentId: string): Promise<boolean>;
  /** Notes whether research may have the person's answers in this activity. */
  setConsent(taker: Taker, instrumentId: string, hasConsent: boolean): Promise<void>;
  /** Tells the grades' outbox of a done self-assessment that a crash kept from it. */
  remindGrade(taker: Taker, progress: ProgressRecord): Promise<void>;
  /** @returns where the person's grade is; null where there is none, or none is to be sent */
  findGrade(taker: Taker): Promise<GradeState | null>;
}

interface Parts {
  clock: Clock;
  grades: Pick<Grades, 'enqueue' | 'findState'>;
  progress: ProgressStore;
  answers: AnswerStore;
  pseudonyms: PseudonymStore;
}

/** Versions with which people began, so that a save need not ask. */
const REMEMBERED = 5000;

/** Another request may still be on its way to the outbox for so long. */
const NOTING_MS = 30 * SECOND_MS;

export function createTakingPart(parts: Parts): TakingPart {
  const { clock, grades, progress, answers, pseudonyms } = parts;

  const versions = createRecent<number>(REMEMBERED, { clock, lifeMs: 10 * MINUTE_MS });
  const nameOf = ({ activityId, participantId }: Taker, round: Round): string =>
    JSON.stringify([activityId, participantId, round]);

  async function listRecords(begun: ProgressRecord, instrumentId: string): Promise<Standing['records']> {
    const pseudonym = await pseudonyms.find(begun, instrumentId);
    if (pseudonym === null) return {};
    const records = await answers.list({ pseudonym, activityId: begun.activityId });
    return Object.fromEntries(records.map(record => [record.round, record]));
  }

  /** @returns who has begun the round, from now on if not before */
  async function beginRound(taker: Taker, round: Round): Promise<{ participantId: string; startedAt: Date }> {
    const begun = await progress.find(taker);
    if (begun?.rounds[round]) return begun;
    const at = clock.now();
    const { activityId, participantId, isTrial } = taker;
    await progress.begin({ activityId, participantId, isTrial, round, at });
    return begun ?? { participantId, startedAt: at };
  }

  async function saveRecord(
    taker: Taker,
    round: Round,
    instrument: Instrument,
    changes: Answers,
    background?: Background,
  ): Promise<AnswerRecord> {
    const begun = await beginRound(taker, round);
    const { activityId, platformId, isTrial } = taker;
    const record = {
      pseudonym: await pseudonyms.get(begun, instrument.id),
      activityId,
      round,
      instrument: { id: instrument.id, version: instrument.version },
      platformId,
      answers: changes,
      isTrial,
      savedOn: dayOf(clock.now()),
    };
    const saved = await answers.save(record, background);
    if (!saved) throw new AppError('self-assessment/already-submitted', { status: 409 });
    versions.set(nameOf(taker, round), saved.instrument.version);
    return saved;
  }

  async function findRecord(taker: Taker, round: Round, instrumentId: string): Promise<AnswerRecord | null> {
    const begun = await progress.find(taker);
    const pseudonym = begun && (await pseudonyms.find(begun, instrumentId));
    return pseudonym ? answers.find({ pseudonym, activityId: taker.activityId, round }) : null;
  }

  async function noteGrade(taker: Taker, at: Date): Promise<void> {
    const { activityId, participantId, placementId, isTrial } = taker;
    if (isTrial || placementId === undefined) return;
    await grades.enqueue({ placementId, activityId, participantId, at });
    await progress.noteGrade(taker);
  }

  return {
    async load(taker, instrumentId) {
      const begun = await progress.find(taker);
      return { progress: begun, records: begun ? await listRecords(begun, instrumentId) : {} };
    },

    async findVersion(taker, round, instrumentId) {
      const name = nameOf(taker, round);
      const known = versions.get(name);
      if (known !== undefined) return known;
      const record = await findRecord(taker, round, instrumentId);
      if (record) versions.set(name, record.instrument.version);
      return record?.instrument.version ?? null;
    },

    async begin(taker, round, instrument, background) {
      await saveRecord(taker, round, instrument, {}, background);
    },

    async save(taker, round, instrument, changes) {
      const record = isOfUnit(changes) ? await findRecord(taker, round, instrument.id) : null;
      const allowed = allowedOf(changes, record?.role ?? null);
      if (Object.keys(allowed).length === 0) return {};
      return (await saveRecord(taker, round, instrument, allowed)).answers;
    },

    async submit(taker, round, instrument, locale) {
      const begun = await progress.find(taker);
      const pseudonym = begun?.rounds[round] && (await pseudonyms.find(begun, instrument.id));
      if (!pseudonym) return { isSent: false, answers: {} };
      const ids = statementsOf(instrument).map(s => s.id);
      const record = await answers.close({ pseudonym, activityId: taker.activityId, round }, ids);
      if (!record?.isSubmitted) return { isSent: false, answers: record?.answers ?? {} };
      const at = clock.now();
      // The answers are closed first: had the process died between, sending again would come this way once more.
      if (await progress.finish({ ...taker, round, at, locale })) await noteGrade(taker, at);
      return { isSent: true, answers: record.answers };
    },

    async reopen(activityId, participantId, round, instrumentId) {
      const begun = await progress.find({ activityId, participantId });
      const pseudonym = begun && (await pseudonyms.find(begun, instrumentId));
      if (!pseudonym) return false;
      await answers.reopen({ pseudonym, activityId, round });
      return progress.reopen({ activityId, participantId, round });
    },

    async setConsent(taker, instrumentId, hasConsent) {
      const begun = await progress.find(taker);
      const pseudonym = begun && (await pseudonyms.find(begun, instrumentId));
      if (pseudonym) await answers.setConsent({ pseudonym, activityId: taker.activityId }, hasConsent);
    },

    async remindGrade(taker, { doneAt, isGradeNoted }) {
      if (!doneAt || isGradeNoted) return;
      if (clock.now().getTime() - doneAt.getTime() > NOTING_MS) await noteGrade(taker, doneAt);
    },

    async findGrade({ activityId, participantId, isTrial }) {
      return isTrial ? null : grades.findState(activityId, participantId);
    },
  };
}
