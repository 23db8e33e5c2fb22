import type { Database } from '../db/database.ts';
import { isDuplicateKey } from '../db/duplicate-key.ts';
import { newToken } from '../kit/ids.ts';
import { openAnswers, type AnswerRecord } from './answer-model.store.ts';
import type { Answers } from './answers.rules.ts';
import type { Round } from './rounds.rules.ts';

export type { AnswerRecord } from './answer-model.store.ts';

interface Place {
  pseudonym: string;
  activityId: string;
  round: Round;
}

/** What the person says of themselves beside the answers. */
export type Background = Pick<AnswerRecord, 'role' | 'hasConsent'>;

/** What a save gives; the background of a record that is there already stays. */
export type SavedAnswers = Omit<AnswerRecord, 'isSubmitted' | 'release' | keyof Background>;

export interface AnswerStore {
  find(place: Place): Promise<AnswerRecord | null>;
  /** @returns the person's records of all rounds of an activity */
  list(place: Omit<Place, 'round'>): Promise<AnswerRecord[]>;
  /**
   * Saves what is given and leaves the rest as it is, in one update; makes the record on first use.
   * @returns the record after it, or null when the answers were sent already
   */
  save(record: SavedAnswers, background?: Background): Promise<AnswerRecord | null>;
  /**
   * Saves what is given in a record that is there, of the same version and not sent, in one update; makes none.
   * @returns all answers after it, or null when there is no such record
   */
  change(record: Omit<SavedAnswers, 'platformId' | 'isTrial'>): Promise<Answers | null>;
  /**
   * Closes the record when each of these statements is answered.
   * @returns the record after it (look at `isSubmitted`), or null when there is none
   */
  close(place: Place, statementIds: string[]): Promise<AnswerRecord | null>;
  /** Lets a closed record be changed again. */
  reopen(place: Place): Promise<void>;
  /** Notes whether research may have the person's answers, in all rounds of an activity. */
  setConsent(place: Omit<Place, 'round'>, hasConsent: boolean): Promise<void>;
  /** Removes the person's records of all rounds of an activity. */
  remove(place: Omit<Place, 'round'>): Promise<void>;
}

/** @returns the changes of single fields, so that two tabs do not undo each other. */
function updateOf(answers: Answers): { set: Record<string, unknown>; unset: Record<string, ''> } {
  const set: Record<string, unknown> = {};
  const unset: Record<string, ''> = {};
  for (const [id, { skill, importance, ...rest }] of Object.entries(answers)) {
    if (skill !== undefined) set[`answers.${id}.skill`] = skill;
    if (skill === 'outside') unset[`answers.${id}.importance`] = '';
    else if (importance !== undefined) set[`answers.${id}.importance`] = importance;
    for (const [name, value] of Object.entries(rest) as [string, unknown][])
      if (value !== undefined) set[`answers.${id}.${name}`] = value;
  }
  return { set, unset };
}

type StoredRecord = Omit<AnswerRecord, 'answers'> & { answers?: Answers };

/** A record in which nothing is answered yet has no answers. */
function whole(record: StoredRecord): AnswerRecord {
  return { ...record, answers: record.answers ?? {} };
}

const OWN = { _id: 0 } as const;

export function createAnswerStore(db: Database): AnswerStore {
  const model = openAnswers(db);

  async function find({ pseudonym, activityId, round }: Place): Promise<AnswerRecord | null> {
    const record = await model.findOne({ pseudonym, activityId, round }, OWN).lean<AnswerRecord | null>();
    return record && whole(record);
  }

  async function update(
    record: SavedAnswers,
    background: Background | undefined,
    upsert: boolean,
  ): Promise<AnswerRecord | null> {
    const { pseudonym, activityId, round, instrument, platformId, answers, isTrial, savedOn } = record;
    const { set, unset } = updateOf(answers);
    const fresh = { _id: newToken(), isTrial, instrument, platformId, release: 'waiting' };
    const saidNothing: Background = { role: null, hasConsent: false };
    // By the driver itself: every value was read by a form's schema, and this is what 200 people do each second.
    const saved = await model.collection.findOneAndUpdate(
      { pseudonym, activityId, round, isSubmitted: false },
      {
        $set: { ...set, ...background, savedOn },
        ...(Object.keys(unset).length > 0 && { $unset: unset }),
        $setOnInsert: { ...fresh, ...(!background && saidNothing) },
      },
      { upsert, returnDocument: 'after', projection: OWN },
    );
    return saved && whole(saved as unknown as AnswerRecord);
  }

  return {
    find,
    async list({ pseudonym, activityId }) {
      return (await model.find({ pseudonym, activityId }, OWN).lean<AnswerRecord[]>()).map(whole);
    },
    async save(record, background) {
      try {
        return await update(record, background, true);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        // Either another tab made the record at this moment, or it is closed: then this finds none.
        return update(record, background, false);
      }
    },
    async change({ pseudonym, activityId, round, instrument, answers, savedOn }) {
      const { set, unset } = updateOf(answers);
      const saved = await model.collection.findOneAndUpdate(
        { pseudonym, activityId, round, isSubmitted: false, 'instrument.version': instrument.version },
        { $set: { ...set, savedOn }, ...(Object.keys(unset).length > 0 && { $unset: unset }) },
        { returnDocument: 'after', projection: { _id: 0, answers: 1 } },
      );
      return saved && whole(saved as unknown as StoredRecord).answers;
    },
    async close(place, statementIds) {
      const { pseudonym, activityId, round } = place;
      const allAnswered = Object.fromEntries(
        statementIds.map(id => [`answers.${id}.skill`, { $exists: true }]),
      );
      const closed = await model
        .findOneAndUpdate(
          { pseudonym, activityId, round, isSubmitted: false, ...allAnswered },
          { $set: { isSubmitted: true } },
          { returnDocument: 'after', projection: OWN },
        )
        .lean<AnswerRecord | null>();
      return closed ?? find(place);
    },
    async reopen({ pseudonym, activityId, round }) {
      await model.updateOne({ pseudonym, activityId, round }, { $set: { isSubmitted: false } });
    },
    async setConsent({ pseudonym, activityId }, hasConsent) {
      await model.updateMany({ pseudonym, activityId }, { $set: { hasConsent } });
    },
    async remove({ pseudonym, activityId }) {
      await model.deleteMany({ pseudonym, activityId });
    },
  };
}
