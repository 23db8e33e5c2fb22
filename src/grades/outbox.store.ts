import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { retryDuplicate } from '../db/duplicate-key.ts';
import { MINUTE_MS, plusMs } from '../kit/clock.ts';
import { newToken, newUuid } from '../kit/ids.ts';
import type { GradeStateName } from './grades.ts';
import type { PairHistory, Sending } from './sending.rules.ts';

/** One line item and one participant: what is wanted, what was tried, what the platform has. */
export interface OutboxItem extends PairHistory {
  id: string;
  lineItemUrl: string;
  participantId: string;
  activityId: string;
  placementId: string;
  platformId: string;
  /** When the last event came. */
  eventAt: Date;
  /** Grows with each event: what came during a send is sent after it. */
  version: number;
  /** `none`: there was no score to send. */
  state: GradeStateName | 'none';
  reason: string | null;
  /** Null: nothing to do. */
  dueAt: Date | null;
  /** Nobody else takes it before then; after a send it also keeps the distance to the next. */
  leasedUntil: Date;
  leaseId: string | null;
  /** Failures in a row. */
  failures: number;
  tries: number;
  sentAt: Date | null;
  /** When a teacher said that our grade shall stand against the LMS's newer one. */
  insistedAt: Date | null;
}

type OutboxDoc = Omit<OutboxItem, 'id'> & { _id: string };

/** Longer than a send can take with all its time-outs: token, score, new token, score, results. */
export const LEASE_MS = 2 * MINUTE_MS;
const FREE = new Date(0);

const text = { type: String, required: true };
const optional = { type: String, default: null };
const date = { type: Date, default: null };
const sending = { type: { _id: false, timestamp: Date, fingerprint: String }, default: null };
const schema = new Schema<OutboxDoc>(
  {
    _id: text,
    lineItemUrl: text,
    participantId: text,
    activityId: text,
    placementId: text,
    platformId: text,
    eventAt: { type: Date, required: true },
    version: { type: Number, required: true },
    state: text,
    reason: optional,
    dueAt: date,
    leasedUntil: { type: Date, required: true },
    leaseId: optional,
    failures: { type: Number, required: true },
    tries: { type: Number, required: true },
    tried: sending,
    accepted: sending,
    sentAt: date,
    insistedAt: date,
  },
  { collection: 'grades_outbox', versionKey: false },
);
// One document per pair: events meet here, and one send carries them all.
schema.index({ lineItemUrl: 1, participantId: 1 }, { unique: true });
// The sender takes the longest due of one platform.
schema.index({ platformId: 1, dueAt: 1 });
// The sender asks which platforms have anything due; settled documents stay out of it.
schema.index({ dueAt: 1, platformId: 1 }, { partialFilterExpression: { dueAt: { $type: 'date' } } });
// The teacher's page shows all grades of an activity.
schema.index({ activityId: 1 });

function toItem({ _id, ...rest }: OutboxDoc): OutboxItem {
  return { id: _id, ...rest };
}

/** Whose grade changed, and where it goes. */
export type OutboxEvent = Pick<
  OutboxItem,
  'lineItemUrl' | 'participantId' | 'activityId' | 'placementId' | 'platformId'
>;

/** How a send, or the decision not to send, ended. */
export interface Settlement {
  state: OutboxItem['state'];
  reason: string | null;
  dueAt: Date | null;
  failures: number;
}

