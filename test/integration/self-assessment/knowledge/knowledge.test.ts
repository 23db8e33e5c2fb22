import { expect } from 'chai';
import { loadQuestions } from '../../../../src/questions/index.ts';
import { openWorld, type Enqueued, type Visit, type World } from '../world.ts';

const questions = loadQuestions().get('structural-social-work')?.questions ?? [];

/** What is right, as a form sends it. */
const RIGHT: Record<string, string | string[]> = Object.fromEntries(
  questions.map((one): [string, string | string[]] => {
    switch (one.kind) {
      case 'single':
      case 'several':
        return [one.id, one.options.filter(option => option.isRight).map(option => option.id)];
      case 'true-false':
        return [one.id, String(one.isTrue)];
      case 'short':
        return [one.id, one.accepted.all?.[0] ?? one.accepted.fi?.[0] ?? ''];
      case 'number':
        return [one.id, String(one.value)];
    }
  }),
);
const [TRUE_FALSE] = questions.filter(one => one.kind === 'true-false');

describe('the knowledge check of an activity', () => {
  let world: World;
  let visit: Visit;
  let teacher: Visit;

  const open = async (gradeForm: 'completion' | 'points'): Promise<void> => {
    world = await openWorld({ activity: { gradeForm, settings: {} } });
    visit = world.launch();
    teacher = world.launch({ role: 'teacher', participantId: undefined });
  };
  afterEach(() => world.close());

  const send = (answers: Record<string, string | string[]>, taken: number, act = 'send') => {
    const fields = Object.entries({ ...answers, act, taken: String(taken) });
    return visit.post(
      'knowledge',
      fields.flatMap(([name, value]) => [value].flat().map(one => [name, one])),
    );
  };
  const wrong = (): Record<string, string | string[]> => {
    if (TRUE_FALSE?.kind !== 'true-false') throw new Error('no such question');
    return { ...RIGHT, [TRUE_FALSE.id]: String(!TRUE_FALSE.isTrue) };
  };
  const share = async () => (await world.scoreOf('participant-1'))?.value;

  describe('where points are the grade', () => {
    beforeEach(() => open('points'));

    it('asks twelve questions, and tells what is right in none of them', async () => {
      const { status, body } = await visit.get('knowledge');
      expect(status).to.equal(200);
      expect(questions).to.have.length(12);
      for (const { id } of questions) expect(body).to.include(`name="${id}"`);
      expect(body).to.include('Voit lähettää testin vielä 3 kertaa.');
      for (const { explanation } of questions)
        if (explanation) expect(body).to.not.include(explanation.fi.slice(0, 40));
    });

    it('sends the points, the best or the last as the teacher says, each as of its own time', async () => {
      await send(RIGHT, 0);
      expect(await share()).to.equal(1);
      const first = world.clock.now();
      world.clock.advance(60_000);
      await send(wrong(), 1);
      expect(await world.scoreOf('participant-1')).to.deep.include({ value: 1, at: first });
      expect(world.enqueued).to.have.length(2);
      await teacher.post('knowledge/settings', { attempts: '3', counts: 'last' });
      expect(await share()).to.be.closeTo(11 / 12, 1e-9);
    });

    it('is sent once, from two tabs at once or again by the way back', async () => {
      await Promise.all([send(RIGHT, 0), send(wrong(), 0), send(RIGHT, 0)]);
      await send(wrong(), 0);
      const [record] = await world.documents('self_assessment_attempts');
      expect(record?.['attempts']).to.have.length(1);
      expect(world.enqueued).to.have.length(1);
    });

    it('ends when no time is left, and tells what is right when the round is closed', async () => {
      await teacher.post('knowledge/settings', { attempts: '1', counts: 'best' });
      await send(wrong(), 0);
      await send(RIGHT, 1);
      expect(await share()).to.be.closeTo(11 / 12, 1e-9);
      const during = (await visit.get('knowledge?again')).body;
      expect(during).to.include('11 / 12').and.include('Oikeat vastaukset perusteluineen näytetään');
      expect(during)
        .to.not.include('knowledge?again')
        .and.not.include(TRUE_FALSE?.explanation?.fi ?? 'x');
      await teacher.post('rounds', { act: 'close', round: 'before' });
      expect((await visit.get('knowledge')).body).to.include(TRUE_FALSE?.explanation?.fi.slice(0, 30));
      expect((await send(RIGHT, 1)).status).to.equal(423);
    });

    it('is not sent with a question unanswered, and keeps what was entered', async () => {
      const { [questions[0]?.id ?? '']: _first, ...rest } = RIGHT;
      const { status, body } = await send(rest, 0);
      expect(status).to.equal(422);
      expect(body).to.include('Tähän kysymykseen ei ole vielä vastattu.').and.include('checked');
      expect(await world.documents('self_assessment_attempts')).to.be.empty;
    });

    it('keeps a draft for later, which is no grade', async () => {
      await send({ [TRUE_FALSE?.id ?? '']: 'true' }, 0, 'save');
      expect(await share()).to.equal(undefined);
      expect((await visit.get('knowledge')).body).to.match(
        new RegExp(`name="${TRUE_FALSE?.id ?? ''}" value="true" checked`),
      );
      expect(world.enqueued).to.be.empty;
    });

    it('refuses what is no answer of its own', async () => {
      for (const odd of [
        { K99: 'a' },
        { [TRUE_FALSE?.id ?? '']: 'perhaps' },
        { [questions[0]?.id ?? '']: 'zz' },
      ])
        expect((await send({ ...RIGHT, ...odd }, 0)).status, JSON.stringify(odd)).to.equal(422);
      expect((await visit.post('knowledge', { act: 'send', taken: '-1' })).status).to.equal(422);
      expect(await world.documents('self_assessment_attempts')).to.be.empty;
    });

    it('shows the teacher who is done, and no answer', async () => {
      await send(RIGHT, 0);
      const [progress] = await world.kind.listProgress(world.activity);
      expect(progress).to.include({ participantId: 'participant-1', state: 'done' });
      const [record] = await world.documents('self_assessment_attempts');
      expect(JSON.stringify(record)).to.not.include('participant-1');
    });

    it('is nothing in a trial run', async () => {
      visit = world.launch({ isTrial: true, participantId: 'staff-1' });
      await send(RIGHT, 0);
      expect(world.enqueued).to.be.empty;
      expect(await world.scoreOf('staff-1')).to.equal(undefined);
    });
  });

  it('tells the outbox, at the next visit, of points that a crash kept from it, and only then', async () => {
    let isAway = true;
    const grades = (enqueued: Enqueued[]) => ({
      enqueue: async (event: Enqueued) => {
        if (isAway) throw new Error('the process died here');
        enqueued.push(event);
      },
      findState: async () => null,
    });
    world = await openWorld({ activity: { gradeForm: 'points', settings: {} }, grades });
    visit = world.launch();
    const earnedAt = world.clock.now();
    expect((await send(RIGHT, 0)).status).to.equal(500);
    isAway = false;
    await visit.get();
    expect(world.enqueued, 'the first request may still be on its way').to.be.empty;
    world.clock.advance(60_000);
    await visit.get();
    await visit.get();
    expect(world.enqueued.map(one => one.at)).to.deep.equal([earnedAt]);
    await send(wrong(), 1);
    world.clock.advance(60_000);
    await visit.get();
    expect(world.enqueued, 'what reached it is not told again').to.have.length(2);
  });

  describe('for practice', () => {
    beforeEach(() => open('completion'));

    it('tells at once what is right, as often as one likes, and nothing goes to the gradebook', async () => {
      for (const taken of [0, 1, 2, 3, 4]) await send(taken % 2 === 0 ? wrong() : RIGHT, taken);
      const { body } = await visit.get('knowledge');
      expect(body).to.include(TRUE_FALSE?.explanation?.fi.slice(0, 30)).and.include('knowledge?again');
      expect(world.enqueued).to.be.empty;
      expect(await share()).to.equal(undefined);
      const [progress] = await world.kind.listProgress(world.activity);
      expect(progress).to.include({ state: 'not-started' });
    });
  });

  it('is not there where the instrument asks no questions', async () => {
    world = await openWorld({ activity: { settings: { instrument: 'structural-social-work', version: 1 } } });
    expect((await world.launch().get('knowledge')).status).to.equal(404);
  });
});
