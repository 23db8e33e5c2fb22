import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { completenessOf } from '../../../src/course/completeness.rules.ts';
import {
  hoursOf,
  listSteps,
  type CoursePackage,
  type Module,
} from '../../../src/course/course-package.rules.ts';
import { loadPackages, loadReadings } from '../../../src/course/load-packages.ts';
import { LOCALES } from '../../../src/i18n/index.ts';
import { countWords } from '../../../src/kit/markdown.ts';

const CONTENT = join(import.meta.dirname, '../../../config/content');
const packages = [...loadPackages().values()];
const course = packages.find(({ id }) => id === 'foundations');
const themes = packages.filter(({ kind }) => kind === 'theme');
const nameOf = ({ id, version }: CoursePackage): string => `${id}@${String(version)}`;

/** Hours by module: the table of the course's plan. */
const HOURS: Record<string, number> = {
  'starting-point': 12,
  'gathering-knowledge': 22,
  'social-reporting': 20,
  'goals-and-effects': 20,
  'communication-and-influencing': 20,
  themes: 14,
  'development-task': 21,
  'wrap-up': 6,
};

/** Every module of every package in which something is learned: not the one in which themes are chosen. */
const modules = packages.flatMap(one =>
  one.modules
    .filter(({ id }) => id !== 'themes')
    .map(module => ({ name: `${nameOf(one)} ${module.id}`, module })),
);
const ofKind = <K extends Module['steps'][number]['kind']>({ steps }: Module, kind: K) =>
  steps.filter((step): step is Extract<typeof step, { kind: K }> => step.kind === kind);

/** Every file of the content with its path. */
const files = readdirSync(CONTENT, { recursive: true, encoding: 'utf8' })
  .filter(name => /^(course|readings)\/.*\.(md|json)$/.test(name))
  .map(name => ({ name, text: readFileSync(join(CONTENT, name), 'utf8') }));

describe('the shipped course, themes and short course', () => {
  it('are one course, six themes and a short course of three modules', () => {
    expect(packages.map(({ kind }) => kind).sort()).to.deep.equal([
      'course',
      'short-course',
      ...themes.map(() => 'theme'),
    ]);
    expect(themes).to.have.length(6);
    expect(packages.find(({ kind }) => kind === 'short-course')?.modules).to.have.length(3);
    expect(themes.map(({ theme }) => theme)).to.have.length(new Set(themes.map(({ theme }) => theme)).size);
  });

  it('are complete in Finnish, Swedish and English', () => {
    for (const one of packages) {
      const lacks = completenessOf(one).rows.flatMap(row =>
        row.lacks.map(
          lack => `${row.module?.id ?? ''}/${row.step?.id ?? ''} ${lack.kind} ${lack.missing.join()}`,
        ),
      );
      expect(lacks, nameOf(one)).to.deep.equal([]);
    }
  });

  it('have the hours of the plan: 135 in all, 7 a theme', () => {
    expect(
      Object.fromEntries(course?.modules.map(({ id, steps }) => [id, hoursOf(steps)]) ?? []),
    ).to.deep.equal(HOURS);
    expect(hoursOf((course ? listSteps(course) : []).map(({ step }) => step))).to.equal(135);
    for (const theme of themes)
      expect(hoursOf(listSteps(theme).map(({ step }) => step)), theme.id).to.equal(7);
  });

  for (const { name, module } of modules)
    it(`${name}: texts, a check, a reflection and a task in at most eight steps`, () => {
      expect(module.steps.length, 'steps').to.be.at.most(8);
      const texts = ofKind(module, 'text');
      expect(texts.length, 'texts').to.be.within(3, 5);
      for (const { id, text } of texts)
        for (const locale of LOCALES)
          expect(countWords(text[locale] ?? ''), `words of ${id}.${locale}`).to.be.within(150, 350);
      const checks = ofKind(module, 'check');
      expect(checks, 'checks').to.have.length(1);
      expect(checks[0]?.questions.length, 'questions').to.be.at.least(5);
      expect(ofKind(module, 'reflection'), 'reflections').to.have.length(1);
      expect(ofKind(module, 'task'), 'tasks').to.have.length(1);
    });

  it('have questions with a reason for what is right, and ids in order', () => {
    for (const { name, module } of modules)
      for (const { questions } of ofKind(module, 'check')) {
        expect(
          questions.map(({ id }) => id),
          name,
        ).to.deep.equal(questions.map((_, index) => `K${String(index + 1)}`));
        for (const question of questions) {
          const told = JSON.stringify(question).match(/"(feedback\w*|explanation)":/g);
          expect(told, `${name} ${question.id}`).to.not.equal(null);
        }
      }
  });

  it('name only addresses that begin with https', () => {
    for (const { name, text } of files)
      for (const [address] of text.matchAll(/\b(?:https?|ftp):[^\s")\]]*/gi))
        expect(address, name).to.match(/^https:\/\/[a-z0-9.-]+\.[a-z]{2,}(\/|$)/i);
  });

  it('hold no address for letters and no telephone number', () => {
    for (const { name, text } of files) {
      const words = text.replace(/https:\/\/[^\s")\]]*/g, '');
      expect(/[\w.+-]+(@|\(at\)|\[at\])[\w-]+\.\w+/i.exec(words)?.[0], name).to.equal(undefined);
      expect(/(?<![\d.])(\+358|0\d{1,2}[ -]\d{3})[\d -]{3,}/.exec(words)?.[0], name).to.equal(undefined);
    }
  });

  it('lead to 28 readings, each of which is read in some step or stands in the list', () => {
    const lists = [...loadReadings().values()];
    expect(lists.map(({ readings }) => readings.length)).to.deep.equal([28]);
  });

  it('have two contact days, each with a programme of some hours and a task in its place', () => {
    const days = (course?.modules ?? []).flatMap(module => ofKind(module, 'contact-day'));
    expect(days.map(({ day }) => day)).to.deep.equal([1, 2]);
    for (const { day, hours, programme } of days) {
      const minutes = programme.reduce((sum, one) => sum + one.minutes, 0);
      expect(minutes, String(day)).to.be.within(4 * 60, 8 * 60);
      expect(hours * 60, String(day)).to.be.at.least(minutes - 60);
    }
  });

  it('ask for feedback once, in at most eight questions', () => {
    const forms = packages.flatMap(one => one.modules.flatMap(module => ofKind(module, 'feedback')));
    expect(forms).to.have.length(1);
    expect(forms[0]?.questions.length).to.be.within(1, 8);
  });

  it('say no paragraph twice, in one package or in two', () => {
    const seen = new Map<string, string>();
    for (const { name, text } of files.filter(one => one.name.endsWith('.md')))
      for (const paragraph of text.split(/\n\s*\n/).map(one => one.replace(/\s+/g, ' ').trim())) {
        if (countWords(paragraph) < 12) continue;
        expect(seen.get(paragraph), `${name}: ${paragraph.slice(0, 60)}`).to.equal(undefined);
        seen.set(paragraph, name);
      }
  });
});
