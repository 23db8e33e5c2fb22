import { expect } from 'chai';
import { answerAll, openWorld, type World } from './world.ts';

describe('what supervisors are asked besides', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const begun = async (role: string) => {
    const visit = world.launch();
    await visit.post('begin', { role });
    return visit;
  };
  const answers = async () => (await world.documents('self_assessment_answers'))[0]?.['answers'] ?? {};

  it('is their unit, beside each statement, and three conditions after the last', async () => {
    const visit = await begun('supervisor');
    expect((await visit.get('area/A')).body).to.include('Kuinka hyvin työyhteisössäsi osataan…');
    await visit.post('area/A', { 'A1.skill': '3', 'A1.unit': '2' });
    expect((await visit.post('area/C', {})).location).to.equal('self-assessment/conditions');
    const { status, body } = await visit.get('conditions');
    expect(status).to.equal(200);
    expect(body).to.include('name="E3.level"').and.not.include('outside');
    expect((await visit.post('conditions', { 'E1.level': '4' })).location).to.equal(
      'self-assessment/reflections',
    );
    expect(await answers()).to.deep.equal({ A1: { skill: 3, unit: 2 }, E1: { level: 4 } });
  });

  it('is kept answer by answer too', async () => {
    const visit = await begun('supervisor');
    expect((await visit.save({ statement: 'A1', unit: 'outside' })).status).to.equal(200);
    expect((await visit.save({ statement: 'E2', level: 5 })).status).to.equal(200);
    expect(await answers()).to.deep.equal({ A1: { unit: 'outside' }, E2: { level: 5 } });
  });

  it('is nobody else’s to answer, by whatever way', async () => {
    for (const role of ['worker', 'student', '']) {
      const visit = world.launch({ participantId: `participant-${role}` });
      await visit.post('begin', { role });
      expect((await visit.get('area/A')).body).to.not.include('.unit"');
      await visit.post('area/A', { 'A1.unit': '2' });
      await visit.save({ statement: 'E1', level: 5 });
      expect((await visit.get('conditions')).location).to.equal('self-assessment/reflections');
      await visit.post('conditions', { 'E1.level': '5' });
    }
    for (const record of await world.documents('self_assessment_answers'))
      expect(record['answers'] ?? {}).to.deep.equal({});
  });

  it('is refused off the scale, and mixed up with statements', async () => {
    const visit = await begun('supervisor');
    const { status, body } = await visit.post('conditions', { 'E1.level': '6', 'E2.level': '2' });
    expect(status).to.equal(422);
    expect(body).to.match(/name="E2.level" value="2" checked/);
    expect((await visit.post('conditions', { 'A1.skill': '3' })).status).to.equal(422);
    for (const faulty of [
      { statement: 'E1', skill: 3 },
      { statement: 'A1', level: 3 },
      { statement: 'E1', level: 'outside' },
    ])
      expect((await visit.save(faulty)).status).to.equal(422);
    expect(await answers()).to.deep.equal({});
  });

  it('need not be answered to send', async () => {
    const visit = await begun('supervisor');
    await answerAll(visit);
    expect((await visit.post('submit')).location).to.equal('self-assessment/result');
  });
});

describe('open questions', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const texts = async () => (await world.documents('self_assessment_reflections')).map(one => one['texts']);

  it('keep what is written, apart from the answers, and may be left empty', async () => {
    const visit = world.launch();
    await answerAll(visit);
    expect((await visit.post('reflections', {})).location).to.equal('self-assessment/submit');
    expect(await texts()).to.be.empty;
    const words = 'Ensin <b>yksi</b>,\r\nsitten toinen.';
    expect((await visit.post('reflections', { F1: words, F2: '  ' })).location).to.equal(
      'self-assessment/submit',
    );
    expect(await texts()).to.deep.equal([{ F1: 'Ensin <b>yksi</b>,\nsitten toinen.' }]);
    const { body } = await visit.get('reflections');
    expect(body).to.include('Ensin &lt;b>yksi&lt;/b>,\nsitten toinen.');
    await visit.post('reflections', { F1: '' });
    expect(await texts()).to.deep.equal([{}]);
    const [record] = await world.documents('self_assessment_answers');
    expect(JSON.stringify(record)).to.not.include('yksi');
  });

  it('are of their round, and closed with it', async () => {
    const visit = world.launch();
    await answerAll(visit);
    await visit.post('reflections', { F1: 'Ennen' });
    await visit.post('submit');
    expect((await visit.get('reflections')).location).to.equal('self-assessment/submit');
    await visit.post('reflections', { F1: 'Muutettu' });
    expect(await texts()).to.deep.equal([{ F1: 'Ennen' }]);
  });

  it('come back on the result of their round, to the one who wrote them alone, and in print', async () => {
    const visit = world.launch();
    await answerAll(visit);
    await visit.post('reflections', { F1: 'Ensin <b>yksi</b>,\nsitten toinen.', F2: '' });
    await visit.post('submit');
    const { body } = await visit.get('result');
    const [, own = ''] = /<section class="own-words">(.*?)<\/section>/s.exec(body) ?? [];
    expect(own).to.include('Ensin &lt;b>yksi&lt;/b>,\nsitten toinen.').and.include('Vain sinä näet');
    expect(own.match(/<dt>/g), 'what was left empty is not shown').to.have.length(1);
    const other = world.launch({ participantId: 'participant-2' });
    await answerAll(other);
    await other.post('submit');
    const theirs = (await other.get('result')).body;
    expect(theirs).to.not.include('sitten toinen').and.not.include('own-words');
    const teacher = world.launch({ role: 'teacher', participantId: undefined });
    expect((await teacher.get('result')).status).to.equal(403);
  });

  it('refuse a text that is too long', async () => {
    const visit = world.launch();
    await answerAll(visit);
    expect((await visit.post('reflections', { F1: 'x'.repeat(4001) })).status).to.equal(422);
    expect(await texts()).to.be.empty;
  });
});
