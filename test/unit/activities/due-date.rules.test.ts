import { expect } from 'chai';
import fc from 'fast-check';
import { formatLocalTime, parseLocalTime, readDueDate } from '../../../src/activities/due-date.rules.ts';

describe('a local time of Helsinki', () => {
  const rows: [string, string, string][] = [
    ['in winter', '2026-01-15T12:00', '2026-01-15T10:00:00.000Z'],
    ['in summer', '2026-07-15T12:00', '2026-07-15T09:00:00.000Z'],
    ['with seconds, as some browsers send it', '2026-07-15T12:00:00', '2026-07-15T09:00:00.000Z'],
    ['at the end of a leap day', '2028-02-29T23:59', '2028-02-29T21:59:00.000Z'],
    ['before the clocks go forward', '2026-03-29T02:59', '2026-03-29T00:59:00.000Z'],
    ['in the hour that does not come', '2026-03-29T03:30', '2026-03-29T01:30:00.000Z'],
    ['after the clocks went forward', '2026-03-29T04:00', '2026-03-29T01:00:00.000Z'],
    ['before the clocks go back', '2026-10-25T02:59', '2026-10-24T23:59:00.000Z'],
    ['in the hour that comes twice: the later one', '2026-10-25T03:30', '2026-10-25T01:30:00.000Z'],
    ['after the clocks went back', '2026-10-25T04:00', '2026-10-25T02:00:00.000Z'],
  ];
  for (const [what, text, moment] of rows) {
    it(`is read ${what}`, () => {
      expect(parseLocalTime(text)?.toISOString()).to.equal(moment);
    });
  }

  for (const text of [
    '',
    'tomorrow',
    '2026-02-29T10:00',
    '2026-02-31T10:00',
    '2026-13-01T10:00',
    '2026-01-15T24:00',
  ]) {
    it(`is not read from "${text}"`, () => {
      expect(parseLocalTime(text)).to.equal(null);
    });
  }

  it('is not read from a time with a zone, from a day alone or from the year 1', () => {
    expect(parseLocalTime('2026-01-15T12:00Z')).to.equal(null);
    expect(parseLocalTime('2026-01-15')).to.equal(null);
    expect(parseLocalTime('0001-01-01T00:00')).to.equal(null);
  });

  it('comes back as the same moment, but for the first of two like hours', () => {
    const minutes = fc.integer({ min: Date.UTC(2020, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 });
    fc.assert(
      fc.property(minutes, minute => {
        const at = new Date(minute * 60_000);
        const back = parseLocalTime(formatLocalTime(at));
        const isTwice = formatLocalTime(new Date(at.getTime() + 3_600_000)) === formatLocalTime(at);
        expect(back?.getTime()).to.equal(at.getTime() + (isTwice ? 3_600_000 : 0));
      }),
    );
  });

  it('is read or refused, and never a fault, whatever digits come', () => {
    const texts = fc.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/);
    fc.assert(
      fc.property(texts, text => {
        const at = parseLocalTime(text);
        expect(at === null || !Number.isNaN(at.getTime())).to.equal(true);
      }),
    );
  });
});

describe('a due date', () => {
  const now = new Date('2026-09-01T09:00:00Z');
  const past = new Date('2026-08-01T09:00:00Z');

  it('may be left out', () => {
    expect(readDueDate('', now)).to.deep.equal({ ok: true, dueAt: null });
    expect(readDueDate('', now, past)).to.deep.equal({ ok: true, dueAt: null });
  });

  it('lies ahead', () => {
    expect(readDueDate('2026-09-01T12:01', now)).to.deep.equal({
      ok: true,
      dueAt: new Date('2026-09-01T09:01:00Z'),
    });
    expect(readDueDate('2026-09-01T12:00', now)).to.deep.equal({ ok: false, why: 'due-past' });
  });

  it('may stay although it has passed, and cannot be moved to another moment that has passed', () => {
    expect(readDueDate('2026-08-01T12:00', now, past)).to.deep.equal({ ok: true, dueAt: past });
    expect(readDueDate('2026-08-02T12:00', now, past)).to.deep.equal({ ok: false, why: 'due-past' });
  });

  it('is not a slip of the hand in the year, nor half a date', () => {
    expect(readDueDate('2206-09-01T12:00', now)).to.deep.equal({ ok: false, why: 'due-far' });
    expect(readDueDate('2026-09-31T12:00', now)).to.deep.equal({ ok: false, why: 'due-invalid' });
  });
});
