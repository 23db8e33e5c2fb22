import { expect } from 'chai';
import { connectDatabase, isDatabaseAway, type Database } from '../../../src/db/index.ts';
import { createLog } from '../../../src/kit/log.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../../support/database-proxy.ts';
import { openTestDatabase } from '../../support/database.ts';

describe('a database that goes away and comes back', function () {
  this.timeout(30_000);
  let engine: Database;
  let proxy: DatabaseProxy;
  let db: Database;
  before(async () => {
    engine = await openTestDatabase();
    proxy = await startDatabaseProxy(engine.uri);
    db = await connectDatabase({ mongodbUri: proxy.uri, dataDir: '/nowhere', log: createLog('silent') });
  });
  after(async () => {
    await db.close();
    await proxy.cut();
    await engine.close();
  });

  it('is known as away, at the latest after the selection time-out, and serves again by itself', async () => {
    const things = db.connection.collection('things');
    await things.insertOne({ name: 'before' });
    await proxy.cut();
    const before = performance.now();
    const errors = await Promise.all(
      [1, 2, 3].map(() => things.insertOne({}).catch((error: unknown) => error)),
    );
    expect(errors.map(isDatabaseAway)).to.deep.equal([true, true, true]);
    expect(performance.now() - before).to.be.below(6000);

    await proxy.restore();
    await things.insertOne({ name: 'after' });
    expect(await things.countDocuments({ name: { $exists: true } })).to.equal(2);
  });

  it('is known as away when the connection breaks in the middle of a command', async () => {
    const things = db.connection.collection('things');
    proxy.freeze();
    const asked = things.findOne().catch((error: unknown) => error);
    await new Promise(resolve => setTimeout(resolve, 100));
    await proxy.cut();
    expect(isDatabaseAway(await asked)).to.equal(true);
    await proxy.restore();
    expect(await things.findOne()).to.be.an('object');
  });

  it('is known as away when it falls silent: the heartbeat notices', async () => {
    const things = db.connection.collection('things');
    await things.findOne();
    proxy.freeze();
    const before = performance.now();
    const error = await things.insertOne({ name: 'unheard' }).catch((caught: unknown) => caught);
    expect(isDatabaseAway(error)).to.equal(true);
    expect(performance.now() - before).to.be.below(10_000);
    await proxy.restore();
    expect(await things.findOne()).to.be.an('object');
  });
});
