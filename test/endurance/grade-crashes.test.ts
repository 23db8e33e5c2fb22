import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { CallFault } from '../../src/demo-lms/index.ts';
import { PACE } from '../../src/grades/sending.rules.ts';
import { systemClock, type Clock } from '../../src/kit/clock.ts';
import { ACTIVITY, makeWorldAt, type GradedLms, type GradeWorld } from '../integration/grades/grade-world.ts';
import { personOf } from '../integration/grades/participant-id.ts';
import { startChild, type Child } from '../support/child.ts';
import type { ScoreDoc, WorkerPlan } from './grade-worker.ts';
import { commentOf, listBackwards, watchGradebook, type Stored } from './watch-gradebook.ts';

const PLATFORMS = 4;
const LEARNERS = 500;
const CORRECTIONS = 1500;
const RUN_MS = 25_000;
const HTTP_TIMEOUT_MS = 1000;
const VALUES = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** Quick enough for the length of a test; the lease is still longer than a send with all its time-outs. */
const QUICK = {
  ...PACE,
  leaseMs: 8 * HTTP_TIMEOUT_MS,
  firstRetryMs: 200,
  longestRetryMs: 2000,
  longestPauseMs: 1000,
  pollMs: 500,
};

/** A third of the calls fail; some of these after the grade was stored. */
function randomFault(): CallFault | null {
  const chance = Math.random();
  if (chance < 0.09) return { status: 503 };
  if (chance < 0.16) return { cut: true };
  if (chance < 0.28) return { cut: true, after: true };
  if (chance < 0.33) return { status: 500, after: true };
  if (chance < 0.335) return { delayMs: 3 * HTTP_TIMEOUT_MS, after: true };
  return null;
}

function sorted<T>(list: readonly T[], by: (one: T) => number): T[] {
  return [...list].sort((one, other) => by(one) - by(other));
}

