import type { Clock } from '../kit/clock.ts';
import { MINUTE_MS } from '../kit/clock.ts';
import { AppError } from '../kit/errors.ts';
import { createRecent } from '../kit/recent.ts';
import type { Locale } from '../i18n/index.ts';
import type { Grades, GradeState } from '../grades/grades.ts';
import { allowedOf, dayOf, isOfUnit, type Answers } from './answers.rules.ts';
import type { AnswerRecord, AnswerStore, Background } from './answers.store.ts';
import { statementsOf, type Instrument } from './instrument.rules.ts';
import { isOverdue, type ProgressRecord } from './progress.rules.ts';
import type { ProgressStore } from './progress.store.ts';
import type { PseudonymStore } from './pseudonym.store.ts';
import type { TakerRole } from './roles.rules.ts';
import { ROUNDS, type Round } from './rounds.rules.ts';

/** The person at work, and the place where they came from. */
export interface Taker {
  activityId: string;
  participantId: string;
  /** Absent: no line item to send to. */
  placementId: string | undefined;
  platformId: string;
  isTrial: boolean;
}

type Person = Pick<Taker, 'activityId' | 'participantId'>;

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
  load(taker: Taker, instrumentId: string): Promise<Standing>;
  /** @returns the version of the instrument with which the person began the round; null for who has not begun */
  findVersion(taker: Taker, round: Round, instrumentId: string): Promise<number | null>;
  /** @returns whether this process knows that the person has begun a round of the activity, and not as a trial run */
  isKnown(person: Person): boolean;
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

/** People under way, so that a save need not ask. */
const REMEMBERED = 5000;

/** Where the answers of someone lie who has begun a round, and the version with which they did. */
interface UnderWay {
  pseudonym: string;
  version: number;
  isTrial: boolean;
}

export function createTakingPart(parts: Parts): TakingPart {
  const { clock, grades, progress, answers, pseudonyms } = parts;

  const underWay = createRecent<UnderWay>(REMEMBERED, { clock, lifeMs: 10 * MINUTE_MS });
  const nameOf = ({ activityId, participantId }: Person, round: Round): string =>
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

  function remember(taker: Taker, { round, pseudonym, instrument, isTrial }: AnswerRecord): void {
    underWay.set(nameOf(taker, round), { pseudonym, version: instrument.version, isTrial });
  }

  /**
   * The save of someone who is known to be under way: one update, which finds nothing and makes nothing where their
   * answers were sent or erased since, by whichever process.
   * @returns all answers after it, or null where only `saveRecord` can tell
   */
  async function changeKnown(
    taker: Taker,
    round: Round,
    { id, version }: Instrument,
    changes: Answers,
  ): Promise<Answers | null> {
    const known = underWay.get(nameOf(taker, round));
    if (!known) return null;
    const place = { pseudonym: known.pseudonym, activityId: taker.activityId, round };
    const change = { ...place, instrument: { id, version }, answers: changes, savedOn: dayOf(clock.now()) };
    const saved = await answers.change(change);
    if (!saved) underWay.delete(nameOf(taker, round));
    return saved;
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
    remember(taker, saved);
    return saved;
  }

  async function findRecordOf(
    begun: ProgressRecord,
    round: Round,
    instrumentId: string,
  ): Promise<AnswerRecord | null> {
    const pseudonym = await pseudonyms.find(begun, instrumentId);
    return pseudonym === null ? null : answers.find({ pseudonym, activityId: begun.activityId, round });
  }

  async function findRole(taker: Taker, round: Round, instrumentId: string): Promise<TakerRole | null> {
    const begun = await progress.find(taker);
    return (begun && (await findRecordOf(begun, round, instrumentId)))?.role ?? null;
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
      const known = underWay.get(nameOf(taker, round));
      if (known) return known.version;
      const begun = await progress.find(taker);
      const record = begun && (await findRecordOf(begun, round, instrumentId));
      if (begun?.rounds[round] && record) remember(taker, record);
      return record?.instrument.version ?? null;
    },

    isKnown: person => ROUNDS.some(round => underWay.get(nameOf(person, round))?.isTrial === false),

    async begin(taker, round, instrument, background) {
      await saveRecord(taker, round, instrument, {}, background);
    },

    async save(taker, round, instrument, changes) {
      const role = isOfUnit(changes) ? await findRole(taker, round, instrument.id) : null;
      const allowed = allowedOf(changes, role);
      if (Object.keys(allowed).length === 0) return {};
      const changed = await changeKnown(taker, round, instrument, allowed);
      return changed ?? (await saveRecord(taker, round, instrument, allowed)).answers;
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
      if (isOverdue(doneAt, clock.now())) await noteGrade(taker, doneAt);
    },

    async findGrade({ activityId, participantId, isTrial }) {
      return isTrial ? null : grades.findState(activityId, participantId);
    },
  };
}
