import { expect } from 'chai';
import { createRecent } from '../../../src/self-assessment/recent.ts';

describe('a map of what was asked for recently', () => {
  it('forgets what was not asked for longest', () => {
    const recent = createRecent<number>(2);
    recent.set('a', 1);
    recent.set('b', 2);
    recent.get('a');
    recent.set('c', 3);
    expect([recent.get('a'), recent.get('b'), recent.get('c')]).to.deep.equal([1, undefined, 3]);
  });

  it('keeps one entry for a key that is set again', () => {
    const recent = createRecent<number>(2);
    recent.set('a', 1);
    recent.set('b', 2);
    recent.set('b', 3);
    expect([recent.get('a'), recent.get('b')]).to.deep.equal([1, 3]);
  });
});
