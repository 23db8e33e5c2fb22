import { expect } from 'chai';
import type { Launch } from '../../../src/lti/launch.ts';
import { aLaunch } from '../../support/a-launch.ts';
import { openRoom, type Room } from '../../support/room.ts';

const NEW_QUIZ = {
  choice: 'new:quiz:usual',
  'quiz.usual.title': 'Alku',
  'quiz.usual.locale': 'sv',
  'quiz.usual.dueAt': '2026-11-27T23:59',
};
const course = (id: string): Partial<Launch> => ({
  context: { id, earlierIds: [] },
  resourceLink: { id: `link-${id}` },
});
const teacher = { role: 'teacher', sub: 'teacher-1', name: 'Tuula Opettaja' } as const;
const attacker = { role: 'teacher', sub: 'attacker', name: 'Vilppi Vieras' } as const;
const otherPlatform = { platformId: 'platform-2', deploymentId: 'deployment-2' };

describe('an activity’s uuid', () => {
  let room: Room;
  let activityId: string;

  beforeEach(async () => {
    room = await openRoom();
    const { session } = await room.launch(aLaunch({ ...teacher, ...course('home') }));
    await room.post(session, 'activities/pick', NEW_QUIZ);
    activityId = room.sessions.get(session.id)?.activityId ?? '';
  });
  afterEach(() => room.close());

  const launch = (facts: Partial<Launch>, id = activityId) =>
    room.launch(aLaunch({ custom: { activity: id }, ...facts }));
  const activityOf = async (facts: Partial<Launch>, id = activityId): Promise<string> =>
    (await launch(facts, id)).session.activityId ?? 'nothing';
  const count = () => room.db.connection.collection('activities_activities').countDocuments();

  it('leads to the activity at home, from any number of links', async () => {
    expect(await activityOf(course('home'))).to.equal(activityId);
    expect(await activityOf({ ...course('home'), resourceLink: { id: 'a-second-link' } })).to.equal(
      activityId,
    );
    expect(await count()).to.equal(1);
  });

  it('leads to the activity also after the LMS has begun to name its courses', async () => {
    const nameless = { resourceLink: { id: 'nameless' }, context: undefined };
    const own = await activityOf(nameless);
    expect(own).to.not.equal(activityId);
    expect(await activityOf({ ...course('named'), resourceLink: { id: 'nameless' } })).to.equal(own);
    expect(await activityOf({ ...course('named'), resourceLink: { id: 'second' } }, own)).to.equal(own);
  });

  it('is a fresh run in another classroom, for a student who comes before the teacher', async () => {
    const { session, path } = await launch(course('next-term'));
    expect(path).to.equal('quiz/learner');
    expect(session.activityId).to.not.equal(activityId);
    const fresh = await room.activities.get(session.activityId ?? '');
    const source = await room.activities.get(activityId);
    expect(fresh).to.deep.include({
      kind: 'quiz',
      title: 'Alku',
      locale: 'sv',
      settings: { areas: 3 },
      dueAt: source.dueAt,
      copiedFromId: activityId,
      classroomId: session.classroomId,
      isScheduleOpen: false,
    });
  });

  it('is a fresh run whose dates are switched off once they have passed', async () => {
    room.clock.advance(100 * 86_400_000);
    const fresh = await room.activities.get(await activityOf(course('next-term')));
    expect(fresh).to.include({ dueAt: null, isScheduleOpen: true });
  });

  it('is a fresh run in a copy of a copy, of that course’s own', async () => {
    const second = await activityOf(course('second'));
    const third = await activityOf(course('third'));
    const ofFresh = await activityOf(course('fourth'), second);
    expect(new Set([activityId, second, third, ofFresh]).size).to.equal(4);
    expect((await room.activities.get(third)).copiedFromId).to.equal(activityId);
    expect((await room.activities.get(ofFresh)).copiedFromId).to.equal(second);
  });

  it('is one fresh run for all links of a classroom', async () => {
    const one = await activityOf(course('next-term'));
    const other = await activityOf({ ...course('next-term'), resourceLink: { id: 'a-second-link' } });
    expect(other).to.equal(one);
  });

  it('is one fresh run and one placement for twenty students and two links at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        activityOf({
          ...course('next-term'),
          sub: `sub-${index}`,
          resourceLink: { id: `link-${index % 2}` },
        }),
      ),
    );
    expect(new Set(all).size).to.equal(1);
    expect(all[0]).to.not.equal(activityId);
    expect(await count()).to.equal(2);
    expect(await room.activities.listPlacements(all[0] ?? '')).to.have.lengthOf(2);
  });

  for (const [who, place] of [
    ['of another course', course('attack')],
    ['of another platform', { ...otherPlatform, ...course('attack') }],
    ['of another platform whose course and link have the same ids', { ...otherPlatform, ...course('home') }],
    [
      'of another deployment whose course and link have the same ids',
      { deploymentId: 'deployment-2', ...course('home') },
    ],
  ] as [string, Partial<Launch>][]) {
    describe(`in the hands of a teacher ${who}`, () => {
      it('opens a run of their own, and neither shows nor changes the activity', async () => {
        room.kind.begun.add(activityId);
        const before = await room.activities.get(activityId);
        const { session, path } = await launch({ ...attacker, ...place });
        expect(path).to.equal('dashboard');
        expect(session.activityId).to.not.equal(activityId);
        await room.post(session, 'activities/settings', { title: 'Minun', locale: 'en', dueAt: '' });
        expect(await room.activities.get(activityId)).to.deep.equal(before);
        expect(await room.activities.listPlacements(activityId)).to.have.lengthOf(1);
      });

      it('does not let them join it', async () => {
        const { session } = await launch({ ...attacker, ...place });
        expect((await room.post(session, 'activities/join')).status).to.equal(403);
        expect((await launch({ ...attacker, ...place })).session.activityId).to.equal(session.activityId);
      });

      it('cannot be picked by its id', async () => {
        const { session } = await room.launch(
          aLaunch({ ...attacker, ...place, resourceLink: { id: 'an-empty-link' } }),
        );
        const answer = await room.post(session, 'activities/pick', { choice: activityId });
        expect(answer.status).to.equal(422);
        expect((await room.get(session, `activities/pick?activity=${activityId}`)).body).to.not.include(
          activityId,
        );
        expect(await room.activities.listPlacements(activityId)).to.have.lengthOf(1);
      });
    });
  }

  it('does not make a teacher of it whoever knows it: a namesake on another platform is a stranger', async () => {
    const { session } = await launch({ ...teacher, ...otherPlatform, ...course('next-term') });
    expect((await room.post(session, 'activities/join')).status).to.equal(403);
  });

  it('opens nothing when nobody knows it, and is no fault', async () => {
    const unknown = '0b7e6f0a-6a4c-4c2e-9d56-0f9a3a1c2b3d';
    const { session, path } = await launch({ ...attacker, ...course('attack') }, unknown);
    expect(path).to.equal('activities/pick');
    expect(session.activityId).to.equal(undefined);
    expect((await launch(course('attack'), 'not a uuid')).path).to.equal('activities/waiting');
    expect(await count()).to.equal(1);
  });

  describe('of an activity that was set up without a context', () => {
    const deepLinking = {
      returnUrl: 'https://lms.example/return',
      acceptTypes: [],
      acceptMultiple: true,
      acceptLineItem: true,
    };
    let unclaimed: string;

    beforeEach(async () => {
      const nowhere = {
        message: 'deep-linking',
        context: undefined,
        resourceLink: undefined,
        deepLinking,
      } as const;
      const { session } = await room.launch(aLaunch({ ...teacher, ...nowhere }));
      await room.post(session, 'activities/pick', NEW_QUIZ);
      unclaimed = room.answers.at(-1)?.[0]?.custom['activity'] ?? '';
      expect((await room.activities.get(unclaimed)).classroomId).to.equal(null);
    });

    it('belongs to the classroom of its first launch, and to no other', async () => {
      expect(await activityOf(course('first'), unclaimed)).to.equal(unclaimed);
      expect(await activityOf(course('second'), unclaimed)).to.not.equal(unclaimed);
      expect(await activityOf({ ...course('first'), resourceLink: { id: 'another' } }, unclaimed)).to.equal(
        unclaimed,
      );
    });

    it('belongs to one of twenty classrooms that come at once', async () => {
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, index) => activityOf(course(`c-${index}`), unclaimed)),
      );
      expect(all.filter(id => id === unclaimed)).to.have.lengthOf(1);
      expect(new Set(all).size).to.equal(20);
    });

    it('cannot be claimed from another platform', async () => {
      expect(await activityOf({ ...otherPlatform, ...course('attack') }, unclaimed)).to.not.equal(unclaimed);
      expect(await activityOf(course('first'), unclaimed)).to.equal(unclaimed);
    });
  });
});

