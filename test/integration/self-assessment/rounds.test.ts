import { expect } from 'chai';
import { answerAll, openWorld, type Visit, type World } from './world.ts';

describe('rounds of a self-assessment', () => {
  let world: World;
  let teacher: Visit;
  beforeEach(async () => {
    world = await openWorld();
    teacher = world.launch({ role: 'teacher', participantId: undefined });
  });
  afterEach(() => world.close());

  const press = (act: 'open' | 'close', round: string) => teacher.post('rounds', { act, round });
  const send = async (visit: Visit, skill = '3'): Promise<void> => {
    await answerAll(visit, skill);
    await visit.post('submit');
    world.clock.advance(60_000);
  };
  const recordOf = async (round: string) =>
    (await world.documents('self_assessment_answers')).find(one => one['round'] === round);

  it('begin with what the person says of themselves, which may be changed until the first answer', async () => {
    const visit = world.launch();
    const { location } = await visit.post('begin', { role: 'supervisor', consent: 'yes' });
    expect(location).to.equal('self-assessment/area/A');
    expect(await recordOf('before')).to.include({
      role: 'supervisor',
      hasConsent: true,
      platformId: 'platform-1',
    });
    await visit.post('begin', { role: '' });
    expect(await recordOf('before')).to.include({ role: null, hasConsent: false });
  });

  it('let a person withdraw the consent to research, and give it again, in all rounds', async () => {
    const visit = world.launch();
    await visit.post('begin', { consent: 'yes' });
    await answerAll(visit);
    await visit.post('submit');
    expect((await visit.get()).body).to.include('Peruuta lupa');
    await visit.post('consent');
    expect(await recordOf('before')).to.include({ hasConsent: false });
    expect((await visit.get()).body).to.include('Anna lupa tutkimukseen');
    await visit.post('consent', { consent: 'yes' });
    expect(await recordOf('before')).to.include({ hasConsent: true });
  });

  it('take nobody by a role that is none', async () => {
    const { status } = await world.launch().post('begin', { role: 'boss' });
    expect(status).to.equal(422);
    expect(await world.documents('self_assessment_answers')).to.be.empty;
  });

  it('take no answer while closed, keep what was saved, and go on when opened again', async () => {
    const visit = world.launch();
    await visit.save({ statement: 'A1', skill: 3 });
    await press('close', 'before');
    expect((await visit.save({ statement: 'A2', skill: 3 })).status).to.equal(423);
    expect((await visit.post('submit')).status).to.equal(423);
    expect((await visit.get('area/A')).status).to.equal(423);
    const { status, body } = await visit.get();
    expect(status).to.equal(200);
    expect(body).to.include('Vastauksia ei oteta nyt vastaan').and.not.include('/self-assessment/area/');
    await press('open', 'before');
    expect((await visit.get()).body).to.include('1 / 19 kohtaan vastattu');
  });

  it('ask the same person again, without their earlier answers, and keep one completion', async () => {
    const visit = world.launch();
    await send(visit);
    await press('close', 'before');
    await press('open', 'after');
    const first = await visit.get();
    expect(first.body).to.include('Sinulta kysytään nyt uudelleen').and.include('/result?round=before"');
    expect((await visit.get('area/A')).body).to.not.include('checked');
    await send(visit, '4');
    expect(world.enqueued, 'the grade was sent once').to.have.length(1);
    expect((await world.scoreOf('participant-1'))?.at).to.deep.equal(new Date('2026-09-01T09:00:00Z'));
    const [before, after] = [await recordOf('before'), await recordOf('after')];
    expect(before).to.deep.nested.include({ 'answers.A1.skill': 3, isSubmitted: true });
    expect(after).to.deep.nested.include({ 'answers.A1.skill': 4, isSubmitted: true });
    expect(before?.['pseudonym']).to.equal(after?.['pseudonym']);
    expect((await visit.get('result?round=before')).status).to.equal(200);
  });

  it('are a teacher’s to open, one at a time', async () => {
    expect((await press('open', 'after')).status, 'while the first is open').to.equal(409);
    await press('close', 'before');
    expect((await press('open', 'after')).location).to.equal('self-assessment/rounds');
    expect((await press('open', 'follow-up')).status).to.equal(409);
    expect((await press('open', 'never')).status).to.equal(422);
    const { body } = await teacher.get('rounds');
    expect(body).to.include('Sulje kierros: Jälkeen').and.not.include('Avaa kierros');
  });

  it('keep the smallest group, the knowledge check and the instrument when three pages are sent at once', async () => {
    const teacher = world.launch({ role: 'teacher', participantId: undefined });
    const sent = await Promise.all([
      teacher.post('rounds/minimum', { minimum: '8' }),
      teacher.post('knowledge/settings', { attempts: '2', counts: 'last' }),
      teacher.post('instruments/use', { id: 'structural-social-work', version: '2' }),
    ]);
    expect(sent.map(one => one.status)).to.deep.equal([303, 303, 303]);
    expect(world.activity.settings).to.deep.include({
      minimum: 8,
      knowledge: { attempts: 2, counts: 'last' },
      instrument: 'structural-social-work',
    });
  });

  it('say how many have answered, and count the newest round as the progress', async () => {
    await send(world.launch());
    await send(world.launch({ participantId: 'participant-2' }));
    await press('close', 'before');
    await press('open', 'after');
    const visit = world.launch();
    await visit.save({ statement: 'A1', skill: 3 });
    const { body } = await teacher.get('rounds');
    expect(body).to.match(/Ennen<\/th>.*?<td class="number"[^>]*>2<\/td>/s);
    const states = (await world.kind.listProgress(world.activity)).map(one => one.state);
    expect(states.sort()).to.deep.equal(['not-started', 'under-way']);
  });

  describe('opened for one person', () => {
    it('let them change and send again; the grade stays', async () => {
      const visit = world.launch();
      await send(visit);
      const { body } = await teacher.get('rounds');
      expect(body).to.include('Anna muuttaa: Name of participant-1');
      const reopen = { round: 'before', participant: 'participant-1' };
      expect((await teacher.post('rounds/reopen', reopen)).location).to.equal('self-assessment/rounds');
      expect(await recordOf('before')).to.deep.include({ isSubmitted: false });
      expect(await world.scoreOf('participant-1'), 'completion stays').to.deep.include({ value: 1 });
      await visit.post('area/A', { 'A1.skill': '5' });
      await visit.post('submit');
      expect(await recordOf('before')).to.deep.nested.include({ 'answers.A1.skill': 5, isSubmitted: true });
      expect(world.enqueued).to.have.length(1);
    });

    it('do nothing in a round that is closed, so that nobody is left without their result', async () => {
      const visit = world.launch();
      await send(visit);
      await press('close', 'before');
      expect((await teacher.get('rounds')).body).to.not.include('Anna muuttaa');
      await teacher.post('rounds/reopen', { round: 'before', participant: 'participant-1' });
      expect(await recordOf('before')).to.include({ isSubmitted: true });
      expect((await visit.get('result')).status).to.equal(200);
    });

    it('do nothing for someone who has sent nothing, or is not there', async () => {
      await world.launch().save({ statement: 'A1', skill: 3 });
      for (const participant of ['participant-1', 'nobody'])
        await teacher.post('rounds/reopen', { round: 'before', participant });
      expect(await recordOf('before')).to.include({ isSubmitted: false });
      expect(await world.documents('self_assessment_progress')).to.have.length(1);
    });
  });

  it('leave what is sent waiting for the group’s results', async () => {
    await send(world.launch());
    expect(await recordOf('before')).to.include({ isSubmitted: true, release: 'waiting' });
  });
});
