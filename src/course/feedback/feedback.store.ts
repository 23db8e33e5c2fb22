import { Schema } from 'mongoose';
import type { Database } from '../../db/database.ts';
import { isDuplicateKey } from '../../db/duplicate-key.ts';
import { newToken } from '../../kit/ids.ts';
import type { StepKey } from '../progress.rules.ts';
import { planRelease, type FeedbackAnswers, type FeedbackRecord } from './feedback.rules.ts';

/** Answers of nobody: no person, no platform, no time. */
interface FeedbackDoc {
  /** Random. */
  _id: string;
  activityId: string;
  key: StepKey;
  answers: FeedbackAnswers;
}

/** Answers that came to be shown together. */
interface ReleaseDoc {
  /** `activity:key:number`, so that two teachers who look at once make one and not two. */
  _id: string;
  activityId: string;
  key: StepKey;
  ids: string[];
}

const text = { type: String, required: true };
const answerSchema = new Schema<FeedbackDoc>(
  { _id: text, activityId: text, key: text, answers: { type: Schema.Types.Mixed, required: true } },
  {
    collection: 'course_feedback',
    versionKey: false,
    minimize: false,
    // Kept in the order of the random ids: the order in which people answered cannot be read from the collection.
    clusteredIndex: { name: 'random_order', key: { _id: 1 }, unique: true },
  } as object,
);
// The answers to one step, for its results.
answerSchema.index({ activityId: 1, key: 1 });

const releaseSchema = new Schema<ReleaseDoc>(
  { _id: text, activityId: text, key: text, ids: [String] },
  { collection: 'course_feedback_releases', versionKey: false },
);
releaseSchema.index({ activityId: 1, key: 1 });

interface Place {
  activityId: string;
  key: StepKey;
}

export interface FeedbackStore {
  /** Keeps one person's answers, under a random id and nothing else. */
  add(place: Place, answers: FeedbackAnswers): Promise<void>;
  /**
   * Shows what waits, when it is enough: then, and not before, the results change.
   * @returns the answers that are shown, in the order of their random ids
   */
  listShown(place: Place): Promise<FeedbackRecord[]>;
}

export function createFeedbackStore({ connection }: Database): FeedbackStore {
  const answers = connection.model<FeedbackDoc>('course_feedback', answerSchema);
  const releases = connection.model<ReleaseDoc>('course_feedback_releases', releaseSchema);

  /** A block of answers is released by one insert: nobody ever sees a part of it. */
  async function release({ activityId, key }: Place, number: number, ids: string[]): Promise<boolean> {
    try {
      await releases.create({ _id: `${activityId}:${key}:${String(number)}`, activityId, key, ids });
      return true;
    } catch (error) {
      // Somebody else looked at this moment; what they released is seen at the next look.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  return {
    async add({ activityId, key }, given) {
      await answers.create({ _id: newToken(), activityId, key, answers: given });
    },
    async listShown({ activityId, key }) {
      const found = await releases.find({ activityId, key }, { ids: 1 }).lean<Pick<ReleaseDoc, 'ids'>[]>();
      const records = (
        await answers.find({ activityId, key }, { answers: 1 }).sort({ _id: 1 }).lean<FeedbackDoc[]>()
      ).map(({ _id, answers: given }) => ({ id: _id, answers: given }));
      const shown = new Set(found.flatMap(({ ids }) => ids));
      const plan = planRelease(records, shown);
      if (plan.length > 0 && (await release({ activityId, key }, found.length, plan)))
        for (const id of plan) shown.add(id);
      return records.filter(({ id }) => shown.has(id));
    },
  };
}
