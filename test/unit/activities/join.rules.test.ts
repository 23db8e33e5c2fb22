import { expect } from 'chai';
import { judgeJoin, type JoinFacts } from '../../../src/activities/join.rules.ts';
import { anActivity } from '../../support/an-activity.ts';

const earlier = anActivity({ id: 'earlier' });
const may: JoinFacts = {
  isTeacher: true,
  platformId: 'platform-1',
  activity: anActivity({ id: 'fresh', copiedFromId: 'earlier' }),
  earlier,
  isStaffThere: true,
  hasBegun: false,
};

describe('joining an earlier activity', () => {
  it('is for its teacher on its platform, while nobody has begun', () => {
    const { id, title, createdAt } = earlier;
    expect(judgeJoin(may)).to.deep.equal({ ok: true, earlier: { id, title, createdAt } });
  });

  const rows: [string, Partial<JoinFacts>, string][] = [
    ['a learner', { isTeacher: false }, 'activities/join-not-yours'],
    ['a teacher who does not teach there', { isStaffThere: false }, 'activities/join-not-yours'],
    ['a teacher of another platform', { platformId: 'platform-2' }, 'activities/join-not-yours'],
    ['an activity that is no copy', { activity: anActivity() }, 'activities/join-nothing'],
    ['a copy whose source is gone', { earlier: null }, 'activities/join-nothing'],
    [
      'an activity that is there already',
      { activity: anActivity({ id: 'earlier' }) },
      'activities/join-nothing',
    ],
    ['a run in which someone has begun', { hasBegun: true }, 'activities/join-begun'],
    [
      'a stranger, who does not learn whether anyone has begun',
      { isStaffThere: false, hasBegun: true },
      'activities/join-not-yours',
    ],
  ];
  for (const [who, facts, why] of rows) {
    it(`is not for ${who}`, () => {
      expect(judgeJoin({ ...may, ...facts })).to.deep.equal({ ok: false, why });
    });
  }
});
