import { expect } from 'chai';
import type { GradeState } from '../../../src/grades/index.ts';
import { answerAll, openWorld, type Enqueued, type Visit, type World } from './world.ts';

describe('sending the answers', () => {
  let world: World;
  let visit: Visit;
  beforeEach(async () => {
    world = await openWorld();
    visit = world.launch();
  });
  afterEach(() => world.close());

  it('names what is missing, each with its link, and sends nothing', async () => {
    await answerAll(visit);
    const other = world.launch({ participantId: 'participant-2' });
    await other.post('area/A', { 'A1.skill': '3', 'A2.importance': '4' });
    const { status, body } = await other.post('submit');
    expect(status).to.equal(422);
    expect(body).to.include('18 kohtaa on vielä vastaamatta').and.include('role="alert"');
    expect(body).to.include('/area/A#A2"').and.include('/area/C#C7"').and.not.include('/area/A#A1"');
    expect(world.enqueued).to.be.empty;
    expect(await world.scoreOf('participant-2')).to.equal(undefined);
  });

  it('offers the button only when nothing is missing', async () => {
    await visit.post('area/A', { 'A1.skill': '3' });
    expect((await visit.get('submit')).body).to.not.include('Lähetä vastaukset');
    await answerAll(visit);
    expect((await visit.get('submit')).body).to.include('Lähetä vastaukset');
  });

  it('sends without a single importance', async () => {
    for (const [area, count] of [
      ['A', 6],
      ['B', 6],
      ['C', 7],
    ] as const) {
      const skills = Array.from({ length: count }, (_one, index) => [
        `${area}${String(index + 1)}.skill`,
        '2',
      ]);
      await visit.post(`area/${area}`, Object.fromEntries(skills) as Record<string, string>);
    }
    expect((await visit.post('submit')).location).to.equal('self-assessment/result');
    expect((await visit.get('result')).body).to.include('tärkeyttä ei arvioitu');
  });

  it('makes it done, tells the gradebook once and leads to the result', async () => {
    await answerAll(visit);
    const { location } = await visit.post('submit');
    expect(location).to.equal('self-assessment/result');
    expect(world.enqueued).to.deep.equal([
      {
        placementId: 'placement-1',
        activityId: 'activity-1',
        participantId: 'participant-1',
        at: world.clock.now(),
      },
    ]);
    expect(await world.kind.listProgress(world.activity)).to.deep.equal([
      {
        participantId: 'participant-1',
        state: 'done',
        startedAt: world.clock.now(),
        doneAt: world.clock.now(),
      },
    ]);
  });

  it('is one sending, from two tabs at once or again later', async () => {
    await answerAll(visit);
    const at = world.clock.now();
    const [one, two] = await Promise.all([visit.post('submit'), world.launch().post('submit')]);
    expect([one.location, two.location]).to.deep.equal(['self-assessment/result', 'self-assessment/result']);
    world.clock.advance(60_000);
    expect((await visit.post('submit')).location).to.equal('self-assessment/result');
    expect(world.enqueued).to.have.length(1);
    expect((await world.scoreOf('participant-1'))?.at).to.deep.equal(at);
  });

  it('scores completion alone, with a comment', async () => {
    await visit.post('area/A', { 'A1.skill': '1' });
    expect(await world.scoreOf('participant-1')).to.equal(undefined);
    await answerAll(visit, '1');
    await visit.post('submit');
    const score = { value: 1, at: world.clock.now(), comment: 'Itsearviointi on tehty.' };
    expect(await world.scoreOf('participant-1')).to.deep.equal(score);
    expect(await world.scoreOf('participant-9')).to.equal(undefined);
  });

  it('shows no result before sending', async () => {
    await answerAll(visit);
    expect((await visit.get('result')).location).to.equal('self-assessment/');
  });

  describe('tells the learner where the grade is', () => {
    const sentAt = new Date('2026-11-27T10:15:00Z');
    const state = {
      placementId: 'link-1',
      waitingSince: null,
      sentAt: null,
      sentValue: null,
      nextTryAt: null,
      tries: 1,
      comparison: null,
      shown: null,
    };
    const rows: [string, Pick<GradeState, 'state' | 'reason' | 'sentAt'> | null, RegExp | null][] = [
      [
        'sent, and when',
        { state: 'sent', reason: null, sentAt },
        /Lähetetty arviointikirjaan pe 27\.11\.2026/,
      ],
      ['waiting', { state: 'waiting', reason: 'unavailable', sentAt: null }, /Odottaa lähetystä/],
      [
        'waiting once more after it was sent',
        { state: 'waiting', reason: null, sentAt },
        /Odottaa lähetystä/,
      ],
      [
        'refused, without the teacher’s reasons',
        { state: 'refused', reason: 'gone', sentAt: null },
        /Ei vielä/,
      ],
      ['nothing, where there is no column', null, null],
    ];
    for (const [what, grade, says] of rows) {
      it(what, async () => {
        const findState = async (_activityId: string, participantId: string): Promise<GradeState | null> =>
          grade && { ...state, ...grade, participantId };
        await world.close();
        world = await openWorld({ grades: () => ({ enqueue: async () => undefined, findState }) });
        visit = world.launch();
        await answerAll(visit);
        await visit.post('submit');
        const { body } = await visit.get('result');
        if (says) expect(body).to.match(says);
        else expect(body).not.to.match(/Lähetetty arviointikirjaan|Odottaa lähetystä|Ei vielä/);
        expect(body).not.to.contain('saraketta');
      });
    }
  });

  it("shows one's own result in numbers and words, and the drawing says the same", async () => {
    await answerAll(visit, '4', '3');
    await visit.post('area/B', { 'B4.skill': '1', 'B4.importance': '4', 'B5.skill': 'outside' });
    await visit.post('submit');
    const { body } = await visit.get('result');
    expect(body).to.match(
      /<desc[^>]*>Tieto ja sen kokoaminen: 4,0\. Tiedon työstäminen käyttökelpoiseksi: 3,4\./,
    );
    expect(body).to.include('5 / 6').and.include('1 kohta ei kuulu työhösi eikä opintoihisi');
    expect(body).to.not.include('ettei mikään kohta kuulu');
    const gaps = body.slice(body.indexOf('Missä on eniten kehitettävää'), body.indexOf('Kaikki vastauksesi'));
    expect(gaps)
      .to.include('tuotoksen, vaikutuksen ja vaikuttavuuden')
      .and.include('Olen vasta alussa · erittäin tärkeää');
  });

  it('says so where nothing belongs to the work', async () => {
    await answerAll(visit, 'outside');
    await visit.post('submit');
    const { body } = await visit.get('result');
    expect(body).to.include('ettei mikään kohta kuulu').and.not.include('<svg');
  });
});

