import type { Database } from '../../db/database.ts';
import type { Counts } from '../marking.ts';
import type { CourseProgress } from '../progress.rules.ts';
import { openProgress } from '../progress.store.ts';

/** What is counted anew of one person, guarded by the revision it was counted from. */
export interface Recounted {
  of: Pick<CourseProgress, 'activityId' | 'participantId' | 'revision'>;
  counts: Counts & Pick<CourseProgress, 'doneAt' | 'changedAt'>;
}

export interface RecountStore {
  /**
   * @param after of whom the last batch ended with; absent: from the beginning
   * @returns the next of those who were counted by an earlier version than this, in the order of their ids
   */
  listBehind(activityId: string, version: number, after?: string): Promise<CourseProgress[]>;
  /** Keeps the counts of those whom nobody changed meanwhile: one command. */
  saveAll(recounted: readonly Recounted[]): Promise<void>;
}

const BATCH = 200;

export function createRecountStore(db: Database): RecountStore {
  const model = openProgress(db);
  return {
    listBehind: (activityId, version, after = '') =>
      model
        // All of a run lie side by side by their ids; those before `after` are not read again.
        .find(
          {
            _id: { $gt: `${activityId}:${after}`, $lt: `${activityId};` },
            countedVersion: { $lt: version },
          },
          { _id: 0 },
        )
        .sort({ _id: 1 })
        .limit(BATCH)
        .lean<CourseProgress[]>()
        .exec(),
    async saveAll(recounted) {
      if (recounted.length === 0) return;
      await model.bulkWrite(
        recounted.map(({ of: { activityId, participantId, revision }, counts }) => ({
          updateOne: {
            filter: { _id: `${activityId}:${participantId}`, revision },
            update: { $set: { ...counts, revision: revision + 1 } },
          },
        })),
        { ordered: false },
      );
    },
  };
}
