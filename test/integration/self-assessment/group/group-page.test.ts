import { expect } from 'chai';
import type { Instrument } from '../../../../src/self-assessment/instrument.rules.ts';
import { answersWith, openGroupRoom, PLACE, type GroupRoom } from './group-room.ts';

const LOCALES = ['fi', 'sv', 'en'] as const;

describe('the page of group results', () => {
  let room: GroupRoom;
  beforeEach(async () => {
    room = await openGroupRoom();
  });
  afterEach(() => room.close());

  const release = async (): Promise<void> => {
    room.results.noteSubmitted(PLACE);
    await room.results.settle();
  };

  for (const page of ['group', 'group.csv', 'group.json', 'group-codebook.csv'])
    it(`is a teacher’s alone: ${page}`, async () => {
      for (const role of ['learner', 'visitor'] as const)
        expect((await room.get(page, { role })).status, role).to.equal(403);
      expect((await room.get(page)).status).to.equal(200);
    });

  it('says what will be here and who makes it come, of four as of none', async () => {
    const { body: empty } = await room.get('group');
    expect(empty).to.include('Vielä ei ole näytettävää').and.include('vähintään 5 ihmistä');
    await room.answer(4);
    await release();
    expect((await room.get('group')).body).to.equal(empty);
    expect(empty).to.not.include('<table');
  });

  it('asks for as many as the activity’s setting says', async () => {
    room.minimum = 12;
    expect((await room.get('group')).body).to.include('vähintään 12 ihmistä');
    room.minimum = 1;
    expect((await room.get('group')).body).to.include('vähintään 5 ihmistä');
  });

  it('shows the largest gap first, with the themes and workshops that answer it', async () => {
    await room.answer(5, { answers: { ...answersWith(4), B1: { skill: 1, importance: 4 } } });
    await release();
    const { body } = await room.get('group');
    const [statement] = room.instrument.areas[1]?.statements ?? [];
    const gaps = body.slice(body.indexOf('Ryhmän suurimmat erot'), body.indexOf('<h2>A. '));
    expect(gaps).to.include(statement?.text.fi ?? 'no statement');
    expect(gaps).to.include('Osaaminen 1,0 / 5, tärkeys 4,0 / 4');
    for (const id of statement?.themes ?? [])
      expect(gaps).to.include(room.instrument.themes.find(theme => theme.id === id)?.title.fi ?? 'no theme');
    for (const id of statement?.workshops ?? [])
      expect(gaps).to.include(
        room.instrument.workshops.find(one => one.id === id)?.title.fi ?? 'no workshop',
      );
    expect(gaps.match(/<li>/g)).to.have.length(1);
  });

  it('says in words where fewer than five answered, and that some stay out', async () => {
    await room.answer(5, { answers: { ...answersWith(3), A1: { skill: 'outside' } } });
    await room.answer(2, { role: 'worker' });
    await release();
    const { body } = await room.get('group');
    expect(body).to.match(/A1 · [^<]*<\/th><td colspan="8">alle 5 näytettävissä<\/td>/);
    expect(body).to.include('Osa lähetetyistä vastauksista ei ole luvuissa');
  });

  it('compares roles, then shows one; by institution with the operator’s names', async () => {
    await room.answer(5);
    await room.answer(6, { role: 'worker', answers: answersWith(5) });
    await release();
    const { body: roles } = await room.get('group?by=role');
    expect(roles).to.match(/Työntekijät<\/a><\/th><td[^>]*>5,0 \(vastauksia 36\)/);
    expect(roles).to.match(/Esihenkilöt<\/a><\/th><td[^>]*>alle 5 näytettävissä/);
    const { body: workers } = await room.get('group?by=role&of=worker');
    expect(workers).to.include('<h1>Ryhmän tulokset: Työntekijät</h1>');
    expect(workers).to.match(/A1 · [^<]*<\/th><td[^>]*>6<\/td><td[^>]*>5,0</);
    expect((await room.get('group?by=institution')).body).to.include('Pohjoinen korkeakoulu');
    room.names = new Map([['platform-1', '<script>x</script>']]);
    expect((await room.get('group?by=institution')).body)
      .to.include('&lt;script>')
      .and.not.include('<script>x');
  });

  it('shows the change since the first round where both have figures', async () => {
    await room.answer(5, { answers: answersWith(2) });
    await room.answer(5, { round: 'after', answers: { ...answersWith(4), A1: { skill: 1 } } });
    await release();
    const { body } = await room.get('group?round=after');
    expect(body).to.match(/A1 · .*?Ennen">2,0<\/td><td[^>]*>−1,0<\/td>/s);
    expect(body).to.match(/A2 · .*?Ennen">2,0<\/td><td[^>]*>\+2,0<\/td>/s);
    expect((await room.get('group?round=before')).body).to.not.include('Muutos');
    expect((await room.get('group')).body, 'the last round, unless told').to.equal(body);
  });

  it('is no page for what there is not', async () => {
    await room.answer(5);
    await release();
    for (const query of [
      'round=x',
      'by=person',
      'by=role&of=dean',
      'by=institution&of=platform-2',
      'by=institution&of=__proto__',
      'by=all&of=worker',
      'by=role&of=worker&of=student',
    ])
      expect((await room.get(`group?${query}`)).status, query).to.equal(404);
  });

  it('speaks each language, names every table and leaves no key untranslated', async () => {
    await room.answer(5);
    await room.answer(5, { round: 'after', role: 'worker' });
    await release();
    for (const locale of LOCALES)
      for (const page of [
        'group?round=after',
        'group?by=role',
        'group?by=institution',
        'group?by=role&of=worker',
      ]) {
        const { status, body } = await room.get(page, { locale });
        expect(status).to.equal(200);
        expect(body)
          .to.include(`<html lang="${locale}"`)
          .and.not.match(/group\.(?!csv|json)[a-z]/);
        expect(body.match(/<caption>/g)?.length).to.equal(body.match(/<table/g)?.length);
        expect(body).to.not.match(/style="|<script(?![^>]*src=)|NaN|undefined|\[object/);
        const levels = [...body.matchAll(/<h([1-6])/g)].map(match => Number(match[1]));
        expect(levels.every((level, index) => level <= (levels[index - 1] ?? 0) + 1)).to.equal(true);
      }
  });

  it('defuses a formula in a statement or a name, in every file for spreadsheets', async () => {
    const evil = '=HYPERLINK("https://example.invalid";"look")';
    const instrument = structuredClone<Instrument>(room.instrument);
    const [statement] = instrument.areas[0]?.statements ?? [];
    if (statement) statement.text.fi = evil;
    Object.assign(room, { instrument, names: new Map([['platform-1', '@SUM(1)']]) });
    await room.answer(5);
    await release();
    for (const page of ['group.csv', 'group-codebook.csv']) {
      const { body, type } = await room.get(page);
      expect(type).to.include('text/csv');
      expect(body.charCodeAt(0), 'byte order mark').to.equal(0xfeff);
      expect(body)
        .to.include(`'=HYPERLINK`)
        .and.not.match(/(^|[,"])=HYPERLINK/m);
      expect(body)
        .to.include(`'@SUM(1)`)
        .and.not.match(/(^|,)"?@SUM/m);
    }
  });

  it('gives the same figures in files: all filters, with a codebook for every column and code', async () => {
    await room.answer(5);
    await room.answer(3, { role: 'worker', platformId: 'platform-2' });
    await release();
    const { body } = await room.get('group.json', { locale: 'en' });
    const { figures, codebook, minimum } = JSON.parse(body) as {
      figures: Record<string, unknown>[];
      codebook: { column: string; code: string }[];
      minimum: number;
    };
    expect(minimum).to.equal(5);
    const ofA1 = figures.filter(row => row['item'] === 'A1' && row['question'] === 'skill');
    expect(ofA1.map(row => [row['by'], row['part'], row['n'], row['mean']])).to.deep.equal([
      ['all', '', 5, 3],
      ['role', 'worker', null, null],
      ['role', 'supervisor', null, null],
      ['role', 'student', 5, 3],
      ['institution', 'platform-1', 5, 3],
    ]);
    expect(figures.filter(row => typeof row['n'] === 'number' && row['n'] < 5)).to.be.empty;
    for (const row of figures) {
      for (const column of Object.keys(row))
        expect(
          codebook.some(code => code.column === column),
          column,
        ).to.equal(true);
      for (const column of ['round', 'by', 'area', 'item', 'question', 'state'])
        expect(codebook.some(code => code.column === column && code.code === row[column])).to.equal(true);
    }
    const { body: csv } = await room.get('group.csv', { locale: 'en' });
    expect(csv.trim().split('\r\n')).to.have.length(figures.length + 1);
  });
});
