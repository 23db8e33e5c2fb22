import { expect } from 'chai';
import { createLeases, underLease, type Database } from '../../../src/db/index.ts';
import { MINUTE_MS, SECOND_MS } from '../../../src/kit/clock.ts';
import { openTestDatabase } from '../../support/database.ts';
import { settableClock, type SettableClock } from '../../support/settable-clock.ts';

describe('leases', () => {
  let db: Database;
  let clock: SettableClock;
  beforeEach(async () => {
    db = await openTestDatabase();
    clock = settableClock('2026-03-01T12:00:00Z');
  });
  afterEach(() => db.close());

  it('of many who ask at once, one gets it', async () => {
    const asked = Array.from({ length: 20 }, () => createLeases(db, clock).acquire('sweep', MINUTE_MS));
    const given = (await Promise.all(asked)).filter(lease => lease !== null);
    expect(given).to.have.length(1);
    expect(given[0]?.isHeld()).to.equal(true);
  });

  it('of many who ask at once for one whose holder died, one gets it', async () => {
    await createLeases(db, clock).acquire('sweep', MINUTE_MS);
    clock.advance(MINUTE_MS);
    const asked = Array.from({ length: 20 }, () => createLeases(db, clock).acquire('sweep', MINUTE_MS));
    expect((await Promise.all(asked)).filter(lease => lease !== null)).to.have.length(1);
  });

  it('different names do not exclude each other', async () => {
    const leases = createLeases(db, clock);
    expect(await leases.acquire('one', MINUTE_MS)).to.not.equal(null);
    expect(await leases.acquire('other', MINUTE_MS)).to.not.equal(null);
  });

  it('is free again when released', async () => {
    const leases = createLeases(db, clock);
    const first = await leases.acquire('sweep', MINUTE_MS);
    await first?.release();
    expect(first?.isHeld()).to.equal(false);
    expect(await leases.acquire('sweep', MINUTE_MS)).to.not.equal(null);
  });

  it('is free when its time is over, not a moment before', async () => {
    const leases = createLeases(db, clock);
    await leases.acquire('sweep', MINUTE_MS);
    clock.advance(MINUTE_MS - 1);
    expect(await leases.acquire('sweep', MINUTE_MS)).to.equal(null);
    clock.advance(1);
    expect(await leases.acquire('sweep', MINUTE_MS)).to.not.equal(null);
  });

  it('lasts longer when renewed', async () => {
    const leases = createLeases(db, clock);
    const lease = await leases.acquire('sweep', MINUTE_MS);
    clock.advance(50 * SECOND_MS);
    expect(await lease?.renew()).to.equal(true);
    clock.advance(50 * SECOND_MS);
    expect(lease?.isHeld()).to.equal(true);
    expect(await leases.acquire('sweep', MINUTE_MS)).to.equal(null);
  });

  it('that another took meanwhile is neither renewed nor released by its first holder', async () => {
    const leases = createLeases(db, clock);
    const late = await leases.acquire('sweep', MINUTE_MS);
    clock.advance(MINUTE_MS);
    const next = await leases.acquire('sweep', MINUTE_MS);
    expect(late?.isHeld()).to.equal(false);
    expect(await late?.renew()).to.equal(false);
    await late?.release();
    expect(await leases.acquire('sweep', MINUTE_MS)).to.equal(null);
    expect(await next?.renew()).to.equal(true);
  });

  it('work under a lease keeps it renewed, gives its result and releases it, even when it fails', async () => {
    const leases = createLeases(db, clock);
    const done = await underLease(leases, 'work', 500, async lease => {
      for (let i = 0; i < 8; i++) {
        await new Promise(resolve => setTimeout(resolve, 100));
        clock.advance(100);
      }
      expect(await underLease(leases, 'work', 500, () => Promise.resolve('both'))).to.equal(null);
      return lease.isHeld();
    });
    expect(done).to.deep.equal({ result: true });

    const failed = await underLease(leases, 'work', 500, () => Promise.reject(new Error('no'))).catch(String);
    expect(failed).to.equal('Error: no');
    expect(await leases.acquire('work', 500)).to.not.equal(null);
  });
});
