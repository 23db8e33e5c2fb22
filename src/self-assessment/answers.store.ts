import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { isDuplicateKey } from '../db/duplicate-key.ts';
import { newToken } from '../kit/ids.ts';
import type { Answers } from './answers.rules.ts';

/** One person's answers in one activity, under a pseudonym. Nothing here names the person or a time of day. */
export interface AnswerRecord {
  pseudonym: string;
  activityId: string;
  instrument: { id: string; version: number };
  answers: Answers;
  isSubmitted: boolean;
  isTrial: boolean;
  /** The day of the last save, `2026-11-27`: what keeping times are counted from. */
  savedOn: string;
}

interface AnswerDoc extends AnswerRecord {
  _id: string;
}

const schema = new Schema<AnswerDoc>(
  {
    _id: { type: String, required: true },
    pseudonym: { type: String, required: true },
    activityId: { type: String, required: true },
    instrument: { _id: false, id: String, version: Number },
    answers: { type: Schema.Types.Mixed },
    isSubmitted: { type: Boolean, required: true },
    isTrial: { type: Boolean, required: true },
    savedOn: { type: String, required: true },
  },
  {
    collection: 'self_assessment_answers',
    versionKey: false,
    minimize: false,
    // Kept in the order of the random ids: the order in which people began cannot be read from the collection.
    clusteredIndex: { name: 'random_order', key: { _id: 1 }, unique: true },
  } as object,
);
// One record a person and activity, whatever two tabs do; every read and write of this store comes this way.
schema.index({ pseudonym: 1, activityId: 1 }, { unique: true });

interface Place {
  pseudonym: string;
  activityId: string;
}

export interface AnswerStore {
  find(place: Place): Promise<AnswerRecord | null>;
  /**
   * Saves what is given and leaves the rest as it is, in one update; makes the record on first use.
   * @returns the record after it, or null when the answers were sent already
   */
  save(record: Omit<AnswerRecord, 'isSubmitted'>): Promise<AnswerRecord | null>;
  /**
   * Closes the record for good when each of these statements is answered.
   * @returns the record after it (look at `isSubmitted`), or null when there is none
   */
  close(place: Place, statementIds: string[]): Promise<AnswerRecord | null>;
  remove(place: Place): Promise<void>;
}

/** @returns the changes of single fields, so that two tabs do not undo each other. */
function updateOf(answers: Answers): { set: Record<string, unknown>; unset: Record<string, ''> } {
  const set: Record<string, unknown> = {};
  const unset: Record<string, ''> = {};
  for (const [id, { skill, importance }] of Object.entries(answers)) {
    if (skill !== undefined) set[`answers.${id}.skill`] = skill;
    if (skill === 'outside') unset[`answers.${id}.importance`] = '';
    else if (importance !== undefined) set[`answers.${id}.importance`] = importance;
  }
  return { set, unset };
}

export function createAnswerStore(db: Database): AnswerStore {
  const model = db.connection.model<AnswerDoc>('self_assessment_answers', schema);

  async function find({ pseudonym, activityId }: Place): Promise<AnswerRecord | null> {
    return model.findOne({ pseudonym, activityId }, { _id: 0 }).lean<AnswerRecord | null>();
  }

  async function update(
    record: Omit<AnswerRecord, 'isSubmitted'>,
    upsert: boolean,
  ): Promise<AnswerRecord | null> {
    const { pseudonym, activityId, instrument, answers, isTrial, savedOn } = record;
    const { set, unset } = updateOf(answers);
    // By the driver itself: every value was read by a form's schema, and this is what 200 people do each second.
    return model.collection.findOneAndUpdate(
      { pseudonym, activityId, isSubmitted: false },
      {
        $set: { ...set, instrument, savedOn },
        ...(Object.keys(unset).length > 0 && { $unset: unset }),
        $setOnInsert: { _id: newToken(), isTrial },
      },
      { upsert, returnDocument: 'after', projection: { _id: 0 } },
    ) as Promise<AnswerRecord | null>;
  }

  return {
    find,
    async save(record) {
      try {
        return await update(record, true);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        // Either another tab made the record at this moment, or it is closed: then this finds none.
        return update(record, false);
      }
    },
    async close(place, statementIds) {
      const { pseudonym, activityId } = place;
      const allAnswered = Object.fromEntries(
        statementIds.map(id => [`answers.${id}.skill`, { $exists: true }]),
      );
      const closed = await model
        .findOneAndUpdate(
          { pseudonym, activityId, isSubmitted: false, ...allAnswered },
          { $set: { isSubmitted: true } },
          { returnDocument: 'after', projection: { _id: 0 } },
        )
        .lean<AnswerRecord | null>();
      return closed ?? find(place);
    },
    async remove({ pseudonym, activityId }) {
      await model.deleteOne({ pseudonym, activityId });
    },
  };
}
