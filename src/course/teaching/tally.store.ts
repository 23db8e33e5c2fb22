import { Schema } from 'mongoose';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { retryDuplicate } from '../../db/duplicate-key.ts';
import type { DayGroup } from './overview.store.ts';

/** A large run's numbers as they were taken at one moment. */
export interface Tally {
  activityId: string;
  /** The version of the package by which people were counted. */
  version: number;
  takenAt: Date;
  /** How many people the tool knew in the run's classrooms. */
  known: number;
  groups: DayGroup[];
}

interface TallyDoc extends Omit<Tally, 'activityId' | 'groups'> {
  _id: string;
  /** As text: a thousand groups are read ten times as fast as documents within the document. */
  groups: string;
}

const GroupsSchema = z.array(
  z.object({
    at: z.string().nullable(),
    platformId: z.string(),
    day: z.number().nullable(),
    hoursClass: z.number(),
    people: z.number(),
    hours: z.number(),
  }),
);

function writeGroups(groups: readonly DayGroup[]): string {
  return JSON.stringify(groups.map(group => ({ ...group, day: group.day?.getTime() ?? null })));
}

function readGroups(text: string): DayGroup[] {
  const groups = GroupsSchema.parse(JSON.parse(text));
  return groups.map(group => ({ ...group, day: group.day === null ? null : new Date(group.day) }));
}

const schema = new Schema<TallyDoc>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    takenAt: { type: Date, required: true },
    known: { type: Number, required: true },
    groups: { type: String, required: true },
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
      const { _id, groups, ...tally } = doc;
      return { activityId: _id, groups: readGroups(groups), ...tally };
    },
    async save({ activityId, groups, ...tally }) {
      const doc = { ...tally, groups: writeGroups(groups) };
      await retryDuplicate(() => model.replaceOne({ _id: activityId }, doc, { upsert: true }).exec());
    },
  };
}
