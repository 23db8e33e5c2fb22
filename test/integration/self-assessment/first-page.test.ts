import { expect } from 'chai';
import { answerAll, openWorld, type World } from './world.ts';

const PRIVACY = 'Vain sinä näet vastauksesi ja tuloksesi. Opettaja näkee vain, oletko vastannut.';

describe('the first page of a self-assessment', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  it('tells a learner who sees what before the first statement, and how to begin', async () => {
    const { status, body } = await world.launch().get();
    expect(status).to.equal(200);
    expect(body).to.include(PRIVACY).and.include('noin 10 minuuttia').and.include('/self-assessment/begin"');
    expect(body.indexOf(PRIVACY)).to.be.below(body.indexOf('Aloita itsearviointi'));
  });

  it('costs one database round trip for someone who has not begun, and asks for the rounds beside it', async () => {
    const visit = world.launch();
    world.commands.length = 0;
    await visit.get();
    expect(world.commands).to.deep.equal(['find', 'find']);
    world.commands.length = 0;
    await visit.get();
    expect(world.commands, 'with the rounds remembered').to.deep.equal(['find']);
  });

  it('leaves no trace of someone who only looked', async () => {
    const visit = world.launch();
    await visit.get();
    await visit.get('area/A');
    await visit.get('submit');
    expect(await world.documents('self_assessment_progress')).to.be.empty;
    expect(await world.documents('self_assessment_pseudonyms')).to.be.empty;
  });

  it('leads someone under way to the first statement that is missing', async () => {
    const visit = world.launch();
    await visit.post('area/A', { 'A1.skill': '3', 'A2.skill': '4' });
    const { body } = await visit.get();
    expect(body).to.include('2 / 19 kohtaan vastattu').and.include('/self-assessment/area/A#A3"');
  });

  it('leads someone with every answer to sending, and someone who has sent to the result', async () => {
    const visit = world.launch();
    await answerAll(visit);
    expect((await visit.get()).body).to.include('/self-assessment/submit"');
    await visit.post('submit');
    const { body } = await visit.get();
    expect(body).to.include('/self-assessment/result"').and.include('ti 1.9.2026 klo 12.00');
  });

  it('shows a visitor the same, without a way in', async () => {
    const visit = world.launch({ role: 'visitor', participantId: undefined });
    const { status, body } = await visit.get();
    expect(status).to.equal(200);
    expect(body)
      .to.include(PRIVACY)
      .and.include('Voit tutustua tähän')
      .and.not.include('Aloita itsearviointi');
    expect((await visit.get('area/A')).status).to.equal(403);
    expect((await visit.save({ statement: 'A1', skill: 3 })).status).to.equal(403);
    expect((await visit.post('submit')).status).to.equal(403);
  });

  it('sends a teacher to the overview, and shows all statements to none but teachers', async () => {
    const teacher = world.launch({ role: 'teacher', participantId: undefined });
    expect((await teacher.get()).location).to.equal('dashboard');
    const { body } = await teacher.get('preview');
    expect(body.match(/<strong>[ABC]\d<\/strong>/g)).to.have.length(19);
    expect(body).to.not.include('<input');
    expect((await teacher.get('result')).status).to.equal(403);
    expect((await world.launch().get('preview')).status).to.equal(403);
  });

  it('speaks the language of the session', async () => {
    expect((await world.launch({ locale: 'sv' }).get()).body).to.include(
      'Bara du ser dina svar och ditt resultat.',
    );
    expect((await world.launch({ locale: 'en' }).get('area/B')).body).to.include('How well can you…');
  });
});

describe('the schedule on the first page', () => {
  let world: World;
  afterEach(() => world.close());

  const schedules: [string, Parameters<typeof openWorld>[0], string, string | null][] = [
    [
      'says until when',
      { activity: { dueAt: new Date('2026-11-27T21:59:00Z') } },
      'viimeistään pe 27.11.2026 klo 23.59',
      null,
    ],
    [
      'says that it is late, and lets in',
      { activity: { dueAt: new Date('2026-08-31T20:59:00Z') } },
      'Voit silti vielä vastata',
      null,
    ],
    [
      'says that the schedule is to come',
      { activity: { isScheduleOpen: true } },
      'Aikataulu vahvistetaan myöhemmin',
      null,
    ],
    ['says nothing without a date', {}, 'Aloita itsearviointi', 'viimeistään'],
  ];
  for (const [what, options, told, untold] of schedules) {
    it(what, async () => {
      world = await openWorld(options);
      const { body } = await world.launch().get();
      expect(body).to.include(told).and.include('Aloita itsearviointi');
      if (untold) expect(body).to.not.include(untold);
    });
  }

  it("escapes the teacher's title", async () => {
    world = await openWorld({ activity: { title: '<img src=x onerror=alert(1)>&"' } });
    const { body } = await world.launch().get();
    expect(body).to.include('&lt;img src=x onerror=alert(1)').and.not.include('<img');
  });
});
