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
import type { KindWorld, Visit } from '../../../support/kind-world.ts';
import { addPerson, openCourseWorld } from '../world.ts';

const check = aStep('check', 'b', {
  questions: [
    {
      id: 'K1',
      kind: 'true-false',
      text: local('Is it so'),
      points: 1,
      isTrue: true,
      feedbackTrue: local('Right because'),
    },
  ],
});
const course = aCourse(
  [
    aModule('one', [aText('a'), check, aStep('reflection', 'c', { prompt: local('Think') })]),
    aModule('two', [aText('d')], { after: ['one'] }),
    aModule('themes', [aStep('theme', 'theme-1', { hours: 2 })]),
  ],
  { themes: [{ package: 'theme-x', version: 1 }] },
);
const packages = packagesOf(course, aTheme('theme-x', 'X'));

describe('one learner’s way as the teacher sees it', () => {
  let world: KindWorld<ActivityKind>;
  let teacher: Visit;
  let anna: Visit;
  const open = async (activity = {}): Promise<void> => {
    world = await openCourseWorld({ packages, activity });
    teacher = world.launch({ role: 'teacher', participantId: undefined });
    anna = world.launch({ participantId: 'anna' });
    await addPerson(world, 'anna', { name: 'Anna Aalto' });
  };
  beforeEach(() => open());
  afterEach(() => world.close());

  it('shows what is done and when, and nothing of what was written or answered', async () => {
    await anna.post('step/one/a/done');
    await anna.post('step/one/b/check', { K1: 'false' });
    await anna.post('step/one/c/reflection', { text: 'Salainen ajatus' });
    await anna.post('step/themes/theme-1/theme', { theme: 'theme-x@1' });
    const page = await teacher.get('overview/anna');
    expect(page.status).to.equal(200);
    expect(page.body)
      .to.include('Anna Aalto')
      .and.include('theme-x (fi)')
      .and.include('ti 1.9.2026 klo 12.00');
    expect(page.body).not.to.include('Salainen').and.not.include('Is it so').and.not.include('Right because');
    const own = await anna.get();
    expect(own.body).to.include('Opettaja näkee sinusta tämän');
    const lineIn = (body: string): string => /<dl class="facts">.*?<\/dl>.*?<\/table>/s.exec(body)?.[0] ?? '';
    expect(lineIn(own.body)).to.equal(lineIn(page.body)).and.not.equal('');
    expect((await teacher.get()).body).not.to.include('Opettaja näkee sinusta');
  });

  it('does not exist for someone of another run or platform, a trial run, or nobody', async () => {
    await addPerson(world, 'stranger', { platform: 3, name: 'Someone else' });
    await addPerson(world, 'trial', { isTrial: true });
    await world.launch({ participantId: 'trial', isTrial: true }).post('step/one/a/done');
    for (const id of ['stranger', 'trial', 'nobody', '__proto__', '%24where']) {
      expect((await teacher.get(`overview/${id}`)).status, id).to.equal(404);
      const due = { module: 'one', dueAt: '2026-12-01T12:00' };
      expect((await teacher.post(`overview/${id}/due`, due)).status, id).to.equal(404);
      const excuse = { step: 'one/a', act: 'count' };
      expect((await teacher.post(`overview/${id}/excuse`, excuse)).status, id).to.equal(404);
    }
    const kept = await world.documents('course_progress');
    expect(kept.map(({ participantId }) => participantId)).to.deep.equal(['trial']);
  });

  it('gives one person another due date, over the change to winter time, and takes it back', async () => {
    const due = await teacher.post('overview/anna/due', { module: 'one', dueAt: '2026-10-25T03:30' });
    expect(due).to.include({ status: 303, location: 'course/overview/anna' });
    // The hour comes twice that night: the later one counts.
    const [kept] = await world.documents('course_progress');
    expect(kept?.['dueAt']).to.deep.equal({ one: new Date('2026-10-25T01:30:00Z') });
    expect(kept).to.include({ startedAt: null, platformId: 'platform-1', isTrial: false });
    expect((await anna.get()).body).to.include('su 25.10.2026 klo 03.30');
    expect((await world.launch({ participantId: 'other' }).get()).body).not.to.include('25.10.2026');
    await teacher.post('overview/anna/due', { module: 'one', dueAt: '' });
    expect((await anna.get()).body).not.to.include('25.10.2026');
  });

  it('says at the field what is wrong with a due date, and knows no module that is not there', async () => {
    for (const dueAt of ['2026-02-31T12:00', 'soon', '2020-01-01T12:00', '2126-01-01T12:00']) {
      const answer = await teacher.post('overview/anna/due', { module: 'one', dueAt });
      expect(answer.status, dueAt).to.equal(422);
      expect(answer.body).to.include('aria-invalid="true"').and.include('href="#dueAt"');
    }
    const dueAt = '2026-12-01T12:00';
    for (const module of ['nine', '__proto__', 'constructor'])
      expect((await teacher.post('overview/anna/due', { module, dueAt })).status, module).to.equal(404);
    expect(await world.documents('course_progress')).to.deep.equal([]);
  });

  it('counts a step as done for someone who has not begun, who stays among those not started', async () => {
    await teacher.post('overview/anna/excuse', { step: 'one/a', act: 'count' });
    const overview = await teacher.get('overview');
    expect(overview.body).to.match(/count-number">1<\/span> ei ole aloittanut/);
    expect((await teacher.get('overview/people?state=not-started')).body).to.include('Anna Aalto');
    expect((await anna.get()).body).to.include('opettaja merkitsi tehdyksi');
    expect((await anna.get('step/one/a')).status).to.equal(200);
    await anna.post('step/one/b/check', { K1: 'true' });
    const [kept] = await world.documents('course_progress');
    expect(kept).to.include({ standsAt: 'one/c', hoursDone: 2 });
  });

  it('is not seen as active because the teacher counted something', async () => {
    await anna.post('step/one/a/done');
    const [before] = await world.documents('course_progress');
    world.clock.advance(1000);
    await teacher.post('overview/anna/excuse', { step: 'one/b', act: 'count' });
    const [after] = await world.documents('course_progress');
    expect(after?.['lastStepAt']).to.deep.equal(before?.['lastStepAt']);
    expect(after?.['gradeAt']).to.deep.equal(world.clock.now());
  });

  it('is done by the teacher’s word, told to the gradebook, and not done any more when it is taken back', async () => {
    await anna.post('step/one/a/done');
    for (const step of ['one/b', 'one/c', 'two/d', 'themes/theme-1'])
      expect((await teacher.post('overview/anna/excuse', { step, act: 'count' })).status, step).to.equal(303);
    expect(await world.scoreOf('anna')).to.deep.include({ value: 1 });
    expect(world.enqueued).to.have.length(1);
    expect(world.enqueued[0]).to.include({ placementId: 'placement-1', participantId: 'anna' });
    await teacher.post('overview/anna/excuse', { step: 'two/d', act: 'take-back' });
    expect(await world.scoreOf('anna')).to.equal(undefined);
    const [kept] = await world.documents('course_progress');
    expect(kept).to.include({ standsAt: 'two/d', doneAt: null });
    expect(kept?.['excused']).to.have.all.keys('one/b', 'one/c', 'themes/theme-1');
  });

  it('sends the share that the teacher’s word makes', async () => {
    await world.close();
    await open({ gradeForm: 'points', points: 100 });
    await teacher.post('overview/anna/excuse', { step: 'one/a', act: 'count' });
    expect(world.enqueued).to.have.length(1);
    expect(await world.scoreOf('anna')).to.deep.include({ value: 1 / 6 });
  });

  it('loses neither of two decisions made at the same moment as a step', async () => {
    await Promise.all([
      teacher.post('overview/anna/excuse', { step: 'one/b', act: 'count' }),
      teacher.post('overview/anna/due', { module: 'two', dueAt: '2026-12-01T12:00' }),
      anna.post('step/one/a/done'),
    ]);
    const [kept] = await world.documents('course_progress');
    expect(kept?.['steps']).to.have.all.keys('one/a');
    expect(kept?.['excused']).to.have.all.keys('one/b');
    expect(kept?.['dueAt']).to.have.all.keys('two');
    expect(kept).to.include({ standsAt: 'one/c', hoursDone: 2 });
  });

  it('counts no step that the course does not have', async () => {
    for (const step of ['one/x', '__proto__/a', 'theme-x/first'])
      expect((await teacher.post('overview/anna/excuse', { step, act: 'count' })).status, step).to.equal(404);
    expect((await teacher.post('overview/anna/excuse', { step: 'one/a', act: 'other' })).status).to.equal(
      422,
    );
    expect((await anna.post('overview/anna/excuse', { step: 'one/a', act: 'count' })).status).to.equal(403);
    expect(await world.documents('course_progress')).to.deep.equal([]);
  });
});
