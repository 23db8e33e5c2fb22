import { expect } from 'chai';
import { hoursOf, listSteps, nameOfPackage } from '../../../src/course/course-package.rules.ts';
import { datesOf, RunSettingsSchema } from '../../../src/course/run.rules.ts';
import { StepSchema } from '../../../src/course/step.rules.ts';
import { aCourse, aModule, aText, local } from '../../support/course-package.ts';

const base = { id: 'a', title: local('A'), hours: 1 };
const isTaken = (step: object): boolean => StepSchema.safeParse({ ...base, ...step }).success;

describe('a step in module.json', () => {
  it('takes quarters of an hour only', () => {
    const text = { kind: 'text', text: 'a', sources: [] };
    for (const hours of [0.25, 1, 3.75, 200])
      expect(isTaken({ ...text, hours }), String(hours)).to.equal(true);
    for (const hours of [0, -1, 0.1, 0.3, 200.25, Infinity, NaN, '1'])
      expect(isTaken({ ...text, hours }), String(hours)).to.equal(false);
  });

  it('has a video either here with captions, or elsewhere by https', () => {
    const video = { kind: 'video', text: 'a' };
    const captions = { fi: 'day.fi.vtt' };
    const url = 'https://video.example/1';
    expect(isTaken({ ...video, file: 'day.mp4', captions })).to.equal(true);
    expect(isTaken({ ...video, url })).to.equal(true);
    expect(isTaken({ ...video })).to.equal(false);
    expect(isTaken({ ...video, file: 'day.mp4' })).to.equal(false);
    expect(isTaken({ ...video, file: 'day.mp4', captions: {} })).to.equal(false);
    expect(isTaken({ ...video, file: 'day.mp4', captions: { de: 'day.vtt' } })).to.equal(false);
    expect(isTaken({ ...video, file: 'day.mp4', captions, url })).to.equal(false);
    for (const bad of ['http://video.example', 'javascript:alert(1)', '//video.example', 'video.example'])
      expect(isTaken({ ...video, url: bad }), bad).to.equal(false);
  });

  it('hands out files of known kinds only', () => {
    const file = (name: string): boolean => isTaken({ kind: 'file', file: name });
    for (const name of ['form.pdf', 'table.1.xlsx', 'note.odt']) expect(file(name), name).to.equal(true);
    for (const name of [
      'page.html',
      'a.svg',
      'x.js',
      '../a.pdf',
      '/a.pdf',
      'a\\b.pdf',
      '.pdf',
      'a.pdf.',
      'A.pdf',
    ])
      expect(file(name), name).to.equal(false);
  });

  it('has criteria whose levels fit the grading, and no id twice', () => {
    const task = { kind: 'task', text: 'a' };
    const pass = { id: 'c', title: local('C'), levels: { pass: local('P') } };
    const grades = { ...pass, levels: { 1: local('1'), 3: local('3'), 5: local('5') } };
    expect(isTaken({ ...task, grading: 'pass-fail', criteria: [pass] })).to.equal(true);
    expect(isTaken({ ...task, grading: 'zero-to-five', criteria: [grades] })).to.equal(true);
    expect(isTaken({ ...task, grading: 'pass-fail', criteria: [grades] })).to.equal(false);
    expect(isTaken({ ...task, grading: 'zero-to-five', criteria: [pass] })).to.equal(false);
    expect(isTaken({ ...task, grading: 'pass-fail', criteria: [pass, pass] })).to.equal(false);
    expect(isTaken({ ...task, grading: 'pass-fail', criteria: [] })).to.equal(false);
  });

  it('asks at most eight questions of feedback', () => {
    const questions = Array.from({ length: 9 }, (_, index) => ({
      id: `F${String(index + 1)}`,
      kind: 'scale',
      text: local('q'),
    }));
    expect(isTaken({ kind: 'feedback', questions: questions.slice(0, 8) })).to.equal(true);
    expect(isTaken({ kind: 'feedback', questions })).to.equal(false);
    expect(isTaken({ kind: 'feedback', questions: [{ ...questions[0], id: '__proto__' }] })).to.equal(false);
  });

  it('is of a known kind, and has no field that nobody knows', () => {
    expect(isTaken({ kind: 'game' })).to.equal(false);
    expect(isTaken({ kind: 'theme', extra: true })).to.equal(false);
    expect(isTaken({ kind: 'theme', id: 'constructor' })).to.equal(true);
    expect(isTaken({ kind: 'theme', id: '__proto__' })).to.equal(false);
  });
});

describe('a package', () => {
  it('adds its steps and hours up, and is named with its version', () => {
    const course = aCourse([
      aModule('one', [aText('a', { hours: 0.25 }), aText('b', { hours: 1.5 })]),
      aModule('two', [aText('a')]),
    ]);
    const steps = listSteps(course);
    expect(steps.map(({ module, step }) => `${module.id}/${step.id}`)).to.deep.equal([
      'one/a',
      'one/b',
      'two/a',
    ]);
    expect(hoursOf(steps.map(({ step }) => step))).to.equal(2.75);
    expect(nameOfPackage({ package: 'small', version: 3 })).to.equal('small@3');
  });
});

describe('the settings of a run', () => {
  const at = (day: number): Date => new Date(Date.UTC(2026, 9, day));
  const run = RunSettingsSchema.parse({
    package: { package: 'small', version: 1 },
    modules: { one: { opensAt: at(1), dueAt: at(2) } },
  });

  it('have hours and campus days where nothing is said', () => {
    expect(run).to.include({ share: 'hours', days: 'campus' });
    expect(RunSettingsSchema.safeParse({ package: { package: '../x', version: 1 } }).success).to.equal(false);
    expect(RunSettingsSchema.safeParse({ package: { package: 'x', version: 0 } }).success).to.equal(false);
  });

  const table: [string, boolean, Record<string, Date>, Date | null, Date | null][] = [
    ['one', false, {}, at(1), at(2)],
    ['one', true, {}, null, null],
    ['two', false, {}, null, null],
    ['one', false, { one: at(9) }, at(1), at(9)],
    ['one', true, { one: at(9) }, null, at(9)],
    ['two', false, { one: at(9) }, null, null],
    ['constructor', false, {}, null, null],
  ];
  for (const [module, isScheduleOpen, exceptions, opensAt, dueAt] of table)
    it(`give ${module} its dates, schedule ${isScheduleOpen ? 'open' : 'set'}, ${String(Object.keys(exceptions).length)} exceptions`, () => {
      expect(datesOf(run, module, { isScheduleOpen, exceptions })).to.deep.equal({ opensAt, dueAt });
    });
});
