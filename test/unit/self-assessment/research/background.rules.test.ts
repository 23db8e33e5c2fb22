import { expect } from 'chai';
import fc from 'fast-check';
import { blankRare } from '../../../../src/self-assessment/research/background.rules.ts';

const MINIMUM = 5;

function people(role: string | null, count: number, institution: string | null = null) {
  return Array.from({ length: count }, () => ({ group: 'all', role, institution }));
}

function countRoles(all: { role: string | null }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { role } of all) counts[role ?? 'blank'] = (counts[role ?? 'blank'] ?? 0) + 1;
  return counts;
}

describe('role and institution in a research export', () => {
  for (const [name, given, shown] of [
    [
      'are shown of groups of five',
      [...people('student', 6), ...people('worker', 5)],
      { student: 6, worker: 5 },
    ],
    [
      'are blank for a group under five, with the rarest group that hides it',
      [...people('student', 9), ...people('worker', 6), ...people('supervisor', 2)],
      { student: 9, blank: 8 },
    ],
    [
      'are blank for several small groups that hide each other',
      [...people('student', 6), ...people('worker', 3), ...people('supervisor', 2)],
      { student: 6, blank: 5 },
    ],
    [
      'hide the few who did not say',
      [...people('student', 6), ...people('worker', 7), ...people(null, 1)],
      { worker: 7, blank: 7 },
    ],
    ['are all blank where one group is left', [...people('student', 6), ...people(null, 1)], { blank: 7 }],
  ] as const) {
    it(name, () => {
      expect(countRoles(blankRare(given, MINIMUM))).to.deep.equal(shown);
    });
  }

  it('never set apart fewer than five people, together or alone, whatever the people are', () => {
    const person = fc.record({
      group: fc.constantFrom('one', 'other'),
      role: fc.constantFrom(null, 'student', 'worker', 'supervisor'),
      institution: fc.constantFrom(null, 'North', 'South', 'East'),
    });
    fc.assert(
      fc.property(fc.array(person, { maxLength: 80, size: 'max' }), given => {
        const shown = blankRare(given, MINIMUM);
        given.forEach((one, index) => {
          expect(shown[index]?.role ?? one.role, 'nothing is made up').to.equal(one.role);
          expect(shown[index]?.institution ?? one.institution).to.equal(one.institution);
        });
        for (const group of ['one', 'other']) {
          const theirs = shown.filter((_row, index) => given[index]?.group === group);
          const alike = (traits: (one: (typeof shown)[number]) => unknown): number[] => {
            const counts = new Map<string, number>();
            for (const one of theirs) {
              const key = JSON.stringify(traits(one));
              counts.set(key, (counts.get(key) ?? 0) + 1);
            }
            return [...counts.values()];
          };
          if (theirs.length < MINIMUM) {
            expect(theirs.every(one => one.role === null && one.institution === null)).to.equal(true);
          } else {
            for (const traits of [
              (one: (typeof shown)[number]) => one.role,
              (one: (typeof shown)[number]) => [one.role, one.institution],
            ])
              expect(Math.min(...alike(traits))).to.be.at.least(MINIMUM);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
