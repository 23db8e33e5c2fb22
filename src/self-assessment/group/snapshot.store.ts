import { Schema } from 'mongoose';
import type { Database } from '../../db/database.ts';
import { isDuplicateKey } from '../../db/duplicate-key.ts';
import type { Round } from '../rounds.rules.ts';
import type { Group, Plan, Snapshot, SnapshotPlace } from './snapshot.rules.ts';

type SnapshotDoc = Snapshot & { _id: string };

const schema = new Schema<SnapshotDoc>(
  {
    _id: { type: String, required: true },
    activityId: { type: String, required: true },
    round: { type: String, required: true },
    instrument: { _id: false, id: String, version: Number },
    version: { type: Number, required: true },
    changedOn: { type: String, default: null },
    groups: { type: Schema.Types.Mixed },
    pending: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'self_assessment_group_snapshots', versionKey: false, minimize: false },
);
// All of an activity, or of one of its rounds, at once.
schema.index({ activityId: 1, round: 1 });

export interface SnapshotStore {
  list(activityId: string, round?: Round): Promise<Snapshot[]>;
  /** @returns the rounds in which a plan was begun and not ended. */
  listUnfinished(activityId: string): Promise<Round[]>;
  /**
   * Writes down what is about to be done, unless something was done since `known` was read.
   * @param known the snapshot as it was read, without a plan; null: there was none
   * @returns the snapshot with the plan, or null when another process came first
   */
  savePlan(place: SnapshotPlace, known: Snapshot | null, plan: Plan): Promise<Snapshot | null>;
  /** Ends the plan of this snapshot with these groups; when it is ended already, nothing changes. */
  endPlan(planned: Snapshot & { pending: Plan }, groups: Group[]): Promise<void>;
}

function idOf({ activityId, round, instrument }: SnapshotPlace): string {
  return JSON.stringify([activityId, round, instrument.id, instrument.version]);
}

export function createSnapshotStore(db: Database): SnapshotStore {
  const model = db.connection.model<SnapshotDoc>('self_assessment_group_snapshots', schema);

  async function insert(snapshot: Snapshot): Promise<boolean> {
    try {
      await model.create({ _id: idOf(snapshot), ...snapshot });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  return {
    list: (activityId, round) =>
      model
        .find({ activityId, ...(round && { round }) }, { _id: 0 })
        .lean<Snapshot[]>()
        .exec(),

    listUnfinished: activityId => model.distinct('round', { activityId, pending: { $ne: null } }).exec(),

    async savePlan({ activityId, round, instrument }, known, plan) {
      const place = { activityId, round, instrument };
      if (!known) {
        const fresh = { ...place, version: 0, changedOn: null, groups: [], pending: plan };
        return (await insert(fresh)) ? fresh : null;
      }
      const { modifiedCount } = await model.updateOne(
        { _id: idOf(place), version: known.version, pending: null },
        { $set: { pending: plan } },
      );
      return modifiedCount === 1 ? { ...known, pending: plan } : null;
    },

    async endPlan({ version, pending, ...place }, groups) {
      await model.updateOne(
        { _id: idOf(place), version, 'pending.id': pending.id },
        { $set: { groups, changedOn: pending.plannedOn, version: version + 1, pending: null } },
      );
    },
  };
}
