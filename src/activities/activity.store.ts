import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { isDuplicateKey } from '../db/duplicate-key.ts';
import { SECOND_MS, type Clock } from '../kit/clock.ts';
import { createRecent } from '../kit/recent.ts';
import type { ActivityChoices, Schedule, StoredActivity } from './activity.rules.ts';
import { DEFAULT_FORM } from './grade-form.rules.ts';

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
    gradeForm: { type: String, required: true },
    points: { type: Number, default: null },
    classroomId: optional,
    platformId: { type: String, required: true },
    copiedFromId: optional,
    movedToId: optional,
    partOfId: optional,
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

// One part of each kind, however many come to it first.
schema.index(
  { partOfId: 1, kind: 1 },
  { unique: true, partialFilterExpression: { partOfId: { $type: 'string' } } },
);

/** What another process changed is seen by readers after so long. */
const MEMORY_MS = 10 * SECOND_MS;
const REMEMBERED = 1000;

/** Documents from before there were forms, or parts, say nothing of them. */
type Later = 'gradeForm' | 'partOfId';
type KeptDoc = Omit<ActivityDoc, Later> & Partial<Pick<ActivityDoc, Later>>;

function toActivity({ _id, gradeForm = DEFAULT_FORM, partOfId = null, ...rest }: KeptDoc): StoredActivity {
  return { id: _id, gradeForm, partOfId, ...rest };
}

export interface ActivityStore {
  find(id: string): Promise<StoredActivity | null>;
  /** @returns the activity as it was at most ten seconds ago: for showing it, never for deciding on a write */
  findRecent(id: string): Promise<StoredActivity | null>;
  findFreshRun(copiedFromId: string, classroomId: string): Promise<StoredActivity | null>;
  /** @returns the id of the part of that kind, or null while nobody has come to it; it never changes */
  findPartId(partOfId: string, kind: string): Promise<string | null>;
  /** @returns all parts of an activity that somebody has come to */
  listParts(partOfId: string): Promise<StoredActivity[]>;
  /** @returns those set up in the classroom and those in `ids`, newest first; without fresh runs that joined another, and parts */
  list(classroomId: string, ids: readonly string[]): Promise<StoredActivity[]>;
  insert(activity: StoredActivity): Promise<void>;
  /** @returns the classroom's one fresh run: the given one, or that of whoever was quicker */
  insertFreshRun(
    activity: StoredActivity & { copiedFromId: string; classroomId: string },
  ): Promise<StoredActivity>;
  /** @returns the id of the activity's one part of its kind: the given one, or that of whoever was quicker */
  insertPart(part: StoredActivity & { partOfId: string }): Promise<string>;
  /** Gives an activity without a classroom to this one, if it is of the same platform. @returns it, or null */
  claim(id: string, platformId: string, classroomId: string): Promise<StoredActivity | null>;
  /** A teacher's choices; the schedule counts as set from now on. */
  choose(id: string, choices: ActivityChoices): Promise<void>;
  /**
   * Changes these of the kind's own settings, which the kind has checked, and leaves the others as they are.
   * @param schedule given: the due date changes with them, and the schedule counts as set
   */
  changeSettings(id: string, changes: Record<string, unknown>, schedule?: Schedule): Promise<void>;
  /** Leads everyone from a fresh run to the activity that it joined; null leads them back. */
  setMovedTo(id: string, movedToId: string | null): Promise<void>;
  remove(id: string): Promise<void>;
}

export function createActivityStore(db: Database, clock: Clock): ActivityStore {
  const model = db.connection.model<ActivityDoc>('activities_activities', schema);
  const findOne = async (filter: Partial<ActivityDoc>): Promise<StoredActivity | null> => {
    const doc = await model.findOne(filter).lean<ActivityDoc | null>();
    return doc && toActivity(doc);
  };
  const recent = createRecent<StoredActivity>(REMEMBERED, { clock, lifeMs: MEMORY_MS });
  const partIds = createRecent<string>(REMEMBERED);
  const findPartId = async (partOfId: string, kind: string): Promise<string | null> => {
    const key = JSON.stringify([partOfId, kind]);
    const known = partIds.get(key);
    if (known !== undefined) return known;
    const doc = await model.findOne({ partOfId, kind }, { _id: 1 }).lean<Pick<ActivityDoc, '_id'> | null>();
    if (doc) partIds.set(key, doc._id);
    return doc?._id ?? null;
  };
  const change = async <T>(id: string, write: Promise<T>): Promise<T> => {
    const result = await write;
    recent.delete(id);
    return result;
  };
  const insert = async ({ id, ...rest }: StoredActivity): Promise<void> => {
    await model.create({ _id: id, ...rest });
  };
  return {
    find: id => findOne({ _id: id }),
    async findRecent(id) {
      const known = recent.get(id);
      if (known) return known;
      const activity = await findOne({ _id: id });
      if (activity) recent.set(id, activity);
      return activity;
    },
    findFreshRun: (copiedFromId, classroomId) => findOne({ copiedFromId, classroomId }),
    findPartId,
    async listParts(partOfId) {
      return (await model.find({ partOfId }).lean<ActivityDoc[]>()).map(toActivity);
    },
    insert,
    async list(classroomId, ids) {
      const docs = await model
        .find({ $or: [{ classroomId }, { _id: { $in: [...ids] } }], movedToId: null, partOfId: null })
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
    async insertPart(part) {
      try {
        await insert(part);
        return part.id;
      } catch (error) {
        const quicker = isDuplicateKey(error) && (await findPartId(part.partOfId, part.kind));
        if (!quicker) throw error;
        return quicker;
      }
    },
    async claim(id, platformId, classroomId) {
      const claimed = { _id: id, platformId, classroomId: null };
      const write = model
        .findOneAndUpdate(claimed, { $set: { classroomId } }, { returnDocument: 'after' })
        .lean<ActivityDoc | null>();
      const doc = await change(id, write.exec());
      return doc && toActivity(doc);
    },
    async choose(id, { title, locale, dueAt }) {
      const choices = { title, locale, dueAt, isScheduleOpen: false };
      await change(id, model.updateOne({ _id: id }, { $set: choices }).exec());
    },
    async changeSettings(id, changes, schedule) {
      // In one update: two pages that change different settings at once undo nothing of each other.
      const settings = { $mergeObjects: ['$settings', { $literal: changes }] };
      const dates = schedule ? { dueAt: { $literal: schedule.dueAt }, isScheduleOpen: false } : {};
      const update = [{ $set: { settings, ...dates } }];
      const write = model.updateOne({ _id: id }, update, { updatePipeline: true });
      await change(id, write.exec());
    },
    async setMovedTo(id, movedToId) {
      await change(id, model.updateOne({ _id: id }, { $set: { movedToId } }).exec());
    },
    async remove(id) {
      await change(id, model.deleteOne({ _id: id }).exec());
    },
  };
}
