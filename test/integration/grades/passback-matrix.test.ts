import { expect } from 'chai';
import type { CallFault } from '../../../src/demo-lms/index.ts';
import { createGradeLog } from '../../../src/grades/grade-log.store.ts';
import type { GradeState } from '../../../src/grades/index.ts';
import { createOutbox } from '../../../src/grades/outbox.store.ts';
import { fingerprintOf, PACE } from '../../../src/grades/sending.rules.ts';
import { ACTIVITY, makeGradeWorld, onlyStudent, type GradedLms, type GradeWorld } from './grade-world.ts';

const TEACHER = 'teacher-1';
const DAY_MS = 86_400_000;

/** Each answer that a platform can give to a score, and what becomes of it. */
describe('the passback matrix', () => {
  let world: GradeWorld;
  let at: GradedLms;

  beforeEach(async () => {
    world = await makeGradeWorld(1500);
    at = await world.addLms();
  });
  afterEach(() => world.close());

  const student = () => onlyStudent(at);
  const cell = () => at.lms.grade(at.link, student());
  const points = (): number | null => cell()?.final ?? null;
  const scoreCalls = () => at.lms.calls.of('score');
  const statuses = () => scoreCalls().map(call => call.status);
  const times = () => scoreCalls().map(call => (call.body as { timestamp: string }).timestamp);
  const whole = async (): Promise<GradeState | undefined> => (await world.grades.listStates(ACTIVITY))[0];
  const state = async () => {
    const one = await whole();
    return one && { state: one.state, reason: one.reason };
  };
  const SENT = { state: 'sent', reason: null };
  const answers = async (): Promise<string[]> => {
    const rows = await createGradeLog(world.db).list(ACTIVITY, world.idOf(at, student()));
    return rows.map(row => row.answer);
  };
  const give = (value: number, comment?: string) => world.score(at, student(), value, comment);
  const sendAfter = async (ms: number): Promise<void> => {
    world.clock.advance(ms);
    await world.grades.sendDue();
  };
  const askAgain = (forWhom?: string) =>
    world.grades.resend({ activityId: ACTIVITY, participantId: forWhom, by: TEACHER });

  for (const status of [200, 201, 202, 204]) {
    it(`${String(status)}: sent`, async () => {
      at.lms.calls.failNext('score', { status, after: true });
      await give(0.8);
      await world.grades.sendDue();
      expect(statuses()).to.deep.equal([status]);
      expect(await state()).to.deep.equal(SENT);
      expect(points()).to.equal(4);
    });
  }

  it('the same grade twice: sent once', async () => {
    await give(0.8);
    await world.grades.sendDue();
    const event = { placementId: at.placementId, activityId: ACTIVITY, at: world.clock.now() };
    await world.grades.enqueue({ ...event, participantId: world.idOf(at, student()) });
    await sendAfter(5000);
    expect(scoreCalls()).to.have.length(1);
    expect(await state()).to.deep.equal(SENT);
  });

  describe('409, an older time than the platform’s', () => {
    const overrideWith = async (value: number): Promise<void> => {
      await give(0.8);
      world.clock.advance(10_000);
      at.lms.overrideGrade(at.link, student(), value);
      await world.grades.sendDue();
    };

    it('and Results equal: settled', async () => {
      await overrideWith(4);
      expect(await answers()).to.deep.equal(['conflict']);
      expect(await state()).to.deep.equal(SENT);
      expect(points()).to.equal(4);
    });

    it('and Results different: the LMS’s stays, and the teacher sees both', async () => {
      await overrideWith(3);
      expect(await answers()).to.deep.equal(['conflict']);
      expect(await state()).to.deep.equal({ state: 'refused', reason: 'platform-newer' });
      expect((await whole())?.shown).to.deep.equal({
        value: 0.6,
        maximum: 5,
        at: world.clock.now(),
        isKept: false,
      });
      expect(points()).to.equal(3);
    });

    it('and Results different: it stays when all are sent again', async () => {
      await overrideWith(3);
      world.clock.advance(60_000);
      await askAgain();
      await world.grades.sendDue();
      expect(await answers()).to.deep.equal(['conflict', 'conflict']);
      expect(points()).to.equal(3);
    });

    it('and Results different: ours goes as of now when the teacher asks for this person', async () => {
      await overrideWith(3);
      world.clock.advance(60_000);
      await askAgain(world.idOf(at, student()));
      await world.grades.sendDue();
      expect(await answers()).to.deep.equal(['conflict', 'accepted']);
      expect(times().at(-1)).to.equal('2026-11-27T10:01:10.250Z');
      expect(cell()?.raw).to.equal(4);
    });

    it('and Results different: a grading event that is newer still goes through', async () => {
      await overrideWith(3);
      world.clock.advance(60_000);
      await give(1);
      await world.grades.sendDue();
      expect(await state()).to.deep.equal(SENT);
    });

    it('and Results our own earlier grade, stamped later: ours goes once more, as of now', async () => {
      await give(0.4);
      await world.grades.sendDue();
      const before = cell();
      if (before) before.modifiedAt = '2026-11-27T10:00:30.000Z';
      world.clock.advance(5000);
      await give(0.8);
      await sendAfter(30_000);
      expect(await answers()).to.deep.equal(['accepted', 'conflict']);
      expect(await state()).to.deep.equal({ state: 'waiting', reason: null });
      await sendAfter(60_000);
      expect(await answers()).to.deep.equal(['accepted', 'conflict', 'accepted']);
      expect(points()).to.equal(4);
    });

    it('and our own earlier grade, stamped ahead of our clock: said, not repeated without end', async () => {
      await give(0.4);
      await world.grades.sendDue();
      const before = cell();
      if (before) before.modifiedAt = '2026-11-28T10:00:00.000Z';
      world.clock.advance(5000);
      await give(0.8);
      for (let i = 0; i < 5; i += 1) await sendAfter(60_000);
      expect(await answers()).to.deep.equal(['accepted', 'conflict', 'conflict']);
      expect(await state()).to.deep.equal({ state: 'refused', reason: 'platform-newer' });
    });

    it('and Results unreadable for now: asked again', async () => {
      await overrideWith(3);
      world.clock.advance(60_000);
      at.lms.calls.failNext('results', { status: 500 });
      await askAgain();
      await world.grades.sendDue();
      expect(await state()).to.deep.equal({ state: 'waiting', reason: 'unavailable' });
    });
  });

  it('two grades within the same second: a second apart, the later one stays', async () => {
    await give(0.2);
    await world.grades.sendDue();
    world.clock.advance(300);
    await give(0.4);
    await world.grades.sendDue();
    expect(scoreCalls(), 'too soon').to.have.length(1);
    await sendAfter(900);
    expect(points()).to.equal(2);
    expect(times()).to.deep.equal(['2026-11-27T10:00:00.250Z', '2026-11-27T10:00:01.250Z']);
  });

  it('opened again by the teacher: the grade stays, nothing is sent', async () => {
    const participantId = await give(1);
    await world.grades.sendDue();
    world.scores.delete(participantId);
    world.clock.advance(5000);
    const event = { placementId: at.placementId, activityId: ACTIVITY, at: world.clock.now() };
    await world.grades.enqueue({ ...event, participantId });
    await world.grades.sendDue();
    expect(scoreCalls()).to.have.length(1);
    expect(points()).to.equal(5);
    expect(await state()).to.deep.equal(SENT);
  });

  it('a zero: a grade; one that Results do not show counts as the same', async () => {
    await give(1);
    await world.grades.sendDue();
    world.clock.advance(5000);
    await give(0);
    await world.grades.sendDue();
    expect(points()).to.equal(0);
    expect((scoreCalls().at(-1)?.body as { scoreGiven: number }).scoreGiven).to.equal(0);
    at.lms.calls.failNext('results', { status: 200, body: '[]' });
    await world.grades.compare(ACTIVITY);
    expect((await whole())?.comparison).to.equal('same');
  });

  it('a comment: stays beside the grade when that changes', async () => {
    await give(0.4, 'Kiitos vastauksista');
    await world.grades.sendDue();
    world.clock.advance(5000);
    await give(0.8, 'Kiitos vastauksista');
    await world.grades.sendDue();
    expect(points()).to.equal(4);
    expect(cell()?.feedback).to.equal('Kiitos vastauksista');
  });

  it('another maximum in the LMS: the same share of it, and still the same grade', async () => {
    await give(0.8);
    await world.grades.sendDue();
    const item = at.lms.lineItem(at.link);
    if (item) item.maximum = 10;
    world.clock.advance(5000);
    await give(0.6);
    await world.grades.sendDue();
    expect(points()).to.equal(6);
    await world.grades.compare(ACTIVITY);
    expect(await whole()).to.deep.include({ comparison: 'same' });
    expect((await whole())?.shown).to.include({ value: 0.6, maximum: 10 });
  });

  describe('the column', () => {
    for (const status of [403, 404, 410]) {
      it(`${String(status)}: named, not asked again by itself`, async () => {
        at.lms.calls.failNext('score', { status });
        await give(0.8);
        await world.grades.sendDue();
        expect(await state()).to.deep.equal({ state: 'refused', reason: 'gone' });
        await sendAfter(DAY_MS);
        expect(scoreCalls()).to.have.length(1);
      });
    }

    it('was made anew: what waits goes to the new one', async () => {
      await give(0.8);
      at.lms.removeLineItem(at.lms.lineItem(at.link) ?? '');
      at.link = at.lms.addLink({ title: 'Itsearviointi', lineItem: { scoreMaximum: 10 } });
      await world.grades.sendDue();
      expect(statuses()).to.deep.equal([404, 200]);
      expect(times()).to.deep.equal(['2026-11-27T10:00:00.250Z', '2026-11-27T10:00:00.250Z']);
      expect(points()).to.equal(8);
      expect(await state()).to.deep.equal(SENT);
    });

    it('was made anew after the refusal: all sent again go to the new one', async () => {
      await give(0.8);
      at.lms.removeLineItem(at.lms.lineItem(at.link) ?? '');
      await world.grades.sendDue();
      expect(await state()).to.deep.equal({ state: 'refused', reason: 'gone' });
      at.link = at.lms.addLink({ title: 'Itsearviointi', lineItem: { scoreMaximum: 10 } });
      world.clock.advance(60_000);
      await askAgain();
      await world.grades.sendDue();
      expect(points()).to.equal(8);
      expect(await state()).to.deep.equal(SENT);
    });

    it('is another’s, in a copied course: each course’s grades go to its own', async () => {
      await give(0.8);
      await world.grades.sendDue();
      const copy = at.lms.copyCourse(at.lms.course());
      const copied = at.lms.state.links.find(link => link.courseId === copy.id);
      if (!copied) throw new Error('the copy has no link');
      const original = at.link;
      at.link = copied;
      world.clock.advance(5000);
      await give(0.4);
      await world.grades.sendDue();
      expect(points()).to.equal(2);
      expect(at.lms.grade(original, student())?.final).to.equal(4);
    });
  });

  describe('400, the person is no student there', () => {
    const leave = (): (() => void) => {
      const course = at.lms.course();
      const { members } = course;
      course.members = [];
      return () => (course.members = members);
    };

    it('named, not asked again by itself', async () => {
      leave();
      await give(0.8);
      await world.grades.sendDue();
      expect(await state()).to.deep.equal({ state: 'refused', reason: 'not-gradable' });
      await sendAfter(DAY_MS);
      expect(scoreCalls()).to.have.length(1);
    });

    it('and is enrolled again: sent when the teacher asks', async () => {
      const comeBack = leave();
      await give(0.8);
      await world.grades.sendDue();
      comeBack();
      world.clock.advance(60_000);
      await askAgain(world.idOf(at, student()));
      await world.grades.sendDue();
      expect(points()).to.equal(4);
      expect(times().at(-1), 'with the event’s time').to.equal('2026-11-27T10:00:00.250Z');
    });

    it('and is enrolled again: sent when they are seen, by any process', async () => {
      const comeBack = leave();
      const participantId = await give(0.8);
      await world.grades.sendDue();
      comeBack();
      world.clock.advance(60_000);
      const other = world.anotherWorker();
      await other.sendDue();
      other.noteSeen('somebody-else');
      other.noteSeen(participantId);
      await world.until(async () => (await state())?.state === 'waiting');
      await world.grades.sendDue();
      expect(points()).to.equal(4);
    });
  });

  it('a teacher or an admin who tries it out: never sent', async () => {
    world.trials.add(world.idOf(at, student()));
    await give(1);
    await sendAfter(60_000);
    expect(scoreCalls()).to.have.length(0);
    expect(await state()).to.equal(undefined);
  });

  it('someone who turned out to be staff before it left: never sent', async () => {
    await give(1);
    world.trials.add(world.idOf(at, student()));
    await world.grades.sendDue();
    expect(scoreCalls()).to.have.length(0);
  });

  describe('401', () => {
    it('once: a new token, and sent', async () => {
      await give(0.2);
      await world.grades.sendDue();
      at.lms.tokens.revokeAll();
      world.clock.advance(5000);
      await give(0.8);
      await world.grades.sendDue();
      expect(statuses()).to.deep.equal([200, 401, 200]);
      expect(at.lms.calls.of('token')).to.have.length(2);
      expect(points()).to.equal(4);
    });

    it('with the new token too: asked again later', async () => {
      at.lms.calls.failNext('score', { status: 401 }, 2);
      await give(0.8);
      await world.grades.sendDue();
      expect(scoreCalls()).to.have.length(2);
      expect(await state()).to.deep.equal({ state: 'waiting', reason: 'unauthorised' });
      await sendAfter(5000);
      expect(points()).to.equal(4);
    });

    it('from the token’s address: asked again later', async () => {
      at.lms.calls.failNext('token', { status: 400, body: '{"error":"invalid_client"}' });
      await give(0.8);
      await world.grades.sendDue();
      expect(scoreCalls()).to.have.length(0);
      expect(await state()).to.deep.equal({ state: 'waiting', reason: 'unauthorised' });
      await sendAfter(5000);
      expect(points()).to.equal(4);
    });

    it('never: one token for many grades', async () => {
      const many = await world.addLms(12);
      for (const one of many.students) await world.score(many, one, 1);
      await world.grades.sendDue();
      expect(many.lms.state.grades.filter(grade => grade.final === 5)).to.have.length(12);
      expect(many.lms.calls.of('token')).to.have.length(1);
    });
  });

  it('429 with Retry-After: left alone so long', async () => {
    at.lms.calls.failNext('score', { status: 429, headers: { 'retry-after': '90' } });
    await give(0.8);
    await world.grades.sendDue();
    expect(await state()).to.deep.equal({ state: 'waiting', reason: 'rate-limited' });
    await sendAfter(89_000);
    expect(await answers()).to.have.length(1);
    await sendAfter(1000);
    expect(points()).to.equal(4);
  });

  const passing: [string, CallFault, string][] = [
    ['500', { status: 500 }, 'status'],
    ['503', { status: 503 }, 'status'],
    ['302', { status: 302, headers: { location: 'http://localhost:1/' } }, 'redirect'],
    ['silence past the time-out', { delayMs: 60_000 }, 'timeout'],
    ['a cut connection', { cut: true }, 'network'],
  ];
  for (const [what, fault, answer] of passing) {
    it(`${what}: asked again after a while, with the event’s time`, async () => {
      at.lms.calls.failNext('score', fault);
      await give(0.8);
      await world.grades.sendDue();
      expect(await state()).to.deep.equal({ state: 'waiting', reason: 'unavailable' });
      expect(await answers()).to.deep.equal([answer]);
      await sendAfter(2000);
      expect(await answers(), 'not too soon').to.have.length(1);
      await sendAfter(1000);
      expect(await answers()).to.deep.equal([answer, 'accepted']);
      expect(points()).to.equal(4);
      expect(times().at(-1)).to.equal('2026-11-27T10:00:00.250Z');
      expect(await state()).to.deep.equal(SENT);
    });
  }

  const lostReplies: [string, CallFault][] = [
    ['the connection was cut', { cut: true, after: true }],
    ['the answer came past the time-out', { delayMs: 60_000, after: true }],
    ['the answer was a 500', { status: 500, after: true }],
  ];
  for (const [what, fault] of lostReplies) {
    it(`stored, but ${what}: once in the gradebook, and settled`, async () => {
      at.lms.calls.failNext('score', fault);
      await give(0.8);
      await world.grades.sendDue();
      await world.until(() => points() === 4);
      expect((await state())?.state).to.equal('waiting');
      await sendAfter(5000);
      expect((await answers()).at(-1)).to.equal('conflict');
      expect(await state()).to.deep.equal(SENT);
      expect(points()).to.equal(4);
      expect(times()).to.deep.equal(['2026-11-27T10:00:00.250Z', '2026-11-27T10:00:00.250Z']);
    });
  }

  it('no such host for three days: asked ever more rarely, and sent when it is back', async () => {
    const { tokenUrl } = at.platform;
    at.platform.tokenUrl = 'http://lms.invalid/token';
    await give(0.8);
    for (let hour = 0; hour < 72; hour += 1) await sendAfter(3_600_000);
    expect(await answers()).to.satisfy((all: string[]) =>
      all.every(one => one === 'network' || one === 'timeout'),
    );
    expect((await answers()).length).to.be.within(71, 73);
    expect(await state()).to.deep.equal({ state: 'waiting', reason: 'unavailable' });
    at.platform.tokenUrl = tokenUrl;
    await sendAfter(3_600_000);
    expect(points()).to.equal(4);
    expect(times()).to.deep.equal(['2026-11-27T10:00:00.250Z']);
  });

  describe('the process is killed', () => {
    it('before it sends: another takes over when the lease ends', async () => {
      await give(0.8);
      const [died] = await createOutbox(world.db, PACE.leaseMs).lease(at.platform.id, world.clock.now(), 1);
      expect(died?.participantId).to.equal(world.idOf(at, student()));
      await sendAfter(60_000);
      expect(scoreCalls(), 'while the lease runs').to.have.length(0);
      await sendAfter(61_000);
      expect(points()).to.equal(4);
      expect(times()).to.deep.equal(['2026-11-27T10:00:00.250Z']);
    });

    it('between the send and its note: settled without harm, and the log tells of both tries', async () => {
      await give(0.8);
      const outbox = createOutbox(world.db, PACE.leaseMs);
      const [died] = await outbox.lease(at.platform.id, world.clock.now(), 1);
      if (!died) throw new Error('nothing leased');
      const timestamp = world.clock.now();
      const fingerprint = fingerprintOf({ value: 0.8, at: timestamp });
      const openTry = { id: 'try-1', at: timestamp, timestamp };
      await outbox.noteTries([{ item: died, sending: { timestamp, fingerprint, value: 0.8 }, openTry }]);
      const sub = student().id;
      await world.ags.sendScore(at.platform.id, died.lineItemUrl, { sub, value: 0.8, timestamp });
      await sendAfter(121_000);
      expect(times()).to.deep.equal(['2026-11-27T10:00:00.250Z', '2026-11-27T10:00:00.250Z']);
      expect(statuses()).to.deep.equal([200, 409]);
      expect(await answers()).to.deep.equal(['interrupted', 'conflict']);
      expect(await state()).to.deep.equal(SENT);
      expect(points()).to.equal(4);
    });
  });

  describe('two workers', () => {
    it('and one grade: one of them sends it', async () => {
      const many = await world.addLms(30);
      for (const one of many.students) await world.score(many, one, 0.5);
      many.lms.calls.failNext('score', { delayMs: 20 }, 30);
      const others = [world.anotherWorker(), world.anotherWorker()];
      await Promise.all([world.grades, ...others].map(worker => worker.sendDue()));
      expect(many.lms.calls.of('score')).to.have.length(30);
      expect(many.lms.state.grades.filter(grade => grade.final === 2.5)).to.have.length(30);
    });

    it('and one that slept through its lease: it sends nothing more', async () => {
      await give(0.8);
      let slowReads = 0;
      const slow = world.anotherWorker({
        beforeScore: async () => {
          slowReads += 1;
          world.clock.advance(121_000);
          await world.grades.sendDue();
        },
      });
      await slow.sendDue();
      expect(slowReads).to.equal(1);
      expect(scoreCalls()).to.have.length(1);
      expect((await whole())?.tries).to.equal(1);
    });
  });

  describe('the teacher’s own grade in Moodle', () => {
    it('locked, 500: tried on; after a day the teacher is told what it may be', async () => {
      at.lms.lock(at.link, student());
      await give(0.8);
      await world.grades.sendDue();
      expect(await state()).to.deep.equal({ state: 'waiting', reason: 'unavailable' });
      for (let hour = 0; hour < 23; hour += 1) await sendAfter(3_600_000);
      expect((await state())?.reason).to.equal('unavailable');
      await sendAfter(3_600_000);
      expect(await state()).to.deep.equal({ state: 'waiting', reason: 'perhaps-locked' });
      at.lms.lock(at.link, student(), false);
      await sendAfter(3_600_000);
      expect(await state()).to.deep.equal(SENT);
      expect(points()).to.equal(4);
    });

    it('locked, while the platform also was away for a day: not told before it lasted a day by itself', async () => {
      at.lms.calls.setDown(true);
      await give(0.8);
      for (let hour = 0; hour < 30; hour += 1) await sendAfter(3_600_000);
      at.lms.calls.setDown(false);
      at.lms.lock(at.link, student());
      for (let hour = 0; hour < 3; hour += 1) await sendAfter(3_600_000);
      expect((await state())?.reason).to.equal('unavailable');
    });

    it('overridden, 200 and ignored: the comparison shows it', async () => {
      await give(0.4);
      await world.grades.sendDue();
      world.clock.advance(5000);
      at.lms.overrideGrade(at.link, student(), 3);
      world.clock.advance(5000);
      await give(0.8);
      await world.grades.sendDue();
      expect(statuses()).to.deep.equal([200, 200]);
      expect(points()).to.equal(3);
      await world.grades.compare(ACTIVITY);
      expect((await whole())?.comparison).to.equal('differs');
    });
  });

  it('another client id, registered anew: the next try uses it', async () => {
    at.lms.calls.failNext('score', { status: 503 });
    await give(0.8);
    await world.grades.sendDue();
    at.lms.tokens.revokeAll();
    for (const tool of at.lms.state.tools) tool.clientId = 'client-2';
    at.platform.clientId = 'client-2';
    await sendAfter(5000);
    expect(points()).to.equal(4);
    expect(await state()).to.deep.equal(SENT);
  });

  it('a fault of ours: not shown as the platform’s', async () => {
    const failing = world.anotherWorker({ beforeScore: () => Promise.reject(new Error('database away')) });
    await give(0.8);
    await failing.sendDue();
    expect(await state()).to.deep.equal({ state: 'waiting', reason: 'our-side' });
    await sendAfter(5000);
    expect(points()).to.equal(4);
  });

  it('a platform switched off by an operator: waited for', async () => {
    at.platform.status = 'disabled';
    await give(0.8);
    await world.grades.sendDue();
    expect(await answers()).to.deep.equal(['platform-off']);
    expect(await state()).to.deep.equal({ state: 'waiting', reason: 'unavailable' });
  });
});
