import { expect } from 'chai';
import { mergeStates, type StoredState } from '../../../src/grades/state.rules.ts';

const stored = (change: Partial<StoredState>): StoredState => ({
  participantId: 'a',
  placementId: 'link-1',
  eventAt: new Date('2026-11-27T10:00:00Z'),
  state: 'sent',
  reason: null,
  dueAt: null,
  sentAt: new Date('2026-11-27T10:00:01Z'),
  tries: 1,
  ...change,
});

describe('how a participant’s grade stands', () => {
  it('is what the outbox says', () => {
    const dueAt = new Date('2026-11-27T11:00:00Z');
    const one = stored({ state: 'waiting', reason: 'unavailable', dueAt, sentAt: null, tries: 3 });
    expect(mergeStates([one])).to.deep.equal([
      {
        participantId: 'a',
        state: 'waiting',
        reason: 'unavailable',
        nextTryAt: dueAt,
        sentAt: null,
        tries: 3,
      },
    ]);
  });

  it('is not told while there was nothing to send', () => {
    expect(mergeStates([stored({ state: 'none' })])).to.deep.equal([]);
  });

  it('is one for each participant', () => {
    expect(mergeStates([stored({}), stored({ participantId: 'b' })]).map(s => s.participantId)).to.deep.equal(
      ['a', 'b'],
    );
  });

  it('is the newest where a link’s column was made anew', () => {
    const old = stored({ state: 'refused', reason: 'gone' });
    const fresh = stored({ eventAt: new Date('2026-11-27T12:00:00Z') });
    for (const both of [
      [old, fresh],
      [fresh, old],
    ]) {
      expect(mergeStates(both).map(s => s.state)).to.deep.equal(['sent']);
    }
  });

  it('is what needs someone most where there are several links', () => {
    const states = (['sent', 'refused', 'waiting'] as const).map((state, i) =>
      stored({ state, placementId: `link-${String(i)}` }),
    );
    expect(mergeStates(states).map(s => s.state)).to.deep.equal(['refused']);
    expect(mergeStates(states.toReversed()).map(s => s.state)).to.deep.equal(['refused']);
  });
});
