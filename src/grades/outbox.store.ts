import type { Database } from '../db/database.ts';
import { retryDuplicate } from '../db/duplicate-key.ts';
import { plusMs } from '../kit/clock.ts';
import { newToken, newUuid } from '../kit/ids.ts';
import { EPOCH, openOutbox, toItem, type OutboxDoc } from './outbox-model.store.ts';
import type { Findings, Outbox, OutboxItem, Settlement } from './outbox.ts';

/** What a document begins with. */
const UNSENT = {
  leasedUntil: EPOCH,
  leaseId: null,
  failures: 0,
  failingSince: null,
  erringSince: null,
  tries: 0,
  openTry: null,
  tried: null,
  accepted: null,
  sentAt: null,
  insistedAt: null,
  shown: null,
} satisfies Partial<OutboxDoc>;

type Expressions = Record<string, unknown>;

/** @returns each value where the condition holds, and what was there where it does not */
function setIf(condition: unknown, values: object): Expressions {
  const keep = (name: string, value: unknown): [string, unknown] => [
    name,
    { $cond: [condition, { $literal: value }, `$${name}`] },
  ];
  return Object.fromEntries(Object.entries(values).map(([name, value]) => keep(name, value)));
}

/**
 * The end of a lease as one step, whatever came between: what the platform took counts unless something newer was
 * taken; the lease is given back only by its holder; the state is written only when no event came since.
 */
function endOf(
  { leaseId, version }: OutboxItem,
  settlement: Settlement,
  at: Date,
  findings: Findings,
): Expressions {
  const { accepted, shown, restampedAt } = findings;
  const { failures, failingSince, erringSince } = settlement;
  const isOurs = { $eq: ['$leaseId', leaseId] };
  const isUnchanged = { $and: [isOurs, { $eq: ['$version', version] }] };
  const isNewest = {
    $or: [{ $eq: ['$accepted', null] }, { $lte: ['$accepted.timestamp', accepted?.sending.timestamp] }],
  };
  return {
    // The gradebook holds another grade now: what it held before is no longer known.
    ...(accepted &&
      setIf(isNewest, { accepted: accepted.sending, sentAt: accepted.at, shown: shown ?? null })),
    ...(!accepted && shown && setIf(isOurs, { shown })),
    ...(restampedAt && setIf(isOurs, { insistedAt: restampedAt })),
    ...setIf(isOurs, { leaseId: null, leasedUntil: at, openTry: null, failures, failingSince, erringSince }),
    ...setIf(isUnchanged, { state: settlement.state, reason: settlement.reason, dueAt: settlement.dueAt }),
  };
}

/** @param leaseMs longer than a send can take with all its time-outs: token, score, new token, score, results */
export function createOutbox(db: Database, leaseMs: number): Outbox {
  const model = openOutbox(db);
  // What happens at each send goes to the driver: casting and hydrating would cost more than the database does.
  const { collection } = model;
  return {
    async enqueue({ lineItemUrl, participantId, ...where }, at, now) {
      const doc = await retryDuplicate(() =>
        model
          .findOneAndUpdate(
            { lineItemUrl, participantId },
            {
              $set: { ...where, state: 'waiting', reason: null, dueAt: now, eventAt: at },
              $inc: { version: 1 },
              $setOnInsert: { _id: newUuid(), ...UNSENT },
            },
            { upsert: true, returnDocument: 'after', projection: { leasedUntil: 1 } },
          )
          .orFail()
          .lean<Pick<OutboxDoc, 'leasedUntil'>>(),
      );
      return doc.leasedUntil > now ? doc.leasedUntil : now;
    },
    async listWaitingPlatforms() {
      const platforms: string[] = [];
      for (;;) {
        // A jump along the index for each platform: `distinct` reads every waiting document.
        const next = await collection.findOne(
          { dueAt: { $gt: EPOCH }, platformId: { $gt: platforms.at(-1) ?? '' } },
          { sort: { platformId: 1, dueAt: 1 }, projection: { platformId: 1 } },
        );
        if (!next) return platforms;
        platforms.push((next as unknown as OutboxDoc).platformId);
      }
    },
    async lease(platformId, now, most) {
      const due = { platformId, dueAt: { $gt: EPOCH, $lte: now }, leasedUntil: { $lte: now } };
      const lease = { leaseId: newToken(9), leasedUntil: plusMs(now, leaseMs) };
      for (;;) {
        const found = await collection
          .find(due, { sort: { dueAt: 1 }, limit: most, projection: { _id: 1 } })
          .toArray();
        if (found.length === 0) return [];
        const these = { _id: { $in: found.map(({ _id }) => _id) } };
        // A lease that a crash takes back was used by nobody: the try is noted after it, and that is in the journal.
        await collection.updateMany({ ...these, ...due }, { $set: lease }, { writeConcern: db.ephemeral });
        const taken = await collection.find({ ...these, leaseId: lease.leaseId }).toArray();
        // None: another worker took them all, and there may be more.
        if (taken.length > 0) return taken.map(doc => toItem(doc as unknown as OutboxDoc));
      }
    },
    async release({ id, leaseId }) {
      await model.updateOne(
        { _id: id, leaseId },
        { $set: { leaseId: null, leasedUntil: EPOCH, openTry: null }, $inc: { tries: -1 } },
      );
    },
    async noteTries(planned) {
      if (planned.length === 0) return new Set();
      const updates = planned.map(({ item, sending: tried, openTry }) => {
        const filter = { _id: item.id as never, leaseId: item.leaseId };
        const leasedUntil = plusMs(openTry.at, leaseMs);
        const update = { $set: { tried, openTry, leasedUntil }, $inc: { tries: 1 } };
        return { updateOne: { filter, update } };
      });
      const { matchedCount } = await collection.bulkWrite(updates, { ordered: false });
      const ids = planned.map(({ item }) => item.id);
      if (matchedCount === planned.length) return new Set(ids);
      const tryIds = planned.map(({ openTry }) => openTry.id);
      return new Set(await model.distinct('_id', { _id: { $in: ids }, 'openTry.id': { $in: tryIds } }));
    },
    async settle(item, settlement, at, findings = {}) {
      const before = await collection.findOneAndUpdate(
        { _id: item.id as never },
        [{ $set: endOf(item, settlement, at, findings) }],
        { projection: { leaseId: 1, version: 1 }, returnDocument: 'before' },
      );
      if (before?.leaseId !== item.leaseId) return null;
      return before.version === item.version ? settlement.dueAt : at;
    },
    listNotGradable: () => model.distinct('participantId', { reason: 'not-gradable' }),
    async reviveNotGradable(participantId, now) {
      await model.updateMany(
        { participantId, reason: 'not-gradable' },
        { $set: { state: 'waiting', reason: null, dueAt: now, failures: 0 }, $inc: { version: 1 } },
      );
    },
  };
}