describe('the language of the comment beside the grade', () => {
  let world: World;
  afterEach(() => world.close());

  it("is the activity's", async () => {
    world = await openWorld({ activity: { locale: 'sv' } });
    const visit = world.launch();
    await answerAll(visit);
    await visit.post('submit');
    const score = await world.scoreOf('participant-1');
    expect(score?.comment).to.equal('Självvärderingen är gjord.');
  });
});

describe('a grade that never reached the outbox', () => {
  let world: World;
  afterEach(() => world.close());

  it('is told of when the person comes again, and only then', async () => {
    let isAway = true;
    const grades = (enqueued: Enqueued[]) => ({
      enqueue: async (event: Enqueued) => {
        if (isAway) throw new Error('the process died here');
        enqueued.push(event);
      },
      findState: async () => null,
    });
    world = await openWorld({ grades });
    const visit = world.launch();
    await answerAll(visit);
    const doneAt = world.clock.now();
    expect((await visit.post('submit')).status).to.equal(500);
    isAway = false;
    await visit.get();
    expect(world.enqueued, 'the first request may still be on its way').to.be.empty;
    world.clock.advance(60_000);
    await visit.get();
    expect(world.enqueued.map(e => e.at)).to.deep.equal([doneAt]);
    await visit.get('result');
    expect(world.enqueued).to.have.length(1);
  });
});

describe('a trial run', () => {
  let world: World;
  let trial: Visit;
  beforeEach(async () => {
    world = await openWorld();
    trial = world.launch({ isTrial: true, participantId: 'staff-1' });
    await answerAll(trial);
    await trial.post('submit');
  });
  afterEach(() => world.close());

  it('works wholly, and is neither sent nor counted', async () => {
    expect((await trial.get('result')).body).to.include('Tämä on kokeilu');
    world.clock.advance(60_000);
    await trial.get();
    expect(world.enqueued).to.be.empty;
    expect(await world.scoreOf('staff-1')).to.equal(undefined);
    expect(await world.kind.listProgress(world.activity)).to.be.empty;
    expect(await world.kind.hasBegun('activity-1')).to.equal(false);
  });

  it('can be cleared, and begun again', async () => {
    await world.kind.clearTrial('activity-1', 'staff-1');
    for (const part of ['answers', 'progress', 'pseudonyms']) {
      expect(await world.documents(`self_assessment_${part}`), part).to.be.empty;
    }
    expect((await trial.save({ statement: 'A1', skill: 2 })).status).to.equal(200);
    expect((await trial.get('area/A')).body).to.include('1 / 19 kohtaan vastattu');
    expect(await world.documents('self_assessment_pseudonyms')).to.have.length(1);
  });

  it("clears nobody else's, and no learner's", async () => {
    const learner = world.launch();
    await learner.save({ statement: 'A1', skill: 2 });
    await world.kind.clearTrial('activity-1', 'participant-1');
    await world.kind.clearTrial('activity-1', 'staff-1');
    expect(await world.kind.hasBegun('activity-1')).to.equal(true);
    expect((await learner.get('area/A')).body).to.include('1 / 19 kohtaan vastattu');
  });
});
