import { expect } from 'chai';
import { asTeacher, copyShipped, hiddenOf, openWorld, writtenIn, type Visit, type World } from './world.ts';

const A1 = { 'theme-1': 'R', 'theme-2': 'Y', workshops: 'w1' };

describe('a copied instrument', () => {
  let world: World;
  let teacher: Visit;
  let copy: string;
  before(async () => {
    world = await openWorld();
    teacher = asTeacher(world);
    copy = await copyShipped(teacher);
  });
  after(() => world.close());

  it('is listed for its classroom’s teachers, as a copy by its name', async () => {
    const { body } = await teacher.get('instruments');
    expect(body).to.contain('Rakenteellisen sosiaalityön osaaminen (kopio)').and.contain(copy);
  });

  it('is open to another teacher of the classroom', async () => {
    expect((await asTeacher(world, { sub: 'other' }).get(copy)).status).to.equal(200);
  });

  const strangers: [string, Parameters<typeof asTeacher>[1]][] = [
    ['of another classroom', { classroomId: 'classroom-2' }],
    ['of another platform', { platformId: 'platform-2' }],
  ];
  for (const [who, facts] of strangers) {
    it(`does not exist for a teacher ${who}, whichever way they ask`, async () => {
      const stranger = asTeacher(world, facts);
      const pages = ['', '/preview', '/item/A1', '/new/single', '/remove/A1', '/import', '/export/csv'];
      for (const page of pages) expect((await stranger.get(copy + page)).status, page).to.equal(404);
      const forms = ['/item/A1', '/new/area', '/remove/A1', '/arrange', '/publish', '/import'];
      for (const form of forms) expect((await stranger.post(copy + form)).status, form).to.equal(404);
      expect((await stranger.get('instruments')).body).to.not.contain(copy);
      const id = copy.replace('instruments/', '');
      expect((await stranger.post('instruments/copy', { id, version: '1' })).status).to.equal(404);
      expect((await stranger.post('instruments/use', { id, version: '1' })).status).to.equal(404);
    });
  }

  it('is nothing for learners and visitors', async () => {
    for (const role of ['learner', 'visitor'] as const) {
      const visit = world.launch({ role });
      for (const page of ['instruments', copy, `${copy}/item/A1`, `${copy}/export/gift`]) {
        expect((await visit.get(page)).status, `${role} ${page}`).to.equal(403);
      }
      expect((await visit.post(`${copy}/publish`, { use: 'yes' })).status).to.equal(403);
    }
  });

  it('says in three languages what one statement says, and keeps what is saved', async () => {
    const form = await teacher.get(`${copy}/item/A1`);
    expect(writtenIn(form, 'text.sv')).to.match(/^känna igen/);
    const saved = await teacher.post(`${copy}/item/A1`, {
      mark: hiddenOf(form, 'mark'),
      'text.fi': '  tunnistaa\r\n<b>ilmiöitä</b> ',
      'text.sv': '',
      'text.en': 'recognise phenomena',
      ...A1,
    });
    expect(saved.location).to.equal(`self-assessment/${copy}?done=saved#A1`);
    const again = await teacher.get(`${copy}/item/A1`);
    expect(writtenIn(again, 'text.fi')).to.equal('tunnistaa\n&lt;b>ilmiöitä&lt;/b>');
    expect(writtenIn(again, 'text.sv')).to.equal('');
  });

  it('tells what is still to be written in a language, at the thing and in all', async () => {
    const { body } = await teacher.get(copy);
    expect(body.match(/puuttuu: [^<]*/g)).to.deep.equal(['puuttuu: ruotsi']);
    expect(body)
      .to.match(/ruotsi<\/th><td>(\d+) \/ (?!\1)\d+</)
      .and.match(/suomi<\/th><td>(\d+) \/ \1</);
  });

  it('takes no statement without a word or a theme, and shows what was sent', async () => {
    const answer = await teacher.post(`${copy}/item/A2`, { 'text.fi': ' ', workshops: 'w2' });
    expect(answer.status).to.equal(422);
    expect(answer.body).to.contain('aria-invalid="true"').and.contain('href="#theme-1"');
    const long = await teacher.post(`${copy}/item/A2`, { 'text.fi': 'ä'.repeat(2001), 'theme-1': 'R' });
    expect(long.status).to.equal(422);
    expect(long.body).to.contain('ä'.repeat(2001));
  });

  it('ties a statement to no theme and workshop that it does not know', async () => {
    const mark = hiddenOf(await teacher.get(`${copy}/item/A3`), 'mark');
    await teacher.post(`${copy}/item/A3`, {
      mark,
      'text.fi': 'x',
      'theme-1': 'H',
      'theme-2': '$where',
      workshops: 'w99',
    });
    const [{ draft }] = (await world.documents('self_assessment_instruments')) as [
      { draft: { areas: { statements: { id: string; themes: string[]; workshops: string[] }[] }[] } },
    ];
    const a3 = draft.areas[0]?.statements.find(one => one.id === 'A3');
    expect(a3)
      .to.include({ id: 'A3' })
      .and.deep.include({ themes: ['H'], workshops: [] });
  });

  for (const id of ['__proto__', 'constructor', 'A1.text', 'A99']) {
    it(`has nothing by the name ${id}`, async () => {
      expect((await teacher.get(`${copy}/item/${id}`)).status).to.equal(404);
      expect((await teacher.post(`${copy}/item/${id}`, { 'text.fi': 'x' })).status).to.equal(404);
      expect((await teacher.get(`${copy}/new/${id}`)).status).to.equal(404);
    });
  }

  it('gives an id to what is added and never gives it again', async () => {
    const add = async (): Promise<string | null> =>
      (await teacher.post(`${copy}/new/reflection`, { 'text.fi': 'Mitä opit?' })).location;
    expect(await add()).to.contain('#F4');
    const mark = hiddenOf(await teacher.get(`${copy}/remove/F4`), 'mark');
    expect((await teacher.post(`${copy}/remove/F4`, { mark })).location).to.contain('?done=removed');
    expect(await add()).to.contain('#F5');
  });

  it('moves a thing one place, and leaves the last at its end', async () => {
    const order = async (): Promise<string[]> =>
      [...(await teacher.get(copy)).body.matchAll(/<li id="(C\d)"/g)].map(match => match[1] ?? '');
    await teacher.post(`${copy}/arrange`, { up: 'C7' });
    expect((await order()).slice(-2)).to.deep.equal(['C7', 'C6']);
    await teacher.post(`${copy}/arrange`, { down: 'C6' });
    expect((await order()).slice(-2)).to.deep.equal(['C7', 'C6']);
  });

  it('keeps a theme that a statement refers to', async () => {
    const mark = hiddenOf(await teacher.get(`${copy}/remove/theme-R`), 'mark');
    expect((await teacher.post(`${copy}/remove/theme-R`, { mark })).location).to.contain('done=in-use');
  });
});

