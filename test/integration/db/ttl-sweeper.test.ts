import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTtlSweeper, sweepExpired } from '../../../src/db/ttl-sweeper.ts';
import type { Database } from '../../../src/db/index.ts';
import { createLog } from '../../../src/kit/log.ts';
import { openTestDatabase } from '../../support/database.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const secondsAgo = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1000);

describe('the sweeper of TTL indexes', () => {
  let db: Database;
  beforeEach(async () => {
    db = await openTestDatabase();
  });
  afterEach(() => db.close());

  async function namesLeft(collection: string): Promise<unknown[]> {
    const docs = await db.connection.collection(collection).find().sort({ name: 1 }).toArray();
    return docs.map(doc => doc.name as unknown);
  }

  it('deletes what is over and nothing else', async () => {
    const logins = db.connection.collection('logins');
    await logins.createIndexes([{ key: { at: 1 }, expireAfterSeconds: 60 }]);
    await logins.insertMany([
      { name: 'earliest of several', at: [secondsAgo(0), secondsAgo(90)] },
      { name: 'fresh', at: secondsAgo(59) },
      { name: 'just over', at: secondsAgo(60) },
      { name: 'long over', at: secondsAgo(9000) },
      { name: 'no date', at: 5 },
      { name: 'none' },
      { name: 'null', at: null },
      { name: 'text', at: '2020-01-01' },
    ]);
    expect(await sweepExpired(db.connection, NOW, db.ephemeral)).to.equal(3);
    expect(await namesLeft('logins')).to.deep.equal(['fresh', 'no date', 'none', 'null', 'text']);
  });

  it('keeps to the documents of a partial index', async () => {
    const sessions = db.connection.collection('sessions');
    await sessions.createIndexes([
      { key: { at: 1 }, expireAfterSeconds: 0, partialFilterExpression: { isTrial: true } },
    ]);
    await sessions.insertMany([
      { name: 'real', at: secondsAgo(5) },
      { name: 'trial', isTrial: true, at: secondsAgo(5) },
    ]);
    expect(await sweepExpired(db.connection, NOW, db.ephemeral)).to.equal(1);
    expect(await namesLeft('sessions')).to.deep.equal(['real']);
  });

  it('leaves collections without a TTL index alone', async () => {
    const answers = db.connection.collection('answers');
    await answers.createIndexes([{ key: { at: 1 } }]);
    await answers.insertOne({ name: 'old', at: secondsAgo(1e6) });
    expect(await sweepExpired(db.connection, NOW, db.ephemeral)).to.equal(0);
    expect(await namesLeft('answers')).to.deep.equal(['old']);
  });

  it('sweeps again and again until it is stopped', async () => {
    const logins = db.connection.collection('logins');
    await logins.createIndexes([{ key: { at: 1 }, expireAfterSeconds: 0 }]);
    const sweeper = startTtlSweeper(db.connection, {
      clock: { now: () => NOW },
      log: createLog('silent'),
      writeConcern: db.ephemeral,
      everyMs: 10,
    });
    for (const name of ['first', 'second']) {
      await logins.insertOne({ name, at: secondsAgo(1) });
      while ((await logins.countDocuments()) > 0) await sleep(10);
    }
    await sweeper.stop();
    await logins.insertOne({ name: 'third', at: secondsAgo(1) });
    await sleep(100);
    expect(await namesLeft('logins')).to.deep.equal(['third']);
  });
});
