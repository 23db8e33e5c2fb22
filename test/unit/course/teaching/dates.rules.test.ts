import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { formatLocalTime, parseLocalTime } from '../../../../src/activities/due-date.rules.ts';
import { moveDates, openMonthly, plusWeeks, weeksTo } from '../../../../src/course/teaching/dates.rules.ts';

const at = (text: string): Date => parseLocalTime(text) as Date;
const run = (opensAt: string, dueAt: string) => ({
  dueAt: null,
  modules: { one: { opensAt: at(opensAt), dueAt: at(dueAt) } },
});

describe('a run’s dates that are moved', () => {
  it('keep the weekday and the time of the clocks over both changes of the clock', () => {
    expect(formatLocalTime(plusWeeks(at('2026-10-19T08:00'), 1))).to.equal('2026-10-26T08:00');
    expect(formatLocalTime(plusWeeks(at('2027-03-22T23:59'), 1))).to.equal('2027-03-29T23:59');
    // Half past three does not come that night.
    expect(formatLocalTime(plusWeeks(at('2027-03-21T03:30'), 1))).to.equal('2027-03-28T04:30');
  });

  it('keep weekday and time by any number of weeks, and come back', () => {
    const hour = fc.integer({ min: 5, max: 23 });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3000 }),
        hour,
        fc.integer({ min: -300, max: 300 }),
        (day, h, weeks) => {
          const calendar = new Date(Date.UTC(2026, 0, 1 + day, h, 59));
          const moment = at(calendar.toISOString().slice(0, 16));
          const moved = plusWeeks(moment, weeks);
          const shown = new Date(`${formatLocalTime(moved)}:00Z`);
          expect(shown.getTime() - calendar.getTime()).to.equal(weeks * 7 * 24 * 3600 * 1000);
          expect(plusWeeks(moved, -weeks)).to.deep.equal(moment);
        },
      ),
    );
  });

  it('move all together, and what has no date gets none', () => {
    const moved = moveDates(
      { dueAt: null, modules: { one: { opensAt: null, dueAt: at('2026-12-01T12:00') } } },
      1,
    );
    expect(moved).to.deep.equal({
      dueAt: null,
      modules: { one: { opensAt: null, dueAt: at('2026-12-08T12:00') } },
    });
  });

  it('come into the week of a new start day, on their own weekdays', () => {
    const dates = run('2026-10-20T08:00', '2026-11-20T23:59');
    expect(weeksTo(dates, '2026-10-25')).to.equal(0);
    expect(weeksTo(dates, '2026-10-26')).to.equal(1);
    expect(weeksTo(dates, '2026-10-18')).to.equal(-1);
    expect(weeksTo(dates, '2027-10-19')).to.equal(52);
    expect(weeksTo({ dueAt: null, modules: {} }, '2027-10-19')).to.equal(null);
    for (const odd of ['', 'soon', '2027-02-31', '2027-10-19T08:00'])
      expect(weeksTo(dates, odd), odd).to.equal(null);
  });
});

describe('themes that open month by month', () => {
  it('open on the same day of each month, on the last of one that is too short, and keep their due dates', () => {
    const dates = { dueAt: null, modules: { b: { opensAt: null, dueAt: at('2028-06-01T12:00') } } };
    const opened = openMonthly(dates, ['a', 'b', 'c'], '2027-12-31');
    expect(opened?.modules).to.deep.equal({
      a: { opensAt: at('2027-12-31T00:00'), dueAt: null },
      b: { opensAt: at('2028-01-31T00:00'), dueAt: at('2028-06-01T12:00') },
      c: { opensAt: at('2028-02-29T00:00'), dueAt: null },
    });
    expect(openMonthly(dates, ['a'], '2027-13-01')).to.equal(null);
  });
});
