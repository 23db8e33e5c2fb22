import { expect } from 'chai';
import { describe, it } from 'mocha';
import { funnelOf, hoursBounds, type FunnelGroup } from '../../../../src/course/teaching/funnel.rules.ts';
import { sumsOf } from '../../../../src/course/teaching/sums.rules.ts';
import { aCourse, aModule, aText } from '../../../support/course-package.ts';

const course = aCourse([
  aModule('one', [aText('a', { hours: 1 }), aText('b', { hours: 3 })]),
  aModule('two', [aText('c', { hours: 4 })]),
]);

function group(facts: Partial<FunnelGroup>): FunnelGroup {
  return { at: 'one/a', platformId: 'p', seen: 'week', hoursClass: 0, people: 1, hours: 0, ...facts };
}

describe('the funnel of a course', () => {
  it('counts at each step those who stand there and those past it', () => {
    const { rows, begun, done, elsewhere } = funnelOf(
      course,
      sumsOf([
        group({ at: 'one/a', people: 2 }),
        group({ at: 'one/a', people: 3, seen: 'longer' }),
        group({ at: 'two/c', people: 4 }),
        group({ at: null, people: 1 }),
      ]),
    );
    expect(rows.map(({ key, here, longer, past }) => [key, here, longer, past])).to.deep.equal([
      ['one/a', 5, 3, 5],
      ['one/b', 0, 0, 5],
      ['two/c', 4, 0, 1],
    ]);
    expect({ begun, done, elsewhere }).to.deep.equal({ begun: 10, done: 1, elsewhere: 0 });
  });

  it('tells of people at a step that is gone, rather than losing them', () => {
    expect(funnelOf(course, sumsOf([group({ at: 'one/gone', people: 2 })])).elsewhere).to.equal(2);
  });

  it('counts when people were seen only among those who are not done', () => {
    const { seen } = funnelOf(
      course,
      sumsOf([
        group({ at: null, seen: 'longer', people: 5 }),
        group({ seen: 'longer', people: 2 }),
        group({ seen: 'fortnight' }),
      ]),
    );
    expect(seen).to.deep.equal({ week: 0, fortnight: 1, longer: 2 });
  });

  it('has the mean of the hours, and none where nobody has begun', () => {
    const groups = [group({ people: 3, hours: 6 }), group({ at: null, people: 1, hours: 8, hoursClass: 3 })];
    expect(funnelOf(course, sumsOf(groups)).meanHours).to.equal(3.5);
    expect(funnelOf(course, sumsOf(groups)).hours).to.deep.equal([
      { from: 0, to: 2, people: 3 },
      { from: 2, to: 4, people: 0 },
      { from: 4, to: 6, people: 0 },
      { from: 6, to: 8, people: 1 },
    ]);
    expect(funnelOf(course, sumsOf([])).meanHours).to.equal(null);
  });

  it('has fewer classes in a course of few hours, and never an empty one', () => {
    const short = aCourse([aModule('one', [aText('a', { hours: 1.5 })])]);
    expect(hoursBounds(short)).to.deep.equal([0, 1, 1.5]);
    expect(hoursBounds(aCourse([aModule('one', [aText('a', { hours: 0.25 })])]))).to.deep.equal([0, 0.25]);
  });
});
