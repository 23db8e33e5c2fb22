import { expect } from 'chai';
import fc from 'fast-check';
import {
  fingerprintOf,
  judgeAnswer,
  judgeLongError,
  planPause,
  planRetryMs,
  planSend,
  type PairHistory,
  type TryOutcome,
  type WantedScore,
} from '../../../src/grades/sending.rules.ts';

const at = (time: string): Date => new Date(`2026-11-27T${time}Z`);
const NOW = at('10:00:00.000');
const NOTHING: PairHistory = { tried: null, accepted: null };
const score: WantedScore = { value: 0.8, comment: 'Hyvä', at: at('09:59:30.250') };

describe('the time that goes with a score', () => {
  it('is that of its event', () => {
    const plan = planSend(score, NOTHING, NOW);
    expect(plan).to.deep.equal({
      do: 'send',
      sending: { timestamp: score.at, fingerprint: fingerprintOf(score), value: 0.8 },
    });
  });

  it('is never in the future', () => {
    const plan = planSend({ ...score, at: at('12:00:00') }, NOTHING, NOW);
    expect(plan.do === 'send' && plan.sending.timestamp).to.deep.equal(NOW);
  });

  it('stays the same when the same score is tried again', () => {
    const tried = { timestamp: at('09:59:31'), fingerprint: fingerprintOf(score), value: 0.8 };
    expect(planSend(score, { tried, accepted: null }, at('15:00:00'))).to.deep.equal({
      do: 'send',
      sending: tried,
    });
  });

  it('is a whole second after what the platform took, even for an older event', () => {
    const accepted = { timestamp: at('09:59:40.900'), fingerprint: 'other', value: 0.1 };
    const plan = planSend(score, { tried: accepted, accepted }, NOW);
    expect(plan.do === 'send' && plan.sending.timestamp).to.deep.equal(at('09:59:41.900'));
  });

  it('is a whole second after another score whose fate is unknown', () => {
    const tried = { timestamp: at('09:59:30.100'), fingerprint: 'other', value: 0.1 };
    const plan = planSend(score, { tried, accepted: null }, NOW);
    expect(plan.do === 'send' && plan.sending.timestamp).to.deep.equal(at('09:59:31.100'));
  });

  it('is waited for when its second has not come', () => {
    const accepted = { timestamp: at('09:59:59.500'), fingerprint: 'other', value: 0.1 };
    const plan = planSend({ ...score, at: NOW }, { tried: accepted, accepted }, NOW);
    expect(plan).to.deep.equal({ do: 'postpone', until: at('10:00:00.500') });
  });
});

describe('what the platform has', () => {
  const accepted = { timestamp: at('09:59:30.250'), fingerprint: fingerprintOf(score), value: 0.8 };

  it('is not sent again', () => {
    expect(planSend(score, { tried: accepted, accepted }, NOW)).to.deep.equal({ do: 'settle' });
  });

  it('is sent again when another score was tried since, whose fate is unknown', () => {
    const tried = { timestamp: at('09:59:40'), fingerprint: 'other', value: 0.1 };
    const plan = planSend(score, { tried, accepted }, NOW);
    expect(plan.do === 'send' && plan.sending.timestamp).to.deep.equal(at('09:59:41'));
  });

  for (const [what, changed] of [
    ['value', { value: 0 }],
    ['comment', { comment: undefined }],
    ['event', { at: at('09:59:50') }],
  ] as const) {
    it(`is sent anew with another ${what}`, () => {
      expect(planSend({ ...score, ...changed }, { tried: accepted, accepted }, NOW).do).to.equal('send');
    });
  }
});

describe('over any run of events, sends and lost replies', () => {
  const step = fc.record({
    waitMs: fc.integer({ min: 0, max: 5000 }),
    value: fc.constantFrom(0, 0.5, 1),
    eventAgoMs: fc.integer({ min: -2000, max: 8000 }),
    isNewEvent: fc.boolean(),
    fate: fc.constantFrom('accepted', 'lost after storing', 'lost before storing'),
  });

  it('what a platform like Moodle stores only grows by whole seconds, is never from the future, and ends right', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), steps => {
        let now = NOW;
        let history: PairHistory = NOTHING;
        let wanted: WantedScore = { value: 1, at: NOW };
        let stored = { second: -Infinity, value: Number.NaN };
        const attempt = (fate: string): void => {
          const plan = planSend(wanted, history, now);
          if (plan.do === 'settle') expect(stored.value).to.equal(wanted.value);
          if (plan.do === 'postpone') expect(plan.until.getTime()).to.be.above(now.getTime());
          if (plan.do !== 'send') return;
          const { sending } = plan;
          expect(sending.timestamp.getTime()).to.be.at.most(now.getTime());
          const isRetry = history.tried?.fingerprint === sending.fingerprint;
          if (history.accepted && !isRetry) {
            expect(sending.timestamp.getTime() - history.accepted.timestamp.getTime()).to.be.at.least(1000);
          }
          history = { ...history, tried: sending };
          if (fate === 'lost before storing') return;
          const second = Math.floor(sending.timestamp.getTime() / 1000);
          const isConflict = stored.second >= second;
          if (isConflict) expect(stored.value, 'a conflict only with ourselves').to.equal(wanted.value);
          else stored = { second, value: wanted.value };
          if (fate === 'accepted') history = { ...history, accepted: sending };
        };
        for (const { waitMs, value, eventAgoMs, isNewEvent, fate } of steps) {
          now = new Date(now.getTime() + waitMs);
          if (isNewEvent) wanted = { value, at: new Date(now.getTime() - eventAgoMs) };
          attempt(fate);
        }
        for (let i = 0; i < 3; i += 1) {
          now = new Date(now.getTime() + 60_000);
          attempt('accepted');
        }
        expect(stored.value).to.equal(wanted.value);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the wait before another try', () => {
  it('doubles from some seconds up to an hour, of which half is random', () => {
    expect([1, 2, 3, 4].map(n => planRetryMs(n, 0))).to.deep.equal([2500, 5000, 10_000, 20_000]);
    expect([1, 2, 3, 4].map(n => planRetryMs(n, 1))).to.deep.equal([5000, 10_000, 20_000, 40_000]);
    expect(planRetryMs(30, 1)).to.equal(3_600_000);
    expect(planRetryMs(100_000, 0)).to.equal(1_800_000);
  });

  it('lies within its bounds, and never before what the platform asked for', () => {
    const failures = fc.integer({ min: 1, max: 100_000 });
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(failures, fraction, (n, r) => {
        expect(planRetryMs(n, r)).to.be.within(2500, 3_600_000);
      }),
    );
    fc.assert(
      fc.property(failures, fraction, fc.integer({ min: 0, max: 86_400_000 }), (n, r, asked) => {
        expect(planRetryMs(n, r, asked)).to.be.within(asked, asked + 60_000);
      }),
    );
  });

  it('is a day at the most, whatever the platform asks', () => {
    expect(planRetryMs(1, 0, 1e15)).to.equal(86_400_000);
  });
});

