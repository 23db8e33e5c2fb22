import { expect } from 'chai';
import fc from 'fast-check';
import type { Answer, Answers, Importance, Skill } from '../../../src/self-assessment/answers.rules.ts';
import { statementsOf, type Instrument } from '../../../src/self-assessment/instrument.rules.ts';
import { loadInstruments } from '../../../src/self-assessment/load-instruments.ts';
import {
  leastRated,
  recommendFor,
  themeNeeds,
  workshopNeeds,
  type Recommendations,
} from '../../../src/self-assessment/recommendation.rules.ts';

const instrument = loadInstruments().get('structural-social-work') as Instrument;
const ids = statementsOf(instrument).map(s => s.id);

const anyAnswer: fc.Arbitrary<Answer> = fc.record({
  skill: fc.constantFrom<Skill>(1, 2, 3, 4, 5, 'outside'),
  importance: fc.option(fc.constantFrom<Importance>(1, 2, 3, 4), { nil: undefined }),
});
const anyAnswers: fc.Arbitrary<Answers> = fc
  .tuple(...ids.map(id => anyAnswer.map((answer): [string, Answer] => [id, answer])))
  .map(entries => Object.fromEntries<Answer>(entries));

function everyone(answer: Answer, ofInstrument = instrument): Answers {
  return Object.fromEntries(statementsOf(ofInstrument).map(s => [s.id, answer]));
}

/** Managed alone but for these, each fully a gap: 3. */
function gapsIn(...statements: string[]): Answers {
  const gap: Answer = { skill: 1, importance: 4 };
  return { ...everyone({ skill: 4 }), ...Object.fromEntries(statements.map(id => [id, gap])) };
}

const namesOf = ({ recommended }: Recommendations): string[] => recommended.map(r => r.id);
const causesOf = ({ recommended }: Recommendations, id: string): string[] | undefined =>
  recommended.find(r => r.id === id)?.causes.map(c => c.statement.id);

/** The instrument cut down to some statements, as a teacher's copy may be. */
function only(...kept: string[]): Instrument {
  const areas = instrument.areas.map(area => ({
    ...area,
    statements: area.statements.filter(s => kept.includes(s.id)),
  }));
  return { ...instrument, areas: areas.filter(area => area.statements.length > 0) };
}

