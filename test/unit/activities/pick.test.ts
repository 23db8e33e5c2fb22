import { expect } from 'chai';
import { GRADE_FORMS } from '../../../src/activities/grade-form.rules.ts';
import type { Variant } from '../../../src/activities/kind.ts';
import { readPicks, type PickContext } from '../../../src/activities/pick.forms.ts';
import { contentItemOf, looksEdited, preselect, titleIn } from '../../../src/activities/pick.rules.ts';
import { anActivity } from '../../support/an-activity.ts';
import { fakeKind } from '../../support/fake-kind.ts';

const quiz = fakeKind('quiz');
const essay = fakeKind('essay');
const context: PickContext = {
  kinds: new Map([quiz, essay].map(kind => [kind.name, kind])),
  existingIds: new Set(['here-1', 'here-2']),
  isMultiple: true,
  hasPoints: true,
  clock: { now: () => new Date('2026-09-01T09:00:00Z') },
};
const fields = {
  'quiz.usual.title': 'Alkukartoitus',
  'quiz.usual.locale': 'sv',
  'quiz.usual.points': '10',
  'quiz.usual.dueAt': '2026-11-27T23:59',
};
const made = {
  type: 'new',
  kind: 'quiz',
  variant: 'usual',
  gradeForm: 'points',
  title: 'Alkukartoitus',
  locale: 'sv',
  points: 10,
  dueAt: new Date('2026-11-27T21:59:00Z'),
};

