import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { isDuplicateKey, retryDuplicate } from '../db/duplicate-key.ts';
import type { Locale } from '../i18n/index.ts';
import type { Earned, Knowledge, ProgressRecord, RoundProgress } from './progress.rules.ts';
import { ROUNDS, type Round } from './rounds.rules.ts';

interface ProgressDoc extends ProgressRecord {
  _id: string;
}

const round = {
  type: new Schema<RoundProgress>({ startedAt: Date, doneAt: Date }, { _id: false, id: false }),
};
const earned = {
  type: new Schema<Earned>({ share: Number, at: Date }, { _id: false, id: false }),
};
const schema = new Schema<ProgressDoc>(
  {
    _id: { type: String, required: true },
    activityId: { type: String, required: true },
    participantId: { type: String, required: true },
    isTrial: { type: Boolean, required: true },
    startedAt: { type: Date, required: true },
    doneAt: { type: Date },
    locale: { type: String },
    isGradeNoted: { type: Boolean, required: true },
    rounds: Object.fromEntries(ROUNDS.map(name => [name, round])),
    pointsNotedAt: { type: Date },
    knowledge: { type: new Schema<Knowledge>({ best: earned, last: earned }, { _id: false, id: false }) },
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

interface RoundPlace extends Place {
  round: Round;
}

export interface ProgressStore {
  find(place: Place): Promise<ProgressRecord | null>;
  /** @returns that of those who began. */
  findMany(activityId: string, participantIds: readonly string[]): Promise<ProgressRecord[]>;
  /** Makes the document of someone who begins without a round. @returns since when it is there */
  meet(place: Place & { isTrial: boolean; at: Date }): Promise<{ participantId: string; startedAt: Date }>;
  /** Notes what a time at the knowledge check earned. */
  noteKnowledge(place: Place & Earned): Promise<void>;
  /** Notes that the grades' outbox knows of the points earned until then. */
  notePoints(place: Place, at: Date): Promise<void>;
  /** Notes that someone began a round, once. */
  begin(place: RoundPlace & { isTrial: boolean; at: Date }): Promise<void>;
  /** @returns whether this call was the one that made the round done, and the first round at that. */
  finish(place: RoundPlace & { at: Date; locale: Locale }): Promise<boolean>;
  /** Lets a round that is done be under way again; the first time they were done stays. @returns whether it was done */
  reopen(place: RoundPlace): Promise<boolean>;
  /** Notes that the grades' outbox knows of it. */
  noteGrade(place: Place): Promise<void>;
  /** @returns the progress of all who began, trial runs left out. */
  list(activityId: string): Promise<ProgressRecord[]>;
  hasBegun(activityId: string): Promise<boolean>;
  /** @returns that of one person in every activity that they began. */
  listOf(participantId: string): Promise<ProgressRecord[]>;
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
    async meet({ at, activityId, participantId, isTrial }) {
      const nothing = { doneAt: null, locale: null, isGradeNoted: false, rounds: {} };
      const fresh = { activityId, participantId, isTrial, startedAt: at, ...nothing };
      return retryDuplicate(() =>
        model
          .findOneAndUpdate(
            { _id: idOf({ activityId, participantId }) },
            { $setOnInsert: fresh },
            { upsert: true, returnDocument: 'after', projection: { participantId: 1, startedAt: 1 } },
          )
          .orFail()
          .lean<{ participantId: string; startedAt: Date }>(),
      );
    },
    async noteKnowledge({ share, at, ...place }) {
      const now: Earned = { share, at };
      // Two tabs may send at once: what is best, and what is last, is decided where it is written.
      const isBetter = { $gt: [share, { $ifNull: ['$knowledge.best.share', -1] }] };
      const isLater = { $gte: [at, { $ifNull: ['$knowledge.last.at', at] }] };
      const knowledge = {
        best: { $cond: [isBetter, { $literal: now }, '$knowledge.best'] },
        last: { $cond: [isLater, { $literal: now }, '$knowledge.last'] },
      };
      await model.updateOne({ _id: idOf(place) }, [{ $set: { knowledge } }], { updatePipeline: true });
    },
    async notePoints(place, at) {
      await model.updateOne({ _id: idOf(place) }, { $max: { pointsNotedAt: at } });
    },
    async begin({ at, ...place }) {
      const { activityId, participantId, isTrial } = place;
      const path = `rounds.${place.round}`;
      const fresh = { startedAt: at, doneAt: null, locale: null, isGradeNoted: false };
      const begun = {
        $set: { [path]: { startedAt: at, doneAt: null } },
        $setOnInsert: { activityId, participantId, isTrial, ...fresh },
      };
      const filter = { _id: idOf(place), [path]: { $exists: false } };
      try {
        await model.updateOne(filter, begun, { upsert: true });
      } catch (error) {
        // The document is there, and so is the round, unless another request made the document at this moment.
        if (!isDuplicateKey(error)) throw error;
        await model.updateOne(filter, { $set: begun.$set });
      }
    },
    async finish({ at, locale, ...place }) {
      const path = `rounds.${place.round}`;
      const before = await model
        .findOneAndUpdate(
          { _id: idOf(place), [path]: { $exists: true }, [`${path}.doneAt`]: null },
          [
            {
              $set: {
                [`${path}.doneAt`]: at,
                doneAt: { $ifNull: ['$doneAt', at] },
                locale: { $ifNull: ['$locale', locale] },
              },
            },
          ],
          { returnDocument: 'before', projection: { doneAt: 1 }, updatePipeline: true },
        )
        .lean<Pick<ProgressDoc, 'doneAt'> | null>();
      return before !== null && !before.doneAt;
    },
    async reopen(place) {
      const path = `rounds.${place.round}.doneAt`;
      const { modifiedCount } = await model.updateOne(
        { _id: idOf(place), [path]: { $type: 'date' } },
        { $set: { [path]: null } },
      );
      return modifiedCount === 1;
    },
    async noteGrade(place) {
      await model.updateOne({ _id: idOf(place) }, { $set: { isGradeNoted: true } });
    },
    list: activityId =>
      model.find({ activityId, isTrial: false }, { _id: 0 }).lean<ProgressRecord[]>().exec(),
    listOf: participantId => model.find({ participantId }, { _id: 0 }).lean<ProgressRecord[]>().exec(),
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
