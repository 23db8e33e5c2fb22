import { expect } from 'chai';
import {
  isSpent,
  isSubstituteOpen,
  stateOf,
  type Attendance,
} from '../../../../src/course/days/attendance.rules.ts';
import { checkInStateOf, isSameTime, type Occasion } from '../../../../src/course/days/occasion.rules.ts';

const kuopio: Occasion = {
  id: 'kuopio',
  activityId: 'activity-1',
  kind: 'contact-day',
  day: 1,
  name: 'Kuopio',
  place: 'Microkatu 1',
  link: '',
  startsAt: new Date('2026-10-05T06:00:00Z'),
  endsAt: new Date('2026-10-05T12:00:00Z'),
  capacity: 2,
  secret: 's',
  lastNumber: 0,
  moved: null,
  removedAt: null,
};
const kajaani: Occasion = {
  ...kuopio,
  id: 'kajaani',
  startsAt: new Date('2026-10-07T06:00:00Z'),
  endsAt: new Date('2026-10-07T12:00:00Z'),
};
const signedUp: Attendance = {
  activityId: 'activity-1',
  participantId: 'p',
  slot: 'day-1',
  platformId: 'platform-1',
  isTrial: false,
  occasionId: 'kuopio',
  number: 7,
  signedUpAt: new Date('2026-09-01T09:00:00Z'),
  presentAt: null,
  presentBy: null,
  cannotComeAt: null,
  substituteAt: null,
  tries: null,
};
const before = new Date('2026-10-01T09:00:00Z');
const between = new Date('2026-10-06T09:00:00Z');
const after = new Date('2026-10-08T09:00:00Z');
const both = [kuopio, kajaani];

describe('a seat', () => {
  it('is had by those who have fewer before them than there are seats; the next ones wait', () => {
    expect(stateOf(signedUp, both, { now: before, ahead: 0 })).to.equal('seat');
    expect(stateOf(signedUp, both, { now: before, ahead: 1 })).to.equal('seat');
    expect(stateOf(signedUp, both, { now: before, ahead: 2 })).to.equal('waiting');
  });

  it('is had by everyone where there is no limit', () => {
    const open = { ...kuopio, capacity: null };
    expect(stateOf(signedUp, [open], { now: before, ahead: 10_000 })).to.equal('seat');
  });

  it('comes to who waits when capacity grows', () => {
    const larger = { ...kuopio, capacity: 3 };
    expect(stateOf(signedUp, [larger], { now: before, ahead: 2 })).to.equal('seat');
  });
});

describe('being absent', () => {
  it('is known half an hour after the end of what one signed up for, not before', () => {
    expect(stateOf(signedUp, both, { now: new Date('2026-10-05T12:30:00Z'), ahead: 0 })).to.equal('seat');
    expect(stateOf(signedUp, both, { now: new Date('2026-10-05T12:30:01Z'), ahead: 0 })).to.equal('missed');
  });

  it('is known of who did not sign up when the last place is over', () => {
    expect(stateOf(null, both, { now: between, ahead: 0 })).to.equal('none');
    expect(stateOf(null, both, { now: after, ahead: 0 })).to.equal('over');
    expect(stateOf(null, [], { now: after, ahead: 0 })).to.equal('none');
  });

  it('may be told beforehand', () => {
    const told = { ...signedUp, occasionId: null, number: null, cannotComeAt: before };
    expect(stateOf(told, both, { now: before, ahead: 0 })).to.equal('cannot-come');
    expect(isSubstituteOpen('cannot-come')).to.equal(true);
    expect(isSubstituteOpen('seat')).to.equal(false);
    expect(isSubstituteOpen('removed')).to.equal(false);
  });

  it('is not said of someone who was there, whatever became of the occasion', () => {
    const present = { ...signedUp, presentAt: kuopio.startsAt };
    expect(stateOf(present, [{ ...kuopio, removedAt: after }], { now: after, ahead: 0 })).to.equal('present');
  });
});

describe('a sign-up', () => {
  it('is spent when its occasion was removed, is over or is gone, never after one was there', () => {
    expect(isSpent(signedUp, both, before)).to.equal(false);
    expect(isSpent(signedUp, both, between)).to.equal(true);
    expect(isSpent(signedUp, [{ ...kuopio, removedAt: before }], before)).to.equal(true);
    expect(isSpent(signedUp, [], before)).to.equal(true);
    expect(isSpent({ ...signedUp, presentAt: before }, [], between)).to.equal(false);
  });

  it('of a removed occasion says so, until there is nothing left to choose', () => {
    const removed = { ...kuopio, removedAt: before };
    expect(stateOf(signedUp, [removed, kajaani], { now: before, ahead: 0 })).to.equal('removed');
    expect(stateOf(signedUp, [removed, kajaani], { now: after, ahead: 0 })).to.equal('over');
  });
});

describe('an occasion', () => {
  it('notes presence from half an hour before until half an hour after', () => {
    const stateAt = (time: string) => checkInStateOf(kuopio, new Date(`2026-10-05T${time}Z`));
    expect(stateAt('05:29:59')).to.equal('early');
    expect(stateAt('05:30:00')).to.equal('open');
    expect(stateAt('12:30:00')).to.equal('open');
    expect(stateAt('12:30:01')).to.equal('over');
  });

  it('that begins when another ends is not at the same time', () => {
    expect(isSameTime(kuopio, { ...kuopio, startsAt: kuopio.endsAt, endsAt: after })).to.equal(false);
    expect(isSameTime(kuopio, kuopio)).to.equal(true);
    expect(isSameTime(kuopio, kajaani)).to.equal(false);
  });
});