describe('the picker’s form', () => {
  it('gives a new activity with what the teacher decided', () => {
    expect(readPicks({ choice: 'new:quiz:usual', ...fields }, context)).to.deep.equal({
      ok: true,
      value: [made],
    });
  });

  it('gives several, new and existing, in their order and each once', () => {
    const form = { choice: ['here-2', 'new:quiz:usual', 'here-2', 'here-1'], ...fields };
    const result = readPicks(form, context);
    expect(result).to.deep.equal({
      ok: true,
      value: [{ type: 'existing', id: 'here-2' }, made, { type: 'existing', id: 'here-1' }],
    });
  });

  it('gives one where the LMS takes one', () => {
    const form = { choice: ['here-2', 'here-1'] };
    const result = readPicks(form, { ...context, isMultiple: false });
    expect(result).to.deep.equal({ ok: true, value: [{ type: 'existing', id: 'here-2' }] });
  });

  it('looks only at the fields of what was chosen', () => {
    const result = readPicks(
      { choice: 'here-1', 'quiz.usual.title': '', 'quiz.usual.points': '-4' },
      context,
    );
    expect(result.ok).to.equal(true);
  });

  it('takes the kind’s own points where it asks for none', () => {
    const result = readPicks({ choice: 'new:quiz:usual', ...fields }, { ...context, hasPoints: false });
    expect(result).to.deep.equal({ ok: true, value: [{ ...made, points: 5 }] });
  });

  it('takes no points as no column, and a comma as the decimal mark', () => {
    const points = (text: string): unknown => {
      const result = readPicks({ choice: 'new:quiz:usual', ...fields, 'quiz.usual.points': text }, context);
      return result.ok && result.value[0]?.type === 'new' ? result.value[0].points : result;
    };
    expect(points('')).to.equal(null);
    expect(points('2,5')).to.equal(2.5);
  });

  describe('with several forms of grading', () => {
    const graded = { ...quiz, gradeForms: GRADE_FORMS };
    const several = { ...context, kinds: new Map([['quiz', graded]]) };
    const pick = (gradeForm: Record<string, string>, points = '10', hasPoints = true) =>
      readPicks(
        { choice: 'new:quiz:usual', ...fields, 'quiz.usual.points': points, ...gradeForm },
        { ...several, hasPoints },
      );
    const picked = (gradeForm: string, points?: number | null) => ({
      ok: true,
      value: [{ ...made, gradeForm, points }],
    });

    it('has the maximum that follows from the form, or the teacher’s own', () => {
      expect(pick({ 'quiz.usual.gradeForm': 'points' })).to.deep.equal(picked('points', 10));
      expect(pick({ 'quiz.usual.gradeForm': 'completion' })).to.deep.equal(picked('completion', 10));
      expect(pick({ 'quiz.usual.gradeForm': 'zero-to-five' })).to.deep.equal(picked('zero-to-five', 5));
      expect(pick({ 'quiz.usual.gradeForm': 'pass-fail' })).to.deep.equal(picked('pass-fail', 1));
    });
    it('has no column in any form where the teacher wants none', () => {
      for (const form of GRADE_FORMS)
        expect(pick({ 'quiz.usual.gradeForm': form }, '')).to.deep.equal(picked(form, null));
    });
    it('has the kind’s points, or its form’s, where the LMS takes no column', () => {
      expect(pick({ 'quiz.usual.gradeForm': 'points' }, '', false)).to.deep.equal(picked('points', 5));
      expect(pick({ 'quiz.usual.gradeForm': 'pass-fail' }, '', false)).to.deep.equal(picked('pass-fail', 1));
    });
    it('is graded in the kind’s usual form where nothing was chosen, and never in one that it has not', () => {
      expect(pick({})).to.deep.equal(picked('completion', 10));
      expect(pick({ 'quiz.usual.gradeForm': 'stars' })).to.deep.equal({
        ok: false,
        faults: { 'quiz.usual.gradeForm': 'activities:fault.form' },
      });
      const one = readPicks(
        { choice: 'new:quiz:usual', ...fields, 'quiz.usual.gradeForm': 'pass-fail' },
        context,
      );
      expect(one.ok).to.equal(false);
    });
  });

  const faults: [string, Record<string, string | string[]>, Record<string, string>][] = [
    ['nothing was chosen', {}, { choice: 'activities:fault.choice-missing' }],
    [
      'the activity is of another classroom',
      { choice: 'elsewhere' },
      { choice: 'activities:fault.choice-unknown' },
    ],
    ['there is no such kind', { choice: 'new:workshop' }, { choice: 'activities:fault.choice-unknown' }],
    [
      'the kind has no such variant',
      { choice: 'new:quiz:toString' },
      { choice: 'activities:fault.choice-unknown' },
    ],
    [
      'the name is empty',
      { choice: 'new:quiz:usual', ...fields, 'quiz.usual.title': ' \n ' },
      { 'quiz.usual.title': 'activities:fault.title-missing' },
    ],
    [
      'the name is too long',
      { choice: 'new:quiz:usual', ...fields, 'quiz.usual.title': 'x'.repeat(121) },
      { 'quiz.usual.title': 'activities:fault.title-long' },
    ],
    ['the name was not sent', { choice: 'new:essay:usual' }, { 'essay.usual.title': 'http:field.invalid' }],
    [
      'the language is unknown',
      { choice: 'new:quiz:usual', ...fields, 'quiz.usual.locale': 'de' },
      { 'quiz.usual.locale': 'activities:fault.locale' },
    ],
    [
      'the points are none',
      { choice: 'new:quiz:usual', ...fields, 'quiz.usual.points': '0' },
      { 'quiz.usual.points': 'activities:fault.points' },
    ],
    [
      'the points are no number',
      { choice: 'new:quiz:usual', ...fields, 'quiz.usual.points': 'ten' },
      { 'quiz.usual.points': 'activities:fault.points' },
    ],
    [
      'the points are without end',
      { choice: 'new:quiz:usual', ...fields, 'quiz.usual.points': '1e400' },
      { 'quiz.usual.points': 'activities:fault.points' },
    ],
    [
      'the due date has passed',
      { choice: 'new:quiz:usual', ...fields, 'quiz.usual.dueAt': '2026-08-27T23:59' },
      { 'quiz.usual.dueAt': 'activities:fault.due-past' },
    ],
    [
      'the due date is none',
      { choice: 'new:quiz:usual', ...fields, 'quiz.usual.dueAt': 'soon' },
      { 'quiz.usual.dueAt': 'activities:fault.due-invalid' },
    ],
  ];
  for (const [what, form, expected] of faults) {
    it(`says so when ${what}`, () => {
      expect(readPicks(form, context)).to.deep.equal({ ok: false, faults: expected });
    });
  }

  it('says all faults of all that was chosen at once', () => {
    const form = {
      choice: ['new:quiz:usual', 'new:essay:usual'],
      ...fields,
      'quiz.usual.points': '-1',
      'essay.usual.title': '',
    };
    expect(readPicks(form, context)).to.deep.equal({
      ok: false,
      faults: {
        'quiz.usual.points': 'activities:fault.points',
        'essay.usual.title': 'activities:fault.title-missing',
      },
    });
  });
});

