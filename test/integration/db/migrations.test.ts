import { expect } from 'chai';
import { runMigrations, type Database, type Migration } from '../../../src/db/index.ts';
import { MINUTE_MS } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import { startChild } from '../../support/child.ts';
import { openTestDatabase, testDataDir } from '../../support/database.ts';
import { settableClock } from '../../support/settable-clock.ts';

const CHILD = new URL('child-process.ts', import.meta.url).pathname;

describe('migrations', function () {
  this.timeout(30_000);
  const clock = settableClock('2026-03-01T12:00:00Z');
  const log = createLog('silent');
  let db: Database;
  let ran: string[];
  beforeEach(async () => {
    db = await openTestDatabase();
    ran = [];
  });
  afterEach(() => db.close());

  function aMigration(id: string, up: Migration['up'] = () => Promise.resolve()): Migration {
    return {
      id,
      up: connection => {
        ran.push(id);
        return up(connection);
      },
    };
  }

  async function recorded(): Promise<unknown[]> {
    const docs = await db.connection.collection('db_migrations').find().sort({ _id: 1 }).toArray();
    return docs.map(doc => doc._id as unknown);
  }

  it('run once each, in order, and only the new ones later', async () => {
    const first = aMigration('0001-first');
    const second = aMigration('0002-second');
    await runMigrations(db, [first, second], { clock, log });
    await runMigrations(db, [first, second], { clock, log });
    await runMigrations(db, [first, second, aMigration('0003-third')], { clock, log });
    expect(ran).to.deep.equal(['0001-first', '0002-second', '0003-third']);
    expect(await recorded()).to.deep.equal(ran);
  });

  it('cost one read when there is nothing to do', async () => {
    const sent: string[] = [];
    const counted = await openTestDatabase({ onCommand: name => sent.push(name) });
    const first = aMigration('0001-first');
    await runMigrations(counted, [first], { clock, log });
    sent.length = 0;
    await runMigrations(counted, [first], { clock, log });
    expect(sent).to.deep.equal(['find']);
    await counted.close();
  });

  it('begin again with the one that failed in its middle, and not with those before it', async () => {
    let isBroken = true;
    const first = aMigration('0001-first');
    const second = aMigration('0002-second', async connection => {
      await connection
        .collection('halves')
        .updateOne({ half: 1 }, { $set: { done: true } }, { upsert: true });
      if (isBroken) throw new Error('the power failed');
      await connection
        .collection('halves')
        .updateOne({ half: 2 }, { $set: { done: true } }, { upsert: true });
    });
    const failed = await runMigrations(db, [first, second], { clock, log }).catch(String);
    expect(failed).to.equal('Error: the power failed');
    expect(await recorded()).to.deep.equal(['0001-first']);

    isBroken = false;
    await runMigrations(db, [first, second], { clock, log });
    expect(ran).to.deep.equal(['0001-first', '0002-second', '0002-second']);
    expect(await recorded()).to.deep.equal(['0001-first', '0002-second']);
    expect(await db.connection.collection('halves').countDocuments()).to.equal(2);
  });

  it('stop before the next one when the lease was lost', async () => {
    const late = aMigration('0001-slow', () => {
      clock.advance(2 * MINUTE_MS);
      return Promise.resolve();
    });
    const failed = await runMigrations(db, [late, aMigration('0002-next')], { clock, log }).catch(String);
    expect(failed).to.include('the lease was lost before migration 0002-next');
    expect(ran).to.deep.equal(['0001-slow']);
  });

  it('refuse numbers out of order, twice the same, or none', async () => {
    for (const ids of [['0002-b', '0001-a'], ['0001-a', '0001-b'], ['first']]) {
      const failed = await runMigrations(
        db,
        ids.map(id => aMigration(id)),
        { clock, log },
      ).catch(String);
      expect(failed, ids.join()).to.match(/is not numbered in order/);
    }
    expect(ran).to.deep.equal([]);
  });

  it('of two processes that start at once, one runs them and both serve', async () => {
    const { name } = db.connection;
    const dataDir = await testDataDir();
    const both = [startChild(CHILD, 'migrate', dataDir, name), startChild(CHILD, 'migrate', dataDir, name)];
    expect(await Promise.all(both.map(child => child.ended))).to.deep.equal([0, 0]);
    expect(both.flatMap(child => child.lines).sort()).to.deep.equal(['first step', 'served', 'served']);
    const steps = await db.connection.collection('steps').find().toArray();
    expect(steps.map(doc => doc.step as unknown)).to.deep.equal(['first', 'second']);
  });

  it('go on after a process was killed in the middle, as soon as its lease is over', async () => {
    const child = startChild(CHILD, 'migrate', await testDataDir(), db.connection.name);
    await child.printed(1);
    child.process.kill('SIGKILL');
    await child.ended;
    expect(await recorded()).to.deep.equal([]);

    const later = settableClock(new Date().toISOString());
    const waiting = runMigrations(db, [aMigration('0001-in-two-steps')], { clock: later, log });
    await new Promise(resolve => setTimeout(resolve, 300));
    expect(ran, 'the lease still is the killed one’s').to.deep.equal([]);
    later.advance(MINUTE_MS);
    await waiting;
    expect(ran).to.deep.equal(['0001-in-two-steps']);
    expect(await recorded()).to.deep.equal(['0001-in-two-steps']);
  });
});
