import { expect } from 'chai';
import fc from 'fast-check';
import { chooseColumn, type ListedColumn } from '../../../src/grades/columns.rules.ts';

const wanted = { resourceLinkId: '4', activityIds: ['here', 'earlier'], tag: 'quiz' };

function column(url: string, facts: Partial<ListedColumn> = {}): ListedColumn {
  return { url, resourceId: 'here', tag: 'quiz', resourceLinkId: null, ...facts };
}

const chosen = (...columns: ListedColumn[]): string | null => chooseColumn(columns, wanted)?.url ?? null;

describe('the column of a link', () => {
  it('is the link’s own before any that was made for its activity', () => {
    expect(chosen(column('loose'), column('own', { resourceLinkId: '4' }))).to.equal('own');
  });

  it('is the link’s own also where the LMS made it without our words', () => {
    expect(chosen(column('own', { resourceLinkId: '4', resourceId: '', tag: '' }))).to.equal('own');
  });

  it('is the link’s own with our words before one with others', () => {
    const plain = column('plain', { resourceLinkId: '4', resourceId: '', tag: '' });
    const other = column('other', { resourceLinkId: '4', resourceId: 'elsewhere' });
    const ours = column('ours', { resourceLinkId: '4' });
    expect(chosen(other, plain, ours)).to.equal('ours');
    expect(chosen(other, plain)).to.equal('plain');
    expect(chosen(other)).to.equal('other');
  });

  it('is found in a copied course, where it carries the id of the activity that was copied', () => {
    const copied = { resourceId: 'earlier' };
    expect(chosen(column('own', { ...copied, resourceLinkId: '4' }))).to.equal('own');
    expect(chosen(column('loose', copied))).to.equal('loose');
    expect(chosen(column('loose', copied), column('newer'))).to.equal('newer');
  });

  for (const [what, facts] of [
    ['belongs to another link', { resourceLinkId: '5' }],
    ['is of another activity', { resourceId: 'elsewhere' }],
    ['is of another part of the work', { tag: 'review' }],
    ['has no words at all', { resourceId: '', tag: '' }],
    ['has our id, and no tag', { tag: '' }],
    ['is the link’s, for another part of the work', { resourceLinkId: '4', tag: 'review' }],
  ] as const) {
    it(`is none that ${what}`, () => {
      expect(chosen(column('x', facts))).to.equal(null);
    });
  }

  it('of equal ones is the one that the link has already, else the first', () => {
    const two = [column('a'), column('b')];
    expect(chooseColumn(two, wanted, 'b')?.url).to.equal('b');
    expect(chooseColumn(two, wanted)?.url).to.equal('a');
  });

  it('is the same whatever else there is, and never another’s', () => {
    const some = fc.record({
      url: fc.uuid(),
      resourceId: fc.constantFrom('here', 'earlier', 'elsewhere', ''),
      tag: fc.constantFrom('quiz', 'review', ''),
      resourceLinkId: fc.constantFrom('4', '5', null),
    });
    fc.assert(
      fc.property(fc.array(some), columns => {
        const one = chooseColumn(columns, wanted);
        if (!one) return;
        expect(one.resourceLinkId).to.not.equal('5');
        expect(one.tag).to.not.equal('review');
        expect(chooseColumn([...columns, column('x', { resourceLinkId: '5' })], wanted)).to.equal(one);
      }),
    );
  });
});
