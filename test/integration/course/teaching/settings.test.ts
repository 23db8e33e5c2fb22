import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import type { Activity } from '../../../../src/activities/activity.ts';
import type { ActivityKind } from '../../../../src/activities/kind.ts';
import { aCourse, aModule, aStep, aText, aTheme, packagesOf } from '../../../support/course-package.ts';
import type { Answer, KindWorld, Visit } from '../../../support/kind-world.ts';
import { addPerson, openCourseWorld } from '../world.ts';

const themes = [
  { package: 'theme-x', version: 1 },
  { package: 'theme-y', version: 1 },
];
const first = aCourse(
  [
    aModule('one', [aText('a'), aText('b')]),
    aModule('two', [aText('d')], { after: ['one'] }),
    aModule('themes', [aStep('theme', 'theme-1', { hours: 2 })]),
  ],
  { themes },
);
const second = aCourse(
  [
    aModule('one', [aText('a'), aText('new')]),
    aModule('two', [aText('d')]),
    aModule('themes', [aStep('theme', 'theme-1', { hours: 2 })]),
  ],
  { version: 2, themes },
);
const themePackages = [aTheme('theme-x', 'X'), aTheme('theme-y', 'Y')];
const both = packagesOf(first, second, ...themePackages);

const SETTINGS = { package: { package: 'foundations', version: 1 } };

/** @returns what a field of the form shows */
function valueOf({ body }: Answer, id: string): string | undefined {
  const input = body.split('<input').find(one => one.includes(`id="${id}"`));
  return /value="([^"]*)"/.exec(input ?? '')?.[1];
}

