import { Schema, type Model } from 'mongoose';
import type { Database } from '../../db/database.ts';
import { retryDuplicate } from '../../db/duplicate-key.ts';
import { newToken } from '../../kit/ids.ts';
import type { GivenAnswers } from '../../questions/marking.rules.ts';
import type { Attempt } from './knowledge.rules.ts';

/** One person's times at the knowledge check of an activity, under the pseudonym of their answers. */
export interface AttemptsRecord {
  pseudonym: string;
  activityId: string;
  isTrial: boolean;
  /** What is answered and not sent yet. */
  draft: GivenAnswers;
  attempts: Attempt[];
}

interface AttemptsDoc extends AttemptsRecord {
  _id: string;
}

const schema = new Schema<AttemptsDoc>(
  {
    _id: { type: String, required: true },
    pseudonym: { type: String, required: true },
    activityId: { type: String, required: true },
    isTrial: { type: Boolean, required: true },
    draft: { type: Schema.Types.Mixed, required: true },
    attempts: { type: [Schema.Types.Mixed], required: true } as never,
  },
  { collection: 'self_assessment_attempts', versionKey: false, minimize: false },
);
// One record a person and activity; all comes this way.
schema.index({ pseudonym: 1, activityId: 1 }, { unique: true });
// Which instruments were tried in an activity: for erasing.
schema.index({ activityId: 1 });

type Place = Pick<AttemptsRecord, 'pseudonym' | 'activityId'>;

export interface AttemptStore {
  find(place: Place): Promise<AttemptsRecord | null>;
  /** Keeps what is answered so far, unless as many times as `taken` are not what was sent any more. */
  saveDraft(place: Place & { isTrial: boolean }, draft: GivenAnswers, taken: number): Promise<void>;
  /** Adds a time, its number being one more than those before. @returns whether it was added */
  add(place: Place & { isTrial: boolean }, attempt: Attempt): Promise<boolean>;
  remove(place: Place): Promise<void>;
}

/** @returns the collection of attempts, for every store that works on it */
export function openAttempts({ connection }: Database): Model<AttemptsDoc> {
  return connection.model<AttemptsDoc>('self_assessment_attempts', schema);
}

export function createAttemptStore(db: Database): AttemptStore {
  const model = openAttempts(db);
  const placeOf = ({ pseudonym, activityId }: Place): Place => ({ pseudonym, activityId });

  async function ensure({ isTrial, ...place }: Place & { isTrial: boolean }): Promise<void> {
    const empty = { _id: newToken(), isTrial, draft: {}, attempts: [] };
    await retryDuplicate(() =>
      model.updateOne(placeOf(place), { $setOnInsert: empty }, { upsert: true }).exec(),
    );
  }

  return {
    find: place => model.findOne(placeOf(place), { _id: 0 }).lean<AttemptsRecord | null>().exec(),
    async saveDraft(place, draft, taken) {
      await ensure(place);
      await model.updateOne({ ...placeOf(place), attempts: { $size: taken } }, { $set: { draft } });
    },
    async add(place, attempt) {
      await ensure(place);
      const { modifiedCount } = await model.updateOne(
        { ...placeOf(place), attempts: { $size: attempt.number - 1 } },
        { $push: { attempts: attempt }, $set: { draft: {} } },
      );
      return modifiedCount === 1;
    },
    async remove(place) {
      await model.deleteOne(placeOf(place));
    },
  };
}
