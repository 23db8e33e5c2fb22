import { expect } from 'chai';
import { ensureIndexes, type Database } from '../../../src/db/index.ts';
import { createOutbox } from '../../../src/grades/outbox.store.ts';
import type { Outbox, OutboxItem, Settlement } from '../../../src/grades/outbox.ts';
import { openTestDatabase } from '../../support/database.ts';

const LEASE_MS = 60_000;
const at = (time: string): Date => new Date(`2026-11-27T${time}Z`);
const SENT: Settlement = {
  state: 'sent',
  reason: null,
  dueAt: null,
  failures: 0,
  failingSince: null,
  erringSince: null,
};

describe('the outbox', () => {
  let db: Database;
  let outbox: Outbox;

  beforeEach(async () => {
    db = await openTestDatabase();
    outbox = createOutbox(db, LEASE_MS);
    await ensureIndexes(db);
  });
  afterEach(() => db.close());

  const enqueue = (platformId = 'p1', participantId = 'a'): Promise<Date> =>
    outbox.enqueue(
      { lineItemUrl: 'https://lms.example/1', participantId, activityId: 'x', placementId: 'l', platformId },
      at('10:00:00'),
      at('10:00:00'),
    );
  const leaseAt = async (time: string): Promise<OutboxItem> => {
    const [item] = await outbox.lease('p1', at(time), 1);
    if (!item) throw new Error('nothing to lease');
    return item;
  };
  const sendingAt = (time: string) => ({ timestamp: at(time), fingerprint: time, value: 1 });
  const stored = async () => db.connection.collection('grades_outbox').findOne({ participantId: 'a' });

  it('leases a document to one worker, and to another when that lease is over', async () => {
    await enqueue();
    expect(await outbox.lease('p1', at('10:00:00'), 1)).to.have.length(1);
    expect(await outbox.lease('p1', at('10:00:59'), 1)).to.deep.equal([]);
    expect(await outbox.lease('p1', at('10:01:00'), 1)).to.have.length(1);
  });

  it('leases several, the longest due first, and each to one of the workers that ask at once', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) await enqueue('p1', name);
    const taken = await Promise.all([1, 2, 3].map(() => outbox.lease('p1', at('10:00:00'), 2)));
    const people = taken.flat().map(item => item.participantId);
    expect(people.sort()).to.deep.equal(names);
    expect(await outbox.lease('p1', at('10:00:00'), 2)).to.deep.equal([]);
  });

  it('notes what is tried for those whose lease is still held, and for no other', async () => {
    for (const name of ['a', 'b']) await enqueue('p1', name);
    const items = await outbox.lease('p1', at('10:00:00'), 2);
    const [lost] = await outbox.lease('p1', at('10:01:00'), 1);
    const planned = items.map((item, i) => {
      const openTry = { id: `try ${String(i)}`, at: at('10:01:01'), timestamp: at('10:01:01') };
      return { item, sending: sendingAt('10:00:00'), openTry };
    });
    const kept = items.find(item => item.id !== lost?.id);
    expect([...(await outbox.noteTries(planned))]).to.deep.equal([kept?.id]);
    expect(await outbox.lease('p1', at('10:01:30'), 2), 'the lease began anew').to.deep.equal([]);
  });

  it('lets no worker end or use the lease that another took over', async () => {
    await enqueue();
    const slow = await leaseAt('10:00:00');
    const quick = await leaseAt('10:01:00');
    const open = { id: 'try', at: at('10:01:00'), timestamp: at('10:01:00') };
    const note = (item: OutboxItem, time: string) =>
      outbox.noteTries([{ item, sending: sendingAt(time), openTry: open }]);
    expect([...(await note(slow, '10:00:00'))]).to.deep.equal([]);
    expect([...(await note(quick, '10:00:30'))]).to.deep.equal([quick.id]);
    expect(await outbox.settle(slow, SENT, at('10:01:01'))).to.equal(null);
    await outbox.release(slow);
    expect(await stored()).to.deep.include({ state: 'waiting', leaseId: quick.leaseId, openTry: open });
    expect(await outbox.lease('p1', at('10:01:30'), 1)).to.deep.equal([]);
  });

  it('keeps what the platform took, whoever holds the lease, unless something newer was taken', async () => {
    await enqueue();
    const slow = await leaseAt('10:00:00');
    const quick = await leaseAt('10:01:00');
    const accepted = (time: string) => ({ accepted: { sending: sendingAt(time), at: at(time) } });
    await outbox.settle(slow, SENT, at('10:01:01'), accepted('10:00:10'));
    expect(await stored()).to.deep.include({ sentAt: at('10:00:10'), state: 'waiting' });
    await outbox.settle(quick, SENT, at('10:01:02'), accepted('10:00:20'));
    await outbox.settle(slow, SENT, at('10:01:03'), accepted('10:00:10'));
    expect(await stored()).to.deep.include({ sentAt: at('10:00:20'), state: 'sent' });
  });

  it('stays due when an event came during the send', async () => {
    await enqueue();
    const item = await leaseAt('10:00:00');
    await enqueue();
    expect(await outbox.settle(item, SENT, at('10:00:01'))).to.deep.equal(at('10:00:01'));
    expect(await outbox.lease('p1', at('10:00:00'), 1), 'too soon').to.deep.equal([]);
    expect(await outbox.lease('p1', at('10:00:01'), 1)).to.have.length(1);
  });

  it('gives a lease back unused', async () => {
    await enqueue();
    await outbox.release(await leaseAt('10:00:00'));
    expect(await outbox.lease('p1', at('10:00:00'), 1)).to.have.length(1);
  });

  it('knows which platforms have anything waiting, due or not, and forgets those that have not', async () => {
    await enqueue('p2', 'b');
    await enqueue('p3', 'c');
    await enqueue('p1', 'a');
    expect(await outbox.listWaitingPlatforms()).to.deep.equal(['p1', 'p2', 'p3']);
    const item = await leaseAt('10:00:00');
    await outbox.settle(item, { ...SENT, state: 'waiting', dueAt: at('20:00:00') }, at('10:00:01'));
    expect(await outbox.listWaitingPlatforms()).to.include('p1');
    const later = await leaseAt('20:00:00');
    await outbox.settle(later, SENT, at('20:00:01'));
    expect(await outbox.listWaitingPlatforms()).to.deep.equal(['p2', 'p3']);
  });

  describe('reads along its indexes', () => {
    interface Explained {
      executionStats: { totalDocsExamined: number; totalKeysExamined: number };
    }
    const AN_HOUR_LATER = at('11:00:00');
    const collection = () => db.connection.collection('grades_outbox');

    beforeEach(async () => {
      for (let i = 0; i < 50; i += 1) await enqueue(i < 25 ? 'p1' : 'p2', `person-${String(i)}`);
      await collection().updateMany(
        { participantId: { $in: ['person-1', 'person-2'] } },
        { $set: { reason: 'not-gradable', dueAt: null } },
      );
    });

    it('for the next to send', async () => {
      const due = { dueAt: { $gt: new Date(0), $lte: AN_HOUR_LATER }, leasedUntil: { $lte: AN_HOUR_LATER } };
      const next = collection().find({ platformId: 'p1', ...due });
      const { executionStats } = (await next
        .sort({ dueAt: 1 })
        .limit(1)
        .explain('executionStats')) as unknown as Explained;
      expect(executionStats.totalDocsExamined).to.equal(1);
    });

    it('for the next platform with anything waiting', async () => {
      const next = collection().find({ dueAt: { $gt: new Date(0) }, platformId: { $gt: 'p1' } });
      const { executionStats } = (await next
        .sort({ platformId: 1, dueAt: 1 })
        .limit(1)
        .explain('executionStats')) as unknown as Explained;
      expect(executionStats.totalDocsExamined).to.equal(1);
    });

    it('for those who were taken for no students', async () => {
      const { executionStats } = (await db.connection.db?.command({
        explain: { distinct: 'grades_outbox', key: 'participantId', query: { reason: 'not-gradable' } },
        verbosity: 'executionStats',
      })) as unknown as Explained;
      expect(executionStats.totalDocsExamined).to.be.at.most(2);
      expect(await outbox.listNotGradable()).to.have.members(['person-1', 'person-2']);
    });
  });
});
