import { expect } from 'chai';
import { listSteps, type CoursePackage, type Step } from '../../../src/course/course-package.rules.ts';
import { loadPackages } from '../../../src/course/load-packages.ts';
import type { CourseRoom } from '../../../src/course/index.ts';
import type { KindWorld, Visit } from '../../support/kind-world.ts';
import { addPerson, openCourseWorld } from './world.ts';

/** As SOSRAKE's pilot was: 63 enrolled, 35 completed. */
const ENROLLED = 63;
const COMPLETED = 35;
/** Every thirteenth enrolled and never opened a step: four of 63. */
const EVERY = 13;
const ABSENT = 4;
/** Students of five universities come through the host's LMS; social workers and counsellors through another one. */
const STUDENTS = 40;

const packages = loadPackages();
const course = packages.get('foundations@1') as CoursePackage;
const WITHOUT_PARTS = new Set(['activity']);

/** A run without self-assessments, whose own tests play them: everything else of the shipped course. */
const run: CoursePackage = {
  ...course,
  modules: course.modules.map(module => ({
    ...module,
    steps: module.steps.filter(({ kind }) => !WITHOUT_PARTS.has(kind)),
  })),
};

/** Answers that a check takes, right or wrong. */
function answersTo(step: Extract<Step, { kind: 'check' }>): string[][] {
  return step.questions.flatMap(({ id, kind, ...question }) => {
    if (kind === 'true-false') return [[id, 'true']];
    return 'options' in question ? [[id, question.options[0]?.id ?? '']] : [[id, '5']];
  });
}

/** Does one step as its page asks. */
async function doStep(visit: Visit, key: string, step: Step, theme: string): Promise<void> {
  const at = `step/${key}`;
  const send = (page: string, form: Record<string, string> | string[][] = {}): Promise<{ status: number }> =>
    visit.post(`${at}/${page}`, form);
  const done = await (() => {
    switch (step.kind) {
      case 'check':
        return send('check', answersTo(step));
      case 'reflection':
        return send('reflection', { text: 'Ajatus' });
      case 'contact-day':
        return send('substitute');
      case 'theme':
        return send('theme', { theme });
      case 'feedback':
        return send('feedback', { [step.questions[0]?.id ?? '']: '4' });
      default:
        return send('done');
    }
  })();
  expect(done.status, `${key} of ${visit.session.participantId ?? ''}`).to.equal(303);
}

/** Goes on until so many steps are done. */
async function walk(visit: Visit, steps: number): Promise<void> {
  const themes = run.themes.map(({ package: id, version }) => `${id}@${String(version)}`);
  let done = 0;
  for (const { module, step } of listSteps(run)) {
    if (done >= steps) return;
    const theme = step.kind === 'theme' ? (themes.shift() ?? '') : '';
    await doStep(visit, `${module.id}/${step.id}`, step, theme);
    done += 1;
    const chosen = step.kind === 'theme' ? packages.get(theme) : undefined;
    for (const one of chosen?.modules[0]?.steps ?? [])
      await doStep(visit, `${chosen?.id ?? ''}/${one.id}`, one, '');
  }
}

describe('a cohort of 63 over two platforms', function () {
  this.timeout(180_000);
  let world: KindWorld<CourseRoom>;
  let teacher: Visit;

  before(async () => {
    const shown = new Map(packages);
    shown.set('foundations@1', run);
    world = await openCourseWorld({
      packages: shown,
      institutions: { 'platform-1': 'Isäntäkorkeakoulu', 'platform-2': 'Avoin ammattikorkeakoulu' },
    });
    world.activity.settings = { ...(world.activity.settings as object), days: 'none' };
    teacher = world.launch({ role: 'teacher', participantId: undefined });
    const all = listSteps(run).length;
    for (let number = 1; number <= ENROLLED; number += 1) {
      const platform = number <= STUDENTS ? 1 : 2;
      const participantId = `person-${String(number)}`;
      // Those at work have no home university and send neither name nor address.
      await addPerson(world, participantId, {
        platform,
        name: platform === 1 ? `Opiskelija ${String(number)}` : null,
      });
      if (number % EVERY === 0) continue;
      const order = number - Math.floor(number / EVERY);
      const platformId = `platform-${String(platform)}`;
      const visit = world.launch({ participantId, platformId, placementId: `placement-${String(platform)}` });
      await walk(visit, order <= COMPLETED ? all : 1 + (order % (all - 1)));
    }
  });
  after(() => world.close());

  it('is 63 enrolled and 35 completed in the closing report, exactly', async () => {
    const { body } = await teacher.get('report');
    expect(body).to.include(`${String(COMPLETED)} suoritti kurssin, osallistujia oli ${String(ENROLLED)}.`);
    const csv = (await teacher.get('report.csv')).body;
    const [, everyone, ...institutions] = csv.trim().split('\r\n');
    expect(everyone).to.equal(`Kaikki,${String(ENROLLED)},${String(ENROLLED - ABSENT)},${String(COMPLETED)}`);
    const sums = institutions.map(line => line.split(',').slice(2).map(Number));
    expect(institutions).to.have.length(2);
    expect(sums.map(([begun = 0]) => begun).reduce((a, b) => a + b)).to.equal(ENROLLED - ABSENT);
    expect(sums.map(([, done = 0]) => done).reduce((a, b) => a + b)).to.equal(COMPLETED);
  });

  it('is in the gradebook for those who completed it, and for nobody else', async () => {
    expect(new Set(world.enqueued.map(({ participantId }) => participantId)).size).to.equal(COMPLETED);
    const everyone = Array.from({ length: ENROLLED }, (_one, index) => `person-${String(index + 1)}`);
    const scores = await world.kind.scoresOf(world.activity, everyone);
    expect([...scores.values()].map(({ value }) => value)).to.deep.equal(Array(COMPLETED).fill(1));
  });

  it('stands where each of the others stopped', async () => {
    const progress = await world.kind.listProgress(world.activity);
    expect(progress).to.have.length(ENROLLED - ABSENT);
    expect(progress.filter(({ state }) => state === 'done')).to.have.length(COMPLETED);
    const { body } = await teacher.get('overview/people?state=not-started');
    expect(body.match(/overview\/person-\d+/g)).to.have.length(ABSENT);
  });
});
