import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { retryDuplicate } from '../db/duplicate-key.ts';
import type { GivenAnswers } from '../questions/index.ts';
import type { StepKey } from './progress.rules.ts';

/** What someone wrote at one step: the words of a reflection, or the answers to a check. */
export interface Writing {
  text: string | null;
  answers: GivenAnswers;
  at: Date;
}

interface Place {
  activityId: string;
  participantId: string;
  key: StepKey;
}

interface WritingDoc extends Writing, Place {
  _id: string;
}

const schema = new Schema<WritingDoc>(
  {
    _id: { type: String, required: true },
    activityId: { type: String, required: true },
    participantId: { type: String, required: true },
    key: { type: String, required: true },
    text: { type: String, default: null },
    answers: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'course_writings', versionKey: false, minimize: false },
);
// All that one person wrote in a run: for clearing it.
schema.index({ activityId: 1, participantId: 1 });

export interface WritingStore {
  find(place: Place): Promise<Writing | null>;
  save(place: Place, writing: Writing): Promise<void>;
  removeAll(of: Omit<Place, 'key'>): Promise<void>;
}

function idOf({ activityId, participantId, key }: Place): string {
  return `${activityId}:${participantId}:${key}`;
}

export function createWritingStore(db: Database): WritingStore {
  const model = db.connection.model<WritingDoc>('course_writings', schema);
  return {
    find: place =>
      model.findById(idOf(place), { text: 1, answers: 1, at: 1, _id: 0 }).lean<Writing | null>().exec(),
    async save(place, writing) {
      await retryDuplicate(() =>
        model
          .updateOne({ _id: idOf(place) }, { $set: writing, $setOnInsert: { ...place } }, { upsert: true })
          .exec(),
      );
    },
    async removeAll(of) {
      await model.deleteMany(of);
    },
  };
}
