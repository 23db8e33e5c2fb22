import type { Database } from '../../db/database.ts';
import { openAnswers } from '../answer-model.store.ts';
import type { TakerRole } from '../roles.rules.ts';
import type { Round } from '../rounds.rules.ts';
import type { Waiting } from './release.rules.ts';
import type { AnswersOnScale } from './tally.rules.ts';

/** Submitted answers that are in no snapshot yet. */
export type WaitingAnswers = Waiting & { instrument: { id: string; version: number } };

interface WaitingDoc {
  _id: string;
  role: TakerRole | null;
  platformId: string;
  hasConsent: boolean;
  answers: AnswersOnScale;
  instrument: { id: string; version: number };
}

export interface WaitingStore {
  /** @returns at most `limit` of those who wait, in the order of their random ids. */
  list(place: { activityId: string; round: Round }, limit: number): Promise<WaitingAnswers[]>;
  /** @returns the rounds in which somebody waits. */
  listRounds(activityId: string): Promise<Round[]>;
  /**
   * Notes for good that these are counted: sent again, they are not counted again.
   * @param withRows those in blocks whose people all consented to research
   */
  markCounted(withRows: readonly string[], sumsOnly: readonly string[]): Promise<void>;
}

/** By an index of their own, which holds those who wait and nobody else. */
const WAITING = { isSubmitted: true, isTrial: false, release: 'waiting' } as const;
const FIELDS = { role: 1, platformId: 1, hasConsent: 1, answers: 1, instrument: 1 };

export function createWaitingStore(db: Database): WaitingStore {
  const model = openAnswers(db);

  async function mark(ids: readonly string[], release: 'with-rows' | 'sums-only'): Promise<void> {
    if (ids.length === 0) return;
    await model.updateMany({ _id: { $in: ids }, release: 'waiting' }, { $set: { release } });
  }

  return {
    async list({ activityId, round }, limit) {
      const found = await model
        .find({ activityId, round, ...WAITING }, FIELDS)
        .limit(limit)
        .lean<WaitingDoc[]>();
      return found.map(({ _id: id, platformId: institution, ...rest }) => ({ id, institution, ...rest }));
    },
    listRounds: activityId => model.distinct('round', { activityId, ...WAITING }).exec(),
    async markCounted(withRows, sumsOnly) {
      await mark(withRows, 'with-rows');
      await mark(sumsOnly, 'sums-only');
    },
  };
}
