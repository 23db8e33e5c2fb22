import { expect } from 'chai';
import {
  compareGrades,
  isSameGrade,
  judgeConflict,
  noteLook,
  type ResultAfterConflict,
} from '../../../src/grades/comparing.rules.ts';
import type { Shown } from '../../../src/grades/outbox.ts';

const NOW = new Date('2026-11-27T10:00:00Z');
const sent = (value: number) => ({ timestamp: NOW, fingerprint: 'any', value });
const shown = (value: number | null, maximum: number | null = 5, isKept = false): Shown => ({
  value,
  maximum,
  at: NOW,
  isKept,
});

describe('two grades', () => {
  it('are the same give or take what gradebooks round: half a hundredth of a point', () => {
    expect(isSameGrade(1 / 3, { value: 0.3333, maximum: 100 })).to.equal(true);
    expect(isSameGrade(1 / 3, { value: 1.67 / 5, maximum: 5 })).to.equal(true);
    expect(isSameGrade(0.8, { value: 0.8, maximum: 1 })).to.equal(true);
  });
  it('differ by a hundredth of a point, though that is little of a hundred', () => {
    expect(isSameGrade(0.8, { value: 0.8001, maximum: 100 })).to.equal(false);
    expect(isSameGrade(0.8, { value: 0.9, maximum: 5 })).to.equal(false);
  });
  it('are compared as shares where nobody says of how many points', () => {
    expect(isSameGrade(1 / 3, { value: 0.33, maximum: null })).to.equal(true);
    expect(isSameGrade(1 / 3, { value: 0.32, maximum: null })).to.equal(false);
  });
  it('are the same when one is a zero that the gradebook does not show', () => {
    expect(isSameGrade(0, { value: null, maximum: null })).to.equal(true);
    expect(isSameGrade(0.2, { value: null, maximum: null })).to.equal(false);
  });
});

describe('a grade that was sent, beside the gradebook’s', () => {
  it('says nothing before anyone looked', () => {
    expect(compareGrades(1, null)).to.equal(null);
  });
  it('is the same, differs, or is missing', () => {
    expect(compareGrades(0.8, shown(0.8))).to.equal('same');
    expect(compareGrades(0.8, shown(0.6))).to.equal('differs');
    expect(compareGrades(0.8, shown(null))).to.equal('missing');
    expect(compareGrades(0, shown(null))).to.equal('same');
  });
  it('differs with a teacher’s leave', () => {
    expect(compareGrades(0.8, shown(0.6, 5, true))).to.equal('kept');
    expect(compareGrades(0.8, shown(null, null, true))).to.equal('kept');
    expect(compareGrades(0.8, shown(0.8, 5, true))).to.equal('same');
  });
});

describe('another look into the gradebook', () => {
  it('leaves a teacher’s decision while the grade is the one decided on', () => {
    expect(noteLook(shown(0.6, 5, true), { value: 0.6, maximum: 5 }, NOW).isKept).to.equal(true);
    expect(noteLook(shown(0.6, 5, true), { value: 0.4, maximum: 5 }, NOW).isKept).to.equal(false);
    expect(noteLook(shown(0.6, 5, true), { value: null, maximum: null }, NOW).isKept).to.equal(false);
    expect(noteLook(shown(0.6), { value: 0.6, maximum: 5 }, NOW).isKept).to.equal(false);
    expect(noteLook(null, { value: 0.6, maximum: 5 }, NOW).isKept).to.equal(false);
  });
});

describe('a conflict', () => {
  const judge = (
    wanted: number,
    found: ResultAfterConflict,
    before: number | null = null,
    isRestamped = false,
  ) => judgeConflict(wanted, found, before === null ? null : sent(before), isRestamped);

  it('is settled when the gradebook shows our value', () => {
    expect(judge(0.8, { value: 0.8, maximum: 5 })).to.deep.equal({ state: 'sent' });
  });
  it('is settled for a zero that the gradebook does not show', () => {
    expect(judge(0, { value: null, maximum: null })).to.deep.equal({ state: 'sent' });
  });
  it('means a newer grade when it shows another’s, or none', () => {
    const newer = { state: 'refused', reason: 'platform-newer' };
    expect(judge(0.8, { value: 0.9, maximum: 5 })).to.deep.equal(newer);
    expect(judge(0.8, { value: null, maximum: null })).to.deep.equal(newer);
    expect(judge(0.8, { value: 0.9, maximum: 5 }, 0.4)).to.deep.equal(newer);
  });
  it('means one more try, as of now, when it shows our earlier grade', () => {
    const again = { state: 'waiting', reason: 'restamped', retryAfterMs: null };
    expect(judge(0.8, { value: 0.4, maximum: 5 }, 0.4)).to.deep.equal(again);
    expect(judge(0.8, { value: null, maximum: null }, 0)).to.deep.equal(again);
  });
  it('means a newer grade when that try met one too', () => {
    expect(judge(0.8, { value: 0.4, maximum: 5 }, 0.4, true).state).to.equal('refused');
  });
  it('is tried again when the result could not be read for now', () => {
    expect(judge(0.8, { failure: { outcome: 'unavailable' } })).to.deep.equal({
      state: 'waiting',
      reason: 'unavailable',
      retryAfterMs: null,
    });
    expect(judge(0.8, { failure: { outcome: 'rate-limited', retryAfterMs: 9 } })).to.deep.equal({
      state: 'waiting',
      reason: 'rate-limited',
      retryAfterMs: 9,
    });
  });
  it('means a newer grade when the platform never lets us look', () => {
    for (const outcome of ['forbidden', 'unauthorised', 'gone', 'refused']) {
      expect(judge(0.8, { failure: { outcome } }).state).to.equal('refused');
    }
  });
});
