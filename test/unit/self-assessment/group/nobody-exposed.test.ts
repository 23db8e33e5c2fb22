import { expect } from 'chai';
import fc from 'fast-check';
import type { Part } from '../../../../src/self-assessment/group/views.rules.ts';
import { ROLES } from '../../../../src/self-assessment/roles.rules.ts';
import { GroupWorld, QUESTIONS, type Person, type Sending, type Sight } from './group-world.ts';

const INSTITUTIONS = ['north', 'south', 'west'];
const PARTS: Part[] = [
  { split: 'all' },
  ...ROLES.map(value => ({ split: 'role' as const, value })),
  ...INSTITUTIONS.map(value => ({ split: 'institution' as const, value })),
];
const MOST_PEOPLE = 35;

const anyPerson: fc.Arbitrary<Person> = fc.record({
  role: fc.oneof({ weight: 3, arbitrary: fc.constant('student' as const) }, fc.constantFrom(...ROLES, null)),
  institution: fc.oneof({ weight: 2, arbitrary: fc.constant('north') }, fc.constantFrom(...INSTITUTIONS)),
  hasConsent: fc.boolean(),
  isTrial: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.boolean()),
});

interface Event {
  does: 'submit' | 'reopen' | 'erase' | 'close';
  who: number;
  answered: Sending['answered'];
}

const anyEvent: fc.Arbitrary<Event> = fc.record({
  does: fc.oneof(
    { weight: 14, arbitrary: fc.constant('submit' as const) },
    { weight: 3, arbitrary: fc.constant('reopen' as const) },
    { weight: 1, arbitrary: fc.constant('erase' as const) },
    { weight: 1, arbitrary: fc.constant('close' as const) },
  ),
  who: fc.nat(MOST_PEOPLE - 1),
  answered: fc.record({
    A: fc.constant(true),
    B: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
    C: fc.boolean(),
  }),
});

const anyStory = fc.record({
  people: fc.array(anyPerson, { minLength: MOST_PEOPLE, maxLength: MOST_PEOPLE }),
  events: fc.array(anyEvent, { minLength: 5, maxLength: 60, size: 'max' }),
  minimum: fc.constantFrom(5, 5, 7),
});

type Story = typeof anyStory extends fc.Arbitrary<infer S> ? S : never;

/** Lets the story happen, and looks at everything there is to see after each event that changed anything. */
async function watch({ people, events, minimum }: Story): Promise<{ world: GroupWorld; seen: Sight[][] }> {
  const world = new GroupWorld(people, minimum);
  const seen: Sight[][] = [];
  let version = 0;
  for (const { does, who, answered } of events) {
    if (does === 'submit') await world.submit(who, answered);
    else if (does === 'reopen') world.reopen(who);
    else if (does === 'erase') world.erase(who);
    else await world.step(true);
    if (world.version > version) seen.push(PARTS.flatMap(part => world.look(part)));
    version = world.version;
  }
  return { world, seen };
}

/**
 * Whatever is added to and subtracted from what was seen gives the same weight to sendings that were always seen
 * together. So nothing about fewer than five people can be told when every such set, here returned as the people in
 * it, has five or none: this implies that no vector in the span of all sights has between one and four people.
 */
function listInseparable(sights: Sight[], { sendings, rows }: GroupWorld): string[][] {
  const sets = new Map<string, string[]>();
  for (const { number, taker } of sendings) {
    if (rows.has(number)) continue;
    const where = sights.flatMap((sight, index) => (sight.sendings.has(number) ? [index] : [])).join();
    if (where !== '') sets.set(where, [...(sets.get(where) ?? []), taker]);
  }
  return [...sets.values()];
}

describe('group results, seen by someone who knows who is done, when, and everybody’s role', () => {
  it('never tell anything of fewer people than the minimum, whatever is compared with whatever', async () => {
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(anyStory, async story => {
        const { world, seen } = await watch(story);
        for (const question of QUESTIONS) {
          const sights = seen.flat().filter(sight => sight.question === question);
          for (const together of listInseparable(sights, world)) {
            expect(new Set(together).size).to.be.at.least(story.minimum);
            shown += 1;
          }
        }
      }),
      { numRuns: 40 },
    );
    expect(shown, 'sets of people in which something is shown').to.be.greaterThan(0);
  });

  it('count each person once, those of the part alone, no trial run, and tell n as it is', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, async story => {
        const { world, seen } = await watch(story);
        for (const { part, question, n, sendings } of seen.at(-1) ?? []) {
          const theirs = world.sendings.filter(one => sendings.has(one.number));
          const takers = theirs.map(one => one.taker);
          expect(n).to.equal(sendings.size);
          expect(new Set(takers).size).to.equal(takers.length);
          expect(theirs.every(one => one.answered[question])).to.equal(true);
          for (const { person } of theirs) {
            const known = story.people[person] as Person;
            expect(known.isTrial).to.equal(false);
            if (part.split !== 'all') expect(known[part.split]).to.equal(part.value);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('take nothing back: what was shown of a part is in all that is shown of it later', async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, async story => {
        const { seen } = await watch(story);
        for (const [index, sights] of seen.entries())
          for (const [place, sight] of sights.entries()) {
            const before = seen[index - 1]?.[place]?.sendings ?? new Set();
            expect([...before].filter(number => !sight.sendings.has(number))).to.deep.equal([]);
            const added = sight.sendings.size - before.size;
            if (added > 0) expect(added).to.be.at.least(story.minimum);
          }
      }),
      { numRuns: 20 },
    );
  });

  it('grow at the same moments by as many people, whatever they answer', async () => {
    const steps = async (story: Story): Promise<number[]> => {
      const world = new GroupWorld(story.people, story.minimum);
      const counts: number[] = [];
      for (const { does, who, answered } of story.events) {
        if (does === 'close') await world.step(true);
        else if (does === 'submit') await world.submit(who, answered);
        counts.push(world.peopleShown);
      }
      return counts;
    };
    await fc.assert(
      fc.asyncProperty(anyStory, async story => {
        const nobody = { A: false, B: false, C: false };
        const silent = { ...story, events: story.events.map(event => ({ ...event, answered: nobody })) };
        expect(await steps(story)).to.deep.equal(await steps(silent));
      }),
      { numRuns: 30 },
    );
  });
});
