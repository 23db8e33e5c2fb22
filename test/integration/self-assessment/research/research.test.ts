import { expect } from 'chai';
import { createErasing } from '../../../../src/self-assessment/erasing.ts';
import { createErasingStore } from '../../../../src/self-assessment/erasing.store.ts';
import { browse } from '../../../support/browse.ts';
import { linesOf, many, openResearch, ORDER, PATH, type ResearchWorld, type Row } from './research-world.ts';

const BOTH = { rounds: ['before', 'after'] };

function peopleOf(rows: Row[]): string[] {
  return [...new Set(rows.map(row => row['person'] ?? ''))];
}

/** @returns how many people have lines of these rounds */
function patterns(rows: Row[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const person of peopleOf(rows)) {
    const rounds = new Set(rows.filter(row => row['person'] === person).map(row => row['round']));
    const pattern = [...rounds].join('+');
    counts[pattern] = (counts[pattern] ?? 0) + 1;
  }
  return counts;
}

describe('a research export', () => {
  let world: ResearchWorld;
  beforeEach(async () => {
    world = await openResearch();
  });
  afterEach(() => world.close());

  const answers = () => world.db.connection.collection('self_assessment_answers');
  const log = () => world.db.connection.collection('self_assessment_research_log').find().toArray();

  it('has one line for each answer on a scale, and nothing else that was said', async () => {
    await world.answered(many(5, 'p'), {
      answers: { A1: { skill: 3, importance: 4 }, A2: { skill: 'outside' }, F1: { text: 'secret' } } as never,
    });
    const answer = await world.take();
    expect(answer.headers['content-disposition']).to.match(
      /^attachment; filename="?research-r\w{12}\.csv"?$/,
    );
    expect(answer.headers['cache-control']).to.equal('no-store');
    expect(answer.body).to.not.include('secret').and.not.match(/p-\d/);
    const rows = linesOf(answer.body);
    expect(Object.keys(rows[0]!)).to.deep.equal([
      'person',
      'round',
      'instrument',
      'version',
      'role',
      'institution',
      'item',
      'value',
    ]);
    const first = rows.filter(row => row['person'] === rows[0]!['person']);
    expect(first.map(row => [row['item'], row['value']])).to.have.deep.members([
      ['A1.skill', '3'],
      ['A1.importance', '4'],
      ['A2.skill', 'outside'],
    ]);
    expect(peopleOf(rows)).to.have.length(5);
  });

  it('is refused under five people, with the reason, and leaves no trace in the log', async () => {
    await world.answered(many(4, 'p'));
    const refused = await world.take();
    expect(refused.status).to.equal(422);
    expect(refused.body).to.include('alle viisi ihmistä').and.include('Permit 12/2026');
    expect(await log()).to.be.empty;
    await world.answered(['p-4']);
    expect(peopleOf(await world.rows())).to.have.length(5);
  });

  for (const [what, facts] of [
    ['did not consent', { hasConsent: false }],
    ['are not in the group’s results', { release: 'waiting' }],
    ['are in a block with people who did not consent', { release: 'sums-only' }],
    ['are on a trial run', { isTrial: true }],
    ['are changing their answers', { isSubmitted: false }],
    ['answered another activity', { activityId: 'activity-2' }],
  ] as const) {
    it(`leaves out people who ${what}`, async () => {
      await world.answered(many(5, 'in'));
      await world.answered(many(5, 'out'), { ...facts, answers: { A1: { skill: 1 } } });
      const rows = await world.rows();
      expect(peopleOf(rows)).to.have.length(5);
      expect(rows.map(row => row['value'])).to.not.include('1');
    });
  }

  it('gives each person a code that no other export gives', async () => {
    await world.answered(many(6, 'p'));
    const [one, other] = [peopleOf(await world.rows()), peopleOf(await world.rows())];
    expect(one).to.have.length(6);
    expect(one.filter(code => other.includes(code))).to.be.empty;
    const stored = JSON.stringify(await answers().find().toArray());
    expect(
      one.filter(code => stored.includes(code)),
      'nobody can tell later whose code it was',
    ).to.be.empty;
  });

  it('is in random order', async () => {
    for (const [index, name] of many(12, 'p').entries())
      await world.answered([name], { answers: { A1: { skill: ((index % 5) + 1) as 1 } } });
    const orders = new Set<string>();
    for (let turn = 0; turn < 4; turn += 1)
      orders.add((await world.rows()).map(row => row['value']).join(''));
    expect(orders.size).to.be.greaterThan(1);
  });

  it('pairs the rounds of a person under one code', async () => {
    await world.answered(many(6, 'p'), { answers: { A1: { skill: 2 } } });
    await world.answered(many(6, 'p'), { round: 'after', answers: { A1: { skill: 4 } } });
    expect(patterns(await world.rows(BOTH))).to.deep.equal({ 'before+after': 6 });
    expect(patterns(await world.rows({ rounds: 'after' }))).to.deep.equal({ after: 6 });
  });

  it('cuts pairs where the one person who did not answer again would be known', async () => {
    await world.answered([...many(12, 'p'), 'absent'], { answers: { A1: { skill: 2 } } });
    await world.answered(many(12, 'p'), { round: 'after', answers: { A1: { skill: 4 } } });
    const found = patterns(await world.rows(BOTH));
    expect(found, 'the absent one is one of six').to.deep.equal({ 'before+after': 7, before: 6, after: 5 });
  });

  it('holds newcomers back until there are five, so that two exports never differ by fewer', async () => {
    await world.answered(many(7, 'p'));
    expect(peopleOf(await world.rows())).to.have.length(7);
    await world.answered(many(4, 'new'));
    expect(peopleOf(await world.rows())).to.have.length(7);
    await world.answered(['new-4']);
    expect(peopleOf(await world.rows())).to.have.length(12);
  });

  it('shows answers as they were when they first went out, whatever one person changes later', async () => {
    await world.answered(many(5, 'p'));
    await world.rows();
    await answers().updateOne({ pseudonym: 'p-0' }, { $set: { 'answers.A1.skill': 1, isSubmitted: false } });
    const rows = await world.rows();
    expect(rows.filter(row => row['item'] === 'A1.skill').map(row => row['value'])).to.deep.equal(
      Array(5).fill('3'),
    );
  });

  it('leaves a person out from the next one on who took back their consent', async () => {
    await world.answered(many(6, 'p'));
    expect(peopleOf(await world.rows())).to.have.length(6);
    await answers().updateMany({ pseudonym: 'p-0' }, { $set: { hasConsent: false } });
    expect(peopleOf(await world.rows())).to.have.length(5);
    await answers().updateMany({ pseudonym: 'p-1' }, { $set: { hasConsent: false } });
    expect((await world.take()).status, 'four are left').to.equal(422);
  });

  it('leaves a person out who was erased, with all that was frozen of them', async () => {
    await world.answered(many(6, 'p'), { answers: { A1: { skill: 2 } } });
    await world.rows();
    const erasing = createErasing({
      progress: {
        listOf: () =>
          Promise.resolve([
            { activityId: 'activity-1', participantId: 'one', startedAt: new Date() } as never,
          ]),
        remove: async () => undefined,
        takesPart: () => Promise.resolve(false),
      },
      pseudonyms: { find: () => Promise.resolve('p-0'), remove: async () => undefined },
      answers: createErasingStore(world.db),
      listOffered: () => Promise.resolve([]),
    });
    await erasing.erasePerson('one');
    expect(await answers().countDocuments({ pseudonym: 'p-0' })).to.equal(0);
    expect(peopleOf(await world.rows())).to.have.length(5);
  });

  it('names role and institution only where five share them', async () => {
    await world.answered(many(6, 's'), { role: 'student' });
    await world.answered(many(6, 'w'), { role: 'worker' });
    await world.answered(many(2, 'v'), { role: 'supervisor' });
    const rows = (await world.rows()).filter(row => row['item'] === 'A1.skill');
    const roles = rows.map(row => row['role']);
    expect(roles).to.not.include('supervisor');
    expect(roles.filter(role => role === '')).to.have.length(8);
    expect(new Set(rows.map(row => row['institution']))).to.deep.equal(new Set(['North']));
    await world.answered(many(5, 'x'), { role: 'student', platformId: 'platform-2' });
    const later = (await world.rows()).filter(row => row['institution'] === 'South');
    expect(peopleOf(later)).to.have.length(5);
  });

  it('defuses what a spreadsheet would take for a formula', async () => {
    world.institutions.set('platform-1', '=HYPERLINK("http://evil.example")');
    await world.answered(many(5, 'p'));
    expect((await world.take()).body).to.include(`"'=HYPERLINK(""http://evil.example"")"`);
  });

  it('comes as JSON too, with its codebook', async () => {
    await world.answered(many(5, 'p'));
    const answer = await world.take({ format: 'json' });
    expect(answer.headers['content-type']).to.include('json');
    const { rows, codebook } = JSON.parse(answer.body) as { rows: Row[]; codebook: Row[] };
    expect(peopleOf(rows)).to.have.length(5);
    for (const { item, value } of rows)
      expect(
        codebook.some(code => code['item'] === item && code['value'] === String(value)),
        item,
      ).to.equal(true);
  });

  it('has a codebook in the reader’s language', async () => {
    await world.answered(many(5, 'p'));
    const answer = await world.operator.get(`${PATH}/codebook.csv`, { 'accept-language': 'en' });
    const codes = linesOf(answer.body);
    const ofSkill = codes.filter(code => code['item'] === 'A1.skill');
    expect(ofSkill.map(code => code['value'])).to.deep.equal(['1', '2', '3', '4', '5', 'outside']);
    expect(codes.find(code => code['item'] === 'person')?.['text']).to.include('this export only');
  });

  it('is logged with who made it, why, and no exact number of people', async () => {
    await world.answered(many(8, 'p'));
    const rows = await world.rows({ reason: '  Permit <b>12</b>, for the study  ', by: 'Operator' });
    const [entry] = await log();
    expect(entry).to.deep.include({
      activityId: 'activity-1',
      title: 'Osaamisen itsearviointi',
      by: 'Operator',
      reason: 'Permit <b>12</b>, for the study',
      rounds: ['before'],
      people: 5,
      at: world.clock.now(),
    });
    expect(peopleOf(rows)[0]).to.include(String(entry?._id));
    const page = await world.operator.get('/admin/research');
    expect(page.body).to.include('Permit &lt;b>12&lt;/b>').and.not.include('<b>12');
  });

  it('that a crash kept from the log counts as never made', async () => {
    await world.answered(many(5, 'p'));
    await world.rows();
    await world.db.connection.collection('self_assessment_research_log').deleteMany({});
    await world.answered(['late']);
    expect(patterns(await world.rows())).to.deep.equal({ before: 6 });
  });

  it('is one at a time: of two at once, none parts fewer than five', async () => {
    await world.answered(many(7, 'p'));
    const made = await Promise.all([world.take(), world.take(), world.take()]);
    for (const { status, body } of made) {
      expect(status).to.be.oneOf([200, 409]);
      if (status === 200) expect(peopleOf(linesOf(body))).to.have.length(7);
    }
    expect(made.filter(one => one.status === 200)).to.not.be.empty;
  });
});