describe('an answer to a score', () => {
  it('is done when accepted', () => {
    expect(judgeAnswer({ outcome: 'accepted' })).to.deep.equal({ state: 'sent' });
  });
  for (const [outcome, reason] of [
    ['not-gradable', 'not-gradable'],
    ['forbidden', 'gone'],
    ['gone', 'gone'],
  ] as const) {
    it(`is final when ${outcome}`, () => {
      expect(judgeAnswer({ outcome })).to.deep.equal({ state: 'refused', reason });
    });
  }
  for (const outcome of ['unauthorised', 'rate-limited', 'unavailable'] as const) {
    it(`is waited out when ${outcome}`, () => {
      expect(judgeAnswer({ outcome, retryAfterMs: 5 })).to.deep.equal({
        state: 'waiting',
        reason: outcome,
        retryAfterMs: 5,
      });
    });
  }
});

describe('an error of the platform’s own', () => {
  const error = judgeAnswer({ outcome: 'unavailable', status: 500 });
  const reasonOf = (outcome: TryOutcome, since: Date | null): string | undefined => {
    const judged = judgeLongError(outcome, since, NOW);
    return judged.state === 'waiting' ? judged.reason : undefined;
  };
  it('is perhaps a lock when it lasted a day', () => {
    expect(reasonOf(error, new Date(NOW.getTime() - 86_400_000))).to.equal('perhaps-locked');
    expect(reasonOf(error, new Date(NOW.getTime() - 86_399_999))).to.equal('unavailable');
    expect(reasonOf(error, null)).to.equal('unavailable');
  });
  it('is none where the platform could not be reached, or was overloaded', () => {
    const long = new Date(0);
    expect(reasonOf(judgeAnswer({ outcome: 'unavailable', status: null }), long)).to.equal('unavailable');
    expect(reasonOf(judgeAnswer({ outcome: 'unavailable', status: 503 }), long)).to.equal('unavailable');
    expect(reasonOf(judgeAnswer({ outcome: 'rate-limited', status: 429 }), long)).to.equal('rate-limited');
  });
  it('is tried on however long it lasts', () => {
    expect(judgeLongError(error, new Date(0), NOW).state).to.equal('waiting');
  });
});

describe('a platform’s pause', () => {
  const down = { state: 'waiting', reason: 'unavailable', retryAfterMs: null } as const;
  it('is none after an answer, good or final', () => {
    expect(planPause({ state: 'sent' }, 9, NOW)).to.equal(null);
    expect(planPause({ state: 'refused', reason: 'gone' }, 9, NOW)).to.equal(null);
  });
  it('is none when ours is only sent once more', () => {
    expect(planPause({ state: 'waiting', reason: 'restamped', retryAfterMs: null }, 9, NOW)).to.equal(null);
  });
  it('begins with the fifth failure in a row and grows to a minute', () => {
    const pauses = [1, 4, 5, 6, 8, 50].map(n => planPause(down, n, NOW));
    expect(pauses.map(until => until && until.getTime() - NOW.getTime())).to.deep.equal([
      null,
      null,
      1000,
      2000,
      8000,
      60_000,
    ]);
  });
  it('is what the platform asks for when we are too fast, an hour at the most', () => {
    const limited = { state: 'waiting', reason: 'rate-limited', retryAfterMs: 7000 } as const;
    expect(planPause(limited, 1, NOW)).to.deep.equal(at('10:00:07'));
    expect(planPause({ ...limited, retryAfterMs: 1e12 }, 1, NOW)).to.deep.equal(at('11:00:00'));
    expect(planPause({ ...limited, retryAfterMs: null }, 1, NOW)).to.deep.equal(at('10:01:00'));
  });
});
