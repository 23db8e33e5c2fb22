import { expect } from 'chai';
import { createDemoLmsStore } from '../../../src/demo-lms/index.ts';
import type { Database } from '../../../src/db/index.ts';
import { openTestDatabase } from '../../support/database.ts';
import { startDemoLms, type RunningLms } from '../../support/lms.ts';

describe('demo LMS: its store', () => {
  let db: Database;
  let lms: RunningLms;
  before(async () => {
    [db, lms] = await Promise.all([openTestDatabase(), startDemoLms()]);
  });
  after(() => Promise.all([db.close(), lms.close()]));

  it('has nothing at first, and then what was saved last, whatever its custom parameters are called', async () => {
    const store = createDemoLmsStore(db);
    expect(await store.load()).to.equal(null);
    await store.save(lms.state);
    lms.addLink({ tool: 'none', title: 'Itsearviointi', custom: { 'a.$b': '$Context.id.history' } });
    await store.save(lms.state);
    expect(await store.load()).to.deep.equal(lms.state);
  });
});
