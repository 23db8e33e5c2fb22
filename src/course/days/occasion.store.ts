import { Schema } from 'mongoose';
import type { Database } from '../../db/database.ts';
import type { Occasion } from './occasion.rules.ts';

type OccasionDoc = Omit<Occasion, 'id'> & { _id: string };

const when = { type: Date, required: true };
const words = { type: String, default: '' };
const setting = {
  name: { type: String, required: true },
  place: words,
  link: words,
  startsAt: when,
  endsAt: when,
};
const schema = new Schema<OccasionDoc>(
  {
    _id: { type: String, required: true },
    activityId: { type: String, required: true },
    kind: { type: String, required: true },
    day: { type: Number, default: null },
    ...setting,
    capacity: { type: Number, default: null },
    secret: { type: String, required: true },
    lastNumber: { type: Number, default: 0 },
    moved: {
      type: new Schema({ at: when, from: new Schema(setting, { _id: false }) }, { _id: false }),
      default: null,
    },
    removedAt: { type: Date, default: null },
  },
  { collection: 'course_occasions', versionKey: false },
);
// All of a run: there are never many.
schema.index({ activityId: 1 });

export type OccasionChanges = Partial<
  Pick<Occasion, 'name' | 'place' | 'link' | 'startsAt' | 'endsAt' | 'capacity' | 'moved' | 'removedAt'>
>;

export interface OccasionStore {
  /** @returns all of a run, those removed among them */
  list(activityId: string): Promise<Occasion[]>;
  add(occasion: Occasion): Promise<void>;
  /** @returns false where there is none that was not removed */
  change(place: Pick<Occasion, 'id' | 'activityId'>, changes: OccasionChanges): Promise<boolean>;
  /** Remembers that a place in the queue is given up, before it is: so that nobody gets one before those who wait. */
  noteGivenUp(place: Pick<Occasion, 'id' | 'activityId'>, number: number): Promise<void>;
  /** @returns the one of that id, read anew; null: there is none that was not removed */
  find(place: Pick<Occasion, 'id' | 'activityId'>): Promise<Occasion | null>;
}

function toOccasion({ _id, ...rest }: OccasionDoc): Occasion {
  return { id: _id, ...rest };
}

export function createOccasionStore(db: Database): OccasionStore {
  const model = db.connection.model<OccasionDoc>('course_occasions', schema);
  const keyOf = ({ id, activityId }: Pick<Occasion, 'id' | 'activityId'>) => ({ _id: id, activityId });
  return {
    async list(activityId) {
      return (await model.find({ activityId }).lean<OccasionDoc[]>()).map(toOccasion);
    },
    async add({ id, ...rest }) {
      await model.create({ _id: id, ...rest });
    },
    async change(place, changes) {
      const { matchedCount } = await model.updateOne({ ...keyOf(place), removedAt: null }, { $set: changes });
      return matchedCount === 1;
    },
    async noteGivenUp(place, number) {
      await model.updateOne(keyOf(place), { $max: { lastNumber: number } });
    },
    async find(place) {
      const found = await model.findOne({ ...keyOf(place), removedAt: null }).lean<OccasionDoc | null>();
      return found && toOccasion(found);
    },
  };
}