describe('the form of a research export', () => {
  let world: ResearchWorld;
  beforeEach(async () => {
    world = await openResearch();
    await world.answered(many(5, 'p'));
  });
  afterEach(() => world.close());

  for (const [what, field, value] of [
    ['no reason', 'reason', ''],
    ['a reason of nine letters', 'reason', '123456789'],
    ['a reason of blanks', 'reason', ' '.repeat(20)],
    ['a reason of 501 letters', 'reason', 'x'.repeat(501)],
    ['no name', 'by', ''],
    ['an unknown round', 'rounds', 'never'],
    ['an operator for a round', 'rounds', '$ne'],
    ['an unknown format', 'format', 'xml'],
  ] as const) {
    it(`refuses ${what} at its field, and keeps the rest`, async () => {
      const answer = await world.take({ [field]: value });
      expect(answer.status).to.equal(422);
      expect(answer.body).to.include(`id="${field}-fault"`).and.include('aria-invalid="true"');
      if (field !== 'by') expect(answer.body).to.include(`value="${ORDER.by}"`);
    });
  }

  it('refuses none chosen, and shows markup that was entered as text', async () => {
    const answer = await world.operator.post(PATH, { by: '<script>x</script>' });
    expect(answer.status).to.equal(422);
    expect(answer.body).to.include('id="rounds-fault"').and.not.include('<script>x');
  });
});

