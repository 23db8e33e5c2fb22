import { expect } from 'chai';
import fc from 'fast-check';
import { type CoursePackage, type Step } from '../../../src/course/course-package.rules.ts';
import {
  findModule,
  findStep,
  leavesOf,
  themesToChoose,
  wayOf,
  type Way,
} from '../../../src/course/way.rules.ts';
import { aCourse, aModule, aStep, aText, aTheme, packagesOf } from '../../support/course-package.ts';

const NOW = new Date('2026-10-01T09:00:00Z');
type Marks = Parameters<typeof wayOf>[0]['progress'];
const none: Marks = { steps: {}, excused: {}, themes: {}, dueAt: {} };
const THEMES = [
  { package: 'theme-x', version: 1 },
  { package: 'theme-y', version: 1 },
];
const themes = [aTheme('theme-x', 'X'), aTheme('theme-y', 'Y')];

interface Facts {
  progress?: Partial<Marks>;
  modules?: Record<string, { opensAt: Date | null; dueAt: Date | null }>;
  isPreview?: boolean;
}

function walk(course: CoursePackage, { progress, modules = {}, isPreview = false }: Facts = {}): Way {
  return wayOf({
    course,
    packages: packagesOf(course, ...themes),
    run: { modules },
    progress: { ...none, ...progress },
    isScheduleOpen: false,
    now: NOW,
    isPreview,
  });
}

const done = (...keys: string[]): Record<string, Date> => Object.fromEntries(keys.map(key => [key, NOW]));
const statesOf = (way: Way): string =>
  way.modules.map(({ steps }) => steps.map(({ state }) => state[0]).join('')).join(' ');

