import { expect } from 'chai';
import type { Database } from '../../../src/db/index.ts';
import { ensureIndexes } from '../../../src/db/index.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import { createSelfAssessment } from '../../../src/self-assessment/index.ts';
import { createPseudonymStore } from '../../../src/self-assessment/pseudonym.store.ts';
import { openTestDatabase } from '../../support/database.ts';
import { answerAll, NAMES, openWorld, SECRET, STATEMENT_IDS, type World } from './world.ts';

/** Every value anywhere in a document. */
function valuesOf(value: unknown): unknown[] {
  if (value instanceof Date || typeof value !== 'object' || value === null) return [value];
  if ('toHexString' in value) return [value];
  return Object.values(value).flatMap(valuesOf);
}

describe('answers and the people who gave them', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  it('lie apart: an answer holds no id of a person, no time of day and no id that holds one', async () => {
    await answerAll(world.launch());
    const [record] = await world.documents('self_assessment_answers');
    const values = valuesOf(record);
    expect(values.filter(v => v instanceof Date || (typeof v === 'object' && v !== null))).to.be.empty;
    expect(values).to.not.include.oneOf(['participant-1', 'launch-1', 'placement-1', '42']);
    expect(record?.['_id']).to.match(/^[\w-]{43}$/);
    expect(record?.['savedOn']).to.equal('2026-09-01');
    expect(Object.keys(record!)).to.have.members([
      '_id',
      'pseudonym',
      'activityId',
      'round',
      'instrument',
      'role',
      'platformId',
      'hasConsent',
      'answers',
      'isSubmitted',
      'isTrial',
      'savedOn',
      'release',
    ]);
  });

  it('lie apart: progress holds neither an answer nor how many there are', async () => {
    await world.launch().save({ statement: 'A1', skill: 3 });
    const [before] = await world.documents('self_assessment_progress');
    await world.launch().save({ statement: 'A2', skill: 5 });
    expect(await world.documents('self_assessment_progress')).to.deep.equal([before]);
    expect(STATEMENT_IDS.filter(id => JSON.stringify(before).includes(`"${id}"`))).to.be.empty;
  });

  it('lie in the order of random ids, not in that of coming', async () => {
    for (let n = 0; n < 12; n += 1) {
      await world.launch({ participantId: `person-${String(n)}` }).save({ statement: 'A1', skill: 3 });
    }
    const ids = (await world.documents('self_assessment_answers')).map(record => String(record['_id']));
    expect(ids).to.have.length(12);
    expect(ids).to.deep.equal(ids.toSorted());
  });

  it('keep the key wrapped, so that the database alone cannot make a pseudonym', async () => {
    await world.launch().save({ statement: 'A1', skill: 3 });
    const keys = await world.documents('self_assessment_keys');
    expect(keys.map(key => Object.keys(key))).to.deep.equal([['_id', 'sealed']]);
    const other = createPseudonymStore(world.db, `${SECRET}!`);
    const begun = { participantId: 'participant-1', startedAt: world.clock.now() };
    const error = await other.find(begun, 'structural-social-work').catch((e: unknown) => e);
    expect(error).to.have.property('message').that.includes('SECRET_KEY');
  });

  it('part for good when the row with the salt is gone', async () => {
    const begun = { participantId: 'participant-1', startedAt: world.clock.now() };
    const store = createPseudonymStore(world.db, SECRET);
    const before = await store.get(begun, 'structural-social-work');
    await store.remove(begun);
    expect(await createPseudonymStore(world.db, SECRET).find(begun, 'structural-social-work')).to.equal(null);
    expect(await createPseudonymStore(world.db, SECRET).get(begun, 'structural-social-work')).to.not.equal(
      before,
    );
  });

  it('are not mixed up by a process that remembers a salt which another has removed', async () => {
    const begun = { participantId: 'participant-1', startedAt: world.clock.now() };
    const [one, other] = [createPseudonymStore(world.db, SECRET), createPseudonymStore(world.db, SECRET)];
    const before = await one.get(begun, 'structural-social-work');
    await other.remove(begun);
    world.clock.advance(1);
    const again = { participantId: 'participant-1', startedAt: world.clock.now() };
    const after = await other.get(again, 'structural-social-work');
    expect(await one.get(again, 'structural-social-work'))
      .to.equal(after)
      .and.not.equal(before);
  });
});

describe('the key of the pseudonyms', () => {
  let db: Database;
  beforeEach(async () => {
    db = await openTestDatabase();
  });
  afterEach(() => db.close());

  it('is one, however many processes make it at once', async () => {
    const begun = { participantId: 'participant-1', startedAt: new Date('2026-09-01T09:00:00Z') };
    const stores = Array.from({ length: 8 }, () => createPseudonymStore(db, SECRET));
    const made = await Promise.all(stores.map(store => store.get(begun, 'structural-social-work')));
    expect(new Set(made).size).to.equal(1);
    expect(await db.connection.collection('self_assessment_keys').countDocuments()).to.equal(1);
  });
});

describe('starting on a database that is used already', () => {
  let world: World;
  afterEach(() => world.close());

  it('keeps the answers and their order', async () => {
    world = await openWorld();
    await world.launch().save({ statement: 'A1', skill: 3 });
    const grades = {
      enqueue: async () => undefined,
      findState: async () => null,
    };
    createSelfAssessment({
      db: world.db,
      clock: systemClock,
      secretKey: SECRET,
      grades,
      people: NAMES,
      log: createLog('silent'),
      institutionNamesOf: () => Promise.resolve(new Map()),
      changeSettings: () => Promise.resolve(),
    });
    await ensureIndexes(world.db);
    expect(await world.documents('self_assessment_answers')).to.have.length(1);
    const collection = world.db.connection.collection('self_assessment_answers');
    expect(await collection.indexExists('random_order')).to.equal(true);
  });
});
