import type { Database } from '../db/database.ts';
import { openOutbox, toItem, type OutboxDoc } from './outbox-model.store.ts';
import type { OutboxDesk, OutboxItem } from './outbox.ts';

/** Makes it due at once, as something new. */
function sendNow(now: Date) {
  return { $set: { state: 'waiting', dueAt: now, failures: 0 }, $inc: { version: 1 } } as const;
}

function insistNow(now: Date) {
  const { $set, $inc } = sendNow(now);
  return { $set: { ...$set, insistedAt: now, reason: null }, $inc } as const;
}

export function createOutboxDesk(db: Database): OutboxDesk {
  const model = openOutbox(db);
  const list = async (filter: Partial<OutboxDoc>): Promise<OutboxItem[]> =>
    (await model.find(filter).lean<OutboxDoc[]>()).map(toItem);
  return {
    listByActivity: activityId => list({ activityId }),
    listByParticipant: (activityId, participantId) => list({ activityId, participantId }),
    listByLineItem: lineItemUrl => list({ lineItemUrl }),
    async listPlaces(activityId) {
      const places = await model.aggregate<{ _id: { platformId: string; lineItemUrl: string } }>([
        { $match: { activityId, state: { $ne: 'none' } } },
        { $group: { _id: { platformId: '$platformId', lineItemUrl: '$lineItemUrl' } } },
      ]);
      return places.map(place => place._id);
    },
    async *eachLineItem(sentSince) {
      let last = '';
      for (;;) {
        const next = await model
          .findOne({ lineItemUrl: { $gt: last } }, { lineItemUrl: 1, platformId: 1 })
          .sort({ lineItemUrl: 1 })
          .lean<Pick<OutboxDoc, 'lineItemUrl' | 'platformId'> | null>();
        if (!next) return;
        const { lineItemUrl, platformId } = next;
        last = lineItemUrl;
        if (await model.exists({ lineItemUrl, sentAt: { $gte: sentSince } }))
          yield { lineItemUrl, platformId };
      }
    },
    async revive(activityId, participantId, now) {
      const whose = participantId === undefined ? {} : { participantId };
      await model.updateMany({ activityId, ...whose, state: { $in: ['waiting', 'refused'] } }, sendNow(now));
    },
    async insist(activityId, participantId, now) {
      await model.updateMany(
        { activityId, participantId, $or: [{ state: 'sent' }, { reason: 'platform-newer' }] },
        insistNow(now),
      );
    },
    async insistOnMissing(activityId, now) {
      await model.updateMany(
        {
          activityId,
          state: 'sent',
          shown: { $ne: null },
          'shown.value': null,
          'shown.isKept': false,
          'accepted.value': { $gt: 0 },
        },
        insistNow(now),
      );
    },
    async keep(activityId, participantId) {
      await model.updateMany(
        { activityId, participantId, shown: { $ne: null } },
        { $set: { 'shown.isKept': true } },
      );
    },
    async retire(items) {
      await model.updateMany(
        { _id: { $in: items.map(item => item.id) } },
        { $set: { state: 'none', reason: null, dueAt: null }, $inc: { version: 1 } },
      );
    },
    async noteShown(readings) {
      if (readings.length === 0) return;
      await model.bulkWrite(
        readings.map(({ item: { id, version, tries }, shown }) => ({
          updateOne: { filter: { _id: id, version, tries }, update: { $set: { shown } } },
        })),
        { ordered: false },
      );
    },
  };
}
