import { expect } from 'chai';
import { answerAll, openWorld, type World } from './world.ts';

describe('a version of an instrument', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld({ activity: { settings: { instrument: 'structural-social-work', version: 1 } } });
  });
  afterEach(() => world.close());

  const use = (version: number): void => {
    world.activity.settings = { instrument: 'structural-social-work', version };
  };
  const versions = async () =>
    (await world.documents('self_assessment_answers')).map(one => one['instrument'] as unknown);

  it('stays with whoever began with it, and is new for whoever begins later', async () => {
    const early = world.launch();
    await early.post('begin', { role: 'supervisor' });
    use(2);
    const late = world.launch({ participantId: 'participant-2' });
    await late.post('begin', { role: 'supervisor' });
    expect((await early.get('area/A')).body, 'version 1 asks of no unit').to.not.include('.unit"');
    expect((await late.get('area/A')).body).to.include('.unit"');
    expect((await early.get('reflections')).location, 'nor open questions').to.equal(
      'self-assessment/submit',
    );
    await answerAll(early);
    await early.post('submit');
    expect((await early.get('result')).status).to.equal(200);
    expect(await versions()).to.have.deep.members([
      { id: 'structural-social-work', version: 1 },
      { id: 'structural-social-work', version: 2 },
    ]);
  });

  it('is read anew by a process that remembers nothing', async () => {
    await world.launch().save({ statement: 'A1', skill: 3 });
    use(2);
    world.clock.advance(60 * 60_000);
    expect((await world.launch().save({ statement: 'E1', level: 3 })).status, 'version 1 has no E1').to.equal(
      422,
    );
  });
});
