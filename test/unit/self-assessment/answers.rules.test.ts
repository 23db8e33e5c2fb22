import { expect } from 'chai';
import { dayOf, overviewOf } from '../../../src/self-assessment/answers.rules.ts';
import type { Instrument } from '../../../src/self-assessment/instrument.rules.ts';
import { loadInstruments } from '../../../src/self-assessment/load-instruments.ts';

const instrument = loadInstruments().get('structural-social-work') as Instrument;

describe('how far someone is', () => {
  it('counts a statement with a skill, also one that is no part of the work', () => {
    const overview = overviewOf(instrument, {
      A1: { skill: 1 },
      A2: { skill: 'outside' },
      C7: { skill: 5, importance: 4 },
    });
    expect([overview.answered, overview.total]).to.deep.equal([3, 19]);
    expect(overview.areas.map(({ area, answered, total }) => [area.id, answered, total])).to.deep.equal([
      ['A', 2, 6],
      ['B', 0, 6],
      ['C', 1, 7],
    ]);
  });

  it('does not count a statement whose importance alone was said', () => {
    expect(overviewOf(instrument, { A1: { importance: 4 } }).answered).to.equal(0);
  });

  it('lists what is missing in the order in which it is asked', () => {
    const answers = Object.fromEntries(
      instrument.areas
        .flatMap(a => a.statements)
        .map(({ id }) => [id, id === 'C2' || id === 'A5' ? {} : { skill: 2 as const }]),
    );
    expect(overviewOf(instrument, answers).missing.map(m => [m.area.id, m.statement.id])).to.deep.equal([
      ['A', 'A5'],
      ['C', 'C2'],
    ]);
  });

  it('passes over answers to statements that the instrument no longer has', () => {
    expect(overviewOf(instrument, { Z9: { skill: 3 } }).answered).to.equal(0);
  });
});

describe('the day beside answers', () => {
  const days: [string, string][] = [
    ['2026-09-01T09:00:00Z', '2026-09-01'],
    ['2026-09-01T21:30:00Z', '2026-09-02'],
    ['2026-12-31T22:30:00Z', '2027-01-01'],
    ['2026-03-28T22:30:00Z', '2026-03-29'],
  ];
  for (const [at, day] of days) {
    it(`is ${day} in Helsinki at ${at}`, () => {
      expect(dayOf(new Date(at))).to.equal(day);
    });
  }
});
