import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { ActivityKind } from '../../../../src/activities/kind.ts';
import {
  aCourse,
  aModule,
  aStep,
  aText,
  aTheme,
  local,
  packagesOf,
} from '../../../support/course-package.ts';
import type { Answer, KindWorld, Visit } from '../../../support/kind-world.ts';
import { addPerson, openCourseWorld } from '../world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

const course = aCourse(
  [
    aModule('one', [aText('a'), aText('b'), aStep('reflection', 'c', { prompt: local('Think') })]),
    aModule('two', [aText('d')], { after: ['one'] }),
    aModule('themes', [aStep('theme', 'theme-1', { hours: 2 })]),
  ],
  { themes: [{ package: 'theme-x', version: 1 }] },
);
const packages = packagesOf(course, aTheme('theme-x', 'X'));

/** @returns the numbers of a table's row, by its heading */
function rowOf({ body }: Answer, heading: string): string[] {
  const row = body.split('<tr>').find(one => one.includes('scope="row"') && one.includes(heading));
  const cells = [...(row ?? '').matchAll(/<td class="number"[^>]*>(?:<a[^>]*>)?([\d.,]+)/g)];
  return cells.map(([, number = '']) => number);
}

describe('the teacher’s overview of a course', () => {
  let world: KindWorld<ActivityKind>;
  let teacher: Visit;
  const learner = (id: string, platform = 1): Visit =>
    world.launch({ participantId: id, platformId: `platform-${String(platform)}` });

  beforeEach(async () => {
    world = await openCourseWorld({
      packages,
      institutions: { 'platform-1': 'Diak', 'platform-2': 'Xamk' },
    });
    teacher = world.launch({ role: 'teacher', participantId: undefined });
    await addPerson(world, 'anna', { name: 'Anna Aalto' });
    await addPerson(world, 'bertta', { name: 'Bertta Berg' });
    await addPerson(world, 'cecilia', { name: 'Cecilia Corin' });
    await addPerson(world, 'trial', { isTrial: true });
  });
  afterEach(() => world.close());

  it('says where people stand, how many are past each step, and who has not started', async () => {
    await learner('anna').post('step/one/a/done');
    const bertta = learner('bertta');
    await bertta.post('step/one/a/done');
    await bertta.post('step/one/b/done');
    await world.launch({ participantId: 'trial', isTrial: true }).post('step/one/a/done');
    const page = await teacher.get('overview');
    expect(page.status).to.equal(200);
    expect(rowOf(page, 'a (fi)')).to.deep.equal(['0', '0', '2']);
    expect(rowOf(page, 'b (fi)')).to.deep.equal(['1', '0', '1']);
    expect(rowOf(page, 'c (fi)')).to.deep.equal(['1', '0', '0']);
    expect(page.body).to.match(/count-number">1<\/span> ei ole aloittanut/);
    expect(page.body).to.include('keskimäärin 1,5 h');
    expect(page.body).to.include('dashboard?state=not-started');
  });

  it('tells who did their last step this week, one to two weeks ago, and longer ago', async () => {
    await learner('anna').post('step/one/a/done');
    world.clock.advance(8 * DAY_MS);
    await learner('bertta').post('step/one/a/done');
    world.clock.advance(8 * DAY_MS);
    await learner('cecilia').post('step/one/a/done');
    const page = await teacher.get('overview');
    expect(rowOf(page, 'viikon sisällä')).to.deep.equal(['1']);
    expect(rowOf(page, '1–2 viikkoa sitten')).to.deep.equal(['1']);
    expect(rowOf(page, 'yli 2 viikkoa sitten')).to.deep.equal(['1']);
    expect(rowOf(page, 'b (fi)')).to.deep.equal(['3', '1', '0']);
    const list = await teacher.get('overview/people?seen=longer');
    expect(list.body).to.include('Anna Aalto').and.not.include('Bertta Berg');
    expect((await teacher.get('overview/people?seen=fortnight')).body).to.include('Bertta Berg');
    expect((await teacher.get('overview/people?seen=week')).body)
      .to.include('Cecilia Corin')
      .and.not.include('Bertta Berg');
  });

  it('opens in three round trips at most', async () => {
    await learner('anna').post('step/one/a/done');
    world.commands.length = 0;
    await teacher.get('overview');
    expect(world.commands.length, world.commands.join()).to.be.at.most(3);
  });

  it('puts someone in a chosen theme at the course’s own step', async () => {
    const anna = learner('anna');
    for (const page of ['step/one/a/done', 'step/one/b/done']) await anna.post(page);
    await anna.post('step/one/c/reflection', { text: 'Salainen ajatus' });
    await anna.post('step/two/d/done');
    await anna.post('step/themes/theme-1/theme', { theme: 'theme-x@1' });
    await anna.post('step/theme-x/first/done');
    expect(rowOf(await teacher.get('overview'), 'theme-1 (fi)')).to.deep.equal(['1', '0', '0']);
    await anna.post('step/theme-x/second/done');
    const done = await teacher.get('overview');
    expect(rowOf(done, 'theme-1 (fi)')).to.deep.equal(['0', '0', '1']);
    expect((await teacher.get('overview/people?state=done')).body).to.include('Anna Aalto');
    expect((await teacher.get('overview/people?state=under-way')).body).not.to.include('Anna Aalto');
  });

  it('lists the people behind a number, in the order that the address says', async () => {
    const bertta = learner('bertta');
    await bertta.post('step/one/a/done');
    world.clock.advance(1000);
    const anna = learner('anna');
    await anna.post('step/one/a/done');
    await anna.post('step/one/b/done');
    const orderOf = async (query: string): Promise<string[]> => {
      const { body } = await teacher.get(`overview/people?${query}`);
      return [...body.matchAll(/overview\/(anna|bertta|cecilia)"/g)].map(([, id = '']) => id);
    };
    expect(await orderOf('')).to.deep.equal(['bertta', 'anna']);
    expect(await orderOf('sort=name')).to.deep.equal(['anna', 'bertta']);
    expect(await orderOf('sort=hours')).to.deep.equal(['bertta', 'anna']);
    expect(await orderOf('at=one/b')).to.deep.equal(['bertta']);
    expect(await orderOf('hours=0')).to.deep.equal(['bertta']);
    expect(await orderOf('hours=1')).to.deep.equal(['anna']);
    expect(await orderOf('state=not-started')).to.deep.equal(['cecilia']);
  });

  it('shows fifty people a page', async () => {
    for (let number = 0; number < 51; number += 1)
      await learner(`person-${String(number).padStart(2, '0')}`).post('step/one/a/done');
    const first = await teacher.get('overview/people?state=under-way');
    expect(first.body.match(/overview\/person-/g)).to.have.length(50);
    expect(first.body).to.include('page=2').and.include('51 henkilöä').and.include('Osallistuja 50');
    const last = await teacher.get('overview/people?state=under-way&page=99');
    expect(last.body.match(/overview\/person-/g)).to.have.length(1);
    expect(last.body).to.include('Osallistuja 51');
  });

  it('shows institutions from five people each, and none by subtraction', async () => {
    const begin = async (platform: number, from: number, to: number): Promise<void> => {
      for (let number = from; number < to; number += 1)
        await learner(`at-${String(platform)}-${String(number)}`, platform).post('step/one/a/done');
    };
    await begin(1, 0, 6);
    await begin(2, 0, 4);
    const few = await teacher.get('overview');
    expect(few.body).not.to.include('Diak').and.not.include('Xamk');
    expect((await teacher.get('overview/people?institution=Xamk')).status).to.equal(404);
    await begin(2, 4, 5);
    const both = await teacher.get('overview');
    expect(rowOf(both, 'Diak')[0]).to.equal('6');
    expect(rowOf(both, 'Xamk')[0]).to.equal('5');
    const list = await teacher.get('overview/people?institution=Xamk');
    expect(list.body.match(/overview\/at-2-/g)).to.have.length(5);
    expect(list.body).not.to.include('at-1-');
  });

  it('is for teachers only, and knows no step and no order that are not there', async () => {
    for (const page of ['overview', 'overview/people', 'overview/anna', 'settings']) {
      expect((await learner('anna').get(page)).status, page).to.equal(403);
      expect((await world.launch({ role: 'visitor', participantId: undefined }).get(page)).status).to.equal(
        403,
      );
    }
    for (const query of ['at=one/x', 'at=__proto__/a', 'sort=$where', 'seen=never', 'page=0', 'at=a&at=b'])
      expect((await teacher.get(`overview/people?${query}`)).status, query).to.equal(404);
  });
});
