import { expect } from 'chai';
import type { CallFault } from '../../../src/demo-lms/index.ts';
import { createGradeLog } from '../../../src/grades/grade-log.store.ts';
import { ACTIVITY, makeGradeWorld, onlyStudent, type GradedLms, type GradeWorld } from './grade-world.ts';

const TEACHER = 'teacher-1';

describe('a platform that does not take a grade', () => {
  let world: GradeWorld;
  let at: GradedLms;

  beforeEach(async () => {
    world = await makeGradeWorld(1500);
    at = await world.addLms();
  });
  afterEach(() => world.close());

  const student = () => onlyStudent(at);
  const points = (): number | null => at.lms.grade(at.link, student())?.final ?? null;
  const scoreCalls = () => at.lms.calls.of('score');
  const state = async () => {
    const [one] = await world.grades.listStates(ACTIVITY);
    return one && { state: one.state, reason: one.reason };
  };
  const answers = async (): Promise<string[]> => {
    const rows = await createGradeLog(world.db).list(ACTIVITY, world.idOf(at, student()));
    return rows.map(row => row.answer);
  };
  const sendAfter = async (ms: number): Promise<void> => {
    world.clock.advance(ms);
    await world.grades.sendDue();
  };

  describe('for now', () => {
    const rows: [string, CallFault, string][] = [
      ['answers 500', { status: 500 }, 'status'],
      ['answers 503', { status: 503 }, 'status'],
      ['sends us elsewhere', { status: 302, headers: { location: 'http://localhost:1/' } }, 'redirect'],
      ['is silent past the time-out', { delayMs: 60_000 }, 'timeout'],
      ['cuts the connection', { cut: true }, 'network'],
    ];
    for (const [what, fault, answer] of rows) {
      it(`and ${what} is asked again after a while, with the event’s time`, async () => {
        at.lms.calls.failNext('score', fault);
        await world.score(at, student(), 0.8);
        await world.grades.sendDue();
        expect(await state()).to.deep.equal({ state: 'waiting', reason: 'unavailable' });
        expect(await answers()).to.deep.equal([answer]);
        await sendAfter(2000);
        expect(await answers(), 'not too soon').to.have.length(1);
        await sendAfter(1000);
        expect(await answers()).to.deep.equal([answer, 'accepted']);
        expect(points()).to.equal(4);
        expect((scoreCalls().at(-1)?.body as { timestamp: string }).timestamp).to.equal(
          '2026-11-27T10:00:00.250Z',
        );
        expect(await state()).to.deep.equal({ state: 'sent', reason: null });
      });
    }

    it('is asked ever more rarely, for days', async () => {
      at.lms.calls.setDown(true);
      await world.score(at, student(), 0.8);
      for (let hour = 0; hour < 80; hour += 1) await sendAfter(3_600_000);
      expect((await answers()).length).to.be.within(79, 81);
      at.lms.calls.setDown(false);
      await sendAfter(3_600_000);
      expect(points()).to.equal(4);
    });

    it('and stored the grade before its answer was lost has it once', async () => {
      at.lms.calls.failNext('score', { cut: true, after: true });
      await world.score(at, student(), 0.8);
      await world.grades.sendDue();
      expect(points()).to.equal(4);
      expect((await state())?.state).to.equal('waiting');
      await sendAfter(5000);
      expect(await answers()).to.deep.equal(['network', 'conflict']);
      expect(await state()).to.deep.equal({ state: 'sent', reason: null });
      expect(points()).to.equal(4);
    });

    it('and is too busy is left alone as long as it asks', async () => {
      at.lms.calls.failNext('score', { status: 429, headers: { 'retry-after': '90' } });
      await world.score(at, student(), 0.8);
      await world.grades.sendDue();
      expect(await state()).to.deep.equal({ state: 'waiting', reason: 'rate-limited' });
      await sendAfter(89_000);
      expect(await answers()).to.have.length(1);
      await sendAfter(1000);
      expect(points()).to.equal(4);
    });
  });

  describe('because of the token', () => {
    it('gets a new one, once, and takes the grade', async () => {
      await world.score(at, student(), 0.2);
      await world.grades.sendDue();
      at.lms.tokens.revokeAll();
      world.clock.advance(5000);
      await world.score(at, student(), 0.8);
      await world.grades.sendDue();
      expect(scoreCalls().map(call => call.status)).to.deep.equal([200, 401, 200]);
      expect(at.lms.calls.of('token')).to.have.length(2);
      expect(points()).to.equal(4);
    });

    it('is asked again later when it does not take the new one either', async () => {
      at.lms.calls.failNext('score', { status: 401 }, 2);
      await world.score(at, student(), 0.8);
      await world.grades.sendDue();
      expect(scoreCalls()).to.have.length(2);
      expect(await state()).to.deep.equal({ state: 'waiting', reason: 'unauthorised' });
      await sendAfter(5000);
      expect(points()).to.equal(4);
    });

    it('is asked again later when it gives us none', async () => {
      at.lms.calls.failNext('token', { status: 400, body: '{"error":"invalid_client"}' });
      await world.score(at, student(), 0.8);
      await world.grades.sendDue();
      expect(scoreCalls()).to.have.length(0);
      expect(await state()).to.deep.equal({ state: 'waiting', reason: 'unauthorised' });
      await sendAfter(5000);
      expect(points()).to.equal(4);
    });

    it('gives one for many grades', async () => {
      const many = await world.addLms(12);
      for (const one of many.students) await world.score(many, one, 1);
      await world.grades.sendDue();
      expect(many.lms.state.grades.filter(grade => grade.final === 5)).to.have.length(12);
      expect(many.lms.calls.of('token')).to.have.length(1);
    });
  });

  describe('for good', () => {
    it('since the person is no student there is not asked again by itself', async () => {
      const course = at.lms.course();
      course.members = course.members.filter(member => member.personId !== student().id);
      await world.score(at, student(), 0.8);
      await world.grades.sendDue();
      expect(await state()).to.deep.equal({ state: 'refused', reason: 'not-gradable' });
      await sendAfter(86_400_000);
      expect(scoreCalls()).to.have.length(1);
    });

    it('since the person is no student takes it when they are back and the teacher asks', async () => {
      const course = at.lms.course();
      const { members } = course;
      course.members = [];
      await world.score(at, student(), 0.8);
      await world.grades.sendDue();
      course.members = members;
      world.clock.advance(60_000);
      await world.grades.resend({
        activityId: ACTIVITY,
        participantId: world.idOf(at, student()),
        by: TEACHER,
      });
      await world.grades.sendDue();
      expect(points()).to.equal(4);
      expect(await state()).to.deep.equal({ state: 'sent', reason: null });
    });

    for (const status of [403, 404, 410]) {
      it(`since it answers ${String(status)} is not asked again by itself`, async () => {
        at.lms.calls.failNext('score', { status });
        await world.score(at, student(), 0.8);
        await world.grades.sendDue();
        expect(await state()).to.deep.equal({ state: 'refused', reason: 'gone' });
        await sendAfter(86_400_000);
        expect(scoreCalls()).to.have.length(1);
      });
    }
  });

  describe('since it has a newer one', () => {
    beforeEach(async () => {
      await world.score(at, student(), 0.8);
      world.clock.advance(10_000);
      at.lms.overrideGrade(at.link, student(), 3);
      await world.grades.sendDue();
    });

    it('keeps it, and the teacher sees so', async () => {
      expect(await answers()).to.deep.equal(['conflict']);
      expect(await state()).to.deep.equal({ state: 'refused', reason: 'platform-newer' });
      expect(points()).to.equal(3);
    });

    it('keeps it when all are sent again', async () => {
      world.clock.advance(60_000);
      await world.grades.resend({ activityId: ACTIVITY, by: TEACHER });
      await world.grades.sendDue();
      expect(await answers()).to.deep.equal(['conflict', 'conflict']);
      expect(points()).to.equal(3);
    });

    it('is told ours once more, as of now, when the teacher asks for this person', async () => {
      world.clock.advance(60_000);
      await world.grades.resend({
        activityId: ACTIVITY,
        participantId: world.idOf(at, student()),
        by: TEACHER,
      });
      await world.grades.sendDue();
      expect(await answers()).to.deep.equal(['conflict', 'accepted']);
      expect((scoreCalls().at(-1)?.body as { timestamp: string }).timestamp).to.equal(
        '2026-11-27T10:01:10.250Z',
      );
      expect(at.lms.grade(at.link, student())?.raw).to.equal(4);
    });

    it('takes a grading event that is newer still', async () => {
      world.clock.advance(60_000);
      await world.score(at, student(), 1);
      await world.grades.sendDue();
      expect(await state()).to.deep.equal({ state: 'sent', reason: null });
    });

    it('is asked again when it could not be read which', async () => {
      world.clock.advance(60_000);
      at.lms.calls.failNext('results', { status: 500 });
      await world.grades.resend({ activityId: ACTIVITY, by: TEACHER });
      await world.grades.sendDue();
      expect(await state()).to.deep.equal({ state: 'waiting', reason: 'unavailable' });
    });
  });

  it('does not make a fault of ours look like its own', async () => {
    const failing = world.anotherWorker({ beforeScore: () => Promise.reject(new Error('database away')) });
    await world.score(at, student(), 0.8);
    await failing.sendDue();
    expect(await state()).to.deep.equal({ state: 'waiting', reason: 'our-side' });
    await sendAfter(5000);
    expect(points()).to.equal(4);
  });

  it('and was switched off by an operator is waited for', async () => {
    at.platform.status = 'disabled';
    await world.score(at, student(), 0.8);
    await world.grades.sendDue();
    expect(await answers()).to.deep.equal(['platform-off']);
    expect(await state()).to.deep.equal({ state: 'waiting', reason: 'unavailable' });
  });
});
