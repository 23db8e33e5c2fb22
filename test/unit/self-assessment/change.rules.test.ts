import { expect } from 'chai';
import fc from 'fast-check';
import type { Answer, Answers, Importance, Skill } from '../../../src/self-assessment/answers.rules.ts';
import { compareRounds } from '../../../src/self-assessment/change.rules.ts';
import { statementsOf, type Instrument } from '../../../src/self-assessment/instrument.rules.ts';
import { loadInstruments } from '../../../src/self-assessment/load-instruments.ts';

const instrument = loadInstruments().get('structural-social-work') as Instrument;
const ids = statementsOf(instrument).map(s => s.id);

const anyAnswers: fc.Arbitrary<Answers> = fc
  .tuple(
    ...ids.map(id =>
      fc
        .record({
          skill: fc.constantFrom<Skill>(1, 2, 3, 4, 5, 'outside'),
          importance: fc.option(fc.constantFrom<Importance>(1, 2, 3, 4), { nil: undefined }),
        })
        .map((answer): [string, Answer] => [id, answer]),
    ),
  )
  .map(entries => Object.fromEntries<Answer>(entries));

function everyone(answer: Answer): Answers {
  return Object.fromEntries(ids.map(id => [id, answer]));
}

describe('the change between two rounds', () => {
  it('compares only what was rated both times', () => {
    const earlier: Answers = {
      ...everyone({ skill: 'outside' }),
      A1: { skill: 2 },
      A2: { skill: 3 },
      A3: { skill: 5 },
      B1: { skill: 4 },
    };
    const later: Answers = {
      ...everyone({ skill: 'outside' }),
      A1: { skill: 4 },
      A2: { skill: 3 },
      A4: { skill: 1 },
      B1: { skill: 3 },
    };
    const change = compareRounds(instrument, earlier, later);
    const [a, b, c] = change?.areas ?? [];
    expect([a?.earlierMean, a?.laterMean, a?.change, a?.compared]).to.deep.equal([2.5, 3.5, 1, 2]);
    expect([b?.earlierMean, b?.laterMean, b?.change, b?.compared]).to.deep.equal([4, 3, -1, 1]);
    expect([c?.earlierMean, c?.laterMean, c?.change, c?.compared]).to.deep.equal([null, null, null, 0]);
    expect(change?.statements.map(s => [s.statement.id, s.direction])).to.deep.equal([
      ['A1', 'raised'],
      ['A2', 'same'],
      ['B1', 'lowered'],
    ]);
    expect(change?.counts).to.deep.equal({ raised: 1, same: 1, lowered: 1 });
  });

  it('names the largest rises first, equals in the order of asking, and counts the rest', () => {
    const earlier: Answers = { ...everyone({ skill: 1 }), C7: { skill: 4 } };
    const later: Answers = {
      ...earlier,
      A2: { skill: 2 },
      A4: { skill: 3 },
      B2: { skill: 4 },
      C1: { skill: 3 },
      C7: { skill: 5 },
    };
    const rises = compareRounds(instrument, earlier, later)?.rises;
    expect(rises?.named.map(r => r.statement.id)).to.deep.equal(['B2', 'A4', 'C1']);
    expect(rises?.more).to.equal(2);
  });

  it('is nothing where nothing can be compared', () => {
    const outside = everyone({ skill: 'outside' });
    const rated = everyone({ skill: 3 });
    expect(compareRounds(instrument, outside, rated)).to.equal(null);
    expect(compareRounds(instrument, rated, {})).to.equal(null);
    expect(compareRounds(instrument, {}, rated)).to.equal(null);
  });

  it('leaves out statements that an instrument no longer has', () => {
    const earlier = { ...everyone({ skill: 2 }), Z9: { skill: 1 as const } };
    const later = { ...everyone({ skill: 3 }), Z9: { skill: 5 as const } };
    expect(compareRounds(instrument, earlier, later)?.statements).to.have.length(ids.length);
  });

  it('turned round says the opposite', () => {
    fc.assert(
      fc.property(anyAnswers, anyAnswers, (one, two) => {
        const there = compareRounds(instrument, one, two);
        const back = compareRounds(instrument, two, one);
        expect(there?.counts.raised).to.equal(back?.counts.lowered);
        expect(there?.counts.same).to.equal(back?.counts.same);
        for (const [index, area] of (there?.areas ?? []).entries()) {
          expect(area.change ?? 0).to.be.closeTo(-(back?.areas[index]?.change ?? 0), 1e-12);
          expect(area.compared).to.equal(back?.areas[index]?.compared);
        }
      }),
    );
  });

  it('counts every compared statement once, and its means lie within the scale and differ by the change', () => {
    fc.assert(
      fc.property(anyAnswers, anyAnswers, (earlier, later) => {
        const change = compareRounds(instrument, earlier, later);
        if (!change) return;
        const { counts, statements, areas } = change;
        expect(counts.raised + counts.same + counts.lowered).to.equal(statements.length);
        expect(areas.reduce((sum, a) => sum + a.compared, 0)).to.equal(statements.length);
        for (const area of areas.filter(a => a.compared > 0)) {
          expect(area.laterMean).to.be.within(1, 5);
          expect((area.laterMean ?? 0) - (area.earlierMean ?? 0)).to.be.closeTo(area.change ?? 9, 1e-9);
        }
      }),
    );
  });
});
