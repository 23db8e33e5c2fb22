import { expect } from 'chai';
import { createLog } from '../../../../src/kit/log.ts';
import { openAnswers } from '../../../../src/self-assessment/answer-model.store.ts';
import { createGroupResults } from '../../../../src/self-assessment/group/group-results.ts';
import { releaseStep, type ReleaseRequest } from '../../../../src/self-assessment/group/releasing.ts';
import { createSnapshotStore } from '../../../../src/self-assessment/group/snapshot.store.ts';
import { createWaitingStore } from '../../../../src/self-assessment/group/waiting.store.ts';
import { ACTIVITY, answersWith, openGroupRoom, PLACE, type GroupRoom } from './group-room.ts';

const NOTHING = [0, 0, 0, 0, 0];
const REQUEST: ReleaseRequest = {
  activityId: ACTIVITY,
  round: 'before',
  minimum: 5,
  isClosing: false,
  batch: 100,
};

describe('releasing group results', () => {
  let room: GroupRoom;
  beforeEach(async () => {
    room = await openGroupRoom();
  });
  afterEach(() => room.close());

  const note = async (): Promise<void> => {
    room.results.noteSubmitted(PLACE);
    await room.results.settle();
  };
  const answers = () => openAnswers(room.db);

  it('shows nothing of four, and five when the fifth comes', async () => {
    await room.answer(4);
    await note();
    expect(await room.shown()).to.deep.equal(NOTHING);
    await room.answer(1, { answers: answersWith(5) });
    await note();
    expect(await room.shown()).to.deep.equal([0, 0, 4, 0, 1]);
  });

  it('counts no trial run and nothing that is not sent, also when the round closes', async () => {
    await room.answer(5, { isTrial: true });
    await room.answer(5, { isSubmitted: false });
    await room.answer(4);
    await note();
    await room.results.closeRound(PLACE, 'before');
    expect(await room.shown()).to.deep.equal(NOTHING);
  });

  it('keeps rounds, activities and versions of an instrument apart', async () => {
    await room.answer(4);
    await room.answer(4, { round: 'after' });
    await room.answer(4, { activityId: 'activity-2' });
    await room.answer(4, { instrument: { id: 'structural-social-work', version: 99 } });
    await note();
    for (const round of ['before', 'after'] as const) await room.results.closeRound(PLACE, round);
    expect(await room.shown()).to.deep.equal(NOTHING);
  });

  it('leaves a remainder out until it can be taken in', async () => {
    await room.answer(5);
    await note();
    await room.answer(3, { role: 'worker' });
    await note();
    await room.results.closeRound(PLACE, 'before');
    expect(await room.shown()).to.deep.equal([0, 0, 5, 0, 0]);
    const { roundsWithRest } = await room.results.load(PLACE, room.instrument);
    expect([...roundsWithRest]).to.deep.equal(['before']);
    await room.answer(2, { platformId: 'platform-2' });
    await room.results.closeRound(PLACE, 'before');
    expect(await room.shown()).to.deep.equal([0, 0, 10, 0, 0]);
  });

  it('takes nothing back when somebody is erased, and counts nobody anew', async () => {
    const [first] = await room.answer(5);
    await note();
    await answers().deleteOne({ _id: first ?? '' });
    await room.answer(4);
    await note();
    await room.results.closeRound(PLACE, 'before');
    expect(await room.shown()).to.deep.equal([0, 0, 5, 0, 0]);
  });

  it('counts nobody again who was let change their answers, once or five', async () => {
    const ids = await room.answer(5);
    await note();
    await answers().updateMany({ _id: { $in: ids } }, { $set: { isSubmitted: false } });
    await answers().updateMany(
      { _id: { $in: ids } },
      { $set: { isSubmitted: true, answers: answersWith(1) } },
    );
    await note();
    await room.results.closeRound(PLACE, 'before');
    expect(await room.shown()).to.deep.equal([0, 0, 5, 0, 0]);
  });

  it('notes of whom research may have rows', async () => {
    await room.answer(5);
    await room.answer(5, { hasConsent: false });
    await note();
    const marks = (await room.records()).map(one => `${String(one.hasConsent)} ${one.release}`);
    expect(marks.sort()).to.deep.equal([
      ...Array<string>(5).fill('false sums-only'),
      ...Array<string>(5).fill('true with-rows'),
    ]);
  });

  it('goes by the minimum of the moment, and never by less than five', async () => {
    await room.answer(5);
    const eight = { ...PLACE, minimum: 8 };
    room.results.noteSubmitted(eight);
    await room.results.closeRound(eight, 'before');
    expect((await room.results.load(eight, room.instrument)).snapshots.size).to.equal(0);
    expect(await room.shown()).to.deep.equal([0, 0, 5, 0, 0]);
    await room.answer(4, { round: 'after' });
    room.results.noteSubmitted({ ...PLACE, minimum: 2 });
    await room.results.closeRound({ ...PLACE, minimum: 1 }, 'after');
    await room.results.settle();
    const { snapshots } = await room.results.load(PLACE, room.instrument);
    expect([...snapshots.keys()]).to.deep.equal(['before']);
  });

  it('says in the log what failed, and makes up for it with the next answers', async () => {
    await room.answer(5);
    const lines: string[] = [];
    const log = createLog('silent');
    log.error = ((_facts: object, line: string) => void lines.push(line)) as typeof log.error;
    const results = createGroupResults({
      db: room.db,
      clock: room.clock,
      log,
    });
    const away = (): never => {
      throw new Error('away');
    };
    Object.assign(answers(), { distinct: away });
    results.noteSubmitted(PLACE);
    await results.settle();
    Reflect.deleteProperty(answers(), 'distinct');
    expect(lines).to.have.length(1);
    results.noteSubmitted(PLACE);
    await results.settle();
    expect(await room.shown()).to.deep.equal([0, 0, 5, 0, 0]);
  });

  describe('when the process dies', () => {
    const stop = (): never => {
      throw new Error('stopped');
    };
    const partsThatStop = (at: 'marking' | 'ending') => {
      const snapshots = createSnapshotStore(room.db);
      const waiting = createWaitingStore(room.db);
      return {
        clock: room.clock,
        snapshots: at === 'ending' ? { ...snapshots, endPlan: stop } : snapshots,
        waiting: at === 'marking' ? { ...waiting, markCounted: stop } : waiting,
      };
    };
    const fail = async (at: 'marking' | 'ending'): Promise<void> => {
      const error = await releaseStep(partsThatStop(at), REQUEST).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(Error);
    };

    for (const at of ['marking', 'ending'] as const)
      it(`before ${at}, goes on from there and counts everybody once`, async () => {
        await room.answer(5);
        await fail(at);
        const { snapshots } = await createGroupResults({ ...room, log: createLog('silent') }).load(
          PLACE,
          room.instrument,
        );
        expect(snapshots.get('before')?.pending).to.equal(null);
        expect(await room.shown()).to.deep.equal([0, 0, 5, 0, 0]);
        expect((await room.records()).map(one => one.release)).to.deep.equal(Array(5).fill('with-rows'));
        await room.answer(5, { answers: answersWith(4) });
        await note();
        expect(await room.shown()).to.deep.equal([0, 0, 5, 5, 0]);
      });

    it('counts what was planned, also when one of them is erased and another changes before it goes on', async () => {
      const [first, second] = await room.answer(5);
      await fail('marking');
      await answers().deleteOne({ _id: first ?? '' });
      await answers().updateOne({ _id: second ?? '' }, { $set: { answers: answersWith(1) } });
      await note();
      expect(await room.shown()).to.deep.equal([0, 0, 5, 0, 0]);
    });
  });

  it('counts each once when several processes do it at once', async () => {
    const processes = Array.from({ length: 6 }, () =>
      createGroupResults({ ...room, log: createLog('silent') }),
    );
    for (let wave = 0; wave < 5; wave += 1) {
      await room.answer(7);
      for (const one of processes) one.noteSubmitted(PLACE);
      await Promise.all(processes.map(one => one.closeRound(PLACE, 'before')));
      await Promise.all(processes.map(one => one.settle()));
    }
    expect(await room.shown()).to.deep.equal([0, 0, 35, 0, 0]);
  });

  it('drops a plan when another process counted the same people since they were read', async () => {
    for (const before of [0, 5]) {
      await room.answer(before, { answers: answersWith(1) });
      await note();
      await room.answer(5);
      const waiting = createWaitingStore(room.db);
      const overtaken = {
        ...waiting,
        list: async (...place: Parameters<typeof waiting.list>) => {
          const found = await waiting.list(...place);
          await note();
          return found;
        },
      };
      const snapshots = createSnapshotStore(room.db);
      expect(await releaseStep({ clock: room.clock, snapshots, waiting: overtaken }, REQUEST)).to.equal(true);
    }
    expect(await room.shown()).to.deep.equal([5, 0, 10, 0, 0]);
  });

  it('goes through many in several steps', async () => {
    await room.answer(230);
    await room.answer(3, { role: 'worker' });
    let steps = 0;
    while (
      await releaseStep(
        { clock: room.clock, snapshots: createSnapshotStore(room.db), waiting: createWaitingStore(room.db) },
        REQUEST,
      )
    )
      steps += 1;
    expect(steps).to.equal(2);
    expect((await room.shown())[2]).to.be.within(230, 233);
  });
});