describe('2,000 grades, sent by two processes that are killed again and again, or sleep', function () {
  this.timeout(180_000);
  let world: GradeWorld<Clock>;
  const folder = mkdtempSync(join(tmpdir(), 'sosrake-crashes-'));
  const planFile = join(folder, 'plan.json');
  const all: GradedLms[] = [];
  const stored: Map<string, Stored[]>[] = [];
  const workers: (Child | undefined)[] = [];
  let kills = 0;
  let corrections = 0;

  const scores = () => world.db.connection.collection<ScoreDoc>('scores');
  const outbox = () => world.db.connection.collection('grades_outbox');
  const logRows = () => world.db.connection.collection('grades_log');

  /** A grading event as an activity's room makes it: first the score, then the word to the outbox. */
  const give = async (at: GradedLms, studentAt: number, value: number): Promise<void> => {
    const student = at.students[studentAt];
    if (!student) throw new Error('no such student');
    const participantId = world.idOf(at, student);
    const now = systemClock.now();
    await scores().updateOne(
      { _id: participantId },
      { $set: { value, at: now }, $inc: { number: 1 } },
      { upsert: true },
    );
    await world.grades.enqueue({ placementId: at.placementId, activityId: ACTIVITY, participantId, at: now });
  };
  const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;
  const startWorker = (index: number): void => {
    workers[index] = startChild(join(import.meta.dirname, 'grade-worker.ts'), planFile);
  };
  const kill = async (worker: Child | undefined): Promise<void> => {
    if (!worker || worker.process.exitCode !== null) return;
    const ended = once(worker.process, 'exit');
    worker.process.kill('SIGKILL');
    await ended;
  };

  before(async () => {
    world = await makeWorldAt(systemClock);
    for (let i = 0; i < PLATFORMS; i += 1) {
      const at = await world.addLms(LEARNERS);
      at.lms.calls.takeFault = name => (name === 'score' ? randomFault() : null);
      all.push(at);
      stored.push(watchGradebook(at));
    }
    const placements = all.map(({ lms, link, platform, placementId }) => {
      const item = lms.lineItem(link);
      return [placementId, { platformId: platform.id, lineItemUrl: item ? lms.lineItemUrl(item) : '' }];
    });
    const plan: WorkerPlan = {
      mongodbUri: world.db.uri,
      dbName: world.db.connection.name,
      signingKey: await world.keys.signingKey(),
      platforms: all.map(at => at.platform),
      placements: Object.fromEntries(placements) as WorkerPlan['placements'],
      httpTimeoutMs: HTTP_TIMEOUT_MS,
      pace: QUICK,
    };
    writeFileSync(planFile, JSON.stringify(plan));
    for (const at of all) for (let i = 0; i < LEARNERS; i += 1) await give(at, i, pick(VALUES));
    startWorker(0);
    startWorker(1);
    for (const worker of workers) await worker?.printed(1);
    const end = performance.now() + RUN_MS;
    const correcting = (async () => {
      while (corrections < CORRECTIONS && performance.now() < end) {
        await give(pick(all), Math.floor(Math.random() * LEARNERS), pick(VALUES));
        corrections += 1;
        await sleep((Math.random() * 2 * RUN_MS) / CORRECTIONS);
      }
    })();
    // One of them sleeps past its leases, and goes on as if nothing had been.
    const sleeper = workers[0];
    sleeper?.process.kill('SIGSTOP');
    const wakesAt = performance.now() + QUICK.leaseMs + 1000;
    while (performance.now() < end) {
      await sleep(Math.random() * 2500);
      const isAsleep = performance.now() < wakesAt;
      if (!isAsleep) sleeper?.process.kill('SIGCONT');
      const index = isAsleep ? 1 : Math.floor(Math.random() * 2);
      await kill(workers[index]);
      kills += 1;
      startWorker(index);
    }
    await correcting;
    const patience = performance.now() + 90_000;
    while ((await outbox().countDocuments({ dueAt: { $ne: null } })) > 0) {
      if (performance.now() > patience) break;
      await sleep(250);
    }
  });
  after(async () => {
    await Promise.all(workers.map(kill));
    rmSync(folder, { recursive: true, force: true });
    await world.close();
  });

  it('was a rough time: many were killed, many corrected', () => {
    console.log(`      ${String(kills)} killed, ${String(corrections)} corrected`);
    expect(kills).to.be.at.least(8);
    expect(corrections).to.be.at.least(200);
  });

  it('ends with the newest grade of each learner in the gradebook, none missing', async () => {
    const wrong: unknown[] = [];
    for await (const { _id, value, number } of scores().find()) {
      const at = all.find(one => _id.startsWith(`${one.platform.id}/`));
      const cell = at?.lms.grade(at.link, personOf(_id).sub);
      const isRight = cell?.final === value * 5 && cell.feedback === commentOf(number);
      if (!isRight) wrong.push({ _id, value, number, cell });
    }
    expect(wrong).to.deep.equal([]);
    expect(await scores().countDocuments()).to.equal(PLATFORMS * LEARNERS);
  });

  it('never stored a grade of an older event over that of a newer one', () => {
    const backwards = stored.flatMap(listBackwards);
    expect(backwards).to.deep.equal([]);
    expect(stored.reduce((sum, cells) => sum + cells.size, 0)).to.equal(PLATFORMS * LEARNERS);
  });

  it('has nothing left to do, and says so of each', async () => {
    const left = await outbox()
      .find({ $or: [{ state: { $ne: 'sent' } }, { dueAt: { $ne: null } }, { openTry: { $ne: null } }] })
      .toArray();
    expect(left).to.deep.equal([]);
  });

  it('explains each try in its log: those that were interrupted, and each that reached a platform', async () => {
    const rows = await logRows().find().toArray();
    const rowsOf = new Map<string, typeof rows>();
    for (const row of rows) {
      const id = String(row.participantId);
      rowsOf.set(id, [...(rowsOf.get(id) ?? []), row]);
    }
    const unexplained: unknown[] = [];
    for await (const { participantId, tries } of outbox().find()) {
      const count = rowsOf.get(String(participantId))?.length ?? 0;
      if (count !== Number(tries))
        unexplained.push({ participantId: String(participantId), tries: Number(tries), count });
    }
    for (const at of all)
      for (const call of at.lms.calls.of('score')) {
        const { userId, timestamp } = call.body as { userId: string; timestamp: string };
        const tried = rowsOf.get(`${at.platform.id}/${userId}`) ?? [];
        if (!tried.some(row => (row.timestamp as Date).toISOString() === timestamp))
          unexplained.push({ userId, timestamp });
      }
    expect(unexplained).to.deep.equal([]);
    const interrupted = rows.filter(row => row.answer === 'interrupted').length;
    const answers = sorted([...new Set(rows.map(row => String(row.answer)))], one => one.length);
    console.log(
      `      ${String(rows.length)} tries, ${String(interrupted)} interrupted: ${answers.join(', ')}`,
    );
    expect(interrupted).to.be.at.least(1);
  });
});
