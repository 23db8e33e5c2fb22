import { expect } from 'chai';
import { createRecent } from '../../../src/kit/recent.ts';
import { settableClock } from '../../support/settable-clock.ts';

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

  it('believes an entry for so long only, and none from a clock that was set back', () => {
    const clock = settableClock('2026-09-01T09:00:00Z');
    const recent = createRecent<number>(2, { clock, lifeMs: 10 });
    recent.set('a', 1);
    clock.advance(10);
    expect(recent.get('a')).to.equal(1);
    clock.advance(1);
    expect(recent.get('a')).to.equal(undefined);
    recent.set('b', 2);
    clock.advance(-1);
    expect(recent.get('b')).to.equal(undefined);
  });
});
