import { Schema, type Model } from 'mongoose';
import type { Database } from '../db/database.ts';
import { isDuplicateKey } from '../db/duplicate-key.ts';
import type { CourseProgress } from './progress.rules.ts';

export interface ProgressDoc extends CourseProgress {
  _id: string;
}

const mixed = { type: Schema.Types.Mixed, required: true };
const schema = new Schema<ProgressDoc>(
  {
    _id: { type: String, required: true },
    activityId: { type: String, required: true },
    participantId: { type: String, required: true },
    platformId: { type: String, required: true },
    isTrial: { type: Boolean, required: true },
    locale: { type: String, default: null },
    startedAt: { type: Date, default: null },
    doneAt: { type: Date, default: null },
    lastStepAt: { type: Date, default: null },
    gradeAt: { type: Date, default: null },
    steps: mixed,
    excused: mixed,
    themes: mixed,
    dueAt: mixed,
    standsAt: { type: String, default: null },
    hoursDone: { type: Number, required: true },
    hours: { type: Number, required: true },
    stepsDone: { type: Number, required: true },
    stepsInAll: { type: Number, required: true },
    countedVersion: { type: Number, required: true },
    changedAt: { type: Date, default: null },
    revision: { type: Number, required: true },
  },
  { collection: 'course_progress', versionKey: false, minimize: false },
);
// The teacher's overview and lists read nothing but this index, however many take part (teaching/overview.store.ts).
schema.index({
  activityId: 1,
  isTrial: 1,
  startedAt: 1,
  doneAt: 1,
  standsAt: 1,
  lastStepAt: 1,
  hoursDone: 1,
  platformId: 1,
  countedVersion: 1,
  participantId: 1,
});

// Whether anything changed since the overview's numbers were taken.
schema.index({ activityId: 1, changedAt: 1 });

interface Place {
  activityId: string;
  participantId: string;
}

export interface ProgressStore {
  find(place: Place): Promise<CourseProgress | null>;
  /** @returns that of those who have one. */
  findMany(activityId: string, participantIds: readonly string[]): Promise<CourseProgress[]>;
  /**
   * Keeps a progress in place of the one whose revision it has; its own becomes one more.
   * @returns false where another change came first: nothing is kept then
   */
  save(progress: CourseProgress): Promise<boolean>;
  /** @returns the progress of all but trial runs, without their steps. */
  list(activityId: string): Promise<Pick<CourseProgress, 'participantId' | 'startedAt' | 'doneAt'>[]>;
  hasBegun(activityId: string): Promise<boolean>;
  remove(place: Place): Promise<void>;
}

function idOf({ activityId, participantId }: Place): string {
  return `${activityId}:${participantId}`;
}

/** @returns the collection, for every store that works on it */
export function openProgress({ connection }: Database): Model<ProgressDoc> {
  return connection.model<ProgressDoc>('course_progress', schema);
}

/** What never changes once it is written. */
function fixedOf({
  activityId,
  participantId,
  platformId,
  isTrial,
}: CourseProgress): Partial<CourseProgress> {
  return { activityId, participantId, platformId, isTrial };
}

export function createProgressStore(db: Database): ProgressStore {
  const model = openProgress(db);
  return {
    find: place => model.findById(idOf(place), { _id: 0 }).lean<CourseProgress | null>().exec(),
    findMany(activityId, participantIds) {
      const ids = participantIds.map(participantId => idOf({ activityId, participantId }));
      return model
        .find({ _id: { $in: ids } }, { _id: 0 })
        .lean<CourseProgress[]>()
        .exec();
    },
    async save(progress) {
      const {
        activityId: _a,
        participantId: _p,
        platformId: _f,
        isTrial: _t,
        revision,
        ...changes
      } = progress;
      const filter = { _id: idOf(progress), revision };
      const update = { $set: { ...changes, revision: revision + 1 }, $setOnInsert: fixedOf(progress) };
      try {
        const result = await model.updateOne(filter, update, { upsert: revision === 0 });
        return result.modifiedCount + result.upsertedCount === 1;
      } catch (error) {
        // The document was made by another request at this moment.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    list: activityId =>
      model
        .find(
          { activityId, isTrial: false, startedAt: { $ne: null } },
          { _id: 0, participantId: 1, startedAt: 1, doneAt: 1 },
        )
        .lean<Pick<CourseProgress, 'participantId' | 'startedAt' | 'doneAt'>[]>()
        .exec(),
    async hasBegun(activityId) {
      return (await model.exists({ activityId, isTrial: false, startedAt: { $ne: null } })) !== null;
    },
    async remove(place) {
      await model.deleteOne({ _id: idOf(place) });
    },
  };
}
