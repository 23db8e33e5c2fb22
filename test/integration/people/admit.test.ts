import { expect } from 'chai';
import { ensureIndexes, type Database } from '../../../src/db/index.ts';
import { MINUTE_MS, SECOND_MS } from '../../../src/kit/clock.ts';
import { classroomIdOf, createPeople, type People } from '../../../src/people/index.ts';
import type { Session } from '../../../src/lti/session.types.ts';
import { aLaunch } from '../../support/a-launch.ts';
import { openTestDatabase } from '../../support/database.ts';
import { settableClock, type SettableClock } from '../../support/settable-clock.ts';

const asTeacher = { sub: 'teacher-1', name: 'Tuula Opettaja', role: 'teacher' } as const;

describe('admitting people', () => {
  let db: Database;
  let people: People;
  let clock: SettableClock;
  const commands: string[] = [];

  beforeEach(async () => {
    db = await openTestDatabase({ onCommand: name => commands.push(name) });
    clock = settableClock('2026-09-01T09:00:00Z');
    people = createPeople({ db, clock });
    await ensureIndexes(db);
    commands.length = 0;
  });
  afterEach(() => db.close());

  const classroom = async (launch = aLaunch()) => (await people.listClassrooms([classroomIdOf(launch)]))[0];
  const countParticipants = () => db.connection.collection('people_participants').countDocuments();

  it('makes a participant of a learner, and finds the same again without asking the database', async () => {
    const first = await people.admit(aLaunch());
    expect(commands).to.deep.equal(['findAndModify', 'find', 'findAndModify']);
    clock.advance(1000);
    commands.length = 0;
    const second = await people.admit(aLaunch());
    expect(second).to.deep.equal(first);
    expect(commands).to.deep.equal([]);
    expect(first).to.include({ isTrial: false, chosenLocale: undefined });
    expect(await people.find(first.participantId ?? '')).to.deep.equal({
      id: first.participantId,
      platformId: 'platform-1',
      sub: 'sub-1',
      name: 'Aino Aalto',
      locale: null,
      isTrial: false,
      classrooms: [{ id: first.classroomId, lastSeenAt: new Date('2026-09-01T09:00:00Z') }],
      createdAt: new Date('2026-09-01T09:00:00Z'),
    });
  });

  it('notes that a learner is still here once in ten minutes', async () => {
    const { participantId = '' } = await people.admit(aLaunch());
    clock.advance(11 * MINUTE_MS);
    await people.admit(aLaunch());
    expect((await people.find(participantId))?.classrooms[0]?.lastSeenAt).to.deep.equal(clock.now());
  });

  it('sees within ten seconds that another process noted a learner as staff', async () => {
    await people.admit(aLaunch());
    await createPeople({ db, clock }).admit(aLaunch({ role: 'teacher' }));
    clock.advance(11 * SECOND_MS);
    expect((await people.admit(aLaunch())).isTrial).to.equal(true);
  });

  it('renews what a launch says anew of its classroom, and keeps what it leaves out', async () => {
    const ags = { scopes: ['score'], lineItemsUrl: 'https://lms.example/items' };
    await people.admit(aLaunch());
    await people.admit(aLaunch({ ags, membershipsUrl: 'https://lms.example/roster' }));
    await people.admit(aLaunch());
    expect(await classroom()).to.deep.include({ ags, membershipsUrl: 'https://lms.example/roster' });
    await people.admit(aLaunch({ ags: { ...ags, scopes: [] } }));
    expect((await classroom())?.ags).to.deep.equal({ ...ags, scopes: [] });
  });

  it('knows the same person in two courses, and two people of one id on two platforms', async () => {
    const one = await people.admit(aLaunch());
    const other = await people.admit(aLaunch({ context: { id: 'course-2', earlierIds: [] } }));
    const stranger = await people.admit(aLaunch({ platformId: 'platform-2' }));
    expect(other.participantId).to.equal(one.participantId);
    expect(stranger.participantId).to.not.equal(one.participantId);
    const participant = await people.find(one.participantId ?? '');
    expect(participant?.classrooms.map(({ id }) => id)).to.have.members([one.classroomId, other.classroomId]);
    const listed = await people.listByClassroom(other.classroomId);
    expect(listed.map(({ id }) => id)).to.deep.equal([one.participantId]);
    expect(await people.countLearners([one.classroomId, other.classroomId])).to.equal(1);
    expect(await people.countLearners([one.classroomId, stranger.classroomId])).to.equal(2);
  });

  it('keeps a name that a later launch leaves out, and takes a new one', async () => {
    const { participantId = '' } = await people.admit(aLaunch());
    await people.admit(aLaunch({ name: undefined }));
    expect((await people.find(participantId))?.name).to.equal('Aino Aalto');
    await people.admit(aLaunch({ name: 'Aino Koski' }));
    expect((await people.find(participantId))?.name).to.equal('Aino Koski');
  });

  it('takes names, ids and titles that look like fields or operators as they are', async () => {
    const facts = {
      sub: '$sub',
      name: '$$ROOT',
      context: { id: '$context', title: '$title', earlierIds: ['$_id'] },
    };
    const { participantId = '' } = await people.admit(aLaunch(facts));
    await people.admit(aLaunch({ ...facts, sub: '$name', role: 'teacher' }));
    expect(await people.find(participantId)).to.include({ sub: '$sub', name: '$$ROOT' });
    const known = await classroom(aLaunch(facts));
    expect(known).to.deep.include({ contextId: '$context', title: '$title', earlierContextIds: ['$_id'] });
    expect(known?.staff).to.deep.equal([
      { sub: '$name', name: '$$ROOT', locale: null, lastSeenAt: clock.now() },
    ]);
  });

  it('remembers of a classroom what some launches leave out', async () => {
    const ags = { scopes: ['score'], lineItemsUrl: 'https://lms.example/items' };
    await people.admit(aLaunch({ ags, membershipsUrl: 'https://lms.example/members' }));
    await people.admit(aLaunch({ context: { id: 'course-1', earlierIds: ['course-0'] } }));
    expect(await classroom()).to.deep.equal({
      id: classroomIdOf(aLaunch()),
      platformId: 'platform-1',
      deploymentId: 'deployment-1',
      contextId: 'course-1',
      title: 'Kurssi',
      earlierContextIds: ['course-0'],
      membershipsUrl: 'https://lms.example/members',
      ags: { scopes: ['score'], lineItemsUrl: 'https://lms.example/items' },
      staff: [],
      createdAt: clock.now(),
    });
  });

  it('notes a teacher as staff once, in one trip, and leaves no participant', async () => {
    const first = await people.admit(aLaunch(asTeacher));
    expect(commands).to.have.lengthOf(1);
    clock.advance(1000);
    await people.admit(aLaunch({ ...asTeacher, name: undefined }));
    expect(first).to.deep.equal({
      classroomId: classroomIdOf(aLaunch()),
      participantId: undefined,
      isTrial: false,
      chosenLocale: undefined,
    });
    expect((await classroom())?.staff).to.deep.equal([
      { sub: 'teacher-1', name: 'Tuula Opettaja', locale: null, lastSeenAt: clock.now() },
    ]);
    expect(await countParticipants()).to.equal(0);
    expect(await people.isStaff(first.classroomId, 'teacher-1')).to.equal(true);
    expect(await people.isStaff(first.classroomId, 'sub-1')).to.equal(false);
  });

  it('notes nothing of a visitor', async () => {
    const visitor = await people.admit(aLaunch({ role: 'visitor' }));
    expect(visitor).to.include({ participantId: undefined, isTrial: false });
    expect(await countParticipants()).to.equal(0);
    expect((await classroom())?.staff).to.deep.equal([]);
  });

  it('gives a trial run to whoever is known as staff of this classroom and comes as learner', async () => {
    await people.admit(aLaunch(asTeacher));
    const trial = await people.admit(aLaunch({ ...asTeacher, role: 'learner' }));
    const elsewhere = await people.admit(
      aLaunch({ ...asTeacher, role: 'learner', context: { id: 'course-2', earlierIds: [] } }),
    );
    expect(trial.isTrial).to.equal(true);
    expect(elsewhere.isTrial).to.equal(false);
    expect(elsewhere.participantId).to.not.equal(trial.participantId);
    expect(await people.countLearners([trial.classroomId])).to.equal(0);
    expect(await people.listByClassroom(trial.classroomId)).to.deep.equal([]);
    expect(await people.findParticipants([trial.participantId ?? ''])).to.have.lengthOf(1);
  });

  it('finds staff in any of several classrooms', async () => {
    const { classroomId } = await people.admit(aLaunch(asTeacher));
    expect(await people.isStaffOfAny(['elsewhere', classroomId], 'teacher-1')).to.equal(true);
    expect(await people.isStaffOfAny(['elsewhere'], 'teacher-1')).to.equal(false);
    expect(await people.isStaffOfAny([], 'teacher-1')).to.equal(false);
  });

  it('remembers a language that was chosen: a learner’s everywhere, a teacher’s in the classroom', async () => {
    const learner = await people.admit(aLaunch());
    const teacher = await people.admit(aLaunch(asTeacher));
    const session = { deploymentId: 'deployment-1', classroomId: learner.classroomId } as Session;
    await people.setLocale({ ...session, role: 'learner', participantId: learner.participantId }, 'sv');
    await people.setLocale({ ...session, role: 'teacher', sub: 'teacher-1', participantId: undefined }, 'en');
    await people.setLocale({ ...session, role: 'visitor', sub: 'sub-1', participantId: undefined }, 'fi');
    const inAnotherCourse = aLaunch({ context: { id: 'course-2', earlierIds: [] } });
    expect((await people.admit(inAnotherCourse)).chosenLocale).to.equal('sv');
    expect((await people.admit(aLaunch(asTeacher))).chosenLocale).to.equal('en');
    expect(teacher.chosenLocale).to.equal(undefined);
  });

  it('makes one participant and one classroom of twenty launches at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => people.admit(aLaunch())));
    expect(new Set(all.map(one => one.participantId)).size).to.equal(1);
    expect(await countParticipants()).to.equal(1);
  });

  it('notes each of twenty teachers who come at once', async () => {
    const subs = Array.from({ length: 20 }, (_, index) => `teacher-${index}`);
    await Promise.all(subs.map(sub => people.admit(aLaunch({ ...asTeacher, sub }))));
    expect((await classroom())?.staff.map(({ sub }) => sub)).to.have.members(subs);
  });
});
