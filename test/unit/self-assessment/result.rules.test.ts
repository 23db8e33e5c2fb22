import { expect } from 'chai';
import fc from 'fast-check';
import type { Answer, Answers, Importance, Skill } from '../../../src/self-assessment/answers.rules.ts';
import { statementsOf, type Instrument } from '../../../src/self-assessment/instrument.rules.ts';
import { loadInstruments } from '../../../src/self-assessment/load-instruments.ts';
import { gapOf, summarise } from '../../../src/self-assessment/result.rules.ts';

const instrument = loadInstruments().get('structural-social-work') as Instrument;
const ids = statementsOf(instrument).map(s => s.id);

const anyAnswer: fc.Arbitrary<Answer> = fc.record({
  skill: fc.constantFrom<Skill>(1, 2, 3, 4, 5, 'outside'),
  importance: fc.option(fc.constantFrom<Importance>(1, 2, 3, 4), { nil: undefined }),
});
const anyAnswers: fc.Arbitrary<Answers> = fc
  .tuple(...ids.map(id => anyAnswer.map((answer): [string, Answer] => [id, answer])))
  .map(entries => Object.fromEntries<Answer>(entries));

function everyone(answer: Answer): Answers {
  return Object.fromEntries(ids.map(id => [id, answer]));
}

describe('the gap of a statement', () => {
  const table: [number, number | undefined, number][] = [
    [1, 4, 3],
    [1, 1, 0.75],
    [2, 2, 1],
    [3, 4, 1],
    [3, undefined, 0.75],
    [1, undefined, 2.25],
    [4, 4, 0],
    [5, 4, 0],
  ];
  for (const [skill, importance, gap] of table) {
    it(`is ${gap} for skill ${skill} and ${importance ? `importance ${importance}` : 'no importance'}`, () => {
      expect(gapOf(skill, importance)).to.equal(gap);
    });
  }

  it('never grows when skill grows, nor shrinks when importance grows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), (skill, importance) => {
        expect(gapOf(skill + 1, importance)).to.be.at.most(gapOf(skill, importance));
        expect(gapOf(skill, importance + 1)).to.be.at.least(gapOf(skill, importance));
      }),
    );
  });
});

describe('the result by area', () => {
  it('is the mean of what was rated; what is no part of the work is left out', () => {
    const answers: Answers = {
      ...everyone({ skill: 'outside' }),
      A1: { skill: 5, importance: 4 },
      A2: { skill: 2, importance: 1 },
      A3: { skill: 2 },
      B1: { skill: 1 },
    };
    const [a, b, c] = summarise(instrument, answers).areas;
    expect([a?.skillMean, a?.importanceMean, a?.rated, a?.outside]).to.deep.equal([3, 2.5, 3, 3]);
    expect([b?.skillMean, b?.importanceMean, b?.rated]).to.deep.equal([1, null, 1]);
    expect([c?.skillMean, c?.importanceMean, c?.outside]).to.deep.equal([null, null, 7]);
  });

  it('keeps each mean between the least and the most of its area, and counts every statement once', () => {
    fc.assert(
      fc.property(anyAnswers, answers => {
        for (const { area, skillMean, rated, outside } of summarise(instrument, answers).areas) {
          const skills = area.statements.map(s => answers[s.id]?.skill).filter(s => typeof s === 'number');
          expect(rated + outside).to.equal(area.statements.length);
          expect(rated).to.equal(skills.length);
          if (skillMean === null) expect(skills).to.be.empty;
          else expect(skillMean).to.be.within(Math.min(...skills), Math.max(...skills));
        }
      }),
    );
  });
});

describe('strengths and gaps', () => {
  it('names the widest gaps first and counts the rest', () => {
    const answers: Answers = {
      ...everyone({ skill: 5, importance: 4 }),
      B3: { skill: 3, importance: 1 },
      C1: { skill: 1, importance: 4 },
      A2: { skill: 2, importance: 2 },
      C6: { skill: 1, importance: 2 },
    };
    const { gaps } = summarise(instrument, answers);
    expect(gaps.named.map(g => [g.statement.id, g.gap])).to.deep.equal([
      ['C1', 3],
      ['C6', 1.5],
      ['A2', 1],
    ]);
    expect(gaps.more).to.equal(1);
  });

  it('puts skill before importance among strengths, and keeps the order of asking between equals', () => {
    const answers: Answers = {
      ...everyone({ skill: 1, importance: 1 }),
      A1: { skill: 4, importance: 4 },
      C3: { skill: 5, importance: 1 },
      B2: { skill: 4, importance: 4 },
      B1: { skill: 4 },
    };
    const { strengths } = summarise(instrument, answers);
    expect(strengths.named.map(s => s.statement.id)).to.deep.equal(['C3', 'A1', 'B2']);
    expect(strengths.more).to.equal(1);
  });

  it('has nothing to name when all is outside the work, and no gap when all is managed alone', () => {
    expect(summarise(instrument, everyone({ skill: 'outside' })).strengths).to.deep.equal({
      named: [],
      more: 0,
    });
    expect(summarise(instrument, everyone({ skill: 4, importance: 4 })).gaps).to.deep.equal({
      named: [],
      more: 0,
    });
  });

  it('never calls the same statement both, and sorts either by weight', () => {
    fc.assert(
      fc.property(anyAnswers, answers => {
        const { strengths, gaps } = summarise(instrument, answers);
        const strong = strengths.named.map(s => s.statement.id);
        expect(gaps.named.filter(g => strong.includes(g.statement.id))).to.be.empty;
        const widths = gaps.named.map(g => g.gap);
        expect(widths).to.deep.equal(widths.toSorted((a, b) => b - a));
        const skills = strengths.named.map(s => s.skill);
        expect(skills).to.deep.equal(skills.toSorted((a, b) => b - a));
        expect(strengths.named.length + strengths.more + gaps.named.length + gaps.more).to.equal(
          Object.values(answers).filter(a => a.skill !== 'outside').length,
        );
      }),
    );
  });
});
