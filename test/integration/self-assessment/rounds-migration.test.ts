import { expect } from 'chai';
import { rounds } from '../../../src/db/migrations/0002-rounds.ts';
import { answerAll, openWorld, type World } from './world.ts';

describe('answers from before there were rounds', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  /** Takes back what rounds added, as it lies in a database of an earlier version. */
  const goBack = async (): Promise<void> => {
    const { connection } = world.db;
    const answers = connection.collection('self_assessment_answers');
    await answers.dropIndex('pseudonym_1_activityId_1_round_1');
    await answers.createIndex({ pseudonym: 1, activityId: 1 }, { unique: true }, {});
    const added = {
      round: '',
      role: '',
      platformId: '',
      hasConsent: '',
      release: '',
    } as const;
    await answers.updateMany({}, { $unset: added });
    const progress = connection.collection('self_assessment_progress');
    await progress.updateMany({}, { $set: { state: 'done' }, $unset: { rounds: '' } });
    await connection
      .collection<{ _id: string }>('activities_activities')
      .insertOne({ _id: 'activity-1', platformId: 'platform-1' } as never);
  };

  it('belong to the first round, once, however often the step begins', async () => {
    const visit = world.launch();
    await answerAll(visit);
    await visit.post('submit');
    const { rounds: expected } = (await world.documents('self_assessment_progress'))[0] ?? {};
    const [record] = await world.documents('self_assessment_answers');
    await goBack();
    await rounds.up(world.db.connection);
    await rounds.up(world.db.connection);
    const [progress] = await world.documents('self_assessment_progress');
    expect(progress).to.deep.include({ rounds: expected }).and.not.have.property('state');
    expect(await world.documents('self_assessment_answers')).to.deep.equal([record]);
    const indexes = await world.db.connection.collection('self_assessment_answers').indexes();
    expect(indexes.map(index => index.name)).to.not.include('pseudonym_1_activityId_1');
    expect((await visit.get('result')).status).to.equal(200);
  });

  it('are none in a new database', async () => {
    await rounds.up(world.db.connection);
    expect(await world.documents('self_assessment_answers')).to.be.empty;
  });
});
