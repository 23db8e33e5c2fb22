import { Schema } from 'mongoose';
import type { Database } from '../../db/database.ts';
import { retryDuplicate } from '../../db/duplicate-key.ts';
import type { Sums } from './sums.rules.ts';

/** A large run's numbers as they were taken at one moment. */
export interface Tally {
  activityId: string;
  /** The version of the package by which people were counted. */
  version: number;
  takenAt: Date;
  /** How many people the tool knew in the run's classrooms. */
  known: number;
  sums: Sums;
}

interface TallyDoc extends Omit<Tally, 'activityId'> {
  _id: string;
}

const schema = new Schema<TallyDoc>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    takenAt: { type: Date, required: true },
    known: { type: Number, required: true },
    sums: { type: Schema.Types.Mixed, required: true },
  },
  { collection: 'course_tallies', versionKey: false, minimize: false },
);

export interface TallyStore {
  find(activityId: string): Promise<Tally | null>;
  /** Keeps it in place of the one before. */
  save(tally: Tally): Promise<void>;
}

export function createTallyStore(db: Database): TallyStore {
  const model = db.connection.model<TallyDoc>('course_tallies', schema);
  return {
    async find(activityId) {
      const doc = await model.findById(activityId).lean<TallyDoc | null>();
      if (!doc) return null;
      const { _id, ...tally } = doc;
      return { activityId: _id, ...tally };
    },
    async save({ activityId, ...tally }) {
      await retryDuplicate(() => model.replaceOne({ _id: activityId }, tally, { upsert: true }).exec());
    },
  };
}
