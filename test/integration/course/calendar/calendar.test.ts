import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { CourseRoom } from '../../../../src/course/index.ts';
import type { DayEvent } from '../../../../src/course/days/occasion.rules.ts';
import { aCourse, aModule, aStep, aText, aTheme, packagesOf } from '../../../support/course-package.ts';
import type { Answer, KindWorld, Visit } from '../../../support/kind-world.ts';
import { openCourseWorld } from '../world.ts';
import { openFeedServer, type FeedServer } from './feed-server.ts';

const aDay = aStep('contact-day', 'day-1', { day: 1, programme: [] });
const course = aCourse(
  [
    aModule('one', [aText('a'), aText('b')]),
    aModule('two', [aText('c'), aDay], { after: ['one'] }),
    aModule('themes', [aStep('theme', 'theme-1', {})]),
  ],
  { themes: [{ package: 'theme-x', version: 1 }] },
);
const packages = packagesOf(course, aTheme('theme-x', 'X'));

const due = (dueAt: string | null, opensAt: string | null = null) => ({
  dueAt: dueAt === null ? null : new Date(dueAt),
  opensAt: opensAt === null ? null : new Date(opensAt),
});
const settings = {
  package: { package: 'foundations', version: 1 },
  // The night on which the clocks go back: 25 October 2026.
  modules: {
    one: due('2026-10-25T23:59:00+02:00'),
    two: due('2026-10-24T23:59:00+03:00', '2026-10-01T09:00:00+03:00'),
    'theme-x': due('2026-12-01T23:59:00+02:00'),
  },
};
const event: DayEvent = {
  day: 1,
  startsAt: new Date('2026-10-07T06:00:00Z'),
  endsAt: new Date('2026-10-07T13:00:00Z'),
  place: 'Kuopio, luokka 2',
};

const unfold = (file: string): string[] => file.replace(/\r\n[ \t]/g, '').split('\r\n');
const uidsOf = (file: string): string[] => unfold(file).filter(line => line.startsWith('UID:'));
const addressIn = ({ body }: Answer): string =>
  /https:\/\/tool\.example\/course\/calendar\/([\w-]+\.ics)/.exec(body)?.[1] ?? '';

