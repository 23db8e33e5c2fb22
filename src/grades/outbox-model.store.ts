import { Schema, type Model } from 'mongoose';
import type { Database } from '../db/database.ts';
import type { OpenTry, OutboxItem, Shown } from './outbox.ts';
import type { Sending } from './sending.rules.ts';

export type OutboxDoc = Omit<OutboxItem, 'id'> & { _id: string };

/** Before anything was ever due. */
export const EPOCH = new Date(0);

const text = { type: String, required: true };
const optional = { type: String, default: null };
const date = { type: Date, default: null };
const required = { type: Date, required: true };
const bare = { _id: false, id: false } as const;
const sending = {
  type: new Schema<Sending>({ timestamp: Date, fingerprint: String, value: Number }, bare),
  default: null,
};
const openTry = { type: new Schema<OpenTry>({ id: String, at: Date, timestamp: Date }, bare), default: null };
const shown = {
  type: new Schema<Shown>({ value: Number, maximum: Number, at: Date, isKept: Boolean }, bare),
  default: null,
};
const schema = new Schema<OutboxDoc>(
  {
    _id: text,
    lineItemUrl: text,
    participantId: text,
    activityId: text,
    placementId: text,
    platformId: text,
    eventAt: required,
    version: { type: Number, required: true },
    state: text,
    reason: optional,
    dueAt: date,
    leasedUntil: required,
    leaseId: optional,
    failures: { type: Number, required: true },
    failingSince: date,
    erringSince: date,
    tries: { type: Number, required: true },
    openTry,
    tried: sending,
    accepted: sending,
    sentAt: date,
    insistedAt: date,
    shown,
  },
  { collection: 'grades_outbox', versionKey: false },
);
// One document per pair: events meet here, and one send carries them all.
schema.index({ lineItemUrl: 1, participantId: 1 }, { unique: true });
// The sender asks which platforms have anything waiting, and takes the longest due of one; settled ones stay out of it.
schema.index({ platformId: 1, dueAt: 1 }, { partialFilterExpression: { dueAt: { $gt: EPOCH } } });
// Those whom the LMS took for no students are looked up when they are seen again.
schema.index({ reason: 1, participantId: 1 }, { partialFilterExpression: { reason: 'not-gradable' } });
// The teacher's page shows all grades of an activity, the learner's those of one person in it.
schema.index({ activityId: 1, participantId: 1 });

/** @returns the collection behind both sides of the outbox: the sender's and the teacher's */
export function openOutbox({ connection }: Database): Model<OutboxDoc> {
  const made = connection.models.grades_outbox as Model<OutboxDoc> | undefined;
  return made ?? connection.model<OutboxDoc>('grades_outbox', schema);
}

export function toItem({ _id, ...rest }: OutboxDoc): OutboxItem {
  return { id: _id, ...rest };
}
