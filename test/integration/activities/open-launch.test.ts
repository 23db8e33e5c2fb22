import { expect } from 'chai';
import { MINUTE_MS, SECOND_MS } from '../../../src/kit/clock.ts';
import { classroomIdOf } from '../../../src/people/index.ts';
import { aLaunch } from '../../support/a-launch.ts';
import { openRoom, type Room } from '../../support/room.ts';

const teacher = { role: 'teacher', sub: 'teacher-1', name: 'Tuula Opettaja' } as const;
const NEW_QUIZ = { choice: 'new:quiz', 'quiz.title': 'Alku', 'quiz.locale': '' };

describe('opening a launch', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  /** A teacher lets the link of these facts show a new activity. @returns the activity's id */
  const choose = async (facts = {}, form = {}): Promise<string> => {
    const { session } = await room.launch(aLaunch({ ...teacher, ...facts }));
    const { status } = await room.post(session, 'activities/pick', { ...NEW_QUIZ, ...form });
    expect(status).to.equal(303);
    return room.sessions.get(session.id)?.activityId ?? '';
  };

  it('leads everyone to the right page of a link for which nothing was chosen', async () => {
    const learner = await room.launch(aLaunch());
    expect(learner.path).to.equal('activities/waiting');
    expect(learner.session).to.include({ role: 'learner', placementId: undefined, activityId: undefined });
    expect((await room.launch(aLaunch({ role: 'visitor', sub: 'v' }))).path).to.equal('activities/waiting');
    expect((await room.launch(aLaunch(teacher))).path).to.equal('activities/pick');
  });

  it('leads everyone to the right page of a link that shows something', async () => {
    const activityId = await choose();
    const learner = await room.launch(aLaunch());
    expect(learner.path).to.equal('quiz/learner');
    expect(learner.session).to.include({ activityId, isTrial: false, classroomId: classroomIdOf(aLaunch()) });
    expect((await room.launch(aLaunch({ role: 'visitor', sub: 'v' }))).path).to.equal('quiz/visitor');
    const dashboard = await room.launch(aLaunch(teacher));
    expect(dashboard.path).to.equal('dashboard');
    expect(dashboard.session.participantId).to.equal(undefined);
  });

  it('asks the database nothing for a learner whom it saw a moment ago, at a link that a class opens', async () => {
    await choose();
    await room.launch(aLaunch());
    room.commands.length = 0;
    await room.launch(aLaunch());
    expect(room.commands).to.deep.equal([]);
  });

  it('reads the activity anew for what changes something, unless the kind can do with a moment ago', async () => {
    const activityId = await choose();
    const { session } = await room.launch(aLaunch());
    const trips = async (): Promise<string[]> => {
      room.commands.length = 0;
      const answer = await room.post(session, 'quiz/seen');
      expect(JSON.parse(answer.body)).to.deep.equal({ activityId });
      return [...room.commands];
    };
    await room.get(session, 'quiz/seen');
    expect(await trips()).to.deep.equal(['find']);
    const asked: unknown[] = [];
    room.kind.mayUseRecent = (...of) => asked.push(of) > 0;
    expect(await trips()).to.deep.equal([]);
    expect(asked).to.deep.equal([
      [`/l/${session.id}/quiz/seen`, { activityId, participantId: session.participantId }],
    ]);
  });

  it('takes one trip for another known learner of the class, two for a newcomer', async () => {
    const activityId = await choose();
    const named = {
      custom: { activity: activityId },
      ags: { scopes: ['score'], lineItemUrl: 'https://lms.example/item/1' },
    };
    await room.launch(aLaunch({ ...named, sub: 'known' }));
    room.clock.advance(2 * MINUTE_MS);
    await room.launch(aLaunch({ ...named, sub: 'first of the class' }));
    room.commands.length = 0;
    await room.launch(aLaunch({ ...named, sub: 'known' }));
    expect(room.commands).to.deep.equal(['find']);
    room.commands.length = 0;
    await room.launch(aLaunch({ ...named, sub: 'newcomer' }));
    expect(room.commands).to.deep.equal(['find', 'findAndModify']);
  });

  it('shows at once what a teacher chose, and after ten seconds what one chose at another process', async () => {
    await room.launch(aLaunch());
    const activityId = await choose();
    expect((await room.launch(aLaunch())).session).to.include({ activityId, locale: 'fi' });
    await room.db.connection.collection('activities_placements').updateMany({}, { $set: { locale: 'sv' } });
    expect((await room.launch(aLaunch())).session.locale).to.equal('fi');
    room.clock.advance(11 * SECOND_MS);
    expect((await room.launch(aLaunch())).session.locale).to.equal('sv');
  });

  it('gives a teacher who comes as learner a trial run', async () => {
    await choose();
    const { session, path } = await room.launch(aLaunch({ ...teacher, role: 'learner' }));
    expect(session).to.include({ isTrial: true, role: 'learner' });
    expect(session.participantId).to.be.a('string');
    expect(path).to.equal('quiz/learner');
  });

  it('works without context, name, language, custom parameters and services', async () => {
    const bare = aLaunch({ context: undefined, name: undefined, locale: undefined });
    const { session, path } = await room.launch(bare);
    expect(path).to.equal('activities/waiting');
    expect(session.locale).to.equal('fi');
    const activityId = await choose({ context: undefined, name: undefined });
    expect((await room.launch(bare)).session.activityId).to.equal(activityId);
  });

  it('makes one link of twenty launches at once of a new link', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) => room.launch(aLaunch({ sub: `sub-${index}` }))),
    );
    expect(all.map(({ path }) => path)).to.deep.equal(Array(20).fill('activities/waiting'));
    expect(await room.db.connection.collection('activities_placements').countDocuments()).to.equal(1);
  });

  describe('chooses the language', () => {
    it('of the launch, while nobody chose another', async () => {
      await choose();
      expect((await room.launch(aLaunch({ locale: 'en' }))).session.locale).to.equal('en');
    });

    it('of the activity, when its teacher fixed one', async () => {
      await choose({}, { 'quiz.locale': 'sv' });
      expect((await room.launch(aLaunch({ locale: 'en' }))).session.locale).to.equal('sv');
    });

    it('of the reader before all', async () => {
      await choose({}, { 'quiz.locale': 'sv' });
      const { session } = await room.launch(aLaunch());
      await room.people.setLocale(session, 'en');
      expect((await room.launch(aLaunch())).session.locale).to.equal('en');
    });

    it('of the activity as it is after its settings were changed', async () => {
      await choose({}, { 'quiz.locale': 'sv' });
      const { session } = await room.launch(aLaunch(teacher));
      await room.post(session, 'activities/settings', { title: 'Alku', locale: 'en', dueAt: '' });
      expect((await room.launch(aLaunch())).session.locale).to.equal('en');
      await room.post(session, 'activities/settings', { title: 'Alku', locale: '', dueAt: '' });
      expect((await room.launch(aLaunch())).session.locale).to.equal('fi');
    });
  });

  describe('keeps the line item', () => {
    const withItem = (lineItemUrl?: string) => aLaunch({ ags: { scopes: ['score'], lineItemUrl } });
    const stored = async (placementId: string | undefined) =>
      (await room.activities.findPlacement(placementId ?? ''))?.lineItemUrl;

    it('of the launch that brought it, also before anything was chosen', async () => {
      await room.launch(withItem('https://lms.example/item/1'));
      await choose();
      const { session } = await room.launch(aLaunch());
      expect(await stored(session.placementId)).to.equal('https://lms.example/item/1');
    });

    it('when a later launch leaves it out, and follows a different one', async () => {
      await choose();
      const { session } = await room.launch(withItem('https://lms.example/item/1'));
      await room.launch(withItem(undefined));
      await room.launch(aLaunch());
      expect(await stored(session.placementId)).to.equal('https://lms.example/item/1');
      await room.launch(withItem('https://lms.example/item/2'));
      expect(await stored(session.placementId)).to.equal('https://lms.example/item/2');
    });
  });
});
