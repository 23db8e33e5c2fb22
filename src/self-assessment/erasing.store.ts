import type { Database } from '../db/database.ts';
import { openAnswers } from './answer-model.store.ts';
import { openAttempts } from './knowledge/attempts.store.ts';
import { openReflections } from './reflections/reflections.store.ts';

export interface ErasingStore {
  /** @returns the ids of all instruments that anyone has answered in the activity, also of those that nobody offers any more */
  listInstrumentIds(activityId: string): Promise<string[]>;
  /**
   * Removes what lies under these pseudonyms: the answers and texts of all rounds, what was frozen of them for research,
   * and the times at the knowledge check.
   */
  removeAnswers(activityId: string, pseudonyms: readonly string[]): Promise<void>;
}

export function createErasingStore(db: Database): ErasingStore {
  const answers = openAnswers(db);
  const attempts = openAttempts(db);
  const reflections = openReflections(db);
  return {
    async listInstrumentIds(activityId) {
      const found = await Promise.all([
        answers.distinct('instrument.id', { activityId }).exec(),
        attempts.distinct('attempts.instrument.id', { activityId }).exec() as Promise<string[]>,
      ]);
      return [...new Set(found.flat())];
    },
    async removeAnswers(activityId, pseudonyms) {
      const theirs = { activityId, pseudonym: { $in: [...pseudonyms] } };
      await Promise.all([
        answers.deleteMany(theirs),
        attempts.deleteMany(theirs),
        reflections.deleteMany(theirs),
      ]);
    },
  };
}