export interface Outbox {
  /** Notes that something may have changed, and when. @returns when it can be taken at the earliest */
  enqueue(event: OutboxEvent, at: Date, now: Date): Promise<Date>;
  /** @returns the platforms that have something due */
  listDuePlatforms(now: Date): Promise<string[]>;
  /** Takes the longest due of a platform: of several workers one gets it, and it alone until the lease is over. */
  lease(platformId: string, now: Date): Promise<OutboxItem | null>;
  /** Notes what is about to be tried. @returns whether the lease still is ours */
  noteTry(item: OutboxItem, sending: Sending): Promise<boolean>;
  /** Notes what the platform took, whoever holds the lease by now. */
  noteAccepted(item: OutboxItem, sending: Sending, now: Date): Promise<void>;
  /**
   * Ends the lease. What changed since it was taken stays due.
   * @param at when the next send of this pair may start
   * @returns when it is due next, or null
   */
  settle(item: OutboxItem, settlement: Settlement, at: Date): Promise<Date | null>;
  listByActivity(activityId: string): Promise<OutboxItem[]>;
  /** Makes what waits or was refused due now, with a fresh count of failures. */
  revive(activityId: string, participantId: string | undefined, now: Date): Promise<void>;
  /** Notes that our grade shall stand where the platform's is newer. */
  insist(activityId: string, participantId: string, now: Date): Promise<void>;
}

export function createOutbox(db: Database): Outbox {
  const model = db.connection.model<OutboxDoc>('grades_outbox', schema);
  return {
    async enqueue({ lineItemUrl, participantId, ...where }, at, now) {
      const fresh = { _id: newUuid(), leasedUntil: FREE, leaseId: null, failures: 0, tries: 0 };
      const unsent = { tried: null, accepted: null, sentAt: null, insistedAt: null };
      const doc = await retryDuplicate(() =>
        model
          .findOneAndUpdate(
            { lineItemUrl, participantId },
            {
              $set: { ...where, state: 'waiting', reason: null, dueAt: now, eventAt: at },
              $inc: { version: 1 },
              $setOnInsert: { ...fresh, ...unsent },
            },
            { upsert: true, returnDocument: 'after', projection: { leasedUntil: 1 } },
          )
          .orFail()
          .lean<Pick<OutboxDoc, 'leasedUntil'>>(),
      );
      return doc.leasedUntil > now ? doc.leasedUntil : now;
    },
    listDuePlatforms: now => model.distinct('platformId', { dueAt: { $lte: now } }),
    async lease(platformId, now) {
      const doc = await model
        .findOneAndUpdate(
          { platformId, dueAt: { $lte: now }, leasedUntil: { $lte: now } },
          { $set: { leaseId: newToken(9), leasedUntil: plusMs(now, LEASE_MS) } },
          { sort: { dueAt: 1 }, returnDocument: 'after' },
        )
        .lean<OutboxDoc | null>();
      return doc && toItem(doc);
    },
    async noteTry({ id, leaseId }, tried) {
      const { matchedCount } = await model.updateOne(
        { _id: id, leaseId },
        { $set: { tried }, $inc: { tries: 1 } },
      );
      return matchedCount === 1;
    },
    async noteAccepted({ id }, accepted, now) {
      const isOlder = { $or: [{ accepted: null }, { 'accepted.timestamp': { $lte: accepted.timestamp } }] };
      await model.updateOne({ _id: id, ...isOlder }, { $set: { accepted, sentAt: now } });
    },
    async settle({ id, leaseId, version }, settlement, at) {
      const ours = { _id: id, leaseId };
      const release = { leaseId: null, leasedUntil: at };
      const { matchedCount } = await model.updateOne(
        { ...ours, version },
        { $set: { ...settlement, ...release } },
      );
      if (matchedCount === 1) return settlement.dueAt;
      const { failures } = settlement;
      const changed = await model.updateOne(ours, { $set: { ...release, failures } });
      return changed.matchedCount === 1 ? at : null;
    },
    async listByActivity(activityId) {
      const docs = await model.find({ activityId }).lean<OutboxDoc[]>();
      return docs.map(toItem);
    },
    async revive(activityId, participantId, now) {
      const whose = participantId === undefined ? {} : { participantId };
      await model.updateMany(
        { activityId, ...whose, state: { $in: ['waiting', 'refused'] } },
        { $set: { state: 'waiting', dueAt: now, failures: 0 }, $inc: { version: 1 } },
      );
    },
    async insist(activityId, participantId, now) {
      await model.updateMany(
        { activityId, participantId, reason: 'platform-newer' },
        { $set: { insistedAt: now } },
      );
    },
  };
}
