import type { DayEvent } from '../../../../src/course/days/occasion.rules.ts';
import { expect } from 'chai';
import {
  daysUntil,
  lineOf,
  listDates,
  nextDates,
} from '../../../../src/course/calendar/course-dates.rules.ts';
import { emptyProgress, type CourseProgress } from '../../../../src/course/progress.rules.ts';
import type { RunSettings } from '../../../../src/course/run.rules.ts';
import { wayOf, type Way } from '../../../../src/course/way.rules.ts';
import { aCourse, aModule, aStep, aText, aTheme, packagesOf } from '../../../support/course-package.ts';

const course = aCourse(
  [
    aModule('one', [aText('a'), aText('b')]),
    aModule('two', [aStep('contact-day', 'day-1', { day: 1 })], { after: ['one'] }),
    aModule('themes', [aStep('theme', 'theme-1', {})]),
  ],
  { themes: [{ package: 'theme-x', version: 1 }] },
);
const packages = packagesOf(course, aTheme('theme-x', 'X'));
const at = (text: string): Date => new Date(text);
const dates = (dueAt: string | null, opensAt: string | null = null) => ({
  dueAt: dueAt === null ? null : at(dueAt),
  opensAt: opensAt === null ? null : at(opensAt),
});
const now = at('2026-09-01T09:00:00Z');

function wayWith(
  modules: RunSettings['modules'],
  facts: Partial<CourseProgress> = {},
  isScheduleOpen = false,
): Way {
  const of = { activityId: 'a', participantId: 'p', platformId: 'x', isTrial: false };
  const progress = { ...emptyProgress(of), ...facts };
  return wayOf({ course, packages, run: { modules }, progress, isScheduleOpen, now });
}
const set: Parameters<typeof listDates>[1] = { dueAt: null, isScheduleOpen: false };
const whatOf = (way: Way, schedule = set, days: DayEvent[] = []): string[] =>
  listDates(way, schedule, days).map(date => `${date.what}${'module' in date ? ` ${date.module.id}` : ''}`);

describe('the dates of a course', () => {
  it('are those of modules, chosen themes, the course and the days, the earliest first', () => {
    const modules = {
      one: dates('2026-10-01T09:00:00Z', '2026-09-10T09:00:00Z'),
      'theme-x': dates('2026-09-20T09:00:00Z'),
    };
    const day = {
      day: 1,
      startsAt: at('2026-09-15T06:00:00Z'),
      endsAt: at('2026-09-15T12:00:00Z'),
      place: null,
    };
    const schedule = { dueAt: at('2026-12-01T09:00:00Z'), isScheduleOpen: false };
    const chosen = wayWith(modules, { themes: { 'themes/theme-1': 'theme-x@1' } });
    expect(whatOf(chosen, schedule, [day])).to.deep.equal([
      'opens one',
      'day',
      'due theme-x',
      'due one',
      'course-due',
    ]);
    expect(whatOf(wayWith(modules))).to.deep.equal(['opens one', 'due one']);
  });

  it('are a person’s own where there is an exception, and none but those while they are still to be set', () => {
    const modules = { one: dates('2026-10-01T09:00:00Z') };
    const own = { dueAt: { one: at('2026-10-15T09:00:00Z') } };
    expect(listDates(wayWith(modules, own), set, [])[0]?.at).to.deep.equal(own.dueAt.one);
    const open = { dueAt: at('2026-12-01T09:00:00Z'), isScheduleOpen: true };
    expect(whatOf(wayWith(modules, {}, true), open)).to.deep.equal([]);
    expect(whatOf(wayWith(modules, own, true), open)).to.deep.equal(['due one']);
  });

  it('tell of all that falls together, and of an opening only where it comes first', () => {
    const opening = dates('2026-10-01T09:00:00Z', '2026-09-10T09:00:00Z');
    const next = (modules: RunSettings['modules']): string[] =>
      nextDates(listDates(wayWith(modules), set, []), now).coming.map(({ what }) => what);
    expect(next({ one: opening, two: dates('2026-10-01T09:00:00Z') })).to.deep.equal(['opens', 'due', 'due']);
    expect(next({ one: opening, two: dates('2026-09-09T09:00:00Z') })).to.deep.equal(['due']);
    expect(next({ one: dates(null, '2026-09-10T09:00:00Z') })).to.deep.equal(['opens']);
    expect(next({})).to.deep.equal([]);
  });

  it('are overdue from their moment on, unless the work is done', () => {
    const modules = { one: dates('2026-09-01T09:00:00Z') };
    const split = (way: Way): string[] =>
      nextDates(listDates(way, set, []), now).overdue.map(({ what }) => what);
    expect(split(wayWith(modules))).to.deep.equal(['due']);
    expect(split(wayWith({ one: dates('2026-09-01T09:00:01Z') }))).to.deep.equal([]);
    expect(split(wayWith(modules, { steps: { 'one/a': now, 'one/b': now } }))).to.deep.equal([]);
    expect(split(wayWith(modules, { excused: { 'one/a': now, 'one/b': now } }))).to.deep.equal([]);
  });

  it('keep a day until it ends, and never call it overdue', () => {
    const today = {
      day: 1,
      startsAt: at('2026-09-01T06:00:00Z'),
      endsAt: at('2026-09-01T12:00:00Z'),
      place: 'Kajaani',
    };
    const over = { ...today, endsAt: now };
    const next = (day: DayEvent) => nextDates(listDates(wayWith({}), set, [day]), now);
    expect(next(today).coming).to.have.length(1);
    expect(next(over)).to.deep.equal({ overdue: [], coming: [] });
  });

  it('lead to the first open step, and where there is none to the module on the page', () => {
    const modules = { one: dates('2026-10-01T09:00:00Z'), two: dates('2026-10-02T09:00:00Z') };
    const lines = (way: Way) => listDates(way, set, []).map(date => lineOf(date, now));
    expect(lines(wayWith(modules, { steps: { 'one/a': now } }))).to.deep.include.members([
      {
        what: 'due',
        at: modules.one.dueAt,
        days: 30,
        title: course.modules[0]?.title,
        place: null,
        step: 'one/b',
        module: 'one',
      },
    ]);
    expect(lines(wayWith(modules))[1]).to.include({ step: null, module: 'two' });
    const chosen = wayWith({ 'theme-x': modules.one }, { themes: { 'themes/theme-1': 'theme-x@1' } });
    expect(lines(chosen)[0]).to.include({ step: 'theme-x/first', module: 'themes' });
  });

  it('are counted in days of the calendar in Helsinki, also over the change of the clocks', () => {
    const cases: [string, string, number][] = [
      ['2026-10-25T00:30:00+03:00', '2026-10-25T23:59:00+02:00', 0],
      ['2026-10-24T23:59:00+03:00', '2026-10-25T00:00:00+03:00', 1],
      ['2026-10-24T12:00:00+03:00', '2026-10-26T00:01:00+02:00', 2],
      ['2027-03-27T23:00:00+02:00', '2027-03-29T01:00:00+03:00', 2],
      ['2026-12-31T12:00:00+02:00', '2026-12-30T23:59:00+02:00', -1],
      ['2026-12-31T21:00:00Z', '2026-12-31T22:30:00Z', 1],
    ];
    for (const [from, to, days] of cases) expect(daysUntil(at(to), at(from)), to).to.equal(days);
  });
});
