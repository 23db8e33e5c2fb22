import { expect } from 'chai';
import type { mongo } from 'mongoose';
import { ensureIndexes } from '../../../src/db/index.ts';
import { createGradeFigures, type GradeFigures, type GradeFiguresSource } from '../../../src/grades/index.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, plusMs, SECOND_MS } from '../../../src/kit/clock.ts';
import { openTestDatabase } from '../../support/database.ts';
import { storeOutboxRows, type OutboxRow } from '../../support/outbox-rows.ts';
import { startTool } from '../../support/tool.ts';
import { makeGradeWorld, onlyStudent, type GradedLms, type GradeWorld } from './grade-world.ts';

describe('the figures of the outbox', () => {
  let world: GradeWorld;
  let figures: GradeFiguresSource;

  beforeEach(async () => {
    world = await makeGradeWorld();
    figures = createGradeFigures(world.db);
    await ensureIndexes(world.db);
  });
  afterEach(() => world.close());

  const outbox = (): ReturnType<typeof world.db.connection.collection> =>
    world.db.connection.collection('grades_outbox');
  async function figuresOf(platformId: string): Promise<GradeFigures> {
    const [one] = await figures.list([platformId], world.clock.now());
    return one!;
  }
  const nothing = {
    waiting: 0,
    due: 0,
    oldestAt: null,
    failing: null,
    refused: [],
    sentLastDay: 0,
  };
  type Stored = Partial<OutboxRow> & Pick<OutboxRow, 'state'>;
  async function store(docs: Stored[], db = world.db): Promise<void> {
    await storeOutboxRows(
      db,
      docs.map(doc => ({ platformId: 'p', eventAt: world.clock.now(), ...doc })),
    );
  }

  it('are noughts for a platform to which nothing was ever sent', async () => {
    expect(await figures.list([], world.clock.now())).to.deep.equal([]);
    expect(await figuresOf('p')).to.deep.equal({ platformId: 'p', ...nothing });
  });

  describe('follow real grades', () => {
    let at: GradedLms;
    beforeEach(async () => {
      at = await world.addLms();
    });

    it('from waiting to sent, and out of the day', async () => {
      const since = world.clock.now();
      await world.score(at, onlyStudent(at), 0.5);
      const platformId = at.platform.id;
      expect(await figuresOf(platformId)).to.deep.equal({
        platformId,
        ...nothing,
        waiting: 1,
        due: 1,
        oldestAt: since,
      });
      await world.grades.sendDue();
      expect(await figuresOf(platformId)).to.deep.equal({ platformId, ...nothing, sentLastDay: 1 });
      world.clock.advance(DAY_MS);
      expect(await figuresOf(platformId)).to.deep.equal({ platformId, ...nothing });
    });

    it('into waiting for a later try, when the platform does not answer', async () => {
      const since = world.clock.now();
      at.lms.calls.failNext('score', { status: 503 }, 1);
      await world.score(at, onlyStudent(at), 0.5);
      await world.grades.sendDue();
      world.clock.advance(SECOND_MS);
      const own = await figuresOf(at.platform.id);
      expect(own).to.include({ waiting: 1, due: 0, sentLastDay: 0 }).and.deep.include({ oldestAt: since });
      expect(own.failing).to.deep.equal({ since, reason: 'unavailable' });
      world.clock.advance(HOUR_MS);
      expect(await figuresOf(at.platform.id)).to.include({ waiting: 1, due: 1 });
    });

    it('into refused, with the reason', async () => {
      at.lms.calls.failNext('score', { status: 404 }, 1);
      await world.score(at, onlyStudent(at), 0.5);
      await world.grades.sendDue();
      expect(await figuresOf(at.platform.id)).to.deep.include({
        ...nothing,
        refused: [{ reason: 'gone', count: 1 }],
      });
    });
  });

  it('count each state by itself, and each platform by itself', async () => {
    const now = world.clock.now();
    const ago = (ms: number): Date => plusMs(now, -ms);
    const later = plusMs(now, HOUR_MS);
    await store([
      { state: 'waiting', dueAt: now, eventAt: ago(5 * MINUTE_MS) },
      { state: 'waiting', dueAt: plusMs(now, 1), eventAt: ago(3 * HOUR_MS) },
      { state: 'waiting', dueAt: later, failingSince: ago(HOUR_MS), reason: 'unavailable' },
      { state: 'waiting', dueAt: later, failingSince: ago(2 * HOUR_MS), reason: 'unauthorised' },
      { state: 'refused', reason: 'gone', eventAt: ago(9 * DAY_MS) },
      { state: 'refused', reason: 'not-gradable', failingSince: ago(9 * DAY_MS) },
      { state: 'refused', reason: 'not-gradable', sentAt: ago(HOUR_MS) },
      { state: 'sent', sentAt: ago(DAY_MS - 1), eventAt: ago(9 * DAY_MS) },
      { state: 'sent', sentAt: ago(DAY_MS) },
      { state: 'sent', sentAt: now },
      { state: 'none', eventAt: ago(9 * DAY_MS) },
      { state: 'waiting', dueAt: ago(DAY_MS), eventAt: ago(DAY_MS), platformId: 'q' },
    ]);
    expect(await figures.list(['q', 'p'], now)).to.deep.equal([
      { ...nothing, platformId: 'q', waiting: 1, due: 1, oldestAt: ago(DAY_MS) },
      {
        platformId: 'p',
        waiting: 4,
        due: 1,
        oldestAt: ago(3 * HOUR_MS),
        failing: { since: ago(2 * HOUR_MS), reason: 'unauthorised' },
        refused: [
          { reason: 'not-gradable', count: 2 },
          { reason: 'gone', count: 1 },
        ],
        sentLastDay: 2,
      },
    ]);
  });

  it('take no notice of documents from before there was a time of failing', async () => {
    await store([{ state: 'waiting', dueAt: world.clock.now(), reason: 'unavailable' }]);
    await outbox().updateMany({}, { $unset: { failingSince: 1 } });
    expect(await figuresOf('p')).to.include({ waiting: 1, failing: null });
  });

  it('are read from indexes: hardly a document is fetched, however many there are', async () => {
    const db = await openTestDatabase({ onCommand: () => undefined });
    const asked: mongo.Document[] = [];
    const tool = await startTool({ db });
    const own = createGradeFigures(db);
    const now = world.clock.now();
    // Not due for the sender of this tool.
    const later = plusMs(now, 1000 * DAY_MS);
    const many = (doc: Stored): Stored[] => Array.from({ length: 200 }, () => doc);
    await store(
      [
        ...many({ state: 'waiting', dueAt: later, failingSince: now, reason: 'unavailable' }),
        ...many({ state: 'refused', reason: 'gone' }),
        ...many({ state: 'sent', sentAt: now }),
      ],
      db,
    );
    db.connection.getClient().on('commandStarted', ({ command }) => asked.push(command));
    await own.list(['p'], now);
    const explained = await Promise.all(
      [...asked].map(({ lsid: _lsid, $db: _db, ...command }) =>
        db.connection.db!.command({ explain: command, verbosity: 'executionStats' }),
      ),
    );
    await tool.close();
    await db.close();
    expect(explained).to.have.length(6);
    const plans = JSON.stringify(explained);
    expect(plans).to.include('IXSCAN').and.not.include('COLLSCAN');
    const fetched = [...plans.matchAll(/"totalDocsExamined":(\d+)/g)].map(match => Number(match[1]));
    // One document: the one that has failed for longest, for its reason is in no index.
    expect(
      fetched.reduce((sum, one) => sum + one, 0),
      plans,
    ).to.equal(1);
  });
});
