import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { ActivityKind } from '../../../../src/activities/kind.ts';
import { codeAt } from '../../../../src/course/days/codes.rules.ts';
import { createDays } from '../../../../src/course/days/days.ts';
import type { Marking } from '../../../../src/course/marking.ts';
import type { DayForm } from '../../../../src/course/run.rules.ts';
import { aCourse, aModule, aStep, aText, local, packagesOf } from '../../../support/course-package.ts';
import type { KindWorld, Visit } from '../../../support/kind-world.ts';
import { openCourseWorld } from '../world.ts';

const day = (id: string, number: number) =>
  aStep('contact-day', id, {
    hours: 6,
    day: number,
    programme: [{ minutes: 45, title: local('Welcome') }],
    substitute: local(`Instead of ${id}`),
  });
const packages = packagesOf(
  aCourse([
    aModule('one', [aText('a'), day('day', 1)]),
    aModule('two', [day('second-day', 2), aText('last')], { after: ['one'] }),
  ]),
);

const STEP = 'step/one/day';
const DAY = {
  name: 'Kuopio',
  place: 'Microkatu 1',
  link: '',
  startsAt: '2026-10-05T09:00',
  endsAt: '2026-10-05T15:00',
  capacity: '',
};
const DURING = '2026-10-05T08:00:00Z';

interface OccasionDoc {
  _id: string;
  name: string;
  secret: string;
  lastNumber: number;
}

