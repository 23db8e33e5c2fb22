import { expect } from 'chai';
import { freshRunOf } from '../../../src/activities/activity.rules.ts';
import { anActivity } from '../../support/an-activity.ts';

describe('a fresh run', () => {
  const now = new Date('2026-09-01T09:00:00Z');
  const place = { id: 'fresh', classroomId: 'classroom-2', platformId: 'platform-2' };

  it('has the settings of its source, and is its own', () => {
    const source = anActivity({ locale: 'sv', points: null, movedToId: 'elsewhere' });
    const fresh = freshRunOf(source, place, now);
    expect(fresh).to.deep.equal({
      ...source,
      ...place,
      copiedFromId: source.id,
      movedToId: null,
      createdAt: now,
    });
    expect(fresh.settings).to.not.equal(source.settings);
  });

  it('has a date that has passed switched off, and its schedule open', () => {
    const { dueAt, isScheduleOpen } = freshRunOf(anActivity({ dueAt: now }), place, now);
    expect({ dueAt, isScheduleOpen }).to.deep.equal({ dueAt: null, isScheduleOpen: true });
  });

  it('keeps a date that lies ahead', () => {
    const ahead = new Date('2026-09-01T09:00:01Z');
    const { dueAt, isScheduleOpen } = freshRunOf(anActivity({ dueAt: ahead }), place, now);
    expect({ dueAt, isScheduleOpen }).to.deep.equal({ dueAt: ahead, isScheduleOpen: false });
  });

  it('has nothing to set when its source had no date, unless that one was still to be set', () => {
    expect(freshRunOf(anActivity(), place, now).isScheduleOpen).to.equal(false);
    expect(freshRunOf(anActivity({ isScheduleOpen: true }), place, now).isScheduleOpen).to.equal(true);
  });
});
