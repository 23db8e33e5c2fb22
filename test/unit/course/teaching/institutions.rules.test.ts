import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { FunnelGroup } from '../../../../src/course/teaching/funnel.rules.ts';
import { sumsOf } from '../../../../src/course/teaching/sums.rules.ts';
import { institutionsOf } from '../../../../src/course/teaching/institutions.rules.ts';

const names = new Map([
  ['p1', 'Diak'],
  ['p2', 'Xamk'],
  ['p3', 'KAMK'],
  ['p4', 'KAMK'],
]);

function at(platformId: string, people: number, facts: Partial<FunnelGroup> = {}): FunnelGroup {
  return { at: 'one/a', platformId, seen: 'week', hoursClass: 0, people, hours: people * 2, ...facts };
}

const shown = (groups: FunnelGroup[]): unknown =>
  institutionsOf(sumsOf(groups), names)?.map(({ name, begun }) => [name, begun]) ?? null;

describe('a course’s people by institution', () => {
  it('shows an institution from five people on', () => {
    expect(shown([at('p1', 5), at('p2', 6)])).to.deep.equal([
      ['Xamk', 6],
      ['Diak', 5],
    ]);
  });

  it('puts two platforms of one name together', () => {
    expect(shown([at('p1', 5), at('p3', 3), at('p4', 3)])).to.deep.equal([
      ['KAMK', 6],
      ['Diak', 5],
    ]);
  });

  it('merges small ones, and the smallest shown where they would still be told by subtraction', () => {
    expect(shown([at('p1', 9), at('p2', 3), at('p3', 2)])).to.deep.equal([
      ['Diak', 9],
      [null, 5],
    ]);
    expect(shown([at('p1', 9), at('p2', 6), at('p3', 1)])).to.deep.equal([
      ['Diak', 9],
      [null, 7],
    ]);
  });

  it('shows nothing where only one row would be left', () => {
    expect(shown([at('p1', 50), at('p2', 4)])).to.equal(null);
    expect(shown([at('p1', 50)])).to.equal(null);
    expect(shown([])).to.equal(null);
  });

  it('counts who is done, who stands still and the hours', () => {
    const rows = institutionsOf(
      sumsOf([
        at('p1', 4, { seen: 'longer' }),
        at('p1', 2, { at: null, seen: 'longer', hours: 16 }),
        at('p2', 5),
      ]),
      names,
    );
    expect(rows?.[0]).to.deep.equal({ name: 'Diak', begun: 6, done: 2, longer: 4, meanHours: 4 });
  });

  it('never shows fewer than five, nor lets fewer than five be worked out', () => {
    const group = fc.record({ platformId: fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5'), people: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(group, { maxLength: 8 }), of => {
        const groups = of.filter(({ people }) => people > 0).map(one => at(one.platformId, one.people));
        const rows = institutionsOf(sumsOf(groups), names) ?? [];
        expect(rows.every(({ begun }) => begun >= 5)).to.equal(true);
        const all = groups.reduce((sum, { people }) => sum + people, 0);
        if (rows.length > 0) expect(rows.reduce((sum, { begun }) => sum + begun, 0)).to.equal(all);
      }),
    );
  });
});
