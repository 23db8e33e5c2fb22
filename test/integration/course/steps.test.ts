import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { ActivityKind } from '../../../src/activities/kind.ts';
import { aCourse, aModule, aStep, aText, aTheme, local, packagesOf } from '../../support/course-package.ts';
import type { KindWorld } from '../../support/kind-world.ts';
import { openCourseWorld } from './world.ts';

const course = aCourse(
  [
    aModule('one', [
      aText('a'),
      aStep('check', 'b', {
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
      }),
      aStep('reflection', 'c', { prompt: local('Think') }),
    ]),
    aModule('two', [aText('d'), aText('e', { after: ['d'] })], { after: ['one'] }),
    aModule('themes', [aStep('theme', 'theme-1', { hours: 2 })]),
  ],
  {
    themes: [
      { package: 'theme-x', version: 1 },
      { package: 'theme-y', version: 1 },
    ],
  },
);
const packages = packagesOf(course, aTheme('theme-x', 'X'), aTheme('theme-y', 'Y'));

describe('a learner in a course', () => {
  let world: KindWorld<ActivityKind>;
  beforeEach(async () => {
    world = await openCourseWorld({ packages });
  });
  afterEach(() => world.close());

  it('begins with the first step and is led from step to step', async () => {
    const visit = world.launch();
    expect((await visit.get()).body)
      .to.include('step/one/a')
      .and.include('Aloita');
    const marked = await visit.post('step/one/a/done');
    expect(marked).to.include({ status: 303, location: 'course/step/one/b' });
    expect((await visit.get()).body).to.include('Jatka tästä');
  });

  it('keeps the first time of a step that is marked twice, in one write each', async () => {
    const visit = world.launch();
    world.commands.length = 0;
    await visit.post('step/one/a/done');
    expect(world.commands).to.deep.equal(['find', 'update']);
    const [before] = await world.documents('course_progress');
    world.clock.advance(60_000);
    await visit.post('step/one/a/done');
    const [after] = await world.documents('course_progress');
    expect(after).to.deep.equal(before);
  });

  it('loses no step when two tabs mark at the same moment', async () => {
    const visit = world.launch();
    const answers = await Promise.all([
      visit.post('step/one/a/done'),
      visit.post('step/themes/theme-1/theme', { theme: 'theme-x@1' }),
      visit.post('step/one/c/reflection', { text: 'Ajatus' }),
      visit.post('step/one/b/check', { K1: 'true' }),
    ]);
    expect(answers.map(({ status }) => status)).to.deep.equal([303, 303, 303, 303]);
    const [progress] = await world.documents('course_progress');
    expect(progress?.['steps']).to.have.all.keys('one/a', 'one/b', 'one/c');
    expect(progress).to.include({ hoursDone: 3, standsAt: 'two/d' });
  });

  it('is told what opens a locked step, and cannot mark it by its address', async () => {
    const visit = world.launch();
    const locked = await visit.get('step/two/d');
    expect(locked.status).to.equal(403);
    expect(locked.body).to.include('one (fi)').and.not.include('Words of d');
    expect((await visit.post('step/two/d/done')).status).to.equal(403);
    expect(await world.documents('course_progress')).to.deep.equal([]);
  });

  it('finds no step of another course, and marks none that is done otherwise', async () => {
    const visit = world.launch();
    for (const page of ['step/one/x', 'step/other/a', 'step/__proto__/a', 'step/theme-x/first'])
      expect((await visit.get(page)).status, page).to.equal(404);
    for (const page of ['step/one/b/done', 'step/one/c/done', 'step/themes/theme-1/done'])
      expect((await visit.post(page)).status, page).to.equal(404);
  });

  it('sees at once what is right in a check, and may answer again', async () => {
    const visit = world.launch();
    const unanswered = await visit.post('step/one/b/check', {});
    expect(unanswered.status).to.equal(422);
    expect(unanswered.body).to.include('aria-invalid');
    await visit.post('step/one/b/check', { K1: 'true' });
    const result = await visit.get('step/one/b');
    expect(result.body).to.include('Sait 1 / 1').and.include('Right because (fi)');
    expect((await visit.get('step/one/b?again')).body).not.to.include('Right because');
  });

  it('writes a reflection that comes back as it was written, and nobody else reads', async () => {
    const visit = world.launch();
    expect((await visit.post('step/one/c/reflection', { text: '  ' })).status).to.equal(422);
    const long = await visit.post('step/one/c/reflection', { text: 'x'.repeat(8001) });
    expect(long.status).to.equal(422);
    expect(long.body).to.include('x'.repeat(8001));
    await visit.post('step/one/c/reflection', { text: '<script>alert(1)</script> & ajatus' });
    const page = await visit.get('step/one/c');
    expect(page.body).to.include('&lt;script>alert(1)&lt;/script> &amp; ajatus');
    const other = world.launch({ participantId: 'participant-2' });
    expect((await other.get('step/one/c')).body).not.to.include('ajatus</textarea>');
  });

  it('chooses a theme, does it, and cannot change it once it is begun', async () => {
    const visit = world.launch();
    expect((await visit.post('step/themes/theme-1/theme', { theme: 'theme-z@1' })).status).to.equal(422);
    await visit.post('step/themes/theme-1/theme', { theme: 'theme-x@1' });
    await visit.post('step/themes/theme-1/theme', { theme: 'theme-y@1' });
    expect((await visit.get('step/theme-x/first')).status).to.equal(404);
    expect((await visit.get('step/theme-y/first')).status).to.equal(200);
    await visit.post('step/theme-y/first/done');
    expect((await visit.post('step/themes/theme-1/theme', { theme: 'theme-x@1' })).status).to.equal(409);
    await visit.post('step/theme-y/second/done');
    const [progress] = await world.documents('course_progress');
    expect(progress).to.include({ hoursDone: 2, hours: 7 });
  });

  it('is done when every step is, and then is sent to the gradebook once', async () => {
    const visit = world.launch();
    await visit.post('step/one/a/done');
    await visit.post('step/one/b/check', { K1: 'false' });
    await visit.post('step/one/c/reflection', { text: 'Ajatus' });
    await visit.post('step/two/d/done');
    await visit.post('step/two/e/done');
    await visit.post('step/themes/theme-1/theme', { theme: 'theme-x@1' });
    await visit.post('step/theme-x/first/done');
    expect(world.enqueued).to.deep.equal([]);
    expect(await world.scoreOf('participant-1')).to.equal(undefined);
    const last = await visit.post('step/theme-x/second/done');
    expect(last.location).to.equal('course/#theme-x');
    expect(world.enqueued).to.have.length(1);
    expect(await world.scoreOf('participant-1')).to.deep.include({ value: 1, at: world.clock.now() });
    expect((await visit.get()).body).to.include('Olet tehnyt kaiken');
  });

  it('leaves nothing as a teacher who looks, and sees everything open', async () => {
    const teacher = world.launch({ role: 'teacher', participantId: undefined });
    expect((await teacher.get('step/two/e')).body).to.include('Words of e');
    expect((await teacher.post('step/one/a/done')).status).to.equal(403);
    expect((await teacher.post('step/one/c/reflection', { text: 'x' })).status).to.equal(403);
    expect(await world.documents('course_progress')).to.deep.equal([]);
    expect(await world.documents('course_writings')).to.deep.equal([]);
  });
});

describe('a course whose grade is its share', () => {
  it('sends the share of the hours, and tells of it at each step', async () => {
    const world = await openCourseWorld({ packages, activity: { gradeForm: 'points', points: 100 } });
    try {
      const visit = world.launch();
      await visit.post('step/one/a/done');
      expect(world.enqueued).to.have.length(1);
      expect(await world.scoreOf('participant-1')).to.deep.include({ value: 1 / 7 });
    } finally {
      await world.close();
    }
  });
});

describe('the reading list of the shipped course', () => {
  it('has all 28 writings, each once, and a course without readings has none', async () => {
    const world = await openCourseWorld();
    try {
      const visit = world.launch();
      expect((await visit.get()).body).to.include('28 kirjoitusta');
      const page = await visit.get('readings');
      expect(page.body.match(/<cite|target="_blank"/g)).to.have.length(28);
    } finally {
      await world.close();
    }
    const bare = await openCourseWorld({ packages });
    try {
      expect((await bare.launch().get('readings')).status).to.equal(404);
    } finally {
      await bare.close();
    }
  });
});
