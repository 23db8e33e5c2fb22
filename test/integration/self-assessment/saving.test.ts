import { expect } from 'chai';
import { answerAll, openWorld, type Answer, type Visit, type World } from './world.ts';

function isChecked(body: string, name: string, value: string): boolean {
  const inputs = body.match(/<input[^>]*>/g) ?? [];
  const one = inputs.find(input => input.includes(`name="${name}"`) && input.includes(`value="${value}"`));
  if (!one) throw new Error(`there is no ${name}=${value}`);
  return one.includes(' checked');
}

function faultsOf(answer: Answer): unknown {
  return (JSON.parse(answer.body) as { fields: unknown }).fields;
}

describe('saving answers', () => {
  let world: World;
  let visit: Visit;
  beforeEach(async () => {
    world = await openWorld();
    visit = world.launch();
  });
  afterEach(() => world.close());

  const answersOf = async (): Promise<unknown> =>
    (await world.documents('self_assessment_answers'))[0]?.['answers'];

  it('answers an autosave with how far one is', async () => {
    await visit.save({ statement: 'A1', skill: 3 });
    const { status, body } = await visit.save({ statement: 'C7', skill: 5, importance: 4 });
    expect([status, JSON.parse(body)]).to.deep.equal([200, { answered: 2, total: 19 }]);
    expect(await answersOf()).to.deep.equal({ A1: { skill: 3 }, C7: { skill: 5, importance: 4 } });
  });

  it('costs one command, which is the write, once someone is known to be under way', async () => {
    await visit.save({ statement: 'A1', skill: 3 });
    world.commands.length = 0;
    await visit.save({ statement: 'A2', skill: 3 });
    expect(world.commands).to.deep.equal(['findAndModify']);
  });

  it('lets only the saves of someone known to be under way do with an activity read a moment ago', async () => {
    const { kind } = world;
    const person = { activityId: 'activity-1', participantId: 'participant-1' };
    expect(kind.mayUseRecent?.('/answer', person), 'who may begin with it').to.equal(false);
    await visit.save({ statement: 'A1', skill: 3 });
    expect(kind.mayUseRecent?.('/answer', person)).to.equal(true);
    expect(kind.mayUseRecent?.('/submit', person)).to.equal(false);
    expect(kind.mayUseRecent?.('/answer', { ...person, activityId: 'activity-2' })).to.equal(false);
  });

  it('changes only what is given, so that two tabs do not undo each other', async () => {
    const otherTab = world.launch();
    await visit.save({ statement: 'A1', skill: 3 });
    await otherTab.save({ statement: 'A1', importance: 2 });
    await otherTab.save({ statement: 'A2', skill: 1 });
    await visit.save({ statement: 'A1', skill: 4 });
    expect(await answersOf()).to.deep.equal({ A1: { skill: 4, importance: 2 }, A2: { skill: 1 } });
  });

  it('makes one record when many first answers come at once', async () => {
    const ids = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'B1', 'B2'];
    const tabs = ids.map(() => world.launch());
    const saved = await Promise.all(tabs.map((tab, index) => tab.save({ statement: ids[index], skill: 2 })));
    expect(saved.map(s => s.status)).to.deep.equal(ids.map(() => 200));
    expect(await world.documents('self_assessment_answers')).to.have.length(1);
    expect(await world.documents('self_assessment_progress')).to.have.length(1);
    expect(await world.documents('self_assessment_pseudonyms')).to.have.length(1);
    expect(Object.keys((await answersOf()) as object)).to.have.members(ids);
  });

  it('forgets the importance of what is no part of the work', async () => {
    await visit.save({ statement: 'B1', skill: 4, importance: 4 });
    await visit.save({ statement: 'B1', skill: 'outside', importance: 3 });
    expect(await answersOf()).to.deep.equal({ B1: { skill: 'outside' } });
  });

  it('resumes on another device in another launch', async () => {
    await visit.save({ statement: 'B2', skill: 2, importance: 4 });
    const { body } = await world.launch().get('area/B');
    expect(isChecked(body, 'B2.skill', '2')).to.equal(true);
    expect(isChecked(body, 'B2.importance', '4')).to.equal(true);
    expect(isChecked(body, 'B2.skill', '3')).to.equal(false);
    expect(body).to.include('1 / 19 kohtaan vastattu');
  });

  it('does not show one person the answers of another', async () => {
    await visit.save({ statement: 'B2', skill: 2 });
    const { body } = await world.launch({ participantId: 'participant-2' }).get('area/B');
    expect(isChecked(body, 'B2.skill', '2')).to.equal(false);
    expect(body).to.include('0 / 19 kohtaan vastattu');
  });

  const refused: [string, unknown, Record<string, string>][] = [
    [
      'an unknown statement',
      { statement: 'D1', skill: 3 },
      { statement: 'self-assessment:fault.unknown-statement' },
    ],
    [
      'an operator for a statement',
      { statement: { $ne: '' }, skill: 3 },
      { statement: 'self-assessment:fault.unknown-statement' },
    ],
    ['a skill off the scale', { statement: 'A1', skill: 6 }, { skill: 'self-assessment:fault.off-scale' }],
    [
      'an importance off the scale',
      { statement: 'A1', skill: 3, importance: 0 },
      { importance: 'self-assessment:fault.off-scale' },
    ],
    ['nothing to save', { statement: 'A1' }, { skill: 'self-assessment:fault.nothing' }],
    ['a list', [], { form: 'http:field.invalid' }],
  ];
  for (const [what, sent, faults] of refused) {
    it(`refuses ${what} at its field and stores nothing`, async () => {
      const answer = await visit.save(sent);
      expect(answer.status).to.equal(422);
      expect(faultsOf(answer)).to.include(faults);
      expect(await world.documents('self_assessment_answers')).to.be.empty;
      expect(await world.documents('self_assessment_progress')).to.be.empty;
    });
  }

  describe('without a script', () => {
    it('saves the page as a whole and leads on, and back', async () => {
      expect((await visit.post('area/A', { 'A1.skill': '3', onward: 'next' })).location).to.equal(
        'self-assessment/area/B',
      );
      expect((await visit.post('area/B', { 'B1.skill': '3', onward: 'previous' })).location).to.equal(
        'self-assessment/area/A',
      );
      expect((await visit.post('area/A', { onward: 'previous' })).location).to.equal('self-assessment/');
      expect((await visit.post('area/C', { 'C1.skill': 'outside' })).location).to.equal(
        'self-assessment/conditions',
      );
      expect(await answersOf()).to.deep.equal({
        A1: { skill: 3 },
        B1: { skill: 3 },
        C1: { skill: 'outside' },
      });
    });

    it('begins nothing with an empty page', async () => {
      await visit.post('area/A');
      expect(await world.documents('self_assessment_progress')).to.be.empty;
    });

    it('shows the fault at its field with what was entered, and stores nothing of the page', async () => {
      const { status, body } = await visit.post('area/A', { 'A1.skill': '4', 'A2.skill': '9' });
      expect(status).to.equal(422);
      expect(body)
        .to.include('href="#A2">A2: Valitse jokin vaihtoehdoista.')
        .and.match(/id="A2"[^>]*aria-invalid="true"/);
      expect(isChecked(body, 'A1.skill', '4')).to.equal(true);
      expect(await world.documents('self_assessment_answers')).to.be.empty;
    });

    it("refuses another area's statements on this page", async () => {
      const { status } = await visit.post('area/A', { 'B1.skill': '3' });
      expect(status).to.equal(422);
      expect(await world.documents('self_assessment_answers')).to.be.empty;
    });

    it('knows no other areas', async () => {
      expect((await visit.get('area/D')).status).to.equal(404);
      expect((await visit.post('area/toString', { 'A1.skill': '3' })).status).to.equal(404);
    });
  });

  it('refuses answers after sending, from a form and from the script, and keeps what was sent', async () => {
    await answerAll(visit, '3', '2');
    await visit.post('submit');
    const sent = await answersOf();
    const late = await visit.save({ statement: 'A1', skill: 5 });
    expect(late.status).to.equal(409);
    expect(JSON.parse(late.body)).to.include({ code: 'self-assessment/already-submitted' });
    const page = await visit.post('area/A', { 'A1.skill': '5' });
    expect(page.status).to.equal(409);
    expect(page.body).to.include('Vastaukset on jo lähetetty');
    expect(await answersOf()).to.deep.equal(sent);
    expect((await visit.get('area/A')).location).to.equal('self-assessment/result');
  });
});
