import { expect } from 'chai';
import { createGradeLog, type GradeLogRow } from '../../../src/grades/grade-log.store.ts';
import type { GradeState } from '../../../src/grades/index.ts';
import { ACTIVITY, makeGradeWorld, onlyStudent, type GradedLms, type GradeWorld } from './grade-world.ts';

describe('a grade on its way to the gradebook', () => {
  let world: GradeWorld;
  let at: GradedLms;

  beforeEach(async () => {
    world = await makeGradeWorld();
    at = await world.addLms();
  });
  afterEach(() => world.close());

  const points = (): number | null => at.lms.grade(at.link, onlyStudent(at))?.final ?? null;
  const scoreCalls = () => at.lms.calls.of('score');
  const sentTimes = (): string[] => scoreCalls().map(call => (call.body as { timestamp: string }).timestamp);
  const state = async (): Promise<GradeState | undefined> => (await world.grades.listStates(ACTIVITY))[0];
  const logRows = (): Promise<GradeLogRow[]> =>
    createGradeLog(world.db).list(ACTIVITY, world.idOf(at, onlyStudent(at)));
  const give = (value: number, comment?: string): Promise<string> =>
    world.score(at, onlyStudent(at), value, comment);
  const sendAfter = async (ms: number): Promise<void> => {
    world.clock.advance(ms);
    await world.grades.sendDue();
  };

  it('arrives with the time of its event, scaled to the column, with its comment', async () => {
    await give(0.8, 'Kiitos vastauksista');
    await sendAfter(30_000);
    expect(points()).to.equal(4);
    expect(at.lms.grade(at.link, onlyStudent(at))?.feedback).to.equal('Kiitos vastauksista');
    expect(sentTimes()).to.deep.equal(['2026-11-27T10:00:00.250Z']);
    const { state: name, sentAt, nextTryAt, reason, tries } = (await state()) as GradeState;
    expect({ name, sentAt, nextTryAt, reason, tries }).to.deep.equal({
      name: 'sent',
      sentAt: new Date('2026-11-27T10:00:30.250Z'),
      nextTryAt: null,
      reason: null,
      tries: 1,
    });
  });

  it('leaves a row in the log that names nobody', async () => {
    await give(0.8);
    await world.grades.sendDue();
    const [row] = await logRows();
    expect(row).to.include({ status: 200, answer: 'accepted', state: 'sent', reason: null });
    expect(row?.timestamp).to.deep.equal(new Date('2026-11-27T10:00:00.250Z'));
    const stored = await world.db.connection.collection('grades_log').findOne({});
    const fields = [
      '_id',
      'activityId',
      'answer',
      'at',
      'ms',
      'participantId',
      'platformId',
      'reason',
      'state',
      'status',
    ];
    expect(Object.keys(stored ?? {}).sort()).to.deep.equal([...fields, 'timestamp']);
  });

  it('is sent once when many events came before it', async () => {
    await give(0.2);
    await give(0.4);
    await give(0.6);
    await world.grades.sendDue();
    expect(points()).to.equal(3);
    expect(scoreCalls()).to.have.length(1);
  });

  it('waits for its second when its time would lie ahead', async () => {
    await give(0.2);
    world.clock.advance(1);
    const participantId = world.idOf(at, onlyStudent(at));
    world.scores.set(participantId, { value: 0.4, at: new Date('2026-11-28T00:00:00Z') });
    await world.grades.sendDue();
    expect(sentTimes(), 'an event from the future is of now').to.deep.equal(['2026-11-27T10:00:00.251Z']);
  });

  it('is not sent for a trial run, nor for a link without a column', async () => {
    world.trials.add(world.idOf(at, onlyStudent(at)));
    await give(1);
    world.trials.clear();
    at.lms.removeLineItem(at.lms.lineItem(at.link) ?? '');
    await give(1);
    await world.grades.sendDue();
    expect(scoreCalls()).to.have.length(0);
    expect(await world.grades.listStates(ACTIVITY)).to.deep.equal([]);
  });

  it('is nothing, and shows nowhere, while there is no score', async () => {
    await give(1);
    world.scores.clear();
    await world.grades.sendDue();
    expect(scoreCalls()).to.have.length(0);
    expect(await state()).to.equal(undefined);
  });

  it('follows when the score changes while it is being sent', async () => {
    await give(0.2);
    at.lms.calls.failNext('score', { delayMs: 150 });
    const sending = world.grades.sendDue();
    await new Promise(resolve => setTimeout(resolve, 60));
    world.clock.advance(2000);
    await give(0.9);
    await sending;
    expect(points(), 'the first went out as read').to.equal(1);
    expect((await state())?.state).to.equal('waiting');
    await sendAfter(1200);
    expect(points()).to.equal(4.5);
    expect((await state())?.state).to.equal('sent');
  });
});
