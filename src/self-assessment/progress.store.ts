import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { retryDuplicate } from '../db/duplicate-key.ts';
import type { Locale } from '../i18n/index.ts';

/** How far one participant is in one activity: what a teacher may see. No answer, nor how many there are. */
export interface ProgressRecord {
  activityId: string;
  participantId: string;
  state: 'under-way' | 'done';
  isTrial: boolean;
  startedAt: Date;
  doneAt: Date | null;
  /** Language of the comment beside the grade; set when done. */
  locale: Locale | null;
  /** Whether the grades' outbox knows of it. */
  isGradeNoted: boolean;
}

interface ProgressDoc extends ProgressRecord {
  _id: string;
}

const schema = new Schema<ProgressDoc>(
  {
    _id: { type: String, required: true },
    activityId: { type: String, required: true },
    participantId: { type: String, required: true },
    state: { type: String, required: true },
    isTrial: { type: Boolean, required: true },
    startedAt: { type: Date, required: true },
    doneAt: { type: Date },
    locale: { type: String },
    isGradeNoted: { type: Boolean, required: true },
  },
  { collection: 'self_assessment_progress', versionKey: false },
);
// The teacher's list of an activity, and whether anyone has begun.
schema.index({ activityId: 1, isTrial: 1 });
// Whether a person takes part elsewhere too, before their pseudonym is removed.
schema.index({ participantId: 1 });

interface Place {
  activityId: string;
  participantId: string;
}

export interface ProgressStore {
  find(place: Place): Promise<ProgressRecord | null>;
  /** @returns that of those who began. */
  findMany(activityId: string, participantIds: readonly string[]): Promise<ProgressRecord[]>;
  /** Notes that someone began, once. */
  begin(place: Place & { isTrial: boolean; at: Date }): Promise<void>;
  /** @returns whether this call was the one that made it done. */
  finish(place: Place & { at: Date; locale: Locale }): Promise<boolean>;
  /** Notes that the grades' outbox knows of it. */
  noteGrade(place: Place): Promise<void>;
  /** @returns the progress of all who began, trial runs left out. */
  list(activityId: string): Promise<ProgressRecord[]>;
  hasBegun(activityId: string): Promise<boolean>;
  /** @returns whether the person has progress in any activity. */
  takesPart(participantId: string): Promise<boolean>;
  remove(place: Place): Promise<void>;
}

function idOf({ activityId, participantId }: Place): string {
  return `${activityId}:${participantId}`;
}

export function createProgressStore(db: Database): ProgressStore {
  const model = db.connection.model<ProgressDoc>('self_assessment_progress', schema);
  return {
    find: place => model.findById(idOf(place), { _id: 0 }).lean<ProgressRecord | null>().exec(),
    findMany(activityId, participantIds) {
      const ids = participantIds.map(participantId => idOf({ activityId, participantId }));
      return model
        .find({ _id: { $in: ids } }, { _id: 0 })
        .lean<ProgressRecord[]>()
        .exec();
    },
    async begin({ at, ...place }) {
      const { activityId, participantId, isTrial } = place;
      const fresh = { state: 'under-way', startedAt: at, doneAt: null, locale: null, isGradeNoted: false };
      const made = { $setOnInsert: { activityId, participantId, isTrial, ...fresh } };
      await retryDuplicate(() => model.updateOne({ _id: idOf(place) }, made, { upsert: true }).exec());
    },
    async finish({ at, locale, ...place }) {
      const { modifiedCount } = await model.updateOne(
        { _id: idOf(place), state: 'under-way' },
        { $set: { state: 'done', doneAt: at, locale } },
      );
      return modifiedCount === 1;
    },
    async noteGrade(place) {
      await model.updateOne({ _id: idOf(place) }, { $set: { isGradeNoted: true } });
    },
    list: activityId =>
      model.find({ activityId, isTrial: false }, { _id: 0 }).lean<ProgressRecord[]>().exec(),
    async hasBegun(activityId) {
      return (await model.exists({ activityId, isTrial: false })) !== null;
    },
    async takesPart(participantId) {
      return (await model.exists({ participantId })) !== null;
    },
    async remove(place) {
      await model.deleteOne({ _id: idOf(place) });
    },
  };
}