describe('the picker’s form of a kind with several variants', () => {
  const words = (title: string) => ({ title: () => title, summary: () => `about ${title}` });
  const course = {
    ...fakeKind('course'),
    gradeForms: GRADE_FORMS,
    variants: [
      { id: 'whole', ...words('Whole'), settings: { of: 'whole' } },
      { id: 'theme-a', ...words('Theme'), settings: {}, gradeForm: 'pass-fail' as const, points: 20 },
    ] as [Variant, Variant],
  };
  const several: PickContext = { ...context, kinds: new Map([[course.name, course]]), hasPoints: false };
  const named = (variant: string) => ({ [`course.${variant}.title`]: `My ${variant}` });
  const read = (form: Record<string, string | string[]>, facts = several) => {
    const result = readPicks(form, facts);
    return result.ok ? result.value : result.faults;
  };

  it('gives several at once, each with its own fields, usual form and points', () => {
    const choice = ['new:course:theme-a', 'new:course:whole'];
    const [theme, whole] = read({ choice, ...named('whole'), ...named('theme-a') }) as unknown[];
    expect(theme).to.include({ variant: 'theme-a', title: 'My theme-a', gradeForm: 'pass-fail', points: 1 });
    expect(whole).to.include({ variant: 'whole', title: 'My whole', gradeForm: 'completion', points: 5 });
    const form = { choice: 'new:course:theme-a', ...named('theme-a'), 'course.theme-a.gradeForm': 'points' };
    expect((read(form) as unknown[])[0]).to.include({ gradeForm: 'points', points: 20 });
  });

  it('tells the faults of the variant that was chosen', () => {
    expect(read({ choice: 'new:course:theme-a', ...named('whole') })).to.deep.equal({
      'course.theme-a.title': 'http:field.invalid',
    });
  });

  it('understands a form from when the kind was one choice as its first variant', () => {
    const former = { choice: ['new:course', 'here-1'], 'course.title': 'Kept', 'course.points': '7' };
    const [first, second] = read(former, { ...several, hasPoints: true }) as unknown[];
    expect(first).to.include({ variant: 'whole', title: 'Kept', points: 7 });
    expect(second).to.deep.equal({ type: 'existing', id: 'here-1' });
    expect(read({ choice: 'new:course', 'course.title': '' })).to.deep.equal({
      'course.whole.title': 'activities:fault.title-missing',
    });
  });
});

describe('the name of a new activity', () => {
  const defaults = { fi: 'Tietovisa', sv: 'Frågesport', en: 'Quiz' };
  it('follows the fixed language when the teacher left it as it stood', () => {
    expect(titleIn('Tietovisa', 'sv', defaults)).to.equal('Frågesport');
  });
  it('stays when the teacher changed it, or fixed no language', () => {
    expect(titleIn('Oma nimi', 'sv', defaults)).to.equal('Oma nimi');
    expect(titleIn('Tietovisa', null, defaults)).to.equal('Tietovisa');
  });
});

describe('an edited link', () => {
  const here = [
    { id: 'a', title: 'Alku', copiedFromId: null, isOpened: false },
    { id: 'b', title: 'Loppu', copiedFromId: 'earlier', isOpened: false },
    { id: 'c', title: 'Loppu', copiedFromId: null, isOpened: false },
  ];
  const opened = { title: 'Loppu', copiedFromId: null, isOpened: true };
  it('finds its activity by the parameter, also in a copied course', () => {
    expect(preselect(here, { namedId: 'a', title: 'Loppu' })).to.equal('a');
    expect(preselect(here, { namedId: 'earlier' })).to.equal('b');
  });
  it('finds it by the title', () => {
    expect(preselect(here, { title: ' Alku ' })).to.equal('a');
  });
  it('finds of several with the title the one that was opened, else the newest', () => {
    expect(preselect(here, { title: 'Loppu' })).to.equal('b');
    expect(preselect([...here, { ...opened, id: 'd' }], { title: 'Loppu' })).to.equal('d');
  });
  it('does not guess among several that were opened', () => {
    const both = [
      { ...opened, id: 'd' },
      { ...opened, id: 'e' },
    ];
    expect(preselect([...here, ...both], { title: 'Loppu' })).to.equal(null);
    expect(looksEdited([...here, ...both], { title: 'Loppu' })).to.equal(true);
  });
  it('takes a link for an edited one by its parameter or title alone', () => {
    expect(looksEdited(here, { namedId: 'earlier' })).to.equal(true);
    expect(looksEdited(here, { title: 'Loppu' })).to.equal(true);
    expect(looksEdited(here, { title: 'Uusi' })).to.equal(false);
    expect(looksEdited(here, {})).to.equal(false);
  });
  it('finds nothing by the parameter of another classroom, by no title, or by no parameter', () => {
    expect(preselect(here, { namedId: 'elsewhere' })).to.equal(null);
    expect(preselect(here, {})).to.equal(null);
    expect(preselect([], { title: 'Alku' })).to.equal(null);
  });
});

describe('the link that the LMS makes', () => {
  const activity = anActivity({
    id: 'u',
    title: 'Alku',
    points: 10,
    dueAt: new Date('2026-11-27T21:59:00Z'),
  });
  it('carries the activity in its parameter, a column and the date, and no address', () => {
    expect(contentItemOf(activity, 'Kuvaus', true)).to.deep.equal({
      type: 'ltiResourceLink',
      title: 'Alku',
      text: 'Kuvaus',
      custom: { activity: 'u' },
      lineItem: {
        label: 'Alku',
        scoreMaximum: 10,
        resourceId: 'u',
        tag: 'quiz',
        submissionReview: { reviewableStatus: ['InProgress', 'Submitted', 'Completed'] },
      },
      submission: { endDateTime: '2026-11-27T21:59:00.000Z' },
    });
  });
  it('has no column where the LMS takes none, or the teacher wants none', () => {
    expect(contentItemOf(activity, '', false)).to.not.have.property('lineItem');
    expect(contentItemOf({ ...activity, points: null }, '', true)).to.not.have.property('lineItem');
  });
});
