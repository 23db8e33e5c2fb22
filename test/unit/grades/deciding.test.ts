import { expect } from 'chai';
import { createDeciding, type ActivityGrading } from '../../../src/grades/deciding.ts';
import type { OutboxItem } from '../../../src/grades/outbox.ts';
import { settableClock } from '../../support/settable-clock.ts';
import { aWaitingItem } from '../../support/outbox-item.ts';

const AT = new Date('2026-11-27T09:00:00Z');
const grading: ActivityGrading = {
  form: 'points',
  points: 5,
  scoresOf: ids => Promise.resolve(new Map(ids.map(id => [id, { value: 0.5, at: AT }]))),
};

function decidingOver(activities: Record<string, ActivityGrading>, asked: string[] = []) {
  return createDeciding({
    clock: settableClock('2026-11-27T10:00:00Z'),
    gradingOf: activityId => Promise.resolve(activities[activityId] ?? null),
    findParticipants(ids) {
      asked.push(ids.join(' '));
      return Promise.resolve(
        ids.map(id => ({ id, sub: `sub of ${id}`, platformId: 'p1', isTrial: id === 'trial' })),
      );
    },
    maximumOf: () => Promise.resolve(null),
  });
}

const itemOf = (participantId: string, activityId = 'well'): OutboxItem =>
  aWaitingItem({ id: `${activityId} ${participantId}`, participantId, activityId });

describe('deciding for a batch', () => {
  it('asks for all persons at once, and has a score to send for each', async () => {
    const asked: string[] = [];
    const decisions = await decidingOver({ well: grading }, asked)([itemOf('a'), itemOf('b')]);
    expect(asked).to.deep.equal(['a b']);
    for (const name of ['a', 'b'])
      expect(decisions.get(`well ${name}`)).to.nested.include({
        'value.wanted.sub': `sub of ${name}`,
        'value.wanted.points.given': 2.5,
      });
  });

  it('lets an activity that cannot be read harm no other', async () => {
    const broken = { ...grading, scoresOf: () => Promise.reject(new Error('broken')) };
    const decide = decidingOver({ well: grading, broken });
    const decisions = await decide([itemOf('a', 'broken'), itemOf('a'), itemOf('b', 'broken')]);
    expect([...decisions].map(([id, { status }]) => [id, status])).to.deep.equal([
      ['broken a', 'rejected'],
      ['well a', 'fulfilled'],
      ['broken b', 'rejected'],
    ]);
  });

  it('sends nothing for trial runs, for people of another platform, and for what is gone', async () => {
    const elsewhere = { ...itemOf('a'), id: 'elsewhere', platformId: 'p2' };
    const decisions = await decidingOver({ well: grading })([
      itemOf('trial'),
      elsewhere,
      itemOf('a', 'removed'),
    ]);
    for (const decision of decisions.values())
      expect(decision).to.nested.include({ 'value.settlement.state': 'none' });
    expect(decisions.size).to.equal(3);
  });
});
