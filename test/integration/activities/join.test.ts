import { expect } from 'chai';
import type { Launch } from '../../../src/lti/launch.ts';
import type { Session } from '../../../src/lti/session.types.ts';
import { aLaunch } from '../../support/a-launch.ts';
import { openRoom, type Room } from '../../support/room.ts';

const NEW_QUIZ = { choice: 'new:quiz:usual', 'quiz.usual.title': 'Alku', 'quiz.usual.locale': 'sv' };
const teacher = { role: 'teacher', sub: 'teacher-1', name: 'Tuula Opettaja' } as const;
const colleague = { role: 'teacher', sub: 'colleague', name: 'Kalle Kollega' } as const;

describe('joining the earlier cohort', () => {
  let room: Room;
  let earlier: string;
  let fresh: string;

  const next = (facts: Partial<Launch> = {}) =>
    room.launch(
      aLaunch({
        custom: { activity: earlier },
        context: { id: 'next-term', earlierIds: [] },
        resourceLink: { id: 'copied-link' },
        ...facts,
      }),
    );
  const verdict = async (session: Session) =>
    room.activities.mayJoin(session, await room.activities.get(session.activityId ?? ''));

  beforeEach(async () => {
    room = await openRoom();
    const { session } = await room.launch(aLaunch(teacher));
    await room.post(session, 'activities/pick', NEW_QUIZ);
    earlier = room.sessions.get(session.id)?.activityId ?? '';
    fresh = (await next()).session.activityId ?? '';
    expect(fresh).to.not.equal(earlier);
  });
  afterEach(() => room.close());

  it('is offered to a teacher of both courses, and to no one else', async () => {
    const mine = await verdict((await next(teacher)).session);
    expect(mine.ok && mine.earlier).to.include({ id: earlier, title: 'Alku' });
    expect(await verdict((await next(colleague)).session)).to.deep.equal({
      ok: false,
      why: 'activities/join-not-yours',
    });
    expect((await verdict((await next({ role: 'visitor', sub: 'v' })).session)).ok).to.equal(false);
  });

  it('is not offered where there is nothing to join', async () => {
    const { session } = await room.launch(aLaunch(teacher));
    expect(await verdict(session)).to.deep.equal({ ok: false, why: 'activities/join-nothing' });
  });

  it('leads this link, and every launch of it, to the earlier activity and its language', async () => {
    const { session } = await next(teacher);
    expect(await room.post(session, 'activities/join')).to.include({ status: 303, location: 'dashboard' });
    expect(room.sessions.get(session.id)?.activityId).to.equal(earlier);
    const learner = await next({ sub: 'late', locale: 'en' });
    expect(learner.session).to.include({ activityId: earlier, locale: 'sv' });
    expect((await room.activities.findPlacement(learner.session.placementId ?? ''))?.activityId).to.equal(
      earlier,
    );
  });

  it('leads on who has the fresh run open, and a link that comes later', async () => {
    const waiting = (await next({ sub: 'early' })).session;
    await room.post((await next(teacher)).session, 'activities/join');
    const seen = JSON.parse((await room.get(waiting, 'quiz/seen')).body) as unknown;
    expect(seen).to.deep.equal({ activityId: earlier, sessionActivityId: earlier });
    expect(room.sessions.get(waiting.id)?.activityId).to.equal(earlier);
    expect((await next({ resourceLink: { id: 'a-second-link' } })).session.activityId).to.equal(earlier);
  });

  it('moves all links of the course, and shows the fresh run nowhere', async () => {
    await next({ resourceLink: { id: 'a-second-link' } });
    const { session } = await next(teacher);
    await room.post(session, 'activities/join');
    expect(await room.activities.listPlacements(fresh)).to.deep.equal([]);
    const here = await room.activities.listByClassroom(session.classroomId);
    expect(here.map(({ id }) => id)).to.deep.equal([earlier]);
  });

  it('may be asked for again, by the same form or by two teachers at once', async () => {
    const one = (await next(teacher)).session;
    const other = (await next(teacher)).session;
    const both = await Promise.all([room.post(one, 'activities/join'), room.post(other, 'activities/join')]);
    expect(both.map(({ status }) => status)).to.deep.equal([303, 303]);
    expect((await room.post(room.sessions.get(one.id)!, 'activities/join')).status).to.equal(303);
    expect((await next()).session.activityId).to.equal(earlier);
  });

  it('is finished by the next launch when it was broken off half-way', async () => {
    const waiting = (await next({ sub: 'early' })).session;
    await room.db.connection
      .collection<{ _id: string }>('activities_activities')
      .updateOne({ _id: fresh }, { $set: { movedToId: earlier } });
    expect((await next({ resourceLink: { id: 'a-second-link' } })).session.activityId).to.equal(earlier);
    expect((await room.get(waiting, 'quiz/seen')).body).to.include(earlier);
  });

  it('is refused once somebody has begun, and nothing changes', async () => {
    const { session } = await next(teacher);
    room.kind.begun.add(fresh);
    const answer = await room.post(session, 'activities/join');
    expect(answer.status).to.equal(409);
    expect(answer.body).to.include('Någon har redan börjat här');
    expect((await next()).session.activityId).to.equal(fresh);
  });

  it('is taken back when somebody begins at that very moment', async () => {
    const { session } = await next(teacher);
    const answers = [false, true];
    room.kind.hasBegun = async () => answers.shift() ?? true;
    expect((await room.post(session, 'activities/join')).status).to.equal(409);
    expect((await next()).session.activityId).to.equal(fresh);
    const seen = JSON.parse((await room.get(session, 'quiz/seen')).body) as { activityId: string };
    expect(seen.activityId).to.equal(fresh);
  });

  it('is refused to a learner and to a colleague who never taught there, with a page', async () => {
    for (const who of [{}, colleague]) {
      const { session } = await next(who);
      expect((await room.post(session, 'activities/join')).status).to.equal(403);
    }
    expect((await next()).session.activityId).to.equal(fresh);
  });

  it('makes the colleagues of the joined course its teachers, but of no other course', async () => {
    await room.post((await next(teacher)).session, 'activities/join');
    expect((await next(colleague)).session.activityId).to.equal(earlier);
    const elsewhere = await next({
      ...colleague,
      sub: 'stranger',
      context: { id: 'c', earlierIds: [] },
      resourceLink: { id: 'c' },
    });
    expect(elsewhere.session.activityId).to.not.equal(earlier);
    expect((await verdict(elsewhere.session)).ok).to.equal(false);
  });
});
