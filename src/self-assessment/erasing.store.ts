import type { Database } from '../db/database.ts';
import { openAnswers } from './answer-model.store.ts';

export interface ErasingStore {
  /** @returns the ids of all instruments that anyone has answered in the activity, those included that nobody offers any more. */
  listInstrumentIds(activityId: string): Promise<string[]>;
  /** Removes the answers of all rounds that lie under these pseudonyms; what was frozen for research goes with them. */
  removeAnswers(activityId: string, pseudonyms: readonly string[]): Promise<void>;
}

export function createErasingStore(db: Database): ErasingStore {
  const model = openAnswers(db);
  return {
    listInstrumentIds: activityId => model.distinct('instrument.id', { activityId }).exec(),
    async removeAnswers(activityId, pseudonyms) {
      await model.deleteMany({ activityId, pseudonym: { $in: [...pseudonyms] } });
    },
  };
}
