import { expect } from 'chai';
import type { DeepLinkingRequest, Launch } from '../../../src/lti/launch.ts';
import { aLaunch } from '../../support/a-launch.ts';
import { openRoom, RETURN_URL, type Room } from '../../support/room.ts';

const teacher = { role: 'teacher', sub: 'teacher-1', name: 'Tuula Opettaja' } as const;
const NEW_QUIZ = {
  choice: 'new:quiz',
  'quiz.title': 'Alku',
  'quiz.locale': '',
  'quiz.points': '10',
  'quiz.dueAt': '',
};
const REQUEST: DeepLinkingRequest = {
  returnUrl: RETURN_URL,
  acceptTypes: ['ltiResourceLink'],
  acceptMultiple: true,
  acceptLineItem: true,
};

describe('the pages of activities', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  const deepLink = async (request: Partial<DeepLinkingRequest> = {}, facts: Partial<Launch> = {}) => {
    const deepLinking = { ...REQUEST, ...request };
    return room.launch(
      aLaunch({ ...teacher, message: 'deep-linking', resourceLink: undefined, deepLinking, ...facts }),
    );
  };
  const isChecked = (body: string, value: string): boolean =>
    new RegExp(`<input[^>]*value="${value}"[^>]*checked`).test(body);

  describe('the picker in deep linking', () => {
    it('offers the kinds with their own name and points', async () => {
      const { session, path } = await deepLink();
      const { status, body } = await room.get(session, path);
      expect(status).to.equal(200);
      expect(isChecked(body, 'new:quiz')).to.equal(true);
      expect(body)
        .to.include('value="Tietovisa"')
        .and.to.include('value="5"')
        .and.to.include('type="checkbox"');
    });

    it('says what to set in Moodle, and that the maximum comes along where the LMS makes the column', async () => {
      const { session, path } = await deepLink();
      const { body } = await room.get(session, path);
      expect(body).to.include('pienin hyväksytty pistemäärä').and.include('tulevat mukana');
      expect(body).to.include('tässä antamasi enimmäispisteet');
      const other = await deepLink({ acceptLineItem: false });
      const without = (await room.get(other.session, other.path)).body;
      expect(without).to.include('tarkista kaikki kolme').and.not.include('tulevat mukana');
      expect(without).to.match(/Enimmäispisteet \(Maximum grade\)<\/dt><dd>5<\/dd>/);
    });

    describe('for a kind with several forms of grading', () => {
      beforeEach(() => {
        room.kind.gradeForms = ['points', 'zero-to-five', 'pass-fail', 'completion'];
      });

      it('offers them, and says of each what to set', async () => {
        const { session, path } = await deepLink();
        const { body } = await room.get(session, path);
        for (const form of room.kind.gradeForms)
          expect(body).to.include(`<option value="${form}"`).and.include(`<div data-form="${form}">`);
      });

      it('sends the LMS the maximum of the form', async () => {
        for (const [form, maximum] of [
          ['points', 10],
          ['zero-to-five', 5],
          ['pass-fail', 1],
          ['completion', 10],
        ] as const) {
          const { session } = await deepLink();
          await room.post(session, 'activities/pick', { ...NEW_QUIZ, 'quiz.gradeForm': form });
          const [item] = room.answers.at(-1) ?? [];
          expect(item?.lineItem, form).to.include({ scoreMaximum: maximum, tag: 'quiz' });
          const id = item?.custom['activity'] ?? '';
          expect(item?.lineItem?.resourceId).to.equal(id);
          expect(await room.activities.get(id)).to.include({ gradeForm: form, points: maximum });
        }
      });

      it('says so when the form is none of them, and keeps what was chosen', async () => {
        const { session } = await deepLink();
        const form = { ...NEW_QUIZ, 'quiz.gradeForm': 'stars' };
        const answer = await room.post(session, 'activities/pick', form);
        expect(answer.status).to.equal(422);
        expect(answer.body).to.include('Valitse arviointi luettelosta').and.include('id="quiz.gradeForm"');
      });
    });

    it('sends the LMS a link with the activity’s uuid, a column and no address', async () => {
      const { session } = await deepLink();
      const answer = await room.post(session, 'activities/pick', { ...NEW_QUIZ, 'quiz.locale': 'en' });
      const [item] = room.answers.at(-1) ?? [];
      expect(item).to.not.have.property('url');
      expect(item).to.deep.include({ type: 'ltiResourceLink', title: 'Alku', text: 'about the quiz in en' });
      const id = item?.custom['activity'] ?? '';
      expect(item?.lineItem).to.include({ label: 'Alku', scoreMaximum: 10, resourceId: id, tag: 'quiz' });
      expect(await room.activities.get(id)).to.include({
        title: 'Alku',
        locale: 'en',
        classroomId: session.classroomId,
      });
      expect(answer.body).to.include('value="signed.answer.here"').and.to.include('post-form.js');
      expect(answer.body).to.include('action="https://lms.example/return?sesskey=1"');
    });

    it('lets the answer’s page, and no other, post to the LMS', async () => {
      const { session, path } = await deepLink();
      expect((await room.get(session, path)).policy).to.include("form-action 'self';");
      const { policy } = await room.post(session, 'activities/pick', NEW_QUIZ);
      expect(policy).to.include("form-action 'self' https://lms.example;");
    });

    it('sends several at once, new and existing', async () => {
      await room.post((await deepLink()).session, 'activities/pick', NEW_QUIZ);
      const known = room.answers.at(-1)?.[0]?.custom['activity'] ?? '';
      const form = { ...NEW_QUIZ, choice: ['new:quiz', known], 'quiz.title': 'Loppu' };
      await room.post((await deepLink()).session, 'activities/pick', form);
      const items = room.answers.at(-1) ?? [];
      expect(items.map(({ title }) => title)).to.deep.equal(['Loppu', 'Alku']);
      expect(items[1]?.custom).to.deep.equal({ activity: known });
      expect(items[1]?.lineItem?.scoreMaximum).to.equal(10);
    });

    it('offers one choice to an LMS that takes one, and asks no points of one that takes no line items', async () => {
      const { session, path } = await deepLink({ acceptMultiple: false, acceptLineItem: false });
      const { body } = await room.get(session, path);
      expect(body).to.include('type="radio"').and.not.include('quiz.points');
      await room.post(session, 'activities/pick', NEW_QUIZ);
      expect(room.answers.at(-1)?.[0]).to.not.have.property('lineItem');
    });

    it('sends nothing when the teacher cancels', async () => {
      const { session } = await deepLink();
      const answer = await room.post(session, 'activities/pick', { ...NEW_QUIZ, intent: 'cancel' });
      expect(answer.status).to.equal(200);
      expect(room.answers).to.deep.equal([[]]);
      expect(await room.activities.listByClassroom(session.classroomId)).to.deep.equal([]);
    });

    it('finds the activity of a link that is edited again, by its name or its parameter', async () => {
      await room.post((await deepLink()).session, 'activities/pick', NEW_QUIZ);
      const id = room.answers.at(-1)?.[0]?.custom['activity'] ?? '';
      for (const edited of [
        await deepLink({ title: 'Alku' }),
        await deepLink({}, { custom: { activity: id } }),
      ]) {
        const { body } = await room.get(edited.session, edited.path);
        expect(isChecked(body, id)).to.equal(true);
        expect(isChecked(body, 'new:quiz')).to.equal(false);
      }
    });

    it('shows what was entered again, with its faults, and sends nothing', async () => {
      const { session } = await deepLink();
      const form = {
        ...NEW_QUIZ,
        'quiz.title': '<b>Uusi</b>',
        'quiz.dueAt': '2026-08-01T12:00',
        'quiz.locale': 'sv',
      };
      const { status, body } = await room.post(session, 'activities/pick', form);
      expect(status).to.equal(422);
      expect(body).to.include('Määräaika on jo mennyt').and.to.include('value="2026-08-01T12:00"');
      expect(body).to.include('href="#quiz.dueAt"').and.to.include('id="quiz.dueAt"');
      expect(body).to.include('&lt;b>Uusi&lt;/b>').and.not.include('<b>Uusi');
      expect(body).to.match(/<option[^>]*selected[^>]*value="sv"|<option[^>]*value="sv"[^>]*selected/);
      expect(room.answers).to.deep.equal([]);
    });

    it('says so to an LMS that asks for something else than links', async () => {
      const { session, path } = await deepLink({ acceptTypes: ['file'] });
      expect((await room.get(session, path)).status).to.equal(409);
    });

    it('is for teachers', async () => {
      const { session, path } = await deepLink({}, { role: 'learner', sub: 'sub-1' });
      expect((await room.get(session, path)).status).to.equal(403);
      expect((await room.post(session, 'activities/pick', NEW_QUIZ)).status).to.equal(403);
      expect(room.answers).to.deep.equal([]);
    });
  });

  describe('the picker of an empty link', () => {
    it('lets the link show what was picked, for those who wait too', async () => {
      const learner = (await room.launch(aLaunch())).session;
      expect((await room.get(learner, 'activities/waiting')).status).to.equal(200);
      const { session, path } = await room.launch(aLaunch(teacher));
      expect((await room.get(session, path)).body)
        .to.include('type="radio"')
        .and.not.include('quiz.points');
      const answer = await room.post(session, path, { ...NEW_QUIZ, intent: 'cancel' });
      expect(answer).to.include({ status: 303, location: 'dashboard' });
      expect(await room.get(learner, 'activities/waiting')).to.include({
        status: 303,
        location: 'quiz/learner',
      });
      const { activityId, placementId } = room.sessions.get(learner.id)!;
      expect((await room.activities.findPlacement(placementId ?? ''))?.activityId).to.equal(activityId);
    });

    it('shows an activity that the course has already', async () => {
      await room.post((await deepLink()).session, 'activities/pick', NEW_QUIZ);
      const id = room.answers.at(-1)?.[0]?.custom['activity'] ?? '';
      const { session } = await room.launch(aLaunch(teacher));
      await room.post(session, 'activities/pick', { choice: id });
      expect((await room.launch(aLaunch())).session.activityId).to.equal(id);
    });

    it('keeps the choice of the quicker of two teachers, and no activity that nobody sees', async () => {
      const one = (await room.launch(aLaunch(teacher))).session;
      const other = (await room.launch(aLaunch({ ...teacher, sub: 'teacher-2' }))).session;
      const both = await Promise.all(
        [one, other].map(session => room.post(session, 'activities/pick', NEW_QUIZ)),
      );
      expect(both.map(({ status }) => status)).to.deep.equal([303, 303]);
      const shown = [one, other].map(({ id }) => room.sessions.get(id)?.activityId);
      expect(shown[0]).to.be.a('string').and.to.equal(shown[1]);
      expect(await room.activities.listByClassroom(one.classroomId)).to.have.lengthOf(1);
      expect((await room.get(other, 'activities/pick')).location).to.equal('dashboard');
    });

    it('is refused to a learner', async () => {
      const { session } = await room.launch(aLaunch());
      expect((await room.post(session, 'activities/pick', NEW_QUIZ)).status).to.equal(403);
      expect((await room.launch(aLaunch())).path).to.equal('activities/waiting');
    });
  });

  describe('the settings', () => {
    const open = async () => {
      const { session } = await room.launch(aLaunch(teacher));
      await room.post(session, 'activities/pick', NEW_QUIZ);
      return room.sessions.get(session.id)!;
    };

    it('change name, language and due date, and set the schedule', async () => {
      const source = await open();
      const copied = aLaunch({
        ...teacher,
        context: { id: 'next-term', earlierIds: [] },
        resourceLink: { id: 'copied' },
        custom: { activity: source.activityId ?? '' },
      });
      await room.post(source, 'activities/settings', {
        title: 'Alku',
        locale: '',
        dueAt: '2026-09-02T12:00',
      });
      room.clock.advance(2 * 86_400_000);
      const { session } = await room.launch(copied);
      expect((await room.get(session, 'activities/settings')).body).to.include('Aikataulu on asettamatta');
      const form = { title: 'Syksyn alku', locale: 'en', dueAt: '2026-11-27T23:59' };
      const answer = await room.post(session, 'activities/settings', form);
      expect(answer).to.include({ status: 303, location: 'dashboard' });
      expect(await room.activities.get(session.activityId ?? '')).to.deep.include({
        title: 'Syksyn alku',
        locale: 'en',
        dueAt: new Date('2026-11-27T21:59:00Z'),
        isScheduleOpen: false,
      });
      expect((await room.activities.get(source.activityId ?? '')).title).to.equal('Alku');
    });

    it('say what to set in Moodle for the activity’s form, and the maximum that the gradebook has now', async () => {
      const bare = await open();
      expect((await room.get(bare, 'activities/settings')).body).to.include(
        'ei ole tälle linkille saraketta',
      );
      const ags = { scopes: [], lineItemUrl: 'https://lms.example/item/1' };
      const { session } = await room.launch(aLaunch({ ...teacher, ags }));
      const { body } = await room.get(session, 'activities/settings');
      expect(body).to.include('Pisteet').and.include('pienin hyväksytty pistemäärä');
      expect(body).to.match(/Enimmäispisteet \(Maximum grade\)<\/dt><dd>5<\/dd>/);
      expect(body).to.not.include('ei ole tälle linkille').and.not.include('enimmäispisteet ovat nyt');
      const link = { id: session.placementId ?? '', lineItemUrl: ags.lineItemUrl };
      const column = { lineItemUrl: ags.lineItemUrl, lineItemMaximum: 25 };
      await room.activities.columns.bindColumn(link, column, room.clock.now());
      expect((await room.get(session, 'activities/settings')).body).to.include('enimmäispisteet ovat nyt 25');
    });

    it('are of completion for an activity from before there were forms', async () => {
      const session = await open();
      await room.db.connection
        .collection('activities_activities')
        .updateOne({}, { $unset: { gradeForm: 1 } });
      expect((await room.activities.get(session.activityId ?? '')).gradeForm).to.equal('completion');
      expect((await room.get(session, 'activities/settings')).body).to.include('Suoritus: tehty tai ei');
    });

    it('keep a due date that has passed, and refuse a new one that has', async () => {
      const session = await open();
      await room.post(session, 'activities/settings', {
        title: 'Alku',
        locale: '',
        dueAt: '2026-09-02T12:00',
      });
      room.clock.advance(2 * 86_400_000);
      const kept = await room.post(session, 'activities/settings', {
        title: 'Toinen',
        locale: '',
        dueAt: '2026-09-02T12:00',
      });
      expect(kept.status).to.equal(303);
      const refused = await room.post(session, 'activities/settings', {
        title: 'Kolmas',
        locale: '',
        dueAt: '2026-09-02T13:00',
      });
      expect(refused.status).to.equal(422);
      expect(refused.body).to.include('Määräaika on jo mennyt').and.to.include('value="Kolmas"');
      expect((await room.activities.get(session.activityId ?? '')).title).to.equal('Toinen');
    });

    it('are for teachers, and for links that show something', async () => {
      const empty = (await room.launch(aLaunch(teacher))).session;
      expect((await room.get(empty, 'activities/settings')).status).to.equal(409);
      await open();
      const learner = (await room.launch(aLaunch())).session;
      expect((await room.get(learner, 'activities/settings')).status).to.equal(403);
      const form = { title: 'Oma', locale: '', dueAt: '' };
      expect((await room.post(learner, 'activities/settings', form)).status).to.equal(403);
    });
  });

  describe('a trial run', () => {
    it('says what it is on each page, and can be cleared', async () => {
      const { session } = await room.launch(aLaunch(teacher));
      const before = (await room.launch(aLaunch({ ...teacher, role: 'learner' }))).session;
      const { body } = await room.get(before, 'activities/waiting');
      expect(body).to.include('Kokeilet opiskelijana');
      expect(body).to.include(`action="/l/${before.id}/activities/clear-trial"`);
      expect(await room.post(before, 'activities/clear-trial')).to.include({
        status: 303,
        location: 'activities/waiting',
      });
      await room.post(session, 'activities/pick', NEW_QUIZ);
      const trial = (await room.launch(aLaunch({ ...teacher, role: 'learner' }))).session;
      expect(await room.post(trial, 'activities/clear-trial')).to.include({
        status: 303,
        location: 'quiz/learner',
      });
      expect(room.kind.cleared).to.deep.equal([`${trial.activityId ?? ''}/${trial.participantId ?? ''}`]);
    });

    it('is not what a learner or a teacher has: nothing of theirs is cleared', async () => {
      for (const who of [{}, teacher]) {
        const { session } = await room.launch(aLaunch(who));
        expect((await room.post(session, 'activities/clear-trial')).status).to.equal(403);
      }
      const learner = (await room.launch(aLaunch())).session;
      expect((await room.get(learner, 'activities/waiting')).body).to.not.include('Kokeilet opiskelijana');
      expect(room.kind.cleared).to.deep.equal([]);
    });
  });

  describe('the settings of a kind', () => {
    it('are changed one by one: of two who change different ones at once nobody undoes the other', async () => {
      const { session } = await room.launch(aLaunch(teacher));
      await room.post(session, 'activities/pick', NEW_QUIZ);
      const id = room.sessions.get(session.id)?.activityId ?? '';
      await Promise.all([
        room.activities.changeSettings(id, { minimum: 8 }),
        room.activities.changeSettings(id, { knowledge: { attempts: 2, note: '$areas' } }),
      ]);
      const changed = { areas: 3, minimum: 8, knowledge: { attempts: 2, note: '$areas' } };
      expect((await room.activities.get(id)).settings).to.deep.equal(changed);
      const collection = room.db.connection.collection<{ _id: string }>('activities_activities');
      await collection.updateOne({ _id: id }, { $set: { settings: null } });
      await room.activities.changeSettings(id, { minimum: 9 });
      expect((await room.activities.get(id)).settings, 'there may be none yet').to.deep.equal({ minimum: 9 });
    });
  });

  describe('the activity of a request', () => {
    it('is loaded in one trip, and is of the kind of the address', async () => {
      const { session } = await room.launch(aLaunch(teacher));
      await room.post(session, 'activities/pick', NEW_QUIZ);
      const learner = (await room.launch(aLaunch())).session;
      room.commands.length = 0;
      const { body } = await room.get(learner, 'quiz/seen');
      expect(JSON.parse(body)).to.include({ activityId: learner.activityId });
      expect(room.commands).to.deep.equal(['find']);
      expect((await room.get(learner, 'essay/seen')).status).to.equal(404);
    });
  });

  it('refuse forms of other origins', async () => {
    const { session } = await room.launch(aLaunch(teacher));
    for (const path of ['pick', 'settings', 'join', 'clear-trial']) {
      const answer = await room.post(session, `activities/${path}`, NEW_QUIZ, {
        origin: 'https://evil.example',
      });
      expect(answer.status).to.equal(403);
      expect(answer.body).to.include('http/foreign-form');
    }
  });
});
