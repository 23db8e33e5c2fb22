import { expect } from 'chai';
import { makeGradeWorld, onlyStudent, type GradeWorld } from './grade-world.ts';

describe('the sender', () => {
  let world: GradeWorld;

  beforeEach(async () => {
    world = await makeGradeWorld(3000);
  });
  afterEach(() => world.close());

  const until = async (isSo: () => boolean, withinMs: number): Promise<boolean> => {
    const end = performance.now() + withinMs;
    while (!isSo() && performance.now() < end) await new Promise(resolve => setTimeout(resolve, 10));
    return isSo();
  };

  it('sends at once what comes after its start', async () => {
    const at = await world.addLms();
    world.grades.start();
    // Past its first look at the outbox; the next is five seconds away.
    await new Promise(resolve => setTimeout(resolve, 200));
    await world.score(at, onlyStudent(at), 1);
    expect(await until(() => at.lms.calls.of('score').length === 1, 1500)).to.equal(true);
  });

  it('sends what lay there before its start', async () => {
    const at = await world.addLms();
    await world.score(at, onlyStudent(at), 1);
    expect(at.lms.calls.of('score')).to.have.length(0);
    world.grades.start();
    expect(await until(() => at.lms.calls.of('score').length === 1, 1500)).to.equal(true);
  });

  it('sends nothing more once it is stopped, and ends what was under way', async () => {
    const at = await world.addLms(8);
    for (let i = 0; i < 8; i += 1) at.lms.calls.failNext('score', { delayMs: 100 });
    for (const student of at.students) await world.score(at, student, 1);
    world.grades.start();
    await until(() => at.lms.calls.of('token').length === 1, 1500);
    await new Promise(resolve => setTimeout(resolve, 50));
    await world.grades.stop();
    const sent = at.lms.calls.of('score').length;
    expect(sent).to.be.within(1, 7);
    expect(at.lms.state.grades).to.have.length(sent);
    await world.score(at, onlyStudent(at), 0.5);
    await new Promise(resolve => setTimeout(resolve, 150));
    expect(at.lms.calls.of('score')).to.have.length(sent);
  });

  it('has at most four sends under way to one platform', async () => {
    const at = await world.addLms(12);
    let underWay = 0;
    let most = 0;
    for (const student of at.students) await world.score(at, student, 1);
    for (let i = 0; i < 12; i += 1) at.lms.calls.failNext('score', { delayMs: 30 });
    const take = at.lms.calls.takeFault.bind(at.lms.calls);
    at.lms.calls.takeFault = name => {
      if (name === 'score') {
        underWay += 1;
        most = Math.max(most, underWay);
        setTimeout(() => (underWay -= 1), 30);
      }
      return take(name);
    };
    await world.grades.sendDue();
    expect(at.lms.calls.of('score')).to.have.length(12);
    expect(most).to.be.within(2, 4);
  });

  it('is not slowed on its way to one platform by another that hangs', async () => {
    const hanging = await world.addLms(12);
    const well = await world.addLms(12);
    hanging.lms.calls.failNext('score', { delayMs: 60_000 }, 100);
    for (let i = 0; i < 12; i += 1) {
      await world.score(hanging, hanging.students[i] ?? onlyStudent(hanging), 1);
      await world.score(well, well.students[i] ?? onlyStudent(well), 1);
    }
    world.grades.start();
    expect(await until(() => well.lms.state.grades.length === 12, 2000)).to.equal(true);
    expect(hanging.lms.state.grades).to.have.length(0);
  });
});
