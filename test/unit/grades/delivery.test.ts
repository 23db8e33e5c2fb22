import { expect } from 'chai';
import { createDelivery, type Slot } from '../../../src/grades/delivery.ts';
import type { Outbox } from '../../../src/grades/outbox.ts';
import { PACE } from '../../../src/grades/sending.rules.ts';
import type { Ags } from '../../../src/lti/ags.ts';
import { createLog } from '../../../src/kit/log.ts';
import { aWaitingItem } from '../../support/outbox-item.ts';
import { settableClock } from '../../support/settable-clock.ts';

describe('a grade that waits for a connection', () => {
  /** What becomes of one document whose connection is free after so many milliseconds, or never. */
  const deliverAfter = async (waitMs: number, isOpen = true): Promise<string[]> => {
    const clock = settableClock('2026-11-27T10:00:00Z');
    const events: string[] = [];
    const outbox: Pick<Outbox, 'noteTries' | 'release' | 'settle'> = {
      noteTries: planned => Promise.resolve(new Set(planned.map(({ item }) => item.id))),
      release: () => Promise.resolve(void events.push('released')),
      settle(_item, { state }) {
        events.push(`settled: ${state}`);
        return Promise.resolve(null);
      },
    };
    const ags: Pick<Ags, 'sendScore'> = {
      sendScore() {
        events.push('sent');
        return Promise.resolve({ outcome: 'accepted', status: 200 });
      },
    };
    const deliver = createDelivery({
      outbox: outbox as Outbox,
      ags: ags as Ags,
      clock,
      log: createLog('silent'),
      pace: PACE,
      random: () => 0,
      gradeLog: {
        write: () => Promise.resolve(),
        noteInterrupted: () => Promise.resolve(),
        list: () => Promise.resolve([]),
      },
      findPlacement: () => Promise.resolve(null),
      findParticipants: ids =>
        Promise.resolve(ids.map(id => ({ id, sub: '1', platformId: 'p1', isTrial: false }))),
      gradingOf: () =>
        Promise.resolve({
          form: 'completion' as const,
          points: 1,
          scoresOf: ids => Promise.resolve(new Map(ids.map(id => [id, { value: 1, at: clock.now() }]))),
        }),
      maximumOf: () => Promise.resolve(null),
      onNotGradable: () => undefined,
    });
    const slot: Slot = async work => {
      clock.advance(waitMs);
      return isOpen ? work() : null;
    };
    await Promise.all(deliver([aWaitingItem()], slot));
    return events;
  };

  it('is sent when one is free', async () => {
    expect(await deliverAfter(PACE.leaseMs / 4)).to.deep.equal(['sent', 'settled: sent']);
  });

  it('is given back when its lease might end during the send', async () => {
    expect(await deliverAfter(PACE.leaseMs / 2)).to.deep.equal(['released']);
  });

  it('is given back when the platform is to be left alone', async () => {
    expect(await deliverAfter(0, false)).to.deep.equal(['released']);
  });
});