describe('a calendar of one’s own', () => {
  let world: KindWorld<CourseRoom>;
  let server: FeedServer;
  let visit: Visit;

  beforeEach(async () => {
    world = await openCourseWorld({
      packages,
      activity: { title: 'Rakenteellinen sosiaalityö', settings },
      eventsOf: (_activity, participant) => Promise.resolve(participant === 'participant-1' ? [event] : []),
    });
    server = await openFeedServer(world.kind);
    visit = world.launch({ name: 'Oona Opiskelija' });
  });
  afterEach(async () => {
    await server.close();
    await world.close();
  });

  const make = (of = visit, version = '0'): Promise<Answer> => of.post('calendar', { version });

  it('has an address that is shown once, and of which only a digest is kept', async () => {
    const made = await make();
    expect(made.status).to.equal(200);
    const address = addressIn(made);
    expect(address).to.match(/^[\w-]{43}\.ics$/);
    expect(made.body).to.include(`webcal://tool.example/course/calendar/${address}`);
    const secret = address.slice(0, -'.ics'.length);
    expect(JSON.stringify(await world.documents('course_calendars'))).to.not.include(secret);
    const later = await visit.get('calendar');
    expect(later.body).to.include('Teit kalenteriosoitteen ti 1.9.2026').and.not.include(secret);
  });

  it('is read without a launch and without a cookie, and kept by no cache but the reader’s', async () => {
    const { status, headers, body } = await server.read(addressIn(await make()));
    expect(status).to.equal(200);
    expect(headers.get('content-type')).to.equal('text/calendar; charset=utf-8');
    expect(headers.get('cache-control')).to.match(/^private\b/);
    expect(headers.get('set-cookie')).to.equal(null);
    expect(body).to.include('REFRESH-INTERVAL;VALUE=DURATION:PT6H').and.not.include('VALUE=DATE');
    const lines = unfold(body);
    expect(lines).to.include.members([
      'SUMMARY:Viimeistään: one (fi) (Rakenteellinen sosiaalityö)',
      'DTSTART:20261025T215900Z',
      'DTSTART:20261024T205900Z',
      'SUMMARY:Avautuu: two (fi) (Rakenteellinen sosiaalityö)',
      'SUMMARY:day-1 (fi) (Rakenteellinen sosiaalityö)',
      'DTSTART:20261007T060000Z',
      'DTEND:20261007T130000Z',
      'LOCATION:Kuopio\\, luokka 2',
    ]);
  });

  it('holds nobody’s name, no id, and nothing of what was done', async () => {
    const address = addressIn(await make());
    const { body: before } = await server.read(address);
    expect(before).to.not.match(/Oona|Opiskelija|participant|activity-1|platform|classroom/);
    await visit.post('step/one/a/done');
    await visit.post('step/one/b/done');
    expect((await server.read(address)).body).to.equal(before);
  });

  it('moves an entry whose date moves, and follows what is one’s own', async () => {
    const address = addressIn(await make());
    const before = (await server.read(address)).body;
    const { one: _one, ...others } = settings.modules;
    world.activity.settings = { ...settings, modules: { ...others, one: due('2026-11-08T23:59:00+02:00') } };
    const moved = (await server.read(address)).body;
    expect(uidsOf(moved).sort()).to.deep.equal(uidsOf(before).sort());
    expect(moved).to.include('20261108T215900Z').and.not.include('20261025T215900Z');
    await visit.post('step/themes/theme-1/theme', { theme: 'theme-x@1' });
    await world.db.connection
      .collection('course_progress')
      .updateOne({}, { $set: { dueAt: { one: new Date('2026-11-15T21:59:00Z') } } });
    const own = (await server.read(address)).body;
    expect(own).to.include('20261115T215900Z').and.include('20261201T215900Z');
    expect(uidsOf(own)).to.include.members(uidsOf(before));
    expect(uidsOf(own)).to.have.length(uidsOf(before).length + 1);
  });

  it('shares no entry’s id with another person’s', async () => {
    const other = world.launch({ participantId: 'participant-2' });
    const mine = (await server.read(addressIn(await make()))).body;
    const theirs = (await server.read(addressIn(await make(other)))).body;
    expect(theirs).to.include('VEVENT').and.not.include('Kuopio');
    expect(uidsOf(theirs).filter(uid => uidsOf(mine).includes(uid))).to.deep.equal([]);
  });

  it('costs two look-ups, and a wrong address one, whatever is wrong with it', async () => {
    const old = addressIn(await make());
    const address = addressIn(await make(visit, '1'));
    world.commands.length = 0;
    await server.read(address);
    expect(world.commands).to.deep.equal(['find', 'find']);
    const never = `${'A'.repeat(43)}.ics`;
    for (const wrong of [
      old,
      never,
      'x.ics',
      `${'x'.repeat(4000)}.ics`,
      '$ne.ics',
      '__proto__.ics',
      '%00.ics',
      '..%2f.ics',
    ]) {
      world.commands.length = 0;
      const { status, body, headers } = await server.read(wrong);
      expect({ status, body, type: headers.get('content-type') }, wrong).to.deep.equal({
        status: 404,
        body: 'Not found\n',
        type: 'text/plain; charset=utf-8',
      });
      expect(world.commands, wrong).to.deep.equal(['find']);
    }
  });

  it('is nothing at an address that cannot be read, or is of another form', async () => {
    const address = addressIn(await make());
    for (const wrong of [
      '%ff.ics',
      '%.ics',
      '',
      'x',
      address.replace('.ics', ''),
      `${address}/x`,
      `x/${address}`,
    ]) {
      const { status, body } = await server.read(wrong);
      expect({ status, body }, wrong).to.deep.equal({ status: 404, body: 'Not found\n' });
    }
  });

  it('is over at once when it is renewed or taken back', async () => {
    const first = addressIn(await make());
    const second = addressIn(await make(visit, '1'));
    expect((await server.read(first)).status).to.equal(404);
    expect((await server.read(second)).status).to.equal(200);
    expect(await visit.post('calendar/remove')).to.include({ status: 303, location: 'course/calendar' });
    expect((await server.read(second)).status).to.equal(404);
    expect(await world.documents('course_calendars')).to.deep.equal([]);
    expect((await server.read(addressIn(await make()))).status).to.equal(200);
  });

  it('stays as it is when the form is sent twice or from an older tab', async () => {
    const answers = await Promise.all([make(), make(), make()]);
    const made = answers.map(addressIn).filter(address => address !== '');
    expect(made).to.have.length(1);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 303, 303]);
    expect((await make()).location).to.equal('course/calendar');
    expect((await server.read(made[0] ?? '')).status).to.equal(200);
    expect(await world.documents('course_calendars')).to.have.length(1);
  });

  it('takes no version that is none', async () => {
    for (const version of ['-1', 'x', '1e9', '0.5', ''.padEnd(400, '9')])
      expect((await make(visit, version)).status, version).to.equal(422);
    expect(await world.documents('course_calendars')).to.deep.equal([]);
  });

  it('speaks the language that its reader had when it was made', async () => {
    const swedish = world.launch({ locale: 'sv' });
    const { body } = await server.read(addressIn(await make(swedish)));
    expect(unfold(body)).to.include('SUMMARY:Senast: one (sv) (Rakenteellinen sosiaalityö)');
  });

  it('holds out against whatever a course is called', async () => {
    world.activity.title = `a;b,c\\d\r\nBEGIN:VALARM\r\n👩‍🏫${'ä'.repeat(60)} $t(course:copy) {{title}}`;
    const { body } = await server.read(addressIn(await make()));
    const lines = unfold(body);
    expect(lines.filter(line => line.startsWith('BEGIN:VALARM'))).to.deep.equal([]);
    expect(lines.find(line => line.startsWith('NAME:'))).to.equal(
      `NAME:a\\;b\\,c\\\\d\\nBEGIN:VALARM\\n👩‍🏫${'ä'.repeat(60)} $t(course:copy) {{title}}`,
    );
    for (const line of body.split('\r\n')) expect(Buffer.byteLength(line)).to.be.at.most(75);
    expect(lines.filter(line => line.includes('$t(course:copy) {{title}}'))).to.have.length.above(1);
  });

  it('is a learner’s alone: no teacher, no visitor and no trial run gets one', async () => {
    for (const role of ['teacher', 'visitor'] as const) {
      const other = world.launch({ role, participantId: undefined });
      expect((await other.get('calendar')).status, role).to.equal(403);
      expect((await make(other)).status, role).to.equal(403);
      expect((await other.post('calendar/remove')).status, role).to.equal(403);
    }
    const trial = world.launch({ isTrial: true });
    const page = await trial.get('calendar');
    expect(page.status).to.equal(200);
    expect(page.body).to.include('Kokeilussa osoitetta ei tehdä').and.not.include('name="version"');
    expect((await make(trial)).status).to.equal(403);
    expect(await world.documents('course_calendars')).to.deep.equal([]);
  });

  it('is nothing any more when its course is gone', async () => {
    const address = addressIn(await make());
    for (const other of [{ kind: 'self-assessment' }, { id: 'another' }]) {
      Object.assign(world.activity, { id: 'activity-1', kind: 'course', ...other });
      expect((await server.read(address)).status).to.equal(404);
    }
  });
});

