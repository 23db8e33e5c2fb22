import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { isDuplicateKey } from '../db/duplicate-key.ts';
import type { ActivityChoices, StoredActivity } from './activity.rules.ts';

type ActivityDoc = Omit<StoredActivity, 'id'> & { _id: string };

const optional = { type: String, default: null };
const schema = new Schema<ActivityDoc>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    title: { type: String, required: true },
    locale: optional,
    dueAt: { type: Date, default: null },
    settings: { type: Schema.Types.Mixed },
    points: { type: Number, default: null },
    classroomId: optional,
    platformId: { type: String, required: true },
    copiedFromId: optional,
    movedToId: optional,
    isScheduleOpen: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
  },
  { collection: 'activities_activities', versionKey: false, minimize: false },
);
// The picker lists a classroom's activities.
schema.index({ classroomId: 1 });
// One fresh run for a classroom, however many links and students of the copied course come at once.
schema.index(
  { copiedFromId: 1, classroomId: 1 },
  { unique: true, partialFilterExpression: { copiedFromId: { $type: 'string' } } },
);

function toActivity({ _id, ...rest }: ActivityDoc): StoredActivity {
  return { id: _id, ...rest };
}

export interface ActivityStore {
  find(id: string): Promise<StoredActivity | null>;
  findFreshRun(copiedFromId: string, classroomId: string): Promise<StoredActivity | null>;
  /** @returns those set up in the classroom and those in `ids`, newest first; without fresh runs that joined another */
  list(classroomId: string, ids: readonly string[]): Promise<StoredActivity[]>;
  insert(activity: StoredActivity): Promise<void>;
  /** @returns the classroom's one fresh run: the given one, or that of whoever was quicker */
  insertFreshRun(
    activity: StoredActivity & { copiedFromId: string; classroomId: string },
  ): Promise<StoredActivity>;
  /** Gives an activity without a classroom to this one, if it is of the same platform. @returns it, or null */
  claim(id: string, platformId: string, classroomId: string): Promise<StoredActivity | null>;
  /** A teacher's choices; the schedule counts as set from now on. */
  choose(id: string, choices: ActivityChoices): Promise<void>;
  /** Leads everyone from a fresh run to the activity that it joined; null leads them back. */
  setMovedTo(id: string, movedToId: string | null): Promise<void>;
  remove(id: string): Promise<void>;
}

export function createActivityStore(db: Database): ActivityStore {
  const model = db.connection.model<ActivityDoc>('activities_activities', schema);
  const findOne = async (filter: Partial<ActivityDoc>): Promise<StoredActivity | null> => {
    const doc = await model.findOne(filter).lean<ActivityDoc | null>();
    return doc && toActivity(doc);
  };
  const insert = async ({ id, ...rest }: StoredActivity): Promise<void> => {
    await model.create({ _id: id, ...rest });
  };
  return {
    find: id => findOne({ _id: id }),
    findFreshRun: (copiedFromId, classroomId) => findOne({ copiedFromId, classroomId }),
    insert,
    async list(classroomId, ids) {
      const docs = await model
        .find({ $or: [{ classroomId }, { _id: { $in: [...ids] } }], movedToId: null })
        .sort({ createdAt: -1 })
        .lean<ActivityDoc[]>();
      return docs.map(toActivity);
    },
    async insertFreshRun(activity) {
      try {
        await insert(activity);
        return activity;
      } catch (error) {
        const quicker =
          isDuplicateKey(error) &&
          (await findOne({ copiedFromId: activity.copiedFromId, classroomId: activity.classroomId }));
        if (!quicker) throw error;
        return quicker;
      }
    },
    async claim(id, platformId, classroomId) {
      const doc = await model
        .findOneAndUpdate(
          { _id: id, platformId, classroomId: null },
          { $set: { classroomId } },
          { returnDocument: 'after' },
        )
        .lean<ActivityDoc | null>();
      return doc && toActivity(doc);
    },
    async choose(id, { title, locale, dueAt }) {
      await model.updateOne({ _id: id }, { $set: { title, locale, dueAt, isScheduleOpen: false } });
    },
    async setMovedTo(id, movedToId) {
      await model.updateOne({ _id: id }, { $set: { movedToId } });
    },
    async remove(id) {
      await model.deleteOne({ _id: id });
    },
  };
}