describe('the settings of a run', () => {
  let world: KindWorld<ActivityKind>;
  let teacher: Visit;
  const open = async (activity: Partial<Activity> = {}): Promise<void> => {
    world = await openCourseWorld({ packages: both, activity: { settings: SETTINGS, ...activity } });
    teacher = world.launch({ role: 'teacher', participantId: undefined });
    await addPerson(world, 'anna', { name: 'Anna Aalto' });
  };
  afterEach(() => world.close());

  it('opens a module and a theme on a day, and tells the learner', async () => {
    await open();
    const saved = await teacher.post('settings', {
      share: 'hours',
      due: '2026-12-18T23:59',
      'opens.one': '2026-10-01T08:00',
      'due.one': '2026-10-31T23:59',
      'opens.theme-x': '2027-03-01T00:00',
    });
    expect(saved).to.include({ status: 303, location: 'course/settings?saved' });
    expect(world.activity.dueAt).to.deep.equal(new Date('2026-12-18T21:59:00Z'));
    const page = await teacher.get('settings');
    expect(valueOf(page, 'opens.theme-x')).to.equal('2027-03-01T00:00');
    expect(valueOf(page, 'due.one')).to.equal('2026-10-31T23:59');
    const anna = world.launch({ participantId: 'anna' });
    expect((await anna.get()).body).to.include('Aukeaa to 1.10.2026 klo 08.00');
    expect((await anna.post('step/one/a/done')).status).to.equal(403);
    await anna.post('step/themes/theme-1/theme', { theme: 'theme-x@1' });
    const locked = await anna.get('step/theme-x/first');
    expect(locked.status).to.equal(403);
    expect(locked.body).to.include('ma 1.3.2027 klo 00.00');
  });

  it('says at each field what is wrong, keeps what was typed, and saves nothing', async () => {
    await open();
    const answer = await teacher.post('settings', {
      share: 'hours',
      due: '2020-01-01T10:00',
      'opens.one': '2026-02-31T08:00',
      'opens.two': '2026-11-01T08:00',
      'due.two': '2026-10-01T08:00',
    });
    expect(answer.status).to.equal(422);
    for (const id of ['due', 'opens.one', 'due.two']) expect(answer.body).to.include(`href="#${id}"`);
    expect(valueOf(answer, 'opens.one')).to.equal('2026-02-31T08:00');
    expect(world.activity.settings).to.deep.equal(SETTINGS);
    const odd = await teacher.post('settings', [
      ['share', 'hours'],
      ['opens.__proto__', '2026-11-01T08:00'],
      ['opens.nine', '2026-11-01T08:00'],
      ['due', '2026-12-01T08:00'],
      ['due', '2026-12-02T08:00'],
    ]);
    expect(odd.status).to.equal(303);
    expect((world.activity.settings as { modules: object }).modules).to.have.all.keys(
      'one',
      'two',
      'themes',
      'theme-x',
      'theme-y',
    );
  });

  it('proposes all dates moved by weeks, at the same time of the clocks, and keeps nothing by itself', async () => {
    const modules = {
      one: { opensAt: new Date('2026-10-19T05:00:00Z'), dueAt: new Date('2026-10-23T20:59:00Z') },
    };
    await open({ settings: { ...SETTINGS, modules }, dueAt: new Date('2026-12-18T21:59:00Z') });
    const page = await teacher.get('settings?weeks=2');
    // Monday at eight stays Monday at eight, though the clocks go back in between.
    expect(valueOf(page, 'opens.one')).to.equal('2026-11-02T08:00');
    expect(valueOf(page, 'due.one')).to.equal('2026-11-06T23:59');
    expect(valueOf(page, 'due')).to.equal('2027-01-01T23:59');
    expect(page.body).to.include('Näitä päiviä ei ole vielä tallennettu');
    const start = await teacher.get('settings?weeks=&start=2027-10-20');
    expect(valueOf(start, 'opens.one')).to.equal('2027-10-18T08:00');
    expect(world.activity.settings).to.deep.equal({ ...SETTINGS, modules });
    for (const query of ['weeks=many', 'weeks=521', 'weeks=1.5', 'start=2027-02-31', 'monthly=x'])
      expect((await teacher.get(`settings?${query}`)).status, query).to.equal(422);
  });

  it('lays the themes out month by month', async () => {
    await open();
    const page = await teacher.get('settings?monthly=2027-01-31');
    expect(valueOf(page, 'opens.theme-x')).to.equal('2027-01-31T00:00');
    expect(valueOf(page, 'opens.theme-y')).to.equal('2027-02-28T00:00');
  });

  it('proposes a copied run the earlier one’s dates, which bind nobody until they are saved', async () => {
    const modules = { one: { opensAt: new Date('2026-10-19T05:00:00Z'), dueAt: null } };
    await open({ copiedFromId: 'activity-0', settings: { ...SETTINGS, modules } });
    const anna = world.launch({ participantId: 'anna' });
    expect((await anna.get()).body)
      .to.include('Aikataulu')
      .and.not.include('19.10.2026');
    const page = await teacher.get('settings');
    expect(page.body).to.include('Aikataulu on vielä vahvistamatta');
    expect(valueOf(page, 'opens.one')).to.equal('2026-10-19T08:00');
    await teacher.post('settings', { share: 'hours', due: '', 'opens.one': '2027-10-18T08:00' });
    expect((await anna.get()).body).to.include('ma 18.10.2027 klo 08.00');
    expect((await teacher.get('settings')).body).not.to.include('Aikataulu on vielä vahvistamatta');
  });

  it('says what a newer version changes, moves to it, and keeps what is done', async () => {
    await open();
    const anna = world.launch({ participantId: 'anna' });
    await anna.post('step/one/a/done');
    await anna.post('step/one/b/done');
    const page = await teacher.get('settings');
    expect(page.body).to.include('Uusia vaiheita: 1').and.include('new (fi)');
    expect(page.body).to.include('Poistuvia vaiheita: 1').and.include('säilyviä vaiheita: 3');
    expect((await teacher.post('settings/version', { to: '3' })).status).to.equal(409);
    expect((await teacher.post('settings/version', { to: '1' })).status).to.equal(409);
    expect((await teacher.post('settings/version', { to: '2' })).status).to.equal(303);
    const [kept] = await world.documents('course_progress');
    expect(kept?.['steps']).to.have.all.keys('one/a', 'one/b');
    expect(kept).to.include({ standsAt: 'one/new', hoursDone: 1, countedVersion: 2 });
    expect((await teacher.get('settings')).body).not.to.include('uudempi versio');
    expect((await anna.get('step/one/new')).status).to.equal(200);
  });

  it('goes on with the counting where a crash left it, when a teacher looks', async () => {
    await open();
    for (let number = 0; number < 3; number += 1)
      await world.launch({ participantId: `person-${String(number)}` }).post('step/one/a/done');
    const collection = world.db.connection.collection('course_progress');
    world.activity.settings = { package: { package: 'foundations', version: 2 } };
    await collection.updateOne(
      { participantId: 'person-0' },
      { $set: { countedVersion: 2, standsAt: 'one/new' } },
    );
    const page = await teacher.get('overview');
    expect(page.body).to.match(/new \(fi\).*?>3</s);
    expect(await collection.countDocuments({ countedVersion: 2, standsAt: 'one/new' })).to.equal(3);
  });

  it('tells the gradebook of who is done by the newer version', async () => {
    await open();
    const anna = world.launch({ participantId: 'anna' });
    for (const step of ['one/a', 'one/b', 'two/d']) await anna.post(`step/${step}/done`);
    await anna.post('step/themes/theme-1/theme', { theme: 'theme-x@1' });
    await anna.post('step/theme-x/first/done');
    await anna.post('step/theme-x/second/done');
    const collection = world.db.connection.collection('course_progress');
    await collection.updateOne(
      { participantId: 'anna' },
      { $set: { doneAt: null, 'steps.one/new': world.clock.now() } },
    );
    world.enqueued.length = 0;
    await teacher.post('settings/version', { to: '2' });
    expect(world.enqueued).to.have.length(1);
    expect(await world.scoreOf('anna')).to.deep.include({ value: 1 });
  });
});