describe('what is recommended', () => {
  it('is what the rule gives when it is worked out by hand', () => {
    // Gaps of 3 in B3, B4 (V alone) and C4 (K alone); 19 rated, mean 9/19.
    const { themes, workshops } = recommendFor(instrument, gapsIn('B3', 'B4', 'C4'));
    const mean = 9 / 19;
    // V: A2, A5, B3, B4 first, A3, B1, B6 second. K: B6, C2, C4, C6 first, C1 second, but only one gap.
    expect(namesOf(themes)).to.deep.equal(['V']);
    expect(themes.recommended[0]?.score).to.be.closeTo((6 + 2 * mean) / (5.5 + 2), 1e-12);
    expect(causesOf(themes, 'V')).to.deep.equal(['B3', 'B4']);
    expect(namesOf(workshops)).to.deep.equal(['w2']);
    expect(workshops.recommended[0]?.score).to.be.closeTo((6 + 2 * mean) / (3 + 2), 1e-12);
  });

  it('names two, the higher first, with the statements that weighed most first', () => {
    const answers: Answers = { ...gapsIn('C2', 'C4', 'A6', 'C5'), C6: { skill: 3, importance: 4 } };
    const { themes } = recommendFor(instrument, answers);
    // K: (3 + 3 + 1) of weight 4.5; M: A6 3 + C5 half 3 of weight 2; Y: A6, C5 and C6.
    expect(themes.recommended.map(r => [r.id, r.place])).to.deep.equal([
      ['M', 1],
      ['K', 2],
    ]);
    expect(causesOf(themes, 'M')).to.deep.equal(['A6', 'C5']);
    expect(causesOf(themes, 'K')).to.deep.equal(['C2', 'C4', 'C6']);
  });

  it('counts a missing importance as 3, and skips what is no part of the work', () => {
    const said = everyone({ skill: 2, importance: 3 });
    const unsaid = everyone({ skill: 2 });
    expect(themeNeeds(instrument, unsaid).map(n => n.score)).to.deep.equal(
      themeNeeds(instrument, said).map(n => n.score),
    );
    const withoutC: Answers = { ...gapsIn('A6', 'C5', 'C3'), C5: { skill: 'outside' } };
    expect(causesOf(recommendFor(instrument, withoutC).themes, 'M')).to.deep.equal(['A6', 'C3']);
  });

  it('asks for gaps in two statements, so that one weak answer recommends nothing', () => {
    const { themes, workshops } = recommendFor(instrument, gapsIn('C4'));
    expect(themes).to.deep.equal({ recommended: [], why: 'scattered' });
    expect(workshops).to.deep.equal({ recommended: [], why: 'scattered' });
  });

  it('can leave workshops unnamed while themes are named', () => {
    const { themes, workshops } = recommendFor(instrument, gapsIn('B6', 'C4'));
    expect(namesOf(themes)).to.deep.equal(['K']);
    expect(workshops.why).to.equal('scattered');
  });

  it('says that too little was rated below twelve statements, however wide the gaps', () => {
    const weak: Answer = { skill: 1, importance: 4 };
    const some = (count: number): Answers => ({
      ...everyone({ skill: 'outside' }),
      ...Object.fromEntries(ids.slice(0, count).map(id => [id, weak])),
    });
    expect(recommendFor(instrument, some(11)).themes.why).to.equal('too-few-rated');
    expect(recommendFor(instrument, some(11)).workshops.why).to.equal('too-few-rated');
    expect(recommendFor(instrument, some(12)).themes.why).to.equal(null);
    expect(recommendFor(instrument, {}).themes.why).to.equal('too-few-rated');
  });

  it('leads on to guiding others where there is no gap at all', () => {
    expect(recommendFor(instrument, everyone({ skill: 4, importance: 4 })).themes.why).to.equal('no-gap');
    expect(recommendFor(instrument, everyone({ skill: 5 })).workshops.why).to.equal('no-gap');
  });

  it('takes a large gap where a workshop has a single statement', () => {
    const said = (skill: Skill, importance: Importance): Answers => ({
      ...everyone({ skill: 4 }),
      A5: { skill, importance },
    });
    const w4 = (answers: Answers): string[] => namesOf(recommendFor(instrument, answers).workshops);
    expect(w4(said(2, 4)), 'a gap of 2').to.deep.equal(['w4']);
    expect(w4(said(1, 3)), 'of 2.25').to.deep.equal(['w4']);
    expect(w4(said(2, 3)), 'of 1.5').to.deep.equal([]);
    expect(w4(said(3, 4)), 'of 1').to.deep.equal([]);
    expect(causesOf(recommendFor(instrument, said(2, 4)).workshops, 'w4')).to.deep.equal(['A5']);
    expect(workshopNeeds(instrument, said(3, 4)).find(n => n.id === 'w4')?.score).to.be.greaterThan(0);
  });

  it('takes two gaps of a workshop with more statements, though only one of them was rated', () => {
    const answers: Answers = { ...gapsIn('C4', 'C5'), A4: { skill: 'outside' } };
    expect(namesOf(recommendFor(instrument, answers).workshops)).to.not.include('w3');
  });
});

describe('equal scores', () => {
  it('are all named, in the order of the instrument, when everything is equally far', () => {
    const { themes } = recommendFor(instrument, everyone({ skill: 3, importance: 4 }));
    expect(namesOf(themes)).to.deep.equal(['R', 'V', 'K', 'H', 'Y', 'M']);
    expect(themes.recommended.every(r => r.place === 1)).to.equal(true);
  });

  it('are found equal although their sums differ, whatever the mean', () => {
    // Uniform answers make every score the mean itself, by different weights: a third that no float holds exactly.
    fc.assert(
      fc.property(
        fc.subarray(ids, { minLength: 15 }),
        fc.constantFrom<Skill>(1, 2, 3),
        fc.constantFrom<Importance>(1, 2, 3, 4),
        (rated, skill, importance) => {
          const answers = Object.fromEntries(rated.map(id => [id, { skill, importance }]));
          const { themes } = recommendFor(instrument, answers);
          const eligible = themeNeeds(instrument, answers).filter(n => n.causes.length >= 2);
          expect(namesOf(themes)).to.deep.equal(eligible.map(n => n.id));
        },
      ),
    );
  });

  it('at the second place are all named beside a clear first', () => {
    const twins = only('B3', 'B4', 'C4', 'C6', 'A1', 'B5', 'A3', 'C1');
    const themes = ['V', 'K', 'R', 'H'].map(id => ({ id, title: { fi: id, sv: id, en: id } }));
    const [v, k, r, h] = [
      ['B3', 'B4'],
      ['C4', 'C6'],
      ['A1', 'B5'],
      ['A3', 'C1'],
    ] as const;
    const themeOf = (id: string): string =>
      (Object.entries({ V: v, K: k, R: r, H: h }).find(([, of]) => (of as readonly string[]).includes(id)) ??
        [])[0] as string;
    const areas = twins.areas.map(area => ({
      ...area,
      statements: area.statements.map(s => ({ ...s, themes: [themeOf(s.id)], workshops: [] })),
    }));
    const copied = { ...twins, themes, workshops: [], areas };
    const answers: Answers = {
      ...everyone({ skill: 2, importance: 4 }, copied),
      C4: { skill: 1, importance: 4 },
      A3: { skill: 3, importance: 4 },
    };
    const { themes: found } = recommendFor(copied, answers);
    expect(found.recommended.map(one => [one.id, one.place])).to.deep.equal([
      ['K', 1],
      ['V', 2],
      ['R', 2],
    ]);
  });
});

