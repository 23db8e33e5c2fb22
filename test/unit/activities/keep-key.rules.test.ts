import { expect } from 'chai';
import { keepKeyOf } from '../../../src/activities/keep-key.rules.ts';

const SECRET = 'a secret of thirty-two characters';
const session = {
  platformId: 'platform-1',
  sub: 'sub-1',
  classroomId: 'classroom-1',
  activityId: 'activity-1',
  resourceLinkId: 'link-1',
};

describe('the name under which a browser keeps a form', () => {
  const key = keepKeyOf(SECRET, session, 'settings');

  it('is the same after the next launch, and holds no id', () => {
    expect(keepKeyOf(SECRET, { ...session }, 'settings')).to.equal(key);
    expect(key).to.match(/^[\w-]{43}$/);
  });

  for (const [what, change] of [
    ['person', { sub: 'sub-2' }],
    ['platform', { platformId: 'platform-2' }],
    ['classroom', { classroomId: 'classroom-2' }],
    ['activity', { activityId: 'activity-2' }],
  ] as const) {
    it(`is another for another ${what}`, () => {
      expect(keepKeyOf(SECRET, { ...session, ...change }, 'settings')).to.not.equal(key);
    });
  }

  it('is another for another form, and with another secret', () => {
    expect(keepKeyOf(SECRET, session, 'pick')).to.not.equal(key);
    expect(keepKeyOf(`${SECRET}!`, session, 'settings')).to.not.equal(key);
  });
});
