import { expect } from 'chai';
import type { Activity } from '../../../src/activities/activity.ts';
import { aLaunch } from '../../support/a-launch.ts';
import { fakeKind, type FakeKind } from '../../support/fake-kind.ts';
import { openRoom, type Room } from '../../support/room.ts';

const NEW_QUIZ = { choice: 'new:quiz:usual', 'quiz.usual.title': 'Kurssi', 'quiz.usual.locale': '' };
const teacher = { role: 'teacher', sub: 'teacher-1' } as const;

/** What the page within a part is opened with. */
interface Seen {
  activity: Activity & { partOfId: string | null };
  activityId: string;
  placementId?: string;
  whole?: { activity: Activity; placementId?: string };
  back?: { path: string; title: string };
}

describe('an activity inside another', () => {
  let room: Room;
  let essay: FakeKind;
  beforeEach(async () => {
    essay = fakeKind('essay');
    essay.asPart = {
      phasesOf: async (_id, person) => ({
        draft: { state: 'open', hasBegun: person !== null, doneAt: null },
      }),
      resultPath: phase => `essay/${phase}`,
    };
    room = await openRoom(essay);
    room.kind.partsOf = () => ['essay'];
  });
  afterEach(() => room.close());

  async function place(): Promise<string> {
    const { session } = await room.launch(aLaunch(teacher));
    await room.post(session, 'activities/pick', NEW_QUIZ);
    return room.sessions.get(session.id)?.activityId ?? '';
  }
  const stored = () => room.db.connection.collection('activities_activities').find().toArray();
  const see = async (launch = aLaunch()): Promise<Seen> => {
    const { session } = await room.launch(launch);
    return JSON.parse((await room.get(session, 'essay/seen')).body) as Seen;
  };

  it('is made once, however many come to it at the same moment', async () => {
    const wholeId = await place();
    const launches = await Promise.all(
      Array.from({ length: 12 }, (_, index) => room.launch(aLaunch({ sub: `sub-${String(index)}` }))),
    );
    const answers = await Promise.all(launches.map(({ session }) => room.get(session, 'essay/seen')));
    const ids = new Set(answers.map(({ body }) => (JSON.parse(body) as Seen).activityId));
    expect(ids.size).to.equal(1);
    const parts = (await stored()).filter(one => one['partOfId'] === wholeId);
    expect(parts.map(({ _id }) => String(_id))).to.deep.equal([...ids]);
    expect(parts[0]).to.include({ kind: 'essay', points: null, gradeForm: 'points' });
    expect(parts[0]?.['settings']).to.deep.equal({ areas: 3 });
  });

  it('knows no link of its own, is called in the reader’s language, and leads back to the whole', async () => {
    const wholeId = await place();
    const seen = await see(aLaunch({ locale: 'sv' }));
    expect(seen.placementId).to.equal(undefined);
    expect(seen.whole?.placementId).to.be.a('string');
    expect(seen.whole?.activity.id).to.equal(wholeId);
    expect(seen.activity).to.include({ title: 'Frågesport', partOfId: wholeId });
    expect(seen.back).to.include({ path: 'quiz/learner', title: 'Kurssi' });
    expect((await see(aLaunch(teacher))).back).to.include({ path: 'quiz/teacher' });
  });

  it('is there only where the whole says so, and only through the whole', async () => {
    await place();
    const { activityId } = await see();
    room.kind.partsOf = () => [];
    const { session } = await room.launch(aLaunch());
    expect((await room.get(session, 'essay/seen')).status).to.equal(404);
    const stranger = { resourceLink: { id: 'another' }, custom: { activity: activityId } };
    expect((await room.launch(aLaunch(stranger))).session.activityId).to.equal(undefined);
    const picked = await room.launch(aLaunch({ ...teacher, resourceLink: { id: 'third' } }));
    expect((await room.get(picked.session, 'activities/pick')).body).to.not.include(activityId);
    const forged = await room.post(picked.session, 'activities/pick', { choice: activityId });
    expect(forged.status).to.equal(422);
  });

  it('is a fresh one in a copied course, with the settings that it had', async () => {
    const wholeId = await place();
    const { activityId } = await see();
    await room.activities.changeSettings(activityId, { areas: 9 });
    const copy = { context: { id: 'next', earlierIds: [] }, resourceLink: { id: 'copy' } };
    const copied = await see(aLaunch({ ...copy, custom: { activity: wholeId } }));
    expect(copied.activityId).to.not.equal(activityId);
    expect(copied.activity.settings).to.deep.equal({ areas: 9 });
  });

  it('keeps an edited link where it is once somebody has begun in it', async () => {
    const wholeId = await place();
    essay.begun.add((await see()).activityId);
    const other = aLaunch({ ...teacher, resourceLink: { id: 'other' } });
    const { session } = await room.launch(other);
    await room.post(session, 'activities/pick', NEW_QUIZ);
    const otherId = room.sessions.get(session.id)?.activityId ?? '';
    expect(otherId).to.not.equal(wholeId);
    expect((await room.launch(aLaunch({ custom: { activity: otherId } }))).session.activityId).to.equal(
      wholeId,
    );
  });

  it('is cleared with a trial run of the whole', async () => {
    const wholeId = await place();
    const { activityId } = await see();
    const { session } = await room.launch(aLaunch({ isTestUser: true }));
    const { participantId = '' } = room.sessions.get(session.id) ?? {};
    await room.post({ ...session }, 'activities/clear-trial');
    if (session.isTrial)
      expect(essay.cleared.concat(room.kind.cleared)).to.deep.equal([
        `${activityId}/${participantId}`,
        `${wholeId}/${participantId}`,
      ]);
    else expect.fail('the launch is no trial');
  });

  it('tells the whole how it stands for someone, and tells nobody where there is none', async () => {
    const whole = await room.activities.get(await place());
    const { parts } = room.activities;
    const own = await parts.standingOf(whole, 'essay', 'participant-1');
    expect(own?.phases).to.deep.equal({ draft: { state: 'open', hasBegun: true, doneAt: null } });
    expect(own?.resultPath('draft')).to.equal('essay/draft');
    expect((await parts.standingOf(whole, 'essay', null))?.phases['draft']?.hasBegun).to.equal(false);
    room.kind.partsOf = () => [];
    expect(await parts.standingOf(whole, 'essay', null)).to.equal(null);
  });
});
