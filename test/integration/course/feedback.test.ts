import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { ActivityKind } from '../../../src/activities/kind.ts';
import { aCourse, aModule, aStep, aText, aTheme, local, packagesOf } from '../../support/course-package.ts';
import type { KindWorld, Visit } from '../../support/kind-world.ts';
import { openCourseWorld } from './world.ts';

const course = aCourse([
  aModule('one', [aText('a')]),
  aModule('end', [
    aStep('feedback', 'feedback', {
      questions: [
        { id: 'F1', kind: 'scale', text: local('Clear') },
        { id: 'F2', kind: 'text', text: local('Best') },
        { id: 'F3', kind: 'text', text: local('Worst') },
      ],
    }),
    aStep('feedback', 'locked', {
      questions: [{ id: 'F1', kind: 'text', text: local('Later') }],
      after: ['feedback'],
    }),
  ]),
]);
const FORM = 'step/end/feedback/feedback';

describe('feedback at the end of a course', () => {
  let world: KindWorld<ActivityKind>;
  beforeEach(async () => {
    world = await openCourseWorld({ packages: packagesOf(course, aTheme('theme-x', 'X')) });
  });
  afterEach(() => world.close());

  const learner = (number: number): Visit => world.launch({ participantId: `participant-${String(number)}` });
  const teacher = (): Visit => world.launch({ role: 'teacher', participantId: undefined });

  async function sendAs(number: number): Promise<void> {
    const answer = await learner(number).post(FORM, {
      F1: String((number % 5) + 1),
      F2: `hyvaa-${String(number)}`,
      F3: `huonoa-${String(number)}`,
    });
    expect(answer.status).to.equal(303);
  }

  const textsOn = async (): Promise<string[]> =>
    (await teacher().get('feedback')).body.match(/(?:hyvaa|huonoa)-\d+/g) ?? [];

  it('says who sees what before it asks', async () => {
    const page = (await learner(1).get('step/end/feedback')).body;
    expect(page).to.include('Kuka näkee vastaukset').and.include('ainakin 5');
    expect(page.indexOf('Kuka näkee')).to.be.lessThan(page.indexOf('Clear (fi)'));
    expect(page).to.include('täysin eri mieltä').and.include('täysin samaa mieltä');
  });

  it('keeps answers without a person and without a time, under ids that say nothing', async () => {
    await sendAs(1);
    const [kept, ...others] = await world.documents('course_feedback');
    expect(others).to.deep.equal([]);
    const { _id, ...rest } = kept ?? {};
    expect(_id).to.match(/^[\w-]{43}$/);
    expect(rest).to.deep.equal({
      activityId: 'activity-1',
      key: 'end/feedback',
      answers: { F1: 2, F2: 'hyvaa-1', F3: 'huonoa-1' },
    });
    const [progress] = await world.documents('course_progress');
    expect(progress?.['steps']).to.have.all.keys('end/feedback');
    expect(JSON.stringify(progress)).not.to.include('hyvaa').and.not.include(String(_id));
  });

  it('keeps the same of someone who passes it over as of someone who sends it', async () => {
    await sendAs(1);
    expect((await learner(2).post(`${FORM}/pass`)).status).to.equal(303);
    expect(await world.documents('course_feedback')).to.have.length(1);
    const [sent, passed] = (await world.documents('course_progress')).map(
      ({ _id: _, participantId: __, ...rest }) => rest,
    );
    expect(passed).to.deep.equal(sent);
    expect((await learner(2).get('step/end/feedback')).body).to.include('Vastauksia ei näytetä');
  });

  it('counts once what two tabs send at the same moment, and what is sent again', async () => {
    const visit = learner(1);
    const form = { F1: '3', F2: 'hyvaa-1' };
    const sent = await Promise.all([1, 2, 3].map(() => visit.post(FORM, form)));
    expect(sent.map(({ status }) => status)).to.deep.equal([303, 303, 303]);
    expect((await visit.post(FORM, { F2: 'muuta' })).status).to.equal(303);
    expect((await visit.post(`${FORM}/pass`)).status).to.equal(303);
    const kept = await world.documents('course_feedback');
    expect(kept).to.have.length(1);
    expect(kept[0]?.['answers']).to.deep.equal({ F1: 3, F2: 'hyvaa-1' });
  });

  it('counts nobody twice when the tool stops between the two writes: that answer is lost', async () => {
    const visit = learner(1);
    await world.db.connection.collection('course_feedback').drop();
    // A view cannot be written to: the second write fails.
    await world.db.connection.createCollection('course_feedback', {
      viewOn: 'course_writings',
      pipeline: [],
    });
    expect((await visit.post(FORM, { F1: '3' })).status).to.equal(500);
    await world.db.connection.collection('course_feedback').drop();
    expect((await visit.post(FORM, { F1: '3' })).status).to.equal(303);
    expect(await world.documents('course_feedback')).to.deep.equal([]);
  });

  it('shows again what was typed beside a fault', async () => {
    const empty = await learner(1).post(FORM, { F2: ' ' });
    expect(empty.status).to.equal(422);
    expect(empty.body).to.include('href="#F1"').and.include('aria-invalid="true"');
    const long = await learner(1).post(FORM, { F1: '9', F2: '<b>' + 'x'.repeat(2000), F3: 'tallessa' });
    expect(long.status).to.equal(422);
    expect(long.body).to.include('&lt;b>xxx').and.include('tallessa');
    expect(await world.documents('course_progress')).to.deep.equal([]);
  });

  it('shows a teacher nothing of four, all of five, and then the same until five more have come', async () => {
    for (const number of [1, 2, 3, 4]) await sendAs(number);
    const few = (await teacher().get('feedback')).body;
    expect(few).to.include('ainakin 5 opiskelijaa').and.not.include('hyvaa-');
    await sendAs(5);
    const five = await textsOn();
    expect(five).to.have.length(10);
    for (const number of [6, 7, 8, 9]) {
      await sendAs(number);
      expect(await textsOn()).to.deep.equal(five);
    }
    await sendAs(10);
    expect(await textsOn()).to.have.length(20);
    expect((await teacher().get('feedback')).body).to.include('10 vastaajan palaute');
  });

  it('shows five to two teachers who look at the same moment, once', async () => {
    for (const number of [1, 2, 3, 4, 5]) await sendAs(number);
    await Promise.all([teacher(), teacher(), teacher()].map(one => one.get('feedback')));
    expect(await world.documents('course_feedback_releases')).to.have.length(1);
    expect(await textsOn()).to.have.length(10);
  });

  it('shows words as they were written, and does nothing in them', async () => {
    for (const number of [1, 2, 3, 4]) await sendAs(number);
    await learner(5).post(FORM, { F2: '<script>alert(1)</script>' });
    const page = (await teacher().get('feedback')).body;
    expect(page).to.include('&lt;script>alert(1)').and.not.include('<script>alert');
  });

  it('takes nothing of a trial run, and marks its step', async () => {
    const trial = world.launch({ isTrial: true });
    expect((await trial.get('step/end/feedback')).body).to.include('koekäyttö');
    await trial.post(FORM, { F1: '1' });
    expect(await world.documents('course_feedback')).to.deep.equal([]);
    expect((await trial.get('step/end/feedback')).body).to.include('Tämä vaihe on tehty');
  });

  it('is for learners to send and for teachers to read', async () => {
    expect((await teacher().get('step/end/feedback')).body).not.to.include('Lähetä palaute');
    expect((await teacher().post(FORM, { F1: '1' })).status).to.equal(403);
    expect((await teacher().post(`${FORM}/pass`)).status).to.equal(403);
    expect((await learner(1).get('feedback')).status).to.equal(403);
    expect((await world.launch({ role: 'visitor' }).get('feedback')).status).to.equal(403);
    expect((await learner(1).post('step/end/locked/feedback', { F1: 'x' })).status).to.equal(403);
    expect((await learner(1).post('step/one/a/feedback', { F1: '1' })).status).to.equal(404);
    expect(await world.documents('course_feedback')).to.deep.equal([]);
  });

  for (const locale of ['fi', 'sv', 'en'] as const)
    it(`has all its words in ${locale}`, async () => {
      for (const number of [1, 2, 3, 4, 5]) await sendAs(number);
      const pages = [
        await world.launch({ locale }).get('step/end/feedback'),
        await world.launch({ locale, role: 'teacher', participantId: undefined }).get('feedback'),
        await world.launch({ locale, role: 'teacher', participantId: undefined }).get('languages'),
      ];
      for (const { status, body } of pages) {
        expect(status).to.equal(200);
        expect(body).not.to.match(/course:|\{\{/);
      }
    });
});

describe('the languages of a course', () => {
  it('are told to a teacher by module and step, and to nobody else', async () => {
    const lacking = aCourse(
      [aModule('one', [aText('a', { title: { fi: 'Vain' } })], { summary: { en: 'Only' } })],
      {
        themes: [{ package: 'theme-x', version: 1 }],
      },
    );
    const world = await openCourseWorld({ packages: packagesOf(lacking, aTheme('theme-x', 'X')) });
    try {
      const page = await world.launch({ role: 'teacher', participantId: undefined }).get('languages');
      expect(page.status).to.equal(200);
      expect(page.body).to.include('otsikko puuttuu ruotsiksi ja englanniksi');
      expect(page.body).to.include('kuvaus puuttuu suomeksi ja ruotsiksi');
      expect(page.body).to.include('theme-x (fi)').and.include('5 / 6');
      expect((await world.launch().get('languages')).status).to.equal(403);
    } finally {
      await world.close();
    }
  });
});
