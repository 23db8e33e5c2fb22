import { expect } from 'chai';
import type { Waiting } from '../../../../src/self-assessment/group/release.rules.ts';
import {
  applyPlan,
  holdsBack,
  planOf,
  type Group,
} from '../../../../src/self-assessment/group/snapshot.rules.ts';
import { tallyOf } from '../../../../src/self-assessment/group/tally.rules.ts';

const DAY = '2026-09-01';

function block(skills: unknown[], facts: Partial<Waiting> = {}): Waiting[] {
  return skills.map((skill, index) => {
    const background = { role: 'student' as const, institution: 'north', hasConsent: true };
    return { id: `r${String(index)}`, ...background, answers: { A1: { skill } }, ...facts };
  });
}

function apply(groups: Group[], blocks: Waiting[][], isClosing = false): Group[] {
  return applyPlan(groups, planOf(blocks, { id: 'plan', minimum: 5, isClosing, plannedOn: DAY }));
}

const shownIn = (groups: Group[]): (readonly number[])[] =>
  groups
    .flatMap(group => group.cells.map(cell => cell.shown))
    .filter(counts => counts.some(count => count > 0));

describe('a snapshot', () => {
  it('holds back what fewer than five of a block answered, and shows it with that of the next block', () => {
    const first = apply([], [block([3, 3, 3, 4, 'outside'])]);
    expect(shownIn(first)).to.deep.equal([]);
    expect(holdsBack(first)).to.equal(true);
    const second = apply(first, [block([5, 5, 'outside', 'outside', undefined])]);
    expect(shownIn(second)).to.deep.equal([[0, 0, 3, 1, 2]]);
    expect(holdsBack(second)).to.equal(false);
  });

  it('keeps what it holds back apart from blocks of another background while the round is open', () => {
    const groups = apply(
      [],
      [block([3, 3, 3, 4, 'outside']), block([2, 2, 2, 'outside', 1], { role: 'worker' })],
    );
    expect(shownIn(groups)).to.deep.equal([]);
  });

  it('shows it for them together when the round closes, under what they share', () => {
    const blocks = [block([3, 3, 3, 4, 'outside']), block([2, 2, 2, 'outside', 1], { role: 'worker' })];
    const groups = apply(apply([], blocks), [], true);
    expect(shownIn(groups)).to.deep.equal([[1, 3, 3, 1, 0]]);
    const [shown] = groups.filter(group => shownIn([group]).length > 0);
    expect(shown).to.deep.include({ role: null, institution: 'north', hasConsent: true, people: 0 });
    expect(apply(groups, [], true), 'again').to.deep.equal(groups);
  });

  it('never adds it up across consent: rows of those who consented would leave the others alone', () => {
    const blocks = [block([3, 3, 3, 4, 'outside']), block([2, 2, 2, 'outside', 1], { hasConsent: false })];
    expect(shownIn(apply([], blocks, true))).to.deep.equal([]);
  });

  it('marks for rows only the people of blocks in which all consented', () => {
    const plan = planOf(
      [
        block([1, 1, 1, 1, 1]).map((one, index) => ({ ...one, id: `yes-${String(index)}` })),
        [...block([1, 1, 1, 1]), ...block([1], { hasConsent: false, role: 'worker' })],
      ],
      { id: 'plan', minimum: 5, isClosing: true, plannedOn: DAY },
    );
    expect(plan.withRows).to.deep.equal(['yes-0', 'yes-1', 'yes-2', 'yes-3', 'yes-4']);
    expect(plan.sumsOnly).to.have.length(5);
  });
});

describe('counting answers', () => {
  it('counts numbers of the scale, and nothing else that may lie in a record', () => {
    const odd = { skill: 6, importance: 0, unit: '3', level: 2.5 };
    const answers = { A1: { skill: 3, importance: 4 }, A2: { skill: 'outside' }, B1: odd, E1: { level: 5 } };
    const strange = JSON.parse('{"__proto__": {"skill": 1}, "constructor": {"skill": 2}}') as typeof answers;
    const tally = tallyOf([{ answers }, { answers: strange }, { answers: {} }]);
    expect([...tally]).to.deep.equal([
      ['A1.skill', [0, 0, 1, 0, 0]],
      ['A1.importance', [0, 0, 0, 1, 0]],
      ['E1.level', [0, 0, 0, 0, 1]],
    ]);
  });
});
