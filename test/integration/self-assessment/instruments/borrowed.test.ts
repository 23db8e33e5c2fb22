import { expect } from 'chai';
import { answerAll } from '../world.ts';
import { asTeacher, copyShipped, openWorld, type Visit, type World } from './world.ts';

/** A draft with its Swedish taken away, but for the questions of the knowledge check, which tell for themselves. */
function withoutSwedish(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSwedish);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      key === 'sv' ? '' : key === 'check' ? one : withoutSwedish(one),
    ]),
  );
}

/** @returns every Finnish text below a value */
function finnishIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => {
    if (key === 'check') return [];
    return key === 'fi' && typeof one === 'string' ? [one] : finnishIn(one);
  });
}

/** What is left of a page when all that is marked as Finnish is cut out, and what can hold no mark. */
function unmarked(body: string): string {
  return body
    .replaceAll(/<(\w+)[^>]* lang="fi"[^>]*>.*?<\/\1>/gs, '')
    .replaceAll(/<(title|desc)[^>]*>.*?<\/\1>/gs, '')
    .toLowerCase();
}

describe('texts that another language lent', () => {
  let world: World;
  let texts: string[];
  beforeEach(async () => {
    world = await openWorld();
    const teacher = asTeacher(world);
    const copy = await copyShipped(teacher);
    const copies = world.db.connection.collection('self_assessment_instruments');
    const [stored] = await world.documents('self_assessment_instruments');
    texts = finnishIn(stored?.['draft']).map(text => text.toLowerCase());
    await copies.updateMany({}, { $set: { draft: withoutSwedish(stored?.['draft']) } });
    expect((await teacher.post(`${copy}/publish`, { use: 'yes' })).status).to.equal(303);
  });
  afterEach(() => world.close());

  async function look(visit: Visit, page: string): Promise<string> {
    const { status, body } = await visit.get(page);
    expect(status, page).to.equal(200);
    const rest = unmarked(body);
    expect(
      texts.filter(text => rest.includes(text)),
      page,
    ).to.deep.equal([]);
    return body;
  }

  it('are marked with its language on every page of a learner', async () => {
    const visit = world.launch({ locale: 'sv' });
    await look(visit, '');
    await visit.post('begin', { role: 'supervisor' });
    const area = await look(visit, 'area/A');
    expect(area).to.match(/<h1 lang="fi">A\. /);
    for (const page of ['conditions', 'reflections', 'submit', '']) await look(visit, page);
    await answerAll(visit, '1', '4');
    await visit.save({ statement: 'A1', unit: 2 });
    await visit.save({ statement: 'E1', level: 3 });
    await visit.post('reflections', { F1: 'Mina ord' });
    await visit.post('submit');
    const result = await look(visit, 'result');
    expect(result, 'a workshop').to.include('<h3><span lang="fi">');
    const teacher = asTeacher(world);
    await teacher.post('rounds', { round: 'before', act: 'close' });
    await teacher.post('rounds', { round: 'after', act: 'open' });
    await answerAll(visit, '5', '2');
    await visit.save({ statement: 'B1', skill: 'outside' });
    await visit.post('submit');
    const later = await look(visit, 'result');
    expect(later).to.include('Tidigare: <span lang="fi">').and.include('Först: <span lang="fi">');
  });

  it('carry no mark for readers who have their own', async () => {
    const visit = world.launch({ locale: 'en' });
    const { body } = await visit.get('area/A');
    expect(body.match(/ lang="(?!en)/g)?.length, 'the languages at the foot').to.equal(
      (await visit.get('')).body.match(/ lang="(?!en)/g)?.length,
    );
    expect(body).to.not.match(/<span lang=/);
  });
});
