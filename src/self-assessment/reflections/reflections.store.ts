import { Schema, type Model } from 'mongoose';
import type { Database } from '../../db/database.ts';
import { retryDuplicate } from '../../db/duplicate-key.ts';
import { newToken } from '../../kit/ids.ts';
import type { Round } from '../rounds.rules.ts';

/** What someone wrote, by the question's id. */
export type Texts = Record<string, string>;

interface Place {
  pseudonym: string;
  activityId: string;
  round: Round;
}

interface ReflectionsDoc extends Place {
  _id: string;
  isTrial: boolean;
  texts: Texts;
}

// Apart from the answers: free text never stands beside what a person said of themselves.
const schema = new Schema<ReflectionsDoc>(
  {
    _id: { type: String, required: true },
    pseudonym: { type: String, required: true },
    activityId: { type: String, required: true },
    round: { type: String, required: true },
    isTrial: { type: Boolean, required: true },
    texts: { type: Schema.Types.Mixed, required: true },
  },
  { collection: 'self_assessment_reflections', versionKey: false, minimize: false },
);
// One record a person, activity and round; all comes this way.
schema.index({ pseudonym: 1, activityId: 1, round: 1 }, { unique: true });

export interface ReflectionStore {
  /** @returns what the person wrote in the round */
  find(place: Place): Promise<Texts>;
  /** Keeps these texts and leaves the others; an empty one is taken away. */
  save(place: Place & { isTrial: boolean }, texts: Texts): Promise<void>;
  /** Removes what the person wrote in all rounds of an activity. */
  remove(place: Omit<Place, 'round'>): Promise<void>;
}

/** @returns the collection of texts, for every store that works on it */
export function openReflections({ connection }: Database): Model<ReflectionsDoc> {
  return connection.model<ReflectionsDoc>('self_assessment_reflections', schema);
}

export function createReflectionStore(db: Database): ReflectionStore {
  const model = openReflections(db);
  return {
    async find({ pseudonym, activityId, round }) {
      const doc = await model
        .findOne({ pseudonym, activityId, round }, { texts: 1 })
        .lean<Pick<ReflectionsDoc, 'texts'> | null>();
      return doc?.texts ?? {};
    },
    async save({ isTrial, pseudonym, activityId, round }, texts) {
      const place = { pseudonym, activityId, round };
      const empty = { $setOnInsert: { _id: newToken(), isTrial, texts: {} } };
      await retryDuplicate(() => model.updateOne(place, empty, { upsert: true }).exec());
      const entries = Object.entries(texts);
      const kept = entries.filter(([, text]) => text !== '').map(([id, text]) => [`texts.${id}`, text]);
      const gone = entries.filter(([, text]) => text === '').map(([id]) => [`texts.${id}`, '']);
      await model.updateOne(place, {
        ...(kept.length > 0 && { $set: Object.fromEntries(kept) as Texts }),
        ...(gone.length > 0 && { $unset: Object.fromEntries(gone) as Record<string, ''> }),
      });
    },
    async remove({ pseudonym, activityId }) {
      await model.deleteMany({ pseudonym, activityId });
    },
  };
}
