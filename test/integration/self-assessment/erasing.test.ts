import { expect } from 'chai';
import { createErasing } from '../../../src/self-assessment/erasing.ts';
import { createErasingStore, type ErasingStore } from '../../../src/self-assessment/erasing.store.ts';
import { createProgressStore } from '../../../src/self-assessment/progress.store.ts';
import { createPseudonymStore } from '../../../src/self-assessment/pseudonym.store.ts';
import { answerAll, openWorld, SECRET, type World } from './world.ts';

describe('deleting one’s own answers', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const left = async (): Promise<Record<string, number>> => {
    const names = ['answers', 'progress', 'pseudonyms'];
    const found = await Promise.all(names.map(name => world.documents(`self_assessment_${name}`)));
    return Object.fromEntries(names.map((name, index) => [name, found[index]?.length ?? 0]));
  };
  /** @param failing takes the place of one step, as if the process had died there */
  const erasing = (failing: Partial<ErasingStore> = {}) => {
    const pseudonyms = createPseudonymStore(world.db, SECRET);
    const answers = { ...createErasingStore(world.db), ...failing };
    const listOffered = () => Promise.resolve(['structural-social-work']);
    return createErasing({ progress: createProgressStore(world.db), pseudonyms, answers, listOffered });
  };

  it('takes away answers, progress and salt, and the first page says so', async () => {
    const visit = world.launch();
    await answerAll(visit);
    await visit.post('submit');
    expect((await visit.get()).body).to.include('self-assessment/erase"');
    const page = await visit.get('erase');
    expect(page.status).to.equal(200);
    expect(page.body).to.include('Tämä poistetaan').and.include('arviointikirjassa');
    expect(await left(), 'looking deletes nothing').to.deep.equal({ answers: 1, progress: 1, pseudonyms: 1 });
    const erased = await visit.post('erase');
    expect([erased.status, erased.location]).to.deep.equal([303, 'self-assessment/?erased=yes']);
    expect(await left()).to.deep.equal({ answers: 0, progress: 0, pseudonyms: 0 });
    const first = await visit.get('?erased=yes');
    expect(first.body).to.include('Vastauksesi on poistettu').and.not.include('self-assessment/erase"');
    expect(await world.scoreOf('participant-1'), 'nothing more is sent').to.equal(undefined);
  });

  it('leaves everyone else’s, and the same person’s in another activity', async () => {
    await world.launch().save({ statement: 'A1', skill: 3 });
    await world.launch({ participantId: 'participant-2' }).save({ statement: 'A1', skill: 4 });
    world.activity.id = 'activity-2';
    const elsewhere = world.launch();
    await elsewhere.save({ statement: 'A1', skill: 5 });
    await elsewhere.post('erase');
    expect(await left()).to.deep.equal({ answers: 2, progress: 2, pseudonyms: 2 });
    const kept = await world.documents('self_assessment_answers');
    expect(kept.map(one => one['activityId'])).to.deep.equal(['activity-1', 'activity-1']);
    await erasing().erasePerson('participant-1');
    expect(await left()).to.deep.equal({ answers: 1, progress: 1, pseudonyms: 1 });
  });

  it('lets the person start afresh, under another pseudonym', async () => {
    const visit = world.launch();
    await visit.save({ statement: 'A1', skill: 3 });
    const [before] = await world.documents('self_assessment_answers');
    await visit.post('erase');
    world.clock.advance(1);
    await visit.save({ statement: 'A2', skill: 2 });
    const [after] = await world.documents('self_assessment_answers');
    expect(after?.['answers']).to.deep.equal({ A2: { skill: 2 } });
    expect(after?.['pseudonym']).to.not.equal(before?.['pseudonym']);
  });

  it('leaves nothing to a process that still remembers the person as under way', async () => {
    const visit = world.launch();
    await visit.save({ statement: 'A1', skill: 3 });
    const [before] = await world.documents('self_assessment_answers');
    await erasing().erasePerson('participant-1');
    world.clock.advance(1);
    await visit.save({ statement: 'A2', skill: 2 });
    const [after] = await world.documents('self_assessment_answers');
    expect(after?.['answers']).to.deep.equal({ A2: { skill: 2 } });
    expect(after?.['pseudonym']).to.not.equal(before?.['pseudonym']);
    expect(await left()).to.deep.equal({ answers: 1, progress: 1, pseudonyms: 1 });
  });

  it('ends what a crash left undone, wherever it struck', async () => {
    await world.launch().save({ statement: 'A1', skill: 3 });
    let calls = 0;
    const dying = (at: number): Partial<ErasingStore> => ({
      removeAnswers: (...of) => {
        calls += 1;
        return calls === at
          ? Promise.reject(new Error('killed'))
          : createErasingStore(world.db).removeAnswers(...of);
      },
    });
    for (const at of [1, 2]) {
      calls = 0;
      const error = await erasing(dying(at))
        .erasePerson('participant-1')
        .catch((e: unknown) => e);
      expect(error, String(at)).to.have.property('message', 'killed');
      expect((await left())['pseudonyms'], 'the salt goes last').to.equal(1);
    }
    await erasing().erasePerson('participant-1');
    expect(await left()).to.deep.equal({ answers: 0, progress: 0, pseudonyms: 0 });
  });

  it('reaches answers to an instrument that the activity no longer uses', async () => {
    const visit = world.launch();
    await visit.save({ statement: 'A1', skill: 3 });
    const store = createPseudonymStore(world.db, SECRET);
    const [begun] = await createProgressStore(world.db).listOf('participant-1');
    const pseudonym = await store.get(begun!, 'gone');
    await world.db.connection.collection('self_assessment_answers').insertOne({
      _id: 'earlier' as never,
      pseudonym,
      activityId: 'activity-1',
      round: 'after',
      instrument: { id: 'gone', version: 1 },
    });
    await visit.post('erase');
    expect((await left())['answers']).to.equal(0);
  });

  it('takes the texts, the times at the knowledge check and what was begun of it', async () => {
    await world.launch().save({ statement: 'A1', skill: 3 });
    await world.launch({ participantId: 'participant-2' }).save({ statement: 'A1', skill: 3 });
    const answers = await world.documents('self_assessment_answers');
    const places = answers.map(({ pseudonym }, index) => ({
      _id: String(index) as never,
      pseudonym,
      activityId: 'activity-1',
      isTrial: false,
    }));
    const collection = (name: string) => world.db.connection.collection(`self_assessment_${name}`);
    const drafts = places.map(one => ({ ...one, draft: { K1: ['a'] }, attempts: [] }));
    await collection('attempts').insertMany(drafts);
    const texts = places.map(one => ({ ...one, round: 'before', texts: { F1: 'what I wrote' } }));
    await collection('reflections').insertMany(texts);
    // These alone are left: no answer names the instrument any more.
    await collection('answers').deleteMany({});
    await world.launch().post('erase');
    expect(await world.documents('self_assessment_attempts')).to.have.length(1);
    expect(await world.documents('self_assessment_reflections')).to.have.length(1);
  });

  it('is offered to trial runs, and to nobody who has nothing here or is no learner', async () => {
    const trial = world.launch({ isTrial: true });
    expect((await trial.get('erase')).location).to.equal('self-assessment/');
    await trial.save({ statement: 'A1', skill: 3 });
    expect((await trial.get('erase')).status).to.equal(200);
    await trial.post('erase');
    expect(await left()).to.deep.equal({ answers: 0, progress: 0, pseudonyms: 0 });
    for (const role of ['teacher', 'visitor'] as const) {
      const other = world.launch({ role });
      expect((await other.get('erase')).status, role).to.equal(403);
      expect((await other.post('erase')).status, role).to.equal(403);
    }
  });

  it('speaks the reader’s language', async () => {
    for (const [locale, word] of [
      ['sv', 'Det här raderas'],
      ['en', 'This is deleted'],
    ] as const) {
      const visit = world.launch({ locale });
      await visit.save({ statement: 'A1', skill: 3 });
      expect((await visit.get('erase')).body).to.include(word);
    }
  });
});
