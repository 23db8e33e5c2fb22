import { expect } from 'chai';
import fc from 'fast-check';
import {
  planThreads,
  type Newcomer,
  type Thread,
} from '../../../../src/self-assessment/research/threads.rules.ts';

const MINIMUM = 5;

/** One person's first records. */
function newcomer(name: string, ...kinds: string[]): Newcomer {
  return { threads: [], fresh: kinds.map(kind => ({ id: `${name} ${kind}`, kind })) };
}

function crowd(count: number, name: string, ...kinds: string[]): Newcomer[] {
  return Array.from({ length: count }, (_one, index) => newcomer(`${name}${String(index)}`, ...kinds));
}

/** How many placements hold which kinds. */
function shapes(placements: { ids: string[] }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { ids } of placements) {
    const shape = ids.map(id => id.split(' ')[1]).join('+');
    counts[shape] = (counts[shape] ?? 0) + 1;
  }
  return counts;
}

describe('what research gets anew', () => {
  it('is nothing of four people, and all of five', () => {
    expect(planThreads(crowd(4, 'p', 'before'), [], MINIMUM)).to.deep.equal([]);
    expect(shapes(planThreads(crowd(5, 'p', 'before'), [], MINIMUM))).to.deep.equal({ before: 5 });
  });

  it('links the rounds of five people, and not those of four', () => {
    const pairs = (count: number): Record<string, number> =>
      shapes(planThreads(crowd(count, 'p', 'before', 'after'), [], MINIMUM));
    expect(pairs(5)).to.deep.equal({ 'before+after': 5 });
    expect(pairs(4)).to.deep.equal({});
  });

  it('cuts the links of some, so that one who answered once is not alone', () => {
    const people = [...crowd(20, 'pair', 'before', 'after'), newcomer('once', 'before')];
    expect(shapes(planThreads(people, [], MINIMUM))).to.deep.equal({
      'before+after': 15,
      before: 6,
      after: 5,
    });
  });

  it('hides those who did not answer again among those who did', () => {
    const threads: Thread[] = Array.from({ length: 12 }, (_one, index) => ({
      id: `t${String(index)}`,
      signature: 'before',
    }));
    const again = threads.slice(0, 10).map((thread, index): Newcomer => ({
      threads: [thread],
      fresh: [{ id: `p${String(index)} after`, kind: 'after' }],
    }));
    const placements = planThreads(again, threads, MINIMUM);
    expect(placements.filter(one => one.joins !== null)).to.have.length(5);
    expect(shapes(placements)).to.deep.equal({ after: 10 });
  });

  it('leaves nobody out for the sake of others: every kind with five records goes out whole', () => {
    const people = [...crowd(3, 'both', 'before', 'after'), ...crowd(2, 'first', 'before')];
    expect(shapes(planThreads(people, [], MINIMUM))).to.deep.equal({ before: 5 });
  });
});

interface Person {
  threads: string[];
  waiting: string[];
}

/** A course that goes on for a while: who answers which round when, and when exports are made. */
const history = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        people: fc.array(fc.nat(29), { maxLength: 25, size: 'max' }),
        round: fc.nat(2),
      }),
    },
    { weight: 2, arbitrary: fc.constant('export' as const) },
  ),
  { maxLength: 25, size: 'max' },
);

describe('exports one after another', () => {
  it('never part fewer than five people, whoever knows who answered when', () => {
    fc.assert(
      fc.property(history, events => {
        const people = Array.from({ length: 30 }, (): Person => ({ threads: [], waiting: [] }));
        const answered = new Set<string>();
        const threads = new Map<string, { owner: number; signature: string }>();
        let step = 0;
        for (const event of events) {
          if (event !== 'export') {
            for (const at of event.people) {
              const id = `${String(at)} r${String(event.round)}`;
              if (answered.has(id)) continue;
              answered.add(id);
              people[at]?.waiting.push(id);
            }
            continue;
          }
          step += 1;
          const newcomers = people
            .filter(one => one.waiting.length > 0)
            .map((one): Newcomer => ({
              threads: one.threads.map(id => ({ id, signature: threads.get(id)?.signature ?? '' })),
              fresh: one.waiting.map(id => ({ id, kind: id.split(' ')[1] ?? '' })),
            }));
          const shown = [...threads].map(([id, { signature }]) => ({ id, signature }));
          const placements = planThreads(newcomers, shown, MINIMUM);

          const placed = placements.flatMap(one => one.ids);
          expect(new Set(placed).size, 'each record once').to.equal(placed.length);
          for (const round of ['r0', 'r1', 'r2']) {
            const waiting = people.flatMap(one => one.waiting).filter(id => id.endsWith(round)).length;
            const out = placed.filter(id => id.endsWith(round)).length;
            expect(out, 'all of a kind or none').to.equal(waiting >= MINIMUM ? waiting : 0);
          }
          for (const { ids, joins } of placements) {
            const owner = Number(ids[0]?.split(' ')[0]);
            expect(
              ids.every(id => id.startsWith(`${String(owner)} `)),
              'one person’s',
            ).to.equal(true);
            const known = joins === null ? null : threads.get(joins);
            if (known) expect(known.owner).to.equal(owner);
            const id = joins ?? `t${String(threads.size)}`;
            const parts = ids.map(one => `${one.split(' ')[1] ?? ''}@${String(step)}`).toSorted();
            threads.set(id, { owner, signature: [known?.signature ?? '', ...parts].join(' ') });
            const person = people[owner];
            if (!person) throw new Error('nobody');
            if (!person.threads.includes(id)) person.threads.push(id);
            person.waiting = person.waiting.filter(one => !ids.includes(one));
          }
          const alike = new Map<string, Set<number>>();
          for (const { owner, signature } of threads.values())
            alike.set(signature, (alike.get(signature) ?? new Set()).add(owner));
          for (const [signature, owners] of alike) expect(owners.size, signature).to.be.at.least(MINIMUM);
        }
      }),
      { numRuns: 300 },
    );
  });
});
