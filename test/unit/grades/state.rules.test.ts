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
  accepted: null,
  shown: null,
  ...change,
});

describe('how a participant’s grade stands', () => {
  it('is what the outbox says', () => {
    const dueAt = new Date('2026-11-27T11:00:00Z');
    const one = stored({ state: 'waiting', reason: 'unavailable', dueAt, sentAt: null, tries: 3 });
    expect(mergeStates([one])).to.deep.equal([
      {
        participantId: 'a',
        placementId: 'link-1',
        state: 'waiting',
        reason: 'unavailable',
        waitingSince: new Date('2026-11-27T10:00:00Z'),
        nextTryAt: dueAt,
        sentAt: null,
        sentValue: null,
        tries: 3,
        comparison: null,
        shown: null,
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

  it('is that of the new column when a grade moved there as of its event', () => {
    const moved = stored({ state: 'none' });
    const fresh = stored({ state: 'waiting' });
    for (const both of [
      [moved, fresh],
      [fresh, moved],
    ]) {
      expect(mergeStates(both).map(s => s.state)).to.deep.equal(['waiting']);
    }
  });

  it('tells how it stands against the gradebook’s once that was read, and only of what was sent', () => {
    const at = new Date('2026-11-27T10:00:00Z');
    const accepted = { timestamp: at, fingerprint: 'any', value: 0.8 };
    const shown = { value: 0.4, maximum: 5, at, isKept: false };
    const [sent] = mergeStates([stored({ accepted, shown })]);
    expect(sent).to.include({ comparison: 'differs', sentValue: 0.8 });
    expect(mergeStates([stored({ accepted, shown, state: 'waiting' })])[0]?.comparison).to.equal(null);
  });

  it('is what needs someone most where there are several links', () => {
    const states = (['sent', 'refused', 'waiting'] as const).map((state, i) =>
      stored({ state, placementId: `link-${String(i)}` }),
    );
    expect(mergeStates(states).map(s => s.state)).to.deep.equal(['refused']);
    expect(mergeStates(states.toReversed()).map(s => s.state)).to.deep.equal(['refused']);
  });
});
