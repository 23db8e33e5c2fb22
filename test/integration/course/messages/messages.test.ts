import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { CourseRoom } from '../../../../src/course/index.ts';
import type { ComingDay } from '../../../../src/course/messages/groups.rules.ts';
import { aCourse, aModule, aStep, aText, packagesOf } from '../../../support/course-package.ts';
import type { KindWorld, Visit } from '../../../support/kind-world.ts';
import { openCourseWorld } from '../world.ts';

const course = aCourse([
  aModule('one', [aText('a'), aText('b')]),
  aModule('two', [aStep('contact-day', 'day-1', { day: 1, programme: [] })]),
]);
const packages = packagesOf(course);
const settings = {
  package: { package: 'foundations', version: 1 },
  modules: { one: { opensAt: null, dueAt: new Date('2026-10-25T23:59:00+02:00') } },
};
const DAY = 86_400_000;

describe('messages for a teacher to copy', () => {
  let world: KindWorld<CourseRoom>;
  let teacher: Visit;
  let days: ComingDay[];

  beforeEach(async () => {
    days = [];
    world = await openCourseWorld({
      packages,
      activity: { title: 'Rakenteellinen sosiaalityö', settings },
      countPeople: () => Promise.resolve(10),
      comingDays: () => Promise.resolve(days),
    });
    teacher = world.launch({ role: 'teacher', participantId: undefined });
  });
  afterEach(() => world.close());

  const learner = (name: string, facts = {}): Visit =>
    world.launch({ participantId: name, name: 'Oona Opiskelija', ...facts });
  const at = (time: string): void => world.clock.advance(Date.parse(time) - world.clock.now().getTime());
  const groupOf = (body: string, title: string): string =>
    body.split('<section').find(part => part.includes(`${title}</h2>`)) ?? '';
  const messagesIn = (part: string): string[] =>
    [...part.matchAll(/<textarea[^>]*>\s*([^<]*)<\/textarea>/g)].map(([, words = '']) => words);

  it('counts who has not started among all that the tool knows, and has a message in three languages', async () => {
    await learner('p-1').post('step/one/a/done');
    await learner('p-2', { isTrial: true }).post('step/one/a/done');
    const group = groupOf((await teacher.get('messages')).body, 'Ei ole vielä aloittanut');
    expect(group).to.include('9 opiskelijaa');
    const messages = messagesIn(group);
    expect(messages.map(words => words.split(',')[0])).to.deep.equal(['Hei', 'Hej', 'Hello']);
    for (const words of messages) expect(words).to.include('Rakenteellinen sosiaalityö');
    expect(group).to.include('lang="sv"').and.include('lang="en"').and.include('readonly');
  });

  it('tells who stands still from who has one step left', async () => {
    const still = learner('p-1');
    await still.post('step/one/a/done');
    world.clock.advance(15 * DAY);
    const last = learner('p-2');
    await last.post('step/one/a/done');
    await last.post('step/one/b/done');
    const { body } = await teacher.get('messages');
    expect(groupOf(body, 'Ei ole edennyt yli kahteen viikkoon')).to.include('1 opiskelija<');
    expect(groupOf(body, 'Enää yksi vaihe jäljellä')).to.include('1 opiskelija<');
  });

  it('tells of a date in the week before it, in each language’s own form, to those who are not done', async () => {
    const done = learner('p-1');
    await done.post('step/one/a/done');
    expect((await teacher.get('messages')).body).to.not.include('25.10.2026');
    at('2026-10-18T23:00:00Z');
    await done.post('step/one/b/done');
    const group = groupOf(
      (await teacher.get('messages')).body,
      'Osio ”one (fi)” tehtävä viimeistään su 25.10.2026 klo 23.59',
    );
    expect(group).to.include('9 opiskelijaa');
    const [fi = '', sv = '', en = ''] = messagesIn(group);
    expect(fi).to.include('osio ”one (fi)” on tehtävä viimeistään su 25.10.2026 klo 23.59');
    expect(sv).to.include('sön 25.10.2026 kl. 23.59').and.include('one (sv)');
    expect(en).to.include('Sun 25 Oct 2026, 23:59').and.include('one (en)');
    at('2026-10-26T09:00:00Z');
    expect((await teacher.get('messages')).body).to.not.include('25.10.2026');
  });

  it('tells those with a date of their own of theirs, and not of the others’', async () => {
    await learner('p-1').post('step/one/a/done');
    await world.db.connection
      .collection('course_progress')
      .updateOne({}, { $set: { dueAt: { one: new Date('2026-10-22T20:00:00Z') } } });
    at('2026-10-20T09:00:00Z');
    const { body } = await teacher.get('messages');
    expect(groupOf(body, 'Oma määräaika viikon sisällä'))
      .to.include('1 opiskelija<')
      .and.not.include('22.10.2026');
    expect(groupOf(body, 'viimeistään su 25.10.2026 klo 23.59')).to.include('9 opiskelijaa');
  });

  it('tells of the whole course’s date, unless the dates are still to be set', async () => {
    world.activity.dueAt = new Date('2026-09-04T20:59:00Z');
    const title = 'Koko kurssi tehtävä viimeistään pe 4.9.2026 klo 23.59';
    expect(groupOf((await teacher.get('messages')).body, title)).to.include('10 opiskelijaa');
    world.activity.isScheduleOpen = true;
    expect((await teacher.get('messages')).body).to.not.include('4.9.2026');
  });

  it('tells those who signed up of a contact day, with its place where there is one', async () => {
    const startsAt = new Date('2026-09-05T06:00:00Z');
    days = [
      { day: 1, startsAt, place: 'Kuopio', people: 12 },
      { day: 2, startsAt, place: null, people: 3 },
      { day: 1, startsAt: new Date('2026-12-01T06:00:00Z'), place: 'Mikkeli', people: 4 },
    ];
    const { body } = await teacher.get('messages');
    const group = groupOf(body, 'day-1 (fi), alkaa la 5.9.2026 klo 09.00');
    expect(group).to.include('12 opiskelijaa').and.include('Paikka: Kuopio.').and.include('Plats: Kuopio.');
    expect(groupOf(body, 'Lähipäivä, alkaa la 5.9.2026 klo 09.00'))
      .to.include('3 opiskelijaa')
      .and.not.include('Paikka');
    expect(body).to.not.include('Mikkeli');
  });

  it('says that it sends nothing, where the people are listed, and which groups are empty', async () => {
    const { body } = await teacher.get('messages');
    expect(body).to.include('Työkalu ei lähetä mitään itse');
    expect(body).to.include(`href="${teacher.base}/course/overview"`);
    expect(body.split('Näissä ei ole nyt ketään')[1]).to.include('Enää yksi vaihe jäljellä');
    expect(body).to.not.include('Oona');
  });

  it('shows a course’s name as it is, whatever it is', async () => {
    world.activity.title = '</textarea><script>alert(1)</script> $t(course:copy) {{time}} $& 👩‍🏫';
    const { body } = await teacher.get('messages');
    expect(body).to.not.include('<script>alert');
    expect(body)
      .to.include('&lt;/textarea>&lt;script>alert(1)')
      .and.include('$t(course:copy) {{time}} $&amp; 👩‍🏫');
  });

  it('is for teachers alone, and asks the database once', async () => {
    expect((await learner('p-1').get('messages')).status).to.equal(403);
    const visitor = world.launch({ role: 'visitor', participantId: undefined });
    expect((await visitor.get('messages')).status).to.equal(403);
    world.commands.length = 0;
    expect((await teacher.get('messages')).status).to.equal(200);
    expect(world.commands).to.deep.equal(['aggregate']);
  });
});