describe('a copied instrument', () => {
  const table: [number, number][] = [
    [19, 12],
    [18, 12],
    [17, 12],
    [15, 10],
    [9, 6],
    [8, 6],
    [3, 2],
    [1, 1],
  ];
  for (const [statements, least] of table) {
    it(`of ${statements} statements wants ${least} rated`, () => {
      expect(leastRated(only(...ids.slice(0, statements)))).to.equal(least);
    });
  }

  it('may have no workshops and other themes', () => {
    const copied: Instrument = {
      ...instrument,
      themes: [
        { id: '__proto__', title: instrument.title },
        { id: 'other', title: instrument.title },
      ],
      workshops: [],
      areas: instrument.areas.map(area => ({
        ...area,
        statements: area.statements.map(s => ({ ...s, themes: ['__proto__'], workshops: [] })),
      })),
    };
    const { themes, workshops } = recommendFor(copied, everyone({ skill: 2 }, copied));
    expect(namesOf(themes)).to.deep.equal(['__proto__']);
    expect(workshops.recommended).to.be.empty;
  });
});

describe('in any answers', () => {
  it('the order in which they were given or kept changes nothing', () => {
    fc.assert(
      fc.property(anyAnswers, fc.shuffledSubarray(ids, { minLength: ids.length }), (answers, order) => {
        const shuffled = Object.fromEntries(order.map(id => [id, answers[id] as Answer]));
        expect(recommendFor(instrument, shuffled)).to.deep.equal(recommendFor(instrument, answers));
        const turned = {
          ...instrument,
          areas: instrument.areas.map(a => ({ ...a, statements: a.statements.toReversed() })),
        };
        const scores = themeNeeds(turned, answers).map(n => n.score);
        expect(scores).to.deep.equal(themeNeeds(instrument, answers).map(n => n.score));
      }),
    );
  });

  it('a higher skill never raises the need of a theme or workshop', () => {
    fc.assert(
      fc.property(anyAnswers, fc.constantFrom(...ids), (answers, id) => {
        const skill = answers[id]?.skill;
        fc.pre(typeof skill === 'number' && skill < 5);
        const raised = { ...answers, [id]: { ...answers[id], skill: ((skill as number) + 1) as Skill } };
        for (const needs of [themeNeeds, workshopNeeds]) {
          const before = needs(instrument, answers);
          for (const [index, need] of needs(instrument, raised).entries()) {
            expect(need.score).to.be.at.most(before[index]?.score ?? 0);
          }
        }
      }),
    );
  });

  it('a higher importance never lowers it', () => {
    fc.assert(
      fc.property(anyAnswers, fc.constantFrom(...ids), (answers, id) => {
        const { skill, importance } = answers[id] ?? {};
        fc.pre(typeof skill === 'number' && importance !== undefined && importance < 4);
        const raised = {
          ...answers,
          [id]: { skill, importance: ((importance as number) + 1) as Importance },
        };
        const before = themeNeeds(instrument, answers);
        for (const [index, need] of themeNeeds(instrument, raised).entries()) {
          expect(need.score).to.be.at.least(before[index]?.score ?? 0);
        }
      }),
    );
  });

  it('whatever is recommended outscores or equals the rest, and names why', () => {
    fc.assert(
      fc.property(anyAnswers, answers => {
        const { themes } = recommendFor(instrument, answers);
        expect(themes.why === null).to.equal(themes.recommended.length > 0);
        const least = Math.min(...themes.recommended.map(r => r.score));
        const named = namesOf(themes);
        for (const rest of themeNeeds(instrument, answers)) {
          if (named.includes(rest.id) || rest.causes.length < 2) continue;
          if (named.length > 0) expect(rest.score).to.be.below(least);
        }
        for (const { id, causes } of themes.recommended) {
          expect(causes.length).to.be.at.least(2);
          for (const { statement, gap } of causes) {
            expect(statement.themes).to.include(id);
            expect(gap).to.be.greaterThan(0);
          }
        }
      }),
    );
  });
});