describe('contact days', () => {
  let world: KindWorld<ActivityKind>;
  let names: Map<string, string>;
  let teacher: Visit;

  beforeEach(async () => {
    names = new Map([
      ['participant-1', 'Aino Aalto'],
      ['participant-2', '=Bertta'],
      ['participant-3', 'Celia'],
    ]);
    world = await openCourseWorld({ packages, names });
    teacher = world.launch({ role: 'teacher', participantId: undefined });
  });
  afterEach(() => world.close());

  const learner = (number: number, facts = {}): Visit =>
    world.launch({ participantId: `participant-${String(number)}`, ...facts });
  const goTo = (time: string): void => world.clock.advance(Date.parse(time) - Number(world.clock.now()));
  const setForm = (form: DayForm): void => {
    world.activity.settings = { ...(world.activity.settings as object), days: form };
  };

  async function add(changes: Partial<typeof DAY> = {}, what = 'day-1'): Promise<OccasionDoc> {
    const typed = { ...DAY, ...changes };
    const answer = await teacher.post(`days/new/${what}`, typed);
    expect(answer.status, answer.body).to.equal(303);
    const all = (await world.documents('course_occasions')) as unknown as OccasionDoc[];
    const found = all.find(({ name }) => name === typed.name);
    if (!found) throw new Error('the occasion was not added');
    return found;
  }
  const signUp = (visit: Visit, { _id }: OccasionDoc) => visit.post(`${STEP}/sign-up`, { occasion: _id });
  const textOf = async (visit: Visit, page = STEP): Promise<string> => (await visit.get(page)).body;
  const stepsOf = async (number: number): Promise<object> => {
    const all = await world.documents('course_progress');
    const own = all.find(one => one['participantId'] === `participant-${String(number)}`);
    return own?.['steps'] ?? {};
  };

  describe('setting up', () => {
    it('shows a form’s faults at their fields, and keeps nothing', async () => {
      const answer = await teacher.post('days/new/day-1', { ...DAY, endsAt: DAY.startsAt, place: '' });
      expect(answer.status).to.equal(422);
      expect(answer.body).to.include('aria-invalid').and.include('Päättymisajan pitää olla');
      expect(await world.documents('course_occasions')).to.deep.equal([]);
    });

    it('knows no contact day that the package has not, and no occasion of another run', async () => {
      for (const what of ['day-3', 'day-0', '__proto__', 'party'])
        expect((await teacher.get(`days/new/${what}`)).status, what).to.equal(404);
      const kuopio = await add();
      await world.db.connection
        .collection('course_occasions')
        .updateOne({}, { $set: { activityId: 'activity-2' } });
      for (const page of ['', '/list', '/list.csv', '/code', '/remove'])
        expect((await teacher.get(`days/${kuopio._id}${page}`)).status, page).to.equal(404);
      expect((await signUp(learner(1), kuopio)).status).to.equal(404);
    });

    it('escapes what a teacher writes, and is nobody’s but a teacher’s', async () => {
      await add({ name: '<b>Kuopio</b>' });
      expect(await textOf(learner(1)))
        .to.include('&lt;b>Kuopio')
        .and.not.include('<b>Kuopio');
      for (const page of [
        'days',
        'days/new/day-1',
        'days/x',
        'days/x/code',
        'days/x/list',
        'days/x/list.csv',
      ])
        expect((await learner(1).get(page)).status, page).to.equal(403);
      for (const page of [
        'days',
        'days/new/day-1',
        'days/x',
        'days/x/remove',
        'days/x/presence',
        'days/x/strike',
      ])
        expect((await learner(1).post(page)).status, page).to.equal(403);
      expect((await teacher.post(`${STEP}/sign-up`, { occasion: 'x' })).status).to.equal(403);
    });

    it('lets the run choose how its days are held', async () => {
      await add();
      expect((await teacher.post('days', { days: 'sometimes' })).status).to.equal(422);
      expect((await teacher.post('days', { days: 'none' })).status).to.equal(303);
      const page = await textOf(learner(1));
      expect(page)
        .to.include('Instead of day')
        .and.not.match(/ilmoittau|Kuopio|Welcome/i);
      expect((await learner(1).post(`${STEP}/sign-up`, { occasion: 'x' })).status).to.equal(404);
      await learner(1).post(`${STEP}/substitute`);
      expect(await stepsOf(1)).to.have.all.keys('one/day');
      expect(await textOf(learner(2), 'events')).to.not.include('Kuopio');
    });
  });

  describe('signing up', () => {
    it('gives a seat, shows where and when, and can be taken back', async () => {
      const kuopio = await add();
      const visit = learner(1);
      expect(await textOf(visit))
        .to.include('Kuopio')
        .and.include('klo 09.00–15.00')
        .and.include('Welcome');
      expect((await signUp(visit, kuopio)).location).to.equal(`course/${STEP}`);
      expect(await textOf(visit))
        .to.include('Sinulla on paikka')
        .and.include('Microkatu 1');
      await visit.post(`${STEP}/cancel`);
      expect(await textOf(visit)).to.not.include('Sinulla on paikka');
      expect((await visit.post(`${STEP}/sign-up`)).status).to.equal(422);
    });

    it('refuses two campuses on the same day, kindly and by name', async () => {
      const kuopio = await add();
      const kajaani = await add({
        name: 'Kajaani',
        startsAt: '2026-10-07T09:00',
        endsAt: '2026-10-07T15:00',
      });
      const visit = learner(1);
      await signUp(visit, kuopio);
      const refused = await signUp(visit, kajaani);
      expect(refused.status).to.equal(409);
      expect(refused.body).to.include('Olet jo ilmoittautunut samaan päivään: Kuopio');
      const answers = await Promise.all([signUp(learner(2), kuopio), signUp(learner(2), kajaani)]);
      expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
      expect(await world.documents('course_attendances')).to.have.length(2);
    });

    it('refuses to be in two places at the same time', async () => {
      const kuopio = await add();
      const webinar = await add({ name: 'Ilta', link: 'https://example.org/ilta' }, 'webinar');
      const visit = learner(1);
      await signUp(visit, kuopio);
      const refused = await visit.post('events/sign-up', { occasion: webinar._id, slot: webinar._id });
      expect(refused.status).to.equal(409);
      expect(refused.body).to.include('Olet samaan aikaan jo muualla: Kuopio');
    });

    it('gives the last seat to exactly one of those who come at the same moment', async () => {
      const kuopio = await add({ capacity: '3' });
      const visits = Array.from({ length: 12 }, (_, index) => learner(index + 1));
      const answers = await Promise.all(visits.map(visit => signUp(visit, kuopio)));
      expect(answers.every(({ status }) => status === 303)).to.equal(true);
      const pages = await Promise.all(visits.map(visit => textOf(visit)));
      expect(pages.filter(page => page.includes('Sinulla on paikka'))).to.have.length(3);
      const places = pages.flatMap(page => /Sijasi jonossa on (\d+)/.exec(page)?.[1] ?? []);
      expect(places.map(Number).sort((a, b) => a - b)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    });

    it('does so over several processes, where only the database stands between them', async () => {
      const kuopio = await add({ capacity: '2' });
      const { db, clock } = world;
      const processes = Array.from({ length: 6 }, () => createDays({ db, clock, marking: {} as Marking }));
      const slot = 'day-1';
      const activityId = 'activity-1';
      const person = (index: number) => ({
        activityId,
        participantId: `participant-${String(index)}`,
        platformId: 'platform-1',
        isTrial: false,
      });
      await Promise.all(processes.map((days, index) => days.signing.signUp(person(index), kuopio._id)));
      const views = await Promise.all(
        processes.map((days, index) => days.viewSlot({ activityId, slot }, `participant-${String(index)}`)),
      );
      expect(views.filter(({ state }) => state === 'seat')).to.have.length(2);
      const places = views.map(({ waitingPlace }) => waitingPlace);
      expect(places.sort((a, b) => a - b)).to.deep.equal([0, 0, 1, 2, 3, 4]);
    });

    it('moves up who waits, in order, when a seat becomes free or capacity grows', async () => {
      const kuopio = await add({ capacity: '1' });
      for (const number of [1, 2, 3, 4]) await signUp(learner(number), kuopio);
      expect(await textOf(learner(2))).to.include('Sijasi jonossa on 1.');
      await learner(1).post(`${STEP}/cancel`);
      expect(await textOf(learner(2))).to.include('Sinulla on paikka');
      expect(await textOf(learner(3))).to.include('Sijasi jonossa on 1.');
      await teacher.post(`days/${kuopio._id}`, { ...DAY, capacity: '2' });
      expect(await textOf(learner(3))).to.include('Sinulla on paikka');
      await signUp(learner(1), kuopio);
      expect(await textOf(learner(1))).to.include('Sijasi jonossa on 2.');
      const smaller = await teacher.post(`days/${kuopio._id}`, { ...DAY, capacity: '1' });
      expect(smaller.status).to.equal(422);
      expect(smaller.body).to.include('2 opiskelijalla on jo paikka');
    });

    it('never puts anyone before those who were told their place, when the last one leaves', async () => {
      const kuopio = await add({ capacity: '5' });
      for (const number of [1, 2, 3]) await signUp(learner(number), kuopio);
      await learner(3).post(`${STEP}/cancel`);
      await signUp(learner(4), kuopio);
      const all = await world.documents('course_attendances');
      expect(all.find(one => one['participantId'] === 'participant-4')?.['number']).to.equal(4);
    });

    it('loses no seat when it ends between the two writes of a cancellation', async () => {
      const kuopio = await add({ capacity: '1' });
      await signUp(learner(1), kuopio);
      // What a crash leaves after the first write: the number is noted as given up, the sign-up is still there.
      await world.db.connection
        .collection('course_occasions')
        .updateOne({ name: 'Kuopio' }, { $set: { lastNumber: 1 } });
      expect(await textOf(learner(1))).to.include('Sinulla on paikka');
      await signUp(learner(2), kuopio);
      expect(await textOf(learner(2))).to.include('Sijasi jonossa on 1.');
      await learner(1).post(`${STEP}/cancel`);
      expect(await textOf(learner(2))).to.include('Sinulla on paikka');
    });

    it('takes no seat with a teacher’s trial run, which can be cleared', async () => {
      const kuopio = await add({ capacity: '1' });
      const trial = learner(9, { isTrial: true });
      await signUp(trial, kuopio);
      await signUp(learner(1), kuopio);
      expect(await textOf(trial)).to.include('Sinulla on paikka');
      expect(await textOf(learner(1))).to.include('Sinulla on paikka');
      await world.kind.clearTrial('activity-1', 'participant-9');
      expect(await world.documents('course_attendances')).to.have.length(1);
    });

    it('leaves nothing of a teacher who looks', async () => {
      await add();
      expect(await textOf(teacher))
        .to.include('Kuopio')
        .and.include('Instead of day');
      expect(await textOf(teacher, 'events')).to.include('Kuopio');
      expect(await world.documents('course_attendances')).to.deep.equal([]);
    });

    it('is possible ahead, while the step is still locked', async () => {
      const second = await add({}, 'day-2');
      const visit = learner(1);
      const locked = await visit.post('step/two/second-day/sign-up', { occasion: second._id });
      expect(locked.status).to.equal(403);
      expect((await visit.get()).body).to.include('course/events');
      const signed = await visit.post('events/sign-up', { occasion: second._id, slot: 'day-2' });
      expect(signed.location).to.equal('course/events#day-2');
      expect(await textOf(visit, 'events')).to.include('Sinulla on paikka');
    });
  });

  describe('what changes after one signed up', () => {
    it('is told on one’s page, and the seat is kept', async () => {
      const kuopio = await add({ capacity: '1' });
      await signUp(learner(1), kuopio);
      world.clock.advance(60_000);
      const moved = { startsAt: '2026-10-06T10:00', endsAt: '2026-10-06T16:00', place: 'Opistotie 2' };
      await teacher.post(`days/${kuopio._id}`, { ...DAY, ...moved, capacity: '1' });
      const page = await textOf(learner(1));
      expect(page).to.include('Aika tai paikka on muuttunut').and.include('ma 5.10.2026 klo 09.00–15.00');
      expect(page).to.include('Sinulla on paikka').and.include('Opistotie 2');
      await signUp(learner(2), kuopio);
      expect(await textOf(learner(2))).to.not.include('on muuttunut');
      await teacher.post(`days/${kuopio._id}`, { ...DAY, ...moved, capacity: '2' });
      expect(await textOf(learner(1))).to.include('ma 5.10.2026 klo 09.00–15.00');
    });

    it('may be that the occasion is cancelled: then another is chosen', async () => {
      const kuopio = await add();
      const kajaani = await add({ name: 'Kajaani' });
      await signUp(learner(1), kuopio);
      expect((await teacher.get(`days/${kuopio._id}/remove`)).body).to.include(
        '1 opiskelija on ilmoittautunut',
      );
      await teacher.post(`days/${kuopio._id}/remove`);
      expect(await textOf(learner(1))).to.include('opettaja on perunut tämän');
      expect((await signUp(learner(2), kuopio)).status).to.equal(409);
      expect((await signUp(learner(1), kajaani)).status).to.equal(303);
      expect(await textOf(learner(1)))
        .to.include('Sinulla on paikka')
        .and.not.include('on perunut');
    });
  });

  describe('checking in', () => {
    let kuopio: OccasionDoc;
    beforeEach(async () => {
      kuopio = await add();
    });
    const checkIn = (visit: Visit, code: string) => visit.post(`${STEP}/check-in`, { code });
    const now = () => codeAt(kuopio, world.clock.now());

    it('marks the step as done with the code of the minute, as the teacher’s page shows it', async () => {
      await signUp(learner(1), kuopio);
      goTo(DURING);
      const shown = await teacher.get(`days/${kuopio._id}/code`);
      const code = /visually-hidden">([A-Z0-9 ]+)</.exec(shown.body)?.[1] ?? '';
      expect(shown.headers.get('cache-control')).to.equal('no-store');
      expect((await checkIn(learner(1), code.toLowerCase())).status).to.equal(303);
      expect(await stepsOf(1)).to.have.all.keys('one/day');
      expect(await textOf(learner(1)))
        .to.include('Olit paikalla')
        .and.not.include('name="code"');
    });

    it('says of each code that does not fit what is wrong with it', async () => {
      const kajaani = await add({ name: 'Kajaani' });
      const visit = learner(1);
      goTo('2026-10-05T05:00:00Z');
      expect((await checkIn(visit, now())).body).to.include('Et ole ilmoittautunut');
      await signUp(visit, kuopio);
      const early = await checkIn(visit, now());
      expect(early.status).to.equal(409);
      expect(early.body).to.include('alkaa ma 5.10.2026 klo 08.30');
      goTo(DURING);
      const old = now();
      expect((await checkIn(visit, 'XXXXXX')).body)
        .to.include('Koodi ei täsmää')
        .and.include('aria-invalid');
      expect((await checkIn(visit, '')).status).to.equal(422);
      const other = await checkIn(visit, codeAt(kajaani, world.clock.now()));
      expect(other.status).to.equal(422);
      expect(other.body).to.include('toisen paikan koodi (Kajaani)').and.include('paikkaan Kuopio');
      world.clock.advance(2 * 60_000);
      expect((await checkIn(visit, old)).body).to.include('Koodi on ehtinyt vaihtua');
      expect(await stepsOf(1)).to.deep.equal({});
      expect((await checkIn(visit, now())).status).to.equal(303);
      const again = await checkIn(visit, now());
      expect(again.status).to.equal(409);
      expect(again.body).to.include('Läsnäolosi on jo merkitty');
      await signUp(learner(2), kuopio);
      goTo('2026-10-05T12:31:00Z');
      expect((await checkIn(learner(2), now())).body).to.include('eikä koodi enää käy');
    });

    it('takes ten tries in ten minutes, also of many at once, and then waits', async () => {
      const visit = learner(1);
      await signUp(visit, kuopio);
      goTo(DURING);
      const tries = await Promise.all(Array.from({ length: 14 }, () => checkIn(visit, 'XXXXXX')));
      expect(tries.filter(({ status }) => status === 422)).to.have.length(10);
      expect(tries.filter(({ status }) => status === 429)).to.have.length(4);
      const blocked = await checkIn(visit, now());
      expect(blocked.body).to.include('liian monta kertaa').and.include('klo 11.10');
      expect(await stepsOf(1)).to.deep.equal({});
      world.clock.advance(10 * 60_000);
      expect((await checkIn(visit, now())).status).to.equal(303);
    });

    it('marks the step at the next visit where a crash came between', async () => {
      await signUp(learner(1), kuopio);
      const present = { presentAt: new Date(DURING), presentBy: 'teacher' };
      await world.db.connection.collection('course_attendances').updateOne({}, { $set: present });
      await learner(1).get(STEP);
      expect(await stepsOf(1)).to.have.all.keys('one/day');
    });

    it('shows no code before the doors open and after they are closed', async () => {
      expect((await teacher.get(`days/${kuopio._id}/code`)).body).to.not.include('day-code');
      goTo('2026-10-05T12:31:00Z');
      expect((await teacher.get(`days/${kuopio._id}/code`)).body).to.not.include('day-code');
    });
  });

  describe('the list', () => {
    let kuopio: OccasionDoc;
    beforeEach(async () => {
      kuopio = await add();
      await signUp(learner(1), kuopio);
      await signUp(learner(2), kuopio);
    });
    const press = (number: number, present: 'yes' | 'no') =>
      teacher.post(`days/${kuopio._id}/presence`, { participant: `participant-${String(number)}`, present });

    it('is one press a person, and the press can be taken back', async () => {
      expect((await press(1, 'yes')).status).to.equal(409);
      goTo(DURING);
      expect((await teacher.get(`days/${kuopio._id}/list`)).body).to.include('Aino Aalto');
      expect((await press(1, 'yes')).location).to.equal(`course/days/${kuopio._id}/list#p-participant-1`);
      await press(1, 'yes');
      expect((await teacher.get(`days/${kuopio._id}/list`)).body).to.include('Paikalla 1 / 2');
      expect(await stepsOf(1)).to.have.all.keys('one/day');
      await press(1, 'no');
      expect(await stepsOf(1)).to.deep.equal({});
      expect((await teacher.get(`days/${kuopio._id}/list`)).body).to.include('Paikalla 0 / 2');
      await press(7, 'yes');
      expect(await world.documents('course_attendances')).to.have.length(2);
    });

    it('brings over someone who came to another campus than they signed up for', async () => {
      const kajaani = await add({ name: 'Kajaani' });
      await signUp(learner(3), kajaani);
      goTo(DURING);
      const before = await teacher.get(`days/${kuopio._id}/list`);
      expect(before.body).to.include('Ilmoittautunut: Kajaani');
      await press(3, 'yes');
      expect(await stepsOf(3)).to.have.all.keys('one/day');
      expect((await teacher.get(`days/${kuopio._id}/list`)).body).to.include('Paikalla 1 / 3');
      expect((await teacher.get(`days/${kajaani._id}/list`)).body).to.not.include('Celia');
    });

    it('is a table for a spreadsheet that runs nothing', async () => {
      const csv = await teacher.get(`days/${kuopio._id}/list.csv`);
      expect(csv.headers.get('content-type')).to.include('text/csv');
      expect(csv.body)
        .to.include('Aino Aalto,Kuopio')
        .and.include("'=Bertta")
        .and.not.match(/[\n,]=Bertta/);
    });

    it('stays usable when a learner was deleted, and lets go of what is left of them', async () => {
      const full = await add({ name: 'Mikkeli', capacity: '1' });
      for (const number of [4, 3]) await signUp(learner(number), full);
      const list = `days/${full._id}/list`;
      expect((await teacher.get(list)).body)
        .to.include('Nimi ei tiedossa')
        .and.include('Poista listalta');
      await teacher.post(`days/${full._id}/strike`, { participant: 'participant-3' });
      await teacher.post(`days/${full._id}/strike`, { participant: 'participant-4' });
      expect(await textOf(learner(3))).to.include('Sinulla on paikka');
      expect((await world.documents('course_attendances')).map(one => one['participantId'])).to.have.members([
        'participant-1',
        'participant-2',
        'participant-3',
      ]);
    });

    it('keeps an occasion at which someone was present', async () => {
      goTo(DURING);
      await press(1, 'yes');
      expect((await teacher.post(`days/${kuopio._id}/remove`)).status).to.equal(409);
    });
  });

  describe('the substitute task', () => {
    it('opens when the day is over, for who was not there', async () => {
      const kuopio = await add();
      const visit = learner(1);
      await signUp(visit, kuopio);
      expect(await textOf(visit)).to.not.include('Instead of day');
      expect((await visit.post(`${STEP}/substitute`)).status).to.equal(409);
      goTo('2026-10-05T12:31:00Z');
      expect(await textOf(visit))
        .to.include('Instead of day')
        .and.include('Läsnäoloasi ei ole merkitty');
      expect(await textOf(learner(2))).to.include('Instead of day');
      expect((await visit.post(`${STEP}/substitute`)).status).to.equal(303);
      expect(await stepsOf(1)).to.have.all.keys('one/day');
    });

    it('opens for who says beforehand that they cannot come, and gives their seat on', async () => {
      const kuopio = await add({ capacity: '1' });
      await signUp(learner(1), kuopio);
      await signUp(learner(2), kuopio);
      await learner(1).post(`${STEP}/cannot-come`);
      expect(await textOf(learner(1)))
        .to.include('Instead of day')
        .and.include('ettet pääse');
      expect(await textOf(learner(2))).to.include('Sinulla on paikka');
      await signUp(learner(1), kuopio);
      expect(await textOf(learner(1)))
        .to.include('Olet jonossa')
        .and.not.include('Instead of day');
    });

    it('stays done when a teacher takes a mark of presence back', async () => {
      const kuopio = await add();
      await signUp(learner(1), kuopio);
      goTo('2026-10-05T12:31:00Z');
      await learner(1).post(`${STEP}/substitute`);
      const participant = 'participant-1';
      await teacher.post(`days/${kuopio._id}/presence`, { participant, present: 'yes' });
      await teacher.post(`days/${kuopio._id}/presence`, { participant, present: 'no' });
      expect(await stepsOf(1)).to.have.all.keys('one/day');
    });
  });

  describe('other ways to meet', () => {
    it('are the same days online: a link in place of a place, for those who have a seat', async () => {
      setForm('online');
      expect((await teacher.post('days/new/day-1', DAY)).status).to.equal(422);
      const online = await add({ name: 'Ryhmä A', link: 'https://example.org/a', place: '', capacity: '1' });
      expect(await textOf(learner(1))).to.not.include('https://example.org/a');
      await signUp(learner(1), online);
      await signUp(learner(2), online);
      expect(await textOf(learner(1))).to.include('https://example.org/a');
      expect(await textOf(learner(2))).to.not.include('https://example.org/a');
    });

    it('are webinars and visits, with the same sign-up and check-in, which mark no step', async () => {
      const visit = await add({ name: 'Sosiaalitoimisto' }, 'visit');
      const aino = learner(1);
      await aino.post('events/sign-up', { occasion: visit._id, slot: visit._id });
      goTo(DURING);
      const wrong = await aino.post('events/check-in', { slot: visit._id, code: 'XXXXXX' });
      expect(wrong.status).to.equal(422);
      const code = codeAt(visit, world.clock.now());
      expect((await aino.post('events/check-in', { slot: visit._id, code })).status).to.equal(303);
      expect(await textOf(aino, 'events')).to.include('Olit paikalla');
      expect(await stepsOf(1)).to.deep.equal({});
      expect((await aino.post('events/cannot-come', { slot: visit._id })).status).to.equal(404);
    });
  });
});
