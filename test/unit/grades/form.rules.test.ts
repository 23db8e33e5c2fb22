import { expect } from 'chai';
import fc from 'fast-check';
import { GRADE_FORMS } from '../../../src/activities/grade-form.rules.ts';
import { sentShare, toSent, type Judgement, type Sent } from '../../../src/grades/form.rules.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyNumber = fc.double({ min: -3, max: 4, noNaN: true });
const points = fc.double({ min: 0.01, max: 1000, noNaN: true });
const form = fc.constantFrom(...GRADE_FORMS);

function sent(judgement: Judgement, as: Parameters<typeof toSent>[1], column: number | null = null): Sent {
  const result = toSent(judgement, as, column);
  if (!result) throw new Error('nothing is sent');
  return result;
}

describe('what is sent of a judgement', () => {
  it('is nothing while nobody has judged, in every form', () => {
    fc.assert(
      fc.property(form, points, (one, most) => {
        expect(toSent(null, { form: one, points: most }, most)).to.equal(null);
      }),
    );
  });

  it('is a zero where a zero was given: a zero is a grade', () => {
    for (const one of ['points', 'zero-to-five', 'pass-fail'] as const) {
      expect(toSent({ share: 0 }, { form: one, points: 10 })?.given, one).to.equal(0);
    }
  });

  it('lies between nothing and the maximum, whatever the judgement', () => {
    fc.assert(
      fc.property(form, anyNumber, points, fc.option(points), (one, value, most, column) => {
        for (const judgement of [{ share: value }, { points: value * most }]) {
          const result = toSent(judgement, { form: one, points: most }, column);
          if (result) expect(result.given).to.be.within(0, result.maximum);
        }
      }),
    );
  });

  it('grows with the judgement', () => {
    fc.assert(
      fc.property(form, share, share, points, fc.option(points), (one, a, b, most, column) => {
        const grading = { form: one, points: most };
        const less = toSent({ share: Math.min(a, b) }, grading, column);
        const more = toSent({ share: Math.max(a, b) }, grading, column);
        if (less) expect(more).to.not.equal(null);
        if (less && more) expect(more.given).to.be.at.least(less.given);
      }),
    );
  });

  it('of everything is the whole maximum', () => {
    fc.assert(
      fc.property(form, points, fc.option(points), (one, most, column) => {
        const full = sent({ share: 1 }, { form: one, points: most }, column);
        expect(full.given).to.equal(full.maximum);
      }),
    );
  });

  it('that is no number is a fault', () => {
    for (const value of [Number.NaN, Infinity, -Infinity]) {
      for (const judgement of [{ share: value }, { points: value }, { grade: value }]) {
        expect(() => toSent(judgement, { form: 'points', points: 10 })).to.throw(RangeError);
      }
    }
  });
});

describe('completion', () => {
  const done = { form: 'completion', points: 1 } as const;
  it('is one of one when it is done, and nothing before', () => {
    expect(toSent({ share: 1 }, done)).to.deep.equal({ given: 1, maximum: 1 });
    expect(toSent({ share: 0.99 }, done)).to.equal(null);
    expect(toSent({ share: 0 }, done)).to.equal(null);
  });
  it('is one of one whatever the column’s maximum: the platform scales', () => {
    expect(toSent({ share: 1 }, { ...done, points: null }, 100)).to.deep.equal({ given: 1, maximum: 1 });
  });
});

describe('points', () => {
  it('have two decimals at most, or are the maximum', () => {
    fc.assert(
      fc.property(share, points, (value, most) => {
        const { given, maximum } = sent({ share: value }, { form: 'points', points: most });
        const text = String(given);
        if (given !== maximum) expect(text.split('.')[1]?.length ?? 0, text).to.be.at.most(2);
      }),
    );
  });

  it('are as near to the judgement as two decimals allow', () => {
    fc.assert(
      fc.property(share, points, (value, most) => {
        const { given } = sent({ share: value }, { form: 'points', points: most });
        expect(Math.abs(given - value * most)).to.be.at.most(0.005 + 1e-9 * most);
      }),
    );
  });

  it('of the activity’s own arrive as they were given', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 100_000 }), (most, cents) => {
        const own = Math.min(cents / 100, most);
        expect(sent({ points: own }, { form: 'points', points: most })).to.deep.equal({
          given: own,
          maximum: most,
        });
      }),
    );
  });

  const cases: [number, number, number][] = [
    [0.1, 3, 0.3],
    [1 / 3, 10, 3.33],
    [2 / 3, 10, 6.67],
    [0.1005, 10, 1.01],
    [0.58, 100, 58],
    [0.145, 1, 0.15],
    [0.29, 100, 29],
  ];
  for (const [value, most, given] of cases) {
    it(`of ${String(most)} for ${String(value)} are ${String(given)}, without noise`, () => {
      expect(sent({ share: value }, { form: 'points', points: most }).given).to.equal(given);
    });
  }

  it('follow the maximum that the column has now', () => {
    expect(toSent({ points: 5 }, { form: 'points', points: 10 }, 30)).to.deep.equal({
      given: 15,
      maximum: 30,
    });
    const odd = 3.335;
    expect(toSent({ share: 1 }, { form: 'points', points: 10 }, odd)).to.deep.equal({
      given: odd,
      maximum: odd,
    });
  });

  it('are of a hundred where nobody said how many: of one, two decimals would round a third too much', () => {
    expect(toSent({ share: 1 / 3 }, { form: 'points', points: null })).to.deep.equal({
      given: 33.33,
      maximum: 100,
    });
  });
});

describe('grades from 0 to 5', () => {
  const grading = { form: 'zero-to-five', points: 5 } as const;

  it('are whole, of five, whatever the share and the column', () => {
    fc.assert(
      fc.property(share, fc.option(points), (value, column) => {
        const { given, maximum } = sent({ share: value }, grading, column);
        expect(Number.isInteger(given)).to.equal(true);
        expect(maximum).to.equal(5);
      }),
    );
  });

  it('arrive as the teacher gave them, also by way of a share', () => {
    for (const grade of [0, 1, 2, 3, 4, 5]) {
      expect(toSent({ grade }, grading)).to.deep.equal({ given: grade, maximum: 5 });
      expect(toSent({ share: grade / 5 }, grading)).to.deep.equal({ given: grade, maximum: 5 });
    }
  });

  it('let nobody pass by rounding, and round halves up above', () => {
    const given = (value: number): number => sent({ share: value / 5 }, grading).given;
    expect([0.5, 0.99, 1, 1.49, 1.5, 2.5, 3.5, 4.49, 4.5].map(given)).to.deep.equal([
      0, 0, 1, 1, 2, 3, 4, 4, 5,
    ]);
  });

  it('that no teacher can give are a fault', () => {
    for (const grade of [6, -1, 2.5]) expect(() => toSent({ grade }, grading)).to.throw(RangeError);
  });
});

describe('pass and fail', () => {
  const grading = { form: 'pass-fail', points: 1 } as const;
  it('are one and zero of one, and nothing between', () => {
    fc.assert(
      fc.property(share, value => {
        expect(sent({ share: value }, grading)).to.deep.equal({ given: value >= 1 ? 1 : 0, maximum: 1 });
      }),
    );
  });
});

describe('the share that the platform gets to know', () => {
  it('is that of what was sent, not of what was judged', () => {
    expect(sentShare(sent({ share: 0.33 }, { form: 'zero-to-five', points: 5 }))).to.equal(0.4);
  });
});