describe('the pages of research exports', () => {
  let world: ResearchWorld;
  beforeEach(async () => {
    world = await openResearch();
  });
  afterEach(() => world.close());

  it('are for signed-in operators alone', async () => {
    await world.answered(many(5, 'p'));
    for (const path of ['/admin/research', PATH, `${PATH}/codebook.csv`]) {
      const answer = await browse(new URL(path, world.url), { headers: { 'sec-fetch-site': 'none' } });
      expect(answer.status, path).to.equal(401);
      expect(answer.body).to.not.include('itsearviointi:');
    }
    const headers = { 'sec-fetch-site': 'same-origin' };
    const posted = await browse(new URL(PATH, world.url), { headers }, ORDER);
    expect(posted.status).to.equal(401);
    const foreign = await world.operator.post(PATH, ORDER, { 'sec-fetch-site': 'cross-site' });
    expect(foreign.status, 'a form on another site').to.equal(403);
  });

  it('say what will be here while nobody has consented, and know no other activities', async () => {
    const page = await world.operator.get('/admin/research', { 'accept-language': 'en' });
    expect(page.body).to.include('Nobody has sent answers yet').and.include('No export has been made');
    for (const id of ['activity-1', '__proto__', '%24ne'])
      expect((await world.operator.get(`/admin/research/${id}`)).status, id).to.equal(404);
    expect((await world.operator.get(`${PATH}/codebook.csv`)).status).to.equal(404);
  });

  it('tell of no exact number of people', async () => {
    await world.answered(many(13, 'p'));
    await world.answered(many(3, 'p'), { round: 'after' });
    const page = await world.operator.get('/admin/research', { 'accept-language': 'en' });
    expect(page.body).to.include('Before: at least five').and.include('After: fewer than five');
    expect(page.body)
      .to.include('North')
      .and.not.match(/\b13\b/);
  });

  it('are linked from the operator’s page, and speak three languages', async () => {
    await world.answered(many(5, 'p'));
    expect((await world.operator.get('/admin')).body).to.include('href="/admin/research"');
    for (const [language, word] of [
      ['fi', 'Muodosta ja lataa'],
      ['sv', 'Ta ut och ladda ner'],
      ['en', 'Make and download'],
    ] as const)
      expect((await world.operator.get(PATH, { 'accept-language': language })).body).to.include(word);
  });
});
