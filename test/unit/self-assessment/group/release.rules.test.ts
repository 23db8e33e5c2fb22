import { expect } from 'chai';
import { GroupMinimum, GroupQuery } from '../../../../src/self-assessment/group/group.forms.ts';
import {
  backgroundOf,
  holdMinimum,
  planBlocks,
  type ReleaseTerms,
  type Waiting,
} from '../../../../src/self-assessment/group/release.rules.ts';

const OPEN: ReleaseTerms = { minimum: 5, isClosing: false, isAll: true };
const CLOSING: ReleaseTerms = { ...OPEN, isClosing: true };

let made = 0;
function some(count: number, facts: Partial<Waiting> = {}): Waiting[] {
  return Array.from({ length: count }, () => {
    made += 1;
    const background = { role: 'student' as const, institution: 'north', hasConsent: true };
    return { id: `record-${String(made)}`, ...background, answers: {}, ...facts };
  });
}

const sizesOf = (blocks: Waiting[][]): number[] => blocks.map(block => block.length).sort((a, b) => a - b);

describe('blocks of people', () => {
  it('are not made of four, open or closing', () => {
    for (const terms of [OPEN, CLOSING]) expect(planBlocks(some(4), terms)).to.deep.equal([]);
  });

  it('are made of five who are alike, at once', () => {
    expect(sizesOf(planBlocks(some(5), OPEN))).to.deep.equal([5]);
  });

  it('are not made of nine who are not alike, until a tenth comes', () => {
    const unlike = { role: 'worker', institution: 'south' } as const;
    const nine = [...some(3), ...some(3, unlike), ...some(3, { role: null, institution: 'west' })];
    expect(planBlocks(nine, OPEN)).to.deep.equal([]);
    expect(sizesOf(planBlocks([...nine, ...some(1)], OPEN))).to.deep.equal([10]);
  });

  it('keep the consent together rather than the role, so that research loses no rows', () => {
    const waiting = [
      ...some(3),
      ...some(3, { role: 'worker', institution: 'south' }),
      ...some(4, { hasConsent: false }),
    ];
    const [block] = planBlocks(waiting, OPEN);
    expect(backgroundOf(block ?? [])).to.deep.equal({ role: null, institution: null, hasConsent: true });
    expect(sizesOf(planBlocks(waiting, OPEN))).to.deep.equal([6]);
  });

  it('take in at closing who are too few, into a block that nobody has seen and that loses least', () => {
    const blocks = planBlocks(
      [...some(6), ...some(6, { role: 'worker' }), ...some(2, { role: 'worker', institution: 'south' })],
      CLOSING,
    );
    expect(sizesOf(blocks)).to.deep.equal([6, 8]);
    const [, larger] = blocks.toSorted((a, b) => a.length - b.length);
    expect(backgroundOf(larger ?? [])).to.deep.equal({ role: 'worker', institution: null, hasConsent: true });
  });

  it('give away no more of a large block than is needed to take them in', () => {
    const blocks = planBlocks([...some(30), ...some(1, { role: 'worker' })], CLOSING);
    expect(sizesOf(blocks)).to.deep.equal([6, 25]);
  });

  it('are of one kind while others still may come who are alike', () => {
    const waiting = [
      ...some(5),
      ...some(4, { role: 'worker' }),
      ...some(4, { institution: 'south' }),
      ...some(4, { role: null }),
    ];
    expect(sizesOf(planBlocks(waiting, { ...OPEN, isAll: false }))).to.deep.equal([5]);
    expect(sizesOf(planBlocks(waiting, OPEN))).to.deep.equal([5, 8]);
  });

  it('name a role only where all have it', () => {
    expect(backgroundOf([...some(5), ...some(1, { role: null })]).role).to.equal(null);
    expect(backgroundOf(some(5)).role).to.equal('student');
  });

  it('are as large as a setting asks', () => {
    expect(planBlocks(some(7), { ...CLOSING, minimum: 8 })).to.deep.equal([]);
    expect(sizesOf(planBlocks(some(8), { ...OPEN, minimum: 8 }))).to.deep.equal([8]);
  });
});

describe('the least number of people', () => {
  const table: [unknown, number | null][] = [
    ['5', 5],
    ['12', 12],
    [undefined, 5],
    ['4', null],
    ['-1', null],
    ['5.5', null],
    ['', null],
    ['many', null],
    ['1e9', null],
  ];
  for (const [setting, expected] of table)
    it(`is ${String(expected)} when ${setting === undefined ? 'nothing' : JSON.stringify(setting)} is set`, () => {
      expect(GroupMinimum.safeParse(setting).data ?? null).to.equal(expected);
    });

  it('is five wherever a smaller one comes from', () => {
    for (const setting of [4, 0, -3, Number.NaN, Number.NEGATIVE_INFINITY])
      expect(holdMinimum(setting)).to.equal(5);
    expect(holdMinimum(9)).to.equal(9);
  });
});

describe('the address of the page', () => {
  it('is of no page when it asks for what there is not', () => {
    for (const query of [{ round: 'during' }, { by: 'person' }, { of: 'a'.repeat(201) }, { of: ['a', 'b'] }])
      expect(GroupQuery.safeParse(query).success, JSON.stringify(query)).to.equal(false);
    expect(GroupQuery.parse({})).to.deep.equal({ by: 'all' });
  });
});
