import { expect } from 'chai';
import { createDecisions } from '../../../src/grades/decision.store.ts';
import type { Comparison } from '../../../src/grades/comparing.rules.ts';
import { ACTIVITY, makeGradeWorld, onlyStudent, type GradedLms, type GradeWorld } from './grade-world.ts';

const HOUR_MS = 3_600_000;
const TEACHER = 'teacher-1';

describe('the gradebook, compared with what was sent', () => {
  let world: GradeWorld;
  let at: GradedLms;

  beforeEach(async () => {
    world = await makeGradeWorld(1500);
    at = await world.addLms();
  });
  afterEach(() => world.close());

  const cell = () => at.lms.grade(at.link, onlyStudent(at));
  const results = () => at.lms.calls.of('results');
  const wish = () => ({
    activityId: ACTIVITY,
    participantId: world.idOf(at, onlyStudent(at)),
    by: TEACHER,
  });
  const state = async () => (await world.grades.listStates(ACTIVITY))[0];
  const comparison = async (): Promise<Comparison | null | undefined> => (await state())?.comparison;
  const send = async (value: number): Promise<void> => {
    world.clock.advance(5000);
    await world.score(at, onlyStudent(at), value);
    await world.grades.sendDue();
  };
  const override = (points: number | null): void => {
    world.clock.advance(5000);
    at.lms.overrideGrade(at.link, onlyStudent(at), points);
  };

  it('says nothing before the first look', async () => {
    await send(0.8);
    expect(await comparison()).to.equal(null);
    expect(await world.grades.findLastComparison(ACTIVITY)).to.equal(null);
  });

  it('is the same, page by page', async () => {
    const many = await world.addLms(230);
    for (const student of many.students) await world.score(many, student, 0.5);
    await world.grades.sendDue();
    await world.grades.compare(ACTIVITY);
    const states = await world.grades.listStates(ACTIVITY);
    expect(states).to.have.length(230);
    expect(states.every(one => one.comparison === 'same')).to.equal(true);
    expect(many.lms.calls.of('results').length).to.equal(3);
    expect(await world.grades.findLastComparison(ACTIVITY)).to.deep.equal({
      at: world.clock.now(),
      failure: null,
    });
  });

  it('differs where the LMS’s was changed, and tells what it holds', async () => {
    await send(0.8);
    override(3);
    await world.grades.compare(ACTIVITY);
    expect(await comparison()).to.equal('differs');
    expect((await state())?.shown).to.include({ value: 0.6, maximum: 5 });
    expect((await state())?.sentValue).to.equal(0.8);
  });

  it('is missing where the LMS’s was cleared', async () => {
    await send(0.8);
    override(null);
    await world.grades.compare(ACTIVITY);
    expect(await comparison()).to.equal('missing');
  });

  it('does not judge what is still on its way', async () => {
    await send(0.8);
    at.lms.calls.failNext('score', { status: 503 });
    await send(0.2);
    await world.grades.compare(ACTIVITY);
    expect(await comparison()).to.equal(null);
    expect((await state())?.shown).to.equal(null);
  });

  it('is not known any longer once another grade was sent', async () => {
    await send(0.8);
    override(3);
    await world.grades.compare(ACTIVITY);
    await send(1);
    expect(await comparison()).to.equal(null);
  });

  it('does not overwrite what a send found out meanwhile', async () => {
    await send(0.8);
    at.lms.calls.failNext('results', { after: true, delayMs: 200 });
    const comparing = world.grades.compare(ACTIVITY);
    await new Promise(resolve => setTimeout(resolve, 80));
    await send(0.2);
    await comparing;
    expect(await comparison()).to.equal(null);
  });

  describe('where they differ', () => {
    beforeEach(async () => {
      await send(0.8);
      override(3);
      await world.grades.compare(ACTIVITY);
      world.clock.advance(5000);
    });

    it('keeps theirs when the teacher says so, and asks no more', async () => {
      await world.grades.keepTheirs(wish());
      expect(await comparison()).to.equal('kept');
      await world.grades.compare(ACTIVITY);
      expect(await comparison()).to.equal('kept');
      expect(cell()?.final).to.equal(3);
    });

    it('asks again when the kept one was changed', async () => {
      await world.grades.keepTheirs(wish());
      override(2);
      await world.grades.compare(ACTIVITY);
      expect(await comparison()).to.equal('differs');
    });

    it('sends ours when the teacher says so, and looks what came of it: an override in Moodle stays', async () => {
      await world.grades.resend(wish());
      await world.grades.sendDue();
      expect(cell()).to.include({ raw: 4, final: 3 });
      expect(await comparison()).to.equal('differs');
    });

    it('sends ours when the teacher says so, and it stands where nothing was overridden', async () => {
      const overridden = cell();
      if (overridden) overridden.isOverridden = false;
      await world.grades.resend(wish());
      await world.grades.sendDue();
      expect(cell()?.final).to.equal(4);
      expect(await comparison()).to.equal('same');
    });

    it('leaves theirs alone when all are sent again', async () => {
      const overridden = cell();
      if (overridden) overridden.isOverridden = false;
      await world.grades.resend({ activityId: ACTIVITY, by: TEACHER });
      await world.grades.sendDue();
      expect(cell()?.final).to.equal(3);
      expect(at.lms.calls.of('score')).to.have.length(1);
    });

    it('writes down who decided what, and when', async () => {
      await world.grades.keepTheirs(wish());
      world.clock.advance(60_000);
      await world.grades.resend(wish());
      const { participantId } = wish();
      const decided = await createDecisions(world.db).list(ACTIVITY, participantId);
      const before = new Date(world.clock.now().getTime() - 60_000);
      expect(decided).to.deep.equal([
        { at: before, activityId: ACTIVITY, participantId, decision: 'keep-theirs', by: TEACHER },
        { at: world.clock.now(), activityId: ACTIVITY, participantId, decision: 'send-again', by: TEACHER },
      ]);
    });
  });

  it('sends again what is missing when all are sent again', async () => {
    await send(0.8);
    override(null);
    const cleared = cell();
    if (cleared) cleared.isOverridden = false;
    await world.grades.compare(ACTIVITY);
    world.clock.advance(5000);
    await world.grades.resend({ activityId: ACTIVITY, by: TEACHER });
    await world.grades.sendDue();
    expect(cell()?.final).to.equal(4);
    expect(await comparison()).to.equal('same');
  });

  it('shows theirs after a refusal, which the teacher may let stand', async () => {
    await world.score(at, onlyStudent(at), 0.8);
    override(3);
    await world.grades.sendDue();
    expect(await state()).to.include({ state: 'refused', reason: 'platform-newer', comparison: null });
    await world.grades.keepTheirs(wish());
    expect((await state())?.shown).to.include({ value: 0.6, maximum: 5, isKept: true });
  });

  describe('when it cannot be read', () => {
    const failures = [
      [{ status: 503 }, 'unavailable'],
      [{ status: 403 }, 'forbidden'],
      [{ status: 404 }, 'gone'],
      [{ status: 200, body: '<html>' }, 'unavailable'],
    ] as const;
    for (const [fault, failure] of failures) {
      it(`says why: ${failure} (${String(fault.status)}), and what was known stays`, async () => {
        await send(0.8);
        await world.grades.compare(ACTIVITY);
        const before = world.clock.now();
        world.clock.advance(60_000);
        at.lms.calls.failNext('results', fault);
        await world.grades.compare(ACTIVITY);
        expect(await world.grades.findLastComparison(ACTIVITY)).to.deep.equal({ at: before, failure });
        expect(await comparison()).to.equal('same');
      });
    }

    it('to its end, nobody is missing who may be on the rest', async () => {
      await send(0.8);
      at.lms.calls.failNext('results', {
        status: 200,
        body: '[]',
        headers: { link: '<https://elsewhere.example/results?page=2>; rel="next"' },
      });
      await world.grades.compare(ACTIVITY);
      expect(await comparison()).to.equal(null);
      expect((await world.grades.findLastComparison(ACTIVITY))?.failure).to.equal('incomplete');
    });
  });

  describe('each day', () => {
    it('is read by itself, once', async () => {
      await send(0.8);
      await world.grades.compareDue();
      await world.grades.compareDue();
      expect(results()).to.have.length(1);
      expect(await comparison()).to.equal('same');
      world.clock.advance(23 * HOUR_MS);
      await world.grades.compareDue();
      expect(results()).to.have.length(1);
      world.clock.advance(HOUR_MS);
      await world.grades.compareDue();
      expect(results()).to.have.length(2);
    });

    it('is read by one of several processes', async () => {
      await send(0.8);
      await Promise.all(
        [world.grades, world.anotherWorker(), world.anotherWorker()].map(w => w.compareDue()),
      );
      expect(results()).to.have.length(1);
    });

    it('is asked for again after an hour when the platform was away, and costs the others nothing', async () => {
      const well = await world.addLms();
      await world.score(well, onlyStudent(well), 1);
      await send(0.8);
      at.lms.calls.failNext('results', { status: 503 });
      await world.grades.compareDue();
      expect(results()).to.have.length(1);
      expect(well.lms.calls.of('results')).to.have.length(1);
      world.clock.advance(HOUR_MS);
      await world.grades.compareDue();
      expect(results()).to.have.length(2);
      expect(well.lms.calls.of('results')).to.have.length(1);
    });

    it('is left alone when nothing was sent there for long', async () => {
      await send(0.8);
      world.clock.advance(201 * 24 * HOUR_MS);
      await world.grades.compareDue();
      expect(results()).to.have.length(0);
    });
  });
});