/** A course whose steps and modules wait for any that come before them; some steps choose a theme. */
const anyCourse = fc
  .array(
    fc.record({
      after: fc.array(fc.nat(), { maxLength: 3 }),
      steps: fc.array(
        fc.record({
          quarters: fc.integer({ min: 1, max: 40 }),
          after: fc.array(fc.nat(), { maxLength: 3 }),
          isTheme: fc.boolean(),
        }),
        { minLength: 1, maxLength: 5 },
      ),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map(modules => {
    let choices = 0;
    const before = (picks: number[], count: number, letter: string): string[] =>
      count === 0 ? [] : [...new Set(picks.map(pick => `${letter}${String(pick % count)}`))];
    return aCourse(
      modules.map(({ after, steps }, index) =>
        aModule(
          `m${String(index)}`,
          steps.map(({ quarters, after: waits, isTheme }, place): Step => {
            const facts = { hours: quarters / 4, after: before(waits, place, 's') };
            choices += isTheme ? 1 : 0;
            return isTheme && choices <= THEMES.length
              ? aStep('theme', `s${String(place)}`, facts)
              : aText(`s${String(place)}`, facts);
          }),
          { after: before(after, index, 'm') },
        ),
      ),
      { themes: THEMES },
    );
  });

/** Keys of everything that could be marked. */
function allKeys(course: CoursePackage): string[] {
  const own = course.modules.flatMap(({ id, steps }) => steps.map(step => `${id}/${step.id}`));
  return [...own, 'theme-x/first', 'theme-x/second', 'theme-y/first', 'theme-y/second'];
}

const marked = (course: CoursePackage): fc.Arbitrary<Marks> =>
  fc
    .record({ steps: fc.subarray(allKeys(course)), excused: fc.subarray(allKeys(course)) })
    .map(({ steps, excused }) => ({ ...none, steps: done(...steps), excused: done(...excused) }));

const courseAndMarks = anyCourse.chain(course => fc.tuple(fc.constant(course), marked(course)));

/** Does what is next until nothing is: a theme is chosen, everything else is marked. */
function followNext(course: CoursePackage, marks: Marks): { way: Way; tries: number } {
  let progress = marks;
  for (let tries = 0; tries <= allKeys(course).length * 2; tries += 1) {
    const way = walk(course, { progress });
    if (!way.next) return { way, tries };
    const { key, step } = way.next.step;
    if (step.kind === 'theme') {
      const [theme] = themesToChoose({ course, packages: packagesOf(...themes), progress }, key);
      if (!theme) throw new Error('no theme is left to choose');
      progress = { ...progress, themes: { ...progress.themes, [key]: `${theme.id}@1` } };
    } else progress = { ...progress, steps: { ...progress.steps, [key]: NOW } };
  }
  throw new Error('what is next never ends');
}

describe('the way through a course', () => {
  const course = aCourse(
    [
      aModule('one', [aText('a'), aText('b', { after: ['a'] })]),
      aModule('two', [aText('c')], { after: ['one'] }),
      aModule('themes', [aStep('theme', 't', { hours: 2 })]),
    ],
    { themes: THEMES },
  );

  const table: [string, Facts, string, string | undefined][] = [
    ['nothing done', {}, 'ol l o', 'one/a'],
    ['the first done', { progress: { steps: done('one/a') } }, 'do l o', 'one/b'],
    ['the first excused', { progress: { excused: done('one/a') } }, 'do l o', 'one/b'],
    ['a module done', { progress: { steps: done('one/a', 'one/b') } }, 'dd o o', 'two/c'],
    [
      'a locked step done by a word of the teacher',
      { progress: { excused: done('two/c') } },
      'ol d o',
      'one/a',
    ],
    ['all but the theme', { progress: { steps: done('one/a', 'one/b', 'two/c') } }, 'dd d o', 'themes/t'],
    ['a teacher looking', { isPreview: true }, 'oo o o', 'one/a'],
    [
      'a step of a name that every object has',
      { progress: { steps: done('one/constructor') } },
      'ol l o',
      'one/a',
    ],
  ];
  for (const [name, facts, states, next] of table)
    it(`with ${name} is ${states}`, () => {
      const way = walk(course, facts);
      expect(statesOf(way)).to.equal(states);
      expect(way.next?.step.key).to.equal(next);
    });

  it('opens a module at its date, to the millisecond', () => {
    const at = (ms: number) =>
      walk(course, { modules: { one: { opensAt: new Date(NOW.getTime() + ms), dueAt: null } } });
    expect(statesOf(at(1))).to.equal('ll l o');
    expect(at(1).modules[0]?.opens).to.deep.include({ why: 'date' });
    expect(at(1).next?.step.key).to.equal('themes/t');
    expect(statesOf(at(0))).to.equal('ol l o');
  });

  it('counts a chosen theme in place of its choice, and finds its steps', () => {
    const progress = { themes: { 'themes/t': 'theme-x@1' }, steps: done('theme-x/first') };
    const way = walk(course, { progress });
    expect(way).to.include({ hours: 5, hoursDone: 1, steps: 5, stepsDone: 1 });
    expect(findStep(way, 'theme-x/second')?.step.state).to.equal('open');
    expect(findStep(way, 'theme-y/first')).to.equal(undefined);
    expect(findModule(way, 'theme-x')?.steps).to.have.length(2);
    expect(findModule(way, '__proto__')).to.equal(undefined);
  });

  it('asks anew where the chosen theme is gone, and keeps what was done of it', () => {
    const steps = done('one/a', 'one/b', 'two/c', 'theme-z/first');
    const way = walk(course, { progress: { themes: { 'themes/t': 'theme-z@1' }, steps } });
    expect(way.next?.step).to.deep.include({ key: 'themes/t', theme: null });
  });

  it('never locks anyone out: who does what is next comes to the end, whatever is marked before', () => {
    fc.assert(
      fc.property(courseAndMarks, ([one, marks]) => {
        const { way } = followNext(one, marks);
        expect(way.isDone).to.equal(true);
        expect(way.hoursDone).to.equal(way.hours);
        expect(way.stepsDone).to.equal(way.steps);
      }),
    );
  });

  it('adds the hours up: modules to the course, steps to modules, what is done to no more than all', () => {
    fc.assert(
      fc.property(courseAndMarks, ([one, marks]) => {
        const way = walk(one, { progress: marks });
        const sum = (of: 'hours' | 'hoursDone') => way.modules.reduce((all, module) => all + module[of], 0);
        expect(way.hours).to.equal(sum('hours'));
        expect(way.hoursDone).to.equal(sum('hoursDone'));
        expect(way.hoursDone).to.be.within(0, way.hours);
        expect(way.isDone).to.equal(way.modules.every(({ state }) => state === 'done'));
        expect(way.next === null || way.next.step.state === 'open').to.equal(true);
      }),
    );
  });

  it('loses nothing that is done in a version whose steps moved within their modules', () => {
    const moved = courseAndMarks.chain(([one, marks]) =>
      fc.tuple(
        fc.constant(one),
        fc.constant(marks),
        fc.tuple(...one.modules.map(({ steps }) => fc.shuffledSubarray(steps, { minLength: steps.length }))),
      ),
    );
    fc.assert(
      fc.property(moved, ([one, marks, orders]) => {
        const modules = one.modules.map((module, index) => ({
          ...module,
          after: [],
          // What a step waits for may not stand before it any more: the new version says anew.
          steps: [...(orders[index] ?? []).map(step => ({ ...step, after: [] })), aText('new')],
        }));
        const before = walk(one, { progress: marks });
        const after = walk({ ...one, version: 2, modules }, { progress: marks });
        const doneIn = (way: Way): string[] =>
          way.modules.flatMap(leavesOf).flatMap(({ key, state }) => (state === 'done' ? [key] : []));
        expect(doneIn(after)).to.have.members(doneIn(before));
        expect(after.hoursDone).to.equal(before.hoursDone);
      }),
    );
  });

  it('offers at a step the themes that no other step has', () => {
    const packages = packagesOf(...themes);
    const progress = { ...none, themes: { 'themes/t': 'theme-x@1' } };
    const offered = (key: string) => themesToChoose({ course, packages, progress }, key).map(({ id }) => id);
    expect(offered('themes/t')).to.deep.equal(['theme-x', 'theme-y']);
    expect(offered('themes/u')).to.deep.equal(['theme-y']);
  });
});