describe('a link that its teacher edits to name another activity', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  const make = async (link: string): Promise<string> => {
    const { session } = await room.launch(aLaunch({ ...teacher, resourceLink: { id: link } }));
    await room.post(session, 'activities/pick', NEW_QUIZ);
    return room.sessions.get(session.id)?.activityId ?? '';
  };
  const open = (activity: string | undefined, facts: Partial<Launch> = {}) =>
    room.launch(
      aLaunch({
        custom: activity === undefined ? {} : { activity },
        resourceLink: { id: 'edited' },
        ...facts,
      }),
    );

  it('follows while nobody has begun, and back again', async () => {
    const [one, other] = [await make('a'), await make('b')];
    expect((await open(one)).session.activityId).to.equal(one);
    expect((await open(other)).session.activityId).to.equal(other);
    expect((await open(one)).session.activityId).to.equal(one);
  });

  it('keeps what it shows once somebody has begun, tells the teacher, and asks only once', async () => {
    const [one, other] = [await make('a'), await make('b')];
    await open(one);
    room.kind.begun.add(one);
    expect((await open(other)).session.activityId).to.equal(one);
    room.commands.length = 0;
    const { session } = await open(other, { ...teacher });
    expect(session.activityId).to.equal(one);
    expect(room.commands).to.have.lengthOf(2);
    expect((await room.get(session, 'activities/settings')).body).to.include(
      'Länken visar fortfarande den här aktiviteten',
    );
  });

  it('keeps what it shows when the new name is unknown or taken away', async () => {
    const one = await make('a');
    await open(one);
    expect((await open('0b7e6f0a-6a4c-4c2e-9d56-0f9a3a1c2b3d')).session.activityId).to.equal(one);
    expect((await open(undefined)).session.activityId).to.equal(one);
  });

  it('cannot be led into another classroom’s activity', async () => {
    const one = await make('a');
    await open(one);
    const elsewhere = {
      ...attacker,
      context: { id: 'attack', earlierIds: [] },
      resourceLink: { id: 'attack' },
    };
    const own = await room.launch(aLaunch(elsewhere));
    await room.post(own.session, 'activities/pick', NEW_QUIZ);
    const { session } = await room.launch(aLaunch({ ...elsewhere, custom: { activity: one } }));
    expect(session.activityId).to.not.equal(one);
    expect((await room.activities.get(session.activityId ?? '')).copiedFromId).to.equal(one);
  });
});
