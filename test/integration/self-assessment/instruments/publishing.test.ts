import { expect } from 'chai';
import { asTeacher, copyShipped, hiddenOf, openWorld, type Visit, type World } from './world.ts';

const idOf = (copy: string): string => copy.replace('instruments/', '');

describe('publishing a copied instrument', () => {
  let world: World;
  let teacher: Visit;
  let copy: string;
  beforeEach(async () => {
    world = await openWorld();
    teacher = asTeacher(world);
    copy = await copyShipped(teacher);
  });
  afterEach(() => world.close());

  async function write(item: string, texts: Record<string, string>): Promise<void> {
    const mark = hiddenOf(await teacher.get(`${copy}/item/${item}`), 'mark');
    const answer = await teacher.post(`${copy}/item/${item}`, { mark, 'theme-1': 'R', ...texts });
    expect(answer.status).to.equal(303);
  }

  it('lets learners see nothing of a draft, and all of it once it is published and in use', async () => {
    await write('A1', { 'text.fi': 'aivan uusi kohta', 'text.sv': 'ny', 'text.en': 'new' });
    const learner = world.launch({});
    expect((await learner.get('area/A')).body).to.not.contain('aivan uusi kohta');
    const answer = await teacher.post(`${copy}/publish`, { use: 'yes' });
    expect(answer.location).to.contain('?done=used');
    expect(world.activity.settings).to.deep.include({ instrument: idOf(copy), version: 1 });
    expect((await learner.get('area/A')).body).to.contain('aivan uusi kohta');
  });

  it('makes a version that no later change touches', async () => {
    await teacher.post(`${copy}/publish`);
    await write('A1', { 'text.fi': 'toinen', 'text.sv': 'andra', 'text.en': 'second' });
    await teacher.post(`${copy}/publish`);
    expect((await teacher.get(`${copy}/version/1`)).body).to.contain('tunnistaa asiakastyössä');
    expect((await teacher.get(`${copy}/version/1`)).body).to.not.contain('toinen');
    expect((await teacher.get(`${copy}/version/2`)).body).to.contain('toinen');
    expect((await teacher.get(`${copy}/version/3`)).status).to.equal(404);
  });

  it('makes one version of one draft, however often the button is pressed', async () => {
    await Promise.all([1, 2, 3].map(() => teacher.post(`${copy}/publish`)));
    await teacher.post(`${copy}/publish`);
    expect(await world.documents('self_assessment_instrument_versions')).to.have.length(1);
  });

  it('finds the version of whoever died before they could note it', async () => {
    await teacher.post(`${copy}/publish`);
    const copies = world.db.connection.collection('self_assessment_instruments');
    await copies.updateMany({}, { $set: { publishedVersion: 0, publishedRevision: 0 } });
    expect((await teacher.post(`${copy}/publish`, { use: 'yes' })).location).to.contain('?done=used');
    expect(await world.documents('self_assessment_instrument_versions')).to.have.length(1);
    expect(world.activity.settings).to.deep.include({ version: 1 });
    await write('A1', { 'text.fi': 'toinen', 'text.sv': 'andra', 'text.en': 'second' });
    await copies.updateMany({}, { $set: { publishedVersion: 0, publishedRevision: 0 } });
    await teacher.post(`${copy}/publish`);
    expect((await teacher.get(`${copy}/version/2`)).body).to.contain('toinen');
  });

  it('lets another language stand in where one is missing, and says so', async () => {
    await write('A1', { 'text.fi': 'vain suomeksi', 'text.sv': '', 'text.en': '' });
    expect((await teacher.post(`${copy}/publish`, { use: 'yes' })).status).to.equal(303);
    const swedish = world.launch({ locale: 'sv' });
    expect((await swedish.get('area/A')).body).to.contain('<span lang="fi">vain suomeksi</span>');
    const [{ instrument }] = (await world.documents('self_assessment_instrument_versions')) as [
      { instrument: { areas: { statements: { text: unknown }[] }[] } },
    ];
    expect(instrument.areas[0]?.statements[0]?.text).to.deep.include({ lent: { sv: 'fi', en: 'fi' } });
  });

  it('refuses a draft that is complete in no language, and makes nothing', async () => {
    await write('A1', { 'text.fi': 'vain suomeksi', 'text.sv': '', 'text.en': '' });
    await write('A2', { 'text.fi': '', 'text.sv': 'bara på svenska', 'text.en': '' });
    const answer = await teacher.post(`${copy}/publish`, { use: 'yes' });
    expect(answer.status).to.equal(422);
    expect(answer.body).to.contain('role="alert"');
    expect(await world.documents('self_assessment_instrument_versions')).to.deep.equal([]);
    expect(world.activity.settings).to.not.deep.include({ instrument: idOf(copy) });
  });

  it('refuses an area without statements, and leads there', async () => {
    await teacher.post(`${copy}/new/area`, { 'text.fi': 'Uusi', 'text.sv': 'Ny', 'text.en': 'New' });
    const answer = await teacher.post(`${copy}/publish`);
    expect(answer.status).to.equal(422);
    expect(answer.body).to.contain(`/${copy}/item/area-D`);
  });

  it('changes no instrument under people who have begun with another', async () => {
    await world.launch({}).post('begin', { role: 'student' });
    await world.launch({}).save({ statement: 'A1', skill: 3 });
    const refused = await teacher.post(`${copy}/publish`, { use: 'yes' });
    expect(refused.status).to.equal(409);
    expect(await world.documents('self_assessment_instrument_versions')).to.deep.equal([]);
    expect((await teacher.get(copy)).body).to.not.contain('name="use"');
    expect(world.activity.settings).to.deep.equal({});
  });

  it('takes people who have not begun to the newer version of the same', async () => {
    await teacher.post(`${copy}/publish`, { use: 'yes' });
    await world.launch({}).save({ statement: 'A1', skill: 3 });
    await write('title', { 'text.fi': 'Uusi nimi', 'text.sv': 'Nytt namn', 'text.en': 'New name' });
    await teacher.post(`${copy}/publish`);
    const list = await teacher.get('instruments');
    expect(list.body).to.contain('value="2"').and.contain('jatkavat sillä versiolla');
    const used = await teacher.post('instruments/use', { id: idOf(copy), version: '2' });
    expect(used.status).to.equal(303);
    expect(world.activity.settings).to.deep.include({ instrument: idOf(copy), version: 2 });
  });

  it('leaves whoever began with the version that they began with', async () => {
    await teacher.post(`${copy}/publish`, { use: 'yes' });
    const early = world.launch({});
    await early.save({ statement: 'A1', skill: 3 });
    await write('A1', { 'text.fi': 'uudempi kohta', 'text.sv': 'nyare', 'text.en': 'newer' });
    await teacher.post(`${copy}/publish`, { use: 'yes' });
    const late = world.launch({ participantId: 'participant-2' });
    expect((await late.get('area/A')).body).to.contain('uudempi kohta');
    expect((await early.get('area/A')).body).to.not.contain('uudempi kohta');
    await early.save({ statement: 'A2', skill: 4 });
    await late.save({ statement: 'A1', skill: 4 });
    const records = (await world.documents('self_assessment_answers')) as {
      instrument: { version: number };
      answers: object;
    }[];
    const versions = records.map(({ instrument, answers }) => [instrument.version, Object.keys(answers)]);
    expect(versions).to.have.deep.members([
      [1, ['A1', 'A2']],
      [2, ['A1']],
    ]);
  });

  it('lets a fresh run in another classroom look at the version it uses and copy it, not edit it', async () => {
    await teacher.post(`${copy}/publish`, { use: 'yes' });
    const stranger = asTeacher(world, { classroomId: 'classroom-2' });
    expect((await stranger.get(`${copy}/version/1`)).status).to.equal(200);
    expect((await stranger.get(copy)).status).to.equal(404);
    const copied = await stranger.post('instruments/copy', { id: idOf(copy), version: '1' });
    expect(copied.status).to.equal(303);
    expect(copied.location).to.not.contain(idOf(copy));
  });

  it('tells when the version in use is not there', async () => {
    world.activity.settings = { instrument: 'nowhere', version: 3 };
    expect((await world.launch({}).get('')).status).to.equal(404);
    expect((await teacher.get('instruments')).status).to.equal(200);
  });
});