describe('the course’s first page', () => {
  const open = (facts: Parameters<typeof openCourseWorld>[0] = {}): Promise<KindWorld<CourseRoom>> =>
    openCourseWorld({ packages, activity: { settings }, ...facts });
  const coming = (body: string): string => /Tulossa<\/h2><ul[^>]*>(.*?)<\/ul>/s.exec(body)?.[1] ?? '';

  it('says what comes next, with the way there and how far off it is', async () => {
    const world = await open({ eventsOf: () => Promise.resolve([event]) });
    try {
      const visit = world.launch();
      const first = coming((await visit.get()).body);
      expect(first).to.include('to 1.10.2026 klo 09.00').and.include('30 päivän päästä');
      expect(first).to.include('Osio avautuu: <a href="#two">two (fi)</a>');
      expect(first).to.include('ke 7.10.2026 klo 09.00').and.include('Kuopio, luokka 2');
      expect(first).to.not.include('24.10.2026');
      world.clock.advance(Date.parse('2026-10-24T08:00:00+03:00') - world.clock.now().getTime());
      const later = coming((await visit.get()).body);
      expect(later).to.include('la 24.10.2026 klo 23.59').and.include('tänään').and.not.include('avautuu');
      world.clock.advance(24 * 3_600_000);
      // Today has 25 hours.
      expect(coming((await visit.get()).body)).to.include('su 25.10.2026 klo 23.59</strong> (tänään)');
    } finally {
      await world.close();
    }
  });

  it('names kindly what is overdue, with the way to the step that is next in it', async () => {
    const world = await open({ activity: { settings, dueAt: new Date('2026-10-26T10:00:00Z') } });
    try {
      const visit = world.launch();
      await visit.post('step/one/a/done');
      world.clock.advance(Date.parse('2026-10-27T08:00:00Z') - world.clock.now().getTime());
      const { body } = await visit.get();
      expect(body).to.include('Voit yhä jatkaa').and.include('määräaika oli su 25.10.2026 klo 23.59');
      expect(body).to.include(`<a href="${visit.base}/course/step/one/b">one (fi)</a>`);
      expect(body).to.include('<a href="#two">two (fi)</a>').and.include('Koko kurssi');
      await visit.post('step/one/b/done');
      expect((await visit.get()).body).to.not.include('su 25.10.2026 klo 23.59');
    } finally {
      await world.close();
    }
  });

  it('says nothing of dates that are done, unset, or of a course that has none', async () => {
    const world = await open({
      activity: { settings, isScheduleOpen: true, dueAt: new Date('2026-10-26T10:00:00Z') },
    });
    try {
      expect((await world.launch().get()).body).to.not.match(/Tulossa|Voit yhä jatkaa|26\.10\.2026/);
      const teacher = world.launch({ role: 'teacher', participantId: undefined });
      expect((await teacher.get()).body).to.not.match(/Tulossa|course\/calendar/);
    } finally {
      await world.close();
    }
  });

  it('costs no look-up of days where the run has none', async () => {
    let asked = 0;
    const eventsOf = (): Promise<DayEvent[]> => {
      asked += 1;
      return Promise.resolve([]);
    };
    const world = await open({ activity: { settings: { ...settings, days: 'none' } }, eventsOf });
    try {
      await world.launch().get();
      expect(asked).to.equal(0);
    } finally {
      await world.close();
    }
  });
});
