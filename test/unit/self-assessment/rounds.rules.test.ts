import { expect } from 'chai';
import fc from 'fast-check';
import {
  FIRST_OPEN,
  latestRoundOf,
  mayOpen,
  openRoundOf,
  ROUNDS,
  stateOf,
  type Rounds,
} from '../../../src/self-assessment/rounds.rules.ts';

const AT = new Date('2026-09-01T09:00:00Z');
const LATER = new Date('2026-12-01T09:00:00Z');
const CLOSED: Rounds = { before: { openedAt: null, closedAt: AT } };

describe('rounds', () => {
  it('begin with the first open', () => {
    expect(openRoundOf(FIRST_OPEN)).to.equal('before');
    expect(ROUNDS.map(round => stateOf(FIRST_OPEN, round))).to.deep.equal([
      'open',
      'not-opened',
      'not-opened',
    ]);
  });

  it('open one at a time, and none before one that has begun', () => {
    expect(mayOpen(FIRST_OPEN, 'after'), 'while the first is open').to.equal(false);
    expect(ROUNDS.filter(round => mayOpen(CLOSED, round))).to.deep.equal([...ROUNDS]);
    const after: Rounds = { ...CLOSED, after: { openedAt: AT, closedAt: LATER } };
    expect(ROUNDS.filter(round => mayOpen(after, round))).to.deep.equal(['after', 'follow-up']);
  });

  it('are about the one that was opened last, open or not', () => {
    expect(latestRoundOf(FIRST_OPEN)).to.equal('before');
    expect(latestRoundOf({ ...CLOSED, after: { openedAt: AT, closedAt: LATER } })).to.equal('after');
    const again: Rounds = {
      before: { openedAt: LATER, closedAt: null },
      after: { openedAt: AT, closedAt: AT },
    };
    expect(latestRoundOf(again)).to.equal('before');
  });

  it('never stand open together, whatever a teacher presses', () => {
    const press = fc.record({ round: fc.constantFrom(...ROUNDS), act: fc.constantFrom('open', 'close') });
    fc.assert(
      fc.property(fc.array(press, { maxLength: 20 }), presses => {
        const rounds: Rounds = { ...FIRST_OPEN };
        for (const [i, { round, act }] of presses.entries()) {
          const at = new Date(AT.getTime() + i);
          const times = rounds[round];
          if (act === 'close' && times) rounds[round] = { ...times, closedAt: times.closedAt ?? at };
          if (act === 'open' && mayOpen(rounds, round)) rounds[round] = { openedAt: at, closedAt: null };
          expect(ROUNDS.filter(one => stateOf(rounds, one) === 'open')).to.have.length.at.most(1);
        }
      }),
    );
  });
});
