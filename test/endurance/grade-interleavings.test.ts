import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import type { CallFault, CallName } from '../../src/demo-lms/index.ts';
import type { GradesRoom } from '../../src/grades/index.ts';
import { createOutbox } from '../../src/grades/outbox.store.ts';
import { PACE, planSend } from '../../src/grades/sending.rules.ts';
import {
  ACTIVITY,
  makeGradeWorld,
  type GradedLms,
  type GradeWorld,
} from '../integration/grades/grade-world.ts';
import { personOf } from '../integration/grades/participant-id.ts';
import { commentOf, listBackwards, watchGradebook } from './watch-gradebook.ts';

const LEARNERS = 3;
const FAULTS: [CallName, CallFault][] = [
  ['score', { status: 503 }],
  ['score', { status: 500, after: true }],
  ['score', { cut: true }],
  ['score', { cut: true, after: true }],
  ['score', { status: 401 }],
  ['score', { status: 429, headers: { 'retry-after': '5' } }],
  ['results', { status: 503 }],
  ['token', { status: 500 }],
];

const learner = fc.integer({ min: 0, max: LEARNERS - 1 });
const value = fc.constantFrom(0, 0.2, 0.4, 1);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('give' as const), learner, value }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('send' as const), worker: fc.integer({ min: 0, max: 1 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 9000 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('fail' as const), fault: fc.constantFrom(...FAULTS) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('die' as const),
      when: fc.constantFrom('leased' as const, 'noted' as const, 'sent' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sleep' as const), learner, value }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ask again' as const), learner }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describe('any interleaving of grading events, sends and faults', function () {
  this.timeout(180_000);
  let world: GradeWorld;
  let other: GradesRoom;

  before(async () => {
    world = await makeGradeWorld(2000);
    other = world.anotherWorker();
  });
  after(() => world.close());

  /** A fresh LMS, with its learners' events counted. */
  const makeScene = async () => {
    const at = await world.addLms(LEARNERS);
    const stored = watchGradebook(at);
    const numbers = new Map<string, number>();
    const give = async (index: number, score: number): Promise<void> => {
      const student = at.students[index];
      if (!student) throw new Error('no such student');
      const number = (numbers.get(student.id) ?? 0) + 1;
      numbers.set(student.id, number);
      await world.score(at, student, score, commentOf(number));
    };
    return { at, stored, numbers, give };
  };

  /** What a worker does before and at a send, up to the moment of its death. */
  const die = async (at: GradedLms, when: 'leased' | 'noted' | 'sent'): Promise<void> => {
    const now = world.clock.now();
    const outbox = createOutbox(world.db, PACE.leaseMs);
    const [item] = await outbox.lease(at.platform.id, now, 1);
    const score = item && world.scores.get(item.participantId);
    if (!item || !score || when === 'leased') return;
    const plan = planSend(score, item, now);
    if (plan.do !== 'send') return;
    const { timestamp } = plan.sending;
    const id = `died-${String(Math.random())}`;
    const openTry = { id, at: now, timestamp };
    const ours = await outbox.noteTries([{ item, sending: plan.sending, openTry }]);
    if (ours.size === 0 || when === 'noted') return;
    const { sub } = personOf(item.participantId);
    await world.ags.sendScore(at.platform.id, item.lineItemUrl, { sub, ...score, timestamp });
  };

  const run = async (steps: readonly Step[]): Promise<void> => {
    const { at, stored, numbers, give } = await makeScene();
    const perform: { [K in Step['do']]: (one: Extract<Step, { do: K }>) => Promise<void> } = {
      give: one => give(one.learner, one.value),
      send: one => (one.worker === 0 ? world.grades : other).sendDue(),
      wait: async one => world.clock.advance(one.ms),
      fail: async ({ fault: [name, fault] }) => at.lms.calls.failNext(name, fault),
      die: one => die(at, one.when),
      'ask again': one =>
        world.grades.resend({
          activityId: ACTIVITY,
          participantId: world.idOf(at, at.students[one.learner] ?? at.lms.person('student')),
          by: 'teacher',
        }),
      // A worker's score is on its way while its lease ends and another worker sends a newer one.
      async sleep(one) {
        at.lms.calls.failNext('score', { delayMs: 60 });
        const sleeping = world.grades.sendDue();
        await sleep(25);
        world.clock.advance(PACE.leaseMs + 1000);
        await give(one.learner, one.value);
        await other.sendDue();
        await sleeping;
      },
    };
    for (const one of steps) await perform[one.do](one as never);
    at.lms.calls.clear();
    const waiting = { platformId: at.platform.id, dueAt: { $ne: null } };
    const outbox = world.db.connection.collection('grades_outbox');
    for (let round = 0; round < 30 && (await outbox.countDocuments(waiting)) > 0; round += 1) {
      world.clock.advance(3_600_000);
      await world.grades.sendDue();
    }

    expect(listBackwards(stored), 'an older grade after a newer one').to.deep.equal([]);
    for (const [sub, number] of numbers) {
      const participantId = `${at.platform.id}/${sub}`;
      const cell = at.lms.grade(at.link, sub);
      const wanted = (world.scores.get(participantId)?.value ?? Number.NaN) * 5;
      expect({ final: cell?.final, feedback: cell?.feedback }).to.deep.equal({
        final: wanted,
        feedback: commentOf(number),
      });
      const item = await outbox.findOne({ participantId });
      expect(item).to.deep.include({ state: 'sent', reason: null, dueAt: null, openTry: null });
      const rows = await world.db.connection.collection('grades_log').countDocuments({ participantId });
      expect(rows, 'a row for each try').to.equal(item?.tries);
    }
  };

  it('ends with the newest grade, never went back to an older one, and explains each try', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), run), { numRuns: 60 });
  });
});
