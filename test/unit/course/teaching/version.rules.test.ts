import { expect } from 'chai';
import { describe, it } from 'mocha';
import { changesBetween, newerOf } from '../../../../src/course/teaching/version.rules.ts';
import { aCourse, aModule, aText, packagesOf } from '../../../support/course-package.ts';

const version = (number: number, steps: string[]) =>
  aCourse(
    [
      aModule(
        'one',
        steps.map(id => aText(id)),
      ),
    ],
    { version: number },
  );

describe('a newer version of a package', () => {
  it('is the newest of the same package', () => {
    const other = aCourse([aModule('one', [aText('a')])], { id: 'other', version: 9 });
    const packages = packagesOf(version(1, ['a']), version(10, ['a']), version(2, ['a']), other);
    expect(newerOf(packages, { id: 'foundations', version: 1 })?.version).to.equal(10);
    expect(newerOf(packages, { id: 'foundations', version: 10 })).to.equal(null);
  });

  it('says which steps are new, which are gone and how many stay', () => {
    const { added, gone, kept } = changesBetween(version(1, ['a', 'b', 'c']), version(2, ['b', 'x', 'c']));
    expect([added.map(({ id }) => id), gone.map(({ id }) => id), kept]).to.deep.equal([['x'], ['a'], 2]);
  });

  it('takes a step that moves to another module for a new one', () => {
    const moved = aCourse([aModule('two', [aText('a')])], { version: 2 });
    const { added, gone, kept } = changesBetween(version(1, ['a']), moved);
    expect([added.length, gone.length, kept]).to.deep.equal([1, 1, 0]);
  });
});
