import { expect } from 'chai';
import {
  asTeacher,
  copyShipped,
  hiddenOf,
  openWorld,
  writtenIn,
  type Answer,
  type Visit,
  type World,
} from './world.ts';

const GIFT = '::K1:: Pääkaupunki? {=Helsinki#Juuri niin. ~Turku}\n\n// toinen\nVesi on märkää. {TRUE}\n';

describe('the knowledge check of a copied instrument', () => {
  let world: World;
  let teacher: Visit;
  let copy: string;
  before(async () => {
    world = await openWorld();
    teacher = asTeacher(world);
    copy = await copyShipped(teacher, '1');
  });
  after(() => world.close());

  const questions = async (): Promise<{ id: string; kind: string }[]> => {
    const [found] = (await world.documents('self_assessment_instruments')) as { draft: { check: [] } }[];
    return found?.draft.check ?? [];
  };

  /** Sends the form of importing, as a browser does. */
  async function send(fields: Record<string, string | Blob>): Promise<Pick<Answer, 'status' | 'body'>> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value as string);
    const response = await fetch(`${world.origin}${teacher.base}/self-assessment/${copy}/import`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    return { status: response.status, body: await response.text() };
  }

  it('offers a form for each kind', async () => {
    for (const kind of ['single', 'several', 'true-false', 'short', 'number']) {
      const page = await teacher.get(`${copy}/new/${kind}`);
      expect(page.status, kind).to.equal(200);
      expect(page.body, kind).to.contain('name="text.sv"');
    }
  });

  it('says what a question lacks, field by field, and keeps what was written', async () => {
    const answer = await teacher.post(`${copy}/new/single`, {
      'text.fi': 'Kumpi?',
      'option-a.fi': 'tämä',
      'option-b.fi': 'tuo',
      url: 'javascript:alert(1)',
      source: 'x',
    });
    expect(answer.status).to.equal(422);
    expect(answer.body).to.contain('href="#right"').and.contain('href="#url"');
    expect(writtenIn(answer, 'option-b.fi')).to.equal('tuo');
    expect(await questions()).to.have.length(0);
  });

  it('takes a question of each kind and shows it again as it was', async () => {
    const forms: [string, Record<string, string>, string, string][] = [
      ['single', { 'option-a.fi': 'tämä', 'option-b.fi': 'tuo', right: 'b' }, 'option-b.fi', 'tuo'],
      ['several', { 'option-a.fi': 'tämä', 'option-c.fi': 'tuo', right: 'c' }, 'option-c.fi', 'tuo'],
      ['true-false', { right: 'true', 'feedbackFalse.fi': 'Ei aivan.' }, 'feedbackFalse.fi', 'Ei aivan.'],
      ['short', { 'accepted.all': 'Kela\nKansaneläkelaitos' }, 'accepted.all', 'Kela\nKansaneläkelaitos'],
      ['number', { value: '1,5', tolerance: '0,1', 'unit.fi': 'h' }, 'unit.fi', 'h'],
    ];
    for (const [index, [kind, fields, field, written]] of forms.entries()) {
      const id = `K${String(index + 1)}`;
      const added = await teacher.post(`${copy}/new/${kind}`, { 'text.fi': 'Kysymys', ...fields });
      expect(added.location, kind).to.contain(`#${id}`);
      const page = await teacher.get(`${copy}/item/${id}`);
      expect(writtenIn(page, field), kind).to.equal(written);
      const saved = await teacher.post(`${copy}/item/${id}`, {
        'text.fi': 'Kysymys, muutettu',
        ...fields,
        mark: hiddenOf(page, 'mark'),
      });
      expect(saved.status, kind).to.equal(303);
    }
    expect((await questions()).map(({ id, kind }) => [id, kind])).to.deep.equal(
      forms.map(([kind], index) => [`K${String(index + 1)}`, kind]),
    );
  });

  it('shows them as a learner sees them, with nothing that tells what is right', async () => {
    const { status, body } = await teacher.get(`${copy}/preview`);
    expect(status).to.equal(200);
    expect(body).to.contain('Kysymys, muutettu').and.not.contain('Kansaneläkelaitos');
  });

  it('imports all questions of a pasted text, under new ids', async () => {
    expect((await send({ format: 'gift', language: 'fi', text: GIFT })).status).to.equal(303);
    expect((await questions()).slice(5).map(({ id, kind }) => [id, kind])).to.deep.equal([
      ['K6', 'single'],
      ['K7', 'true-false'],
    ]);
  });

  it('imports nothing of a file with one fault, and names its line', async () => {
    const before = await questions();
    const file = new Blob([`${GIFT}\n\nRikki {=a ~b\n`], { type: 'text/plain' });
    const answer = await send({ format: 'gift', language: 'fi', file });
    expect(answer.status).to.equal(422);
    expect(answer.body).to.match(/Rivi 7:/);
    expect(await questions()).to.deep.equal(before);
  });

  it('asks for a file when none is sent', async () => {
    expect((await send({ format: 'csv', text: ' ' })).status).to.equal(422);
  });

  it('reads no file beyond its bounds, and nothing that is no form', async () => {
    const large = new Blob(['x'.repeat(2 * 1024 * 1024 + 50_000)]);
    expect((await send({ format: 'csv', file: large })).status).to.equal(413);
    expect((await teacher.post(`${copy}/import`, { text: GIFT })).status).to.equal(400);
  });

  it('takes no more than a hundred questions, and then none of them', async () => {
    const many = Array.from({ length: 94 }, (_one, index) => `Kysymys ${String(index)} {T}`).join('\n\n');
    const before = await questions();
    expect((await send({ format: 'gift', language: 'fi', text: many })).status).to.equal(422);
    expect(await questions()).to.deep.equal(before);
  });

  it('gives each format back as a file that it takes again', async () => {
    for (const [format, ending] of [
      ['moodle-xml', 'xml'],
      ['gift', 'gift.txt'],
      ['csv', 'csv'],
    ] as const) {
      const address = `${world.origin}${teacher.base}/self-assessment/${copy}/export/${format}`;
      const response = await fetch(address);
      expect(response.headers.get('content-disposition')).to.equal(
        `attachment; filename="questions.${ending}"`,
      );
      const count = (await questions()).length;
      const text = await response.text();
      expect((await send({ format, language: 'fi', text })).status, text).to.equal(303);
      expect(await questions(), format).to.have.length(count * 2);
    }
    expect((await teacher.get(`${copy}/export/exe`)).status).to.equal(404);
  });
});
