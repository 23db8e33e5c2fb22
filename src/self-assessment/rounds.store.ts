import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { retryDuplicate } from '../db/duplicate-key.ts';
import { SECOND_MS, type Clock } from '../kit/clock.ts';
import { createRecent } from '../kit/recent.ts';
import { FIRST_OPEN, ROUNDS, type Round, type Rounds, type RoundTimes } from './rounds.rules.ts';

interface RoundsDoc {
  /** The activity's id. */
  _id: string;
  rounds: Rounds;
}

const times = {
  type: new Schema<RoundTimes>({ openedAt: Date, closedAt: Date }, { _id: false, id: false }),
};
const schema = new Schema<RoundsDoc>(
  {
    _id: { type: String, required: true },
    rounds: Object.fromEntries(ROUNDS.map(round => [round, times])),
  },
  { collection: 'self_assessment_rounds', versionKey: false },
);

/** Each request of a learner asks; what another process opens or closes is known here after so long. */
const MEMORY_MS = 5 * SECOND_MS;
const REMEMBERED = 1000;

export interface RoundStore {
  /** @returns the rounds; of an activity that nobody touched the first is open */
  find(activityId: string): Promise<Rounds>;
  /** Opens a round, unless what stands there is not `expected` any more. @returns whether it did */
  open(activityId: string, round: Round, expected: Rounds, at: Date): Promise<boolean>;
  /** Closes a round if it is open. @returns whether it did */
  close(activityId: string, round: Round, at: Date): Promise<boolean>;
}

export function createRoundStore(db: Database, clock: Clock): RoundStore {
  const model = db.connection.model<RoundsDoc>('self_assessment_rounds', schema);
  const recent = createRecent<Rounds>(REMEMBERED, { clock, lifeMs: MEMORY_MS });

  /** Makes the document that an untouched activity has not. */
  async function ensure(activityId: string): Promise<void> {
    const untouched = { $setOnInsert: { rounds: FIRST_OPEN } };
    await retryDuplicate(() => model.updateOne({ _id: activityId }, untouched, { upsert: true }).exec());
  }

  return {
    async find(activityId) {
      const known = recent.get(activityId);
      if (known) return known;
      const { rounds } = (await model.findById(activityId).lean<RoundsDoc | null>()) ?? {
        rounds: FIRST_OPEN,
      };
      recent.set(activityId, rounds);
      return rounds;
    },
    async open(activityId, round, expected, at) {
      await ensure(activityId);
      const unchanged = Object.fromEntries(
        ROUNDS.map(one => [`rounds.${one}.closedAt`, expected[one]?.closedAt ?? null]),
      );
      const { modifiedCount } = await model.updateOne(
        { _id: activityId, ...unchanged },
        { $set: { [`rounds.${round}`]: { openedAt: at, closedAt: null } } },
      );
      recent.delete(activityId);
      return modifiedCount === 1;
    },
    async close(activityId, round, at) {
      await ensure(activityId);
      const { modifiedCount } = await model.updateOne(
        { _id: activityId, [`rounds.${round}`]: { $exists: true }, [`rounds.${round}.closedAt`]: null },
        { $set: { [`rounds.${round}.closedAt`]: at } },
      );
      recent.delete(activityId);
      return modifiedCount === 1;
    },
  };
}