describe('two teachers at one instrument', () => {
  let world: World;
  let one: Visit;
  let other: Visit;
  let copy: string;
  beforeEach(async () => {
    world = await openWorld();
    one = asTeacher(world);
    other = asTeacher(world, { sub: 'other' });
    copy = await copyShipped(one);
  });
  afterEach(() => world.close());

  const openBoth = async (page: string): Promise<string> =>
    hiddenOf(await one.get(`${copy}/${page}`), 'mark');

  it('do not write over each other: the second sees both texts, and decides', async () => {
    const mark = await openBoth('item/B1');
    await one.post(`${copy}/item/B1`, { mark, 'text.fi': 'ensimmäisen teksti', ...A1 });
    const refused = await other.post(`${copy}/item/B1`, { mark, 'text.fi': 'toisen teksti', ...A1 });
    expect(refused.status).to.equal(409);
    expect(writtenIn(refused, 'text.fi')).to.equal('toisen teksti');
    expect(refused.body).to.contain('ensimmäisen teksti');
    expect(writtenIn(await one.get(`${copy}/item/B1`), 'text.fi')).to.equal('ensimmäisen teksti');
    const again = { mark: hiddenOf(refused, 'mark'), 'text.fi': 'toisen teksti', ...A1 };
    expect((await other.post(`${copy}/item/B1`, again)).status).to.equal(303);
    expect(writtenIn(await one.get(`${copy}/item/B1`), 'text.fi')).to.equal('toisen teksti');
  });

  it('do not get in each other’s way at different things', async () => {
    const [b1, b2] = [await openBoth('item/B1'), await openBoth('item/B2')];
    const answers = await Promise.all([
      one.post(`${copy}/item/B1`, { mark: b1, 'text.fi': 'yksi', ...A1 }),
      other.post(`${copy}/item/B2`, { mark: b2, 'text.fi': 'kaksi', ...A1 }),
    ]);
    expect(answers.map(answer => answer.status)).to.deep.equal([303, 303]);
    expect(writtenIn(await one.get(`${copy}/item/B1`), 'text.fi')).to.equal('yksi');
    expect(writtenIn(await one.get(`${copy}/item/B2`), 'text.fi')).to.equal('kaksi');
  });

  it('add at the same moment, and both additions are there under ids of their own', async () => {
    const add = (visit: Visit, text: string): Promise<unknown> =>
      visit.post(`${copy}/new/reflection`, { 'text.fi': text });
    await Promise.all([add(one, 'eka'), add(other, 'toka'), add(one, 'kolmas')]);
    const { body } = await one.get(copy);
    expect(body).to.contain('eka').and.contain('toka').and.contain('kolmas');
    expect(body.match(/<li id="F\d"/g)).to.have.length(6);
  });

  it('remove nothing that the other has just changed', async () => {
    const area = await openBoth('remove/area-B');
    const mark = await openBoth('item/B1');
    await one.post(`${copy}/item/B1`, { mark, 'text.fi': 'muuttui', ...A1 });
    const refused = await other.post(`${copy}/remove/area-B`, { mark: area });
    expect(refused.status).to.equal(409);
    expect(refused.body).to.contain('muuttui');
    expect((await one.get(`${copy}/item/B1`)).status).to.equal(200);
  });

  it('save nothing into what the other removed', async () => {
    const mark = await openBoth('item/F1');
    await one.post(`${copy}/remove/F1`, { mark: await openBoth('remove/F1') });
    const answer = await other.post(`${copy}/item/F1`, { mark, 'text.fi': 'x' });
    expect(answer.status).to.equal(409);
    expect(answer.body).to.contain('Joku muu on jo poistanut tämän');
  });
});
