import { expect } from 'chai';
import type { DemoLink, DemoPerson } from '../../../src/demo-lms/index.ts';
import { loadPackages } from '../../../src/course/load-packages.ts';
import { placeChoice } from '../../support/learner.ts';
import { browse, launchThrough, type Answer, type RunningLms } from '../../support/lms.ts';
import { startTool, type RunningTool } from '../../support/tool.ts';

const STEP = 'course/step/starting-point/self-assessment';
const AREAS = { A: 6, B: 6, C: 7 };
/** Weak in communication alone: that is the theme K. */
const WEAK = new Set(['C2', 'C4']);

/** One launch of a person, and what they ask below `/l/<id>/`. */
interface Visit {
  path: string;
  get(page: string): Promise<Answer>;
  post(page: string, fields?: Record<string, string>): Promise<Answer>;
}

describe('a self-assessment inside a course', function () {
  this.timeout(60_000);
  let tool: RunningTool;
  let lms: RunningLms;
  let link: DemoLink;

  before(async () => {
    tool = await startTool();
    lms = await tool.startLms();
    link = await placeChoice(lms, tool.url, 'course:foundations', { gradeForm: 'points', points: '100' });
  });
  after(() => tool.close());

  async function open(person: DemoPerson, through = link): Promise<Visit> {
    const walk = await launchThrough(lms, tool.url, person, through);
    expect(walk.status, walk.body.slice(0, 300)).to.equal(200);
    const base = new URL(`${walk.url.pathname.split('/').slice(0, 3).join('/')}/`, walk.url);
    const how = { jar: walk.jar, headers: { 'sec-fetch-site': 'same-origin' } };
    return {
      path: walk.url.pathname.slice(base.pathname.length),
      get: page => browse(new URL(page, base), how),
      post: (page, fields = {}) => browse(new URL(page, base), how, fields),
    };
  }

  async function send(visit: Visit): Promise<void> {
    expect((await visit.post('self-assessment/begin', { role: 'student' })).status).to.equal(303);
    for (const [area, count] of Object.entries(AREAS)) {
      const ids = Array.from({ length: count }, (_, index) => `${area}${String(index + 1)}`);
      const fields = ids.map(id => [`${id}.skill`, WEAK.has(id) ? '1' : '4'] as const);
      const saved = await visit.post(`self-assessment/area/${area}`, Object.fromEntries(fields));
      expect(saved.status, saved.body.slice(0, 300)).to.equal(303);
    }
    expect((await visit.post('self-assessment/submit')).status).to.equal(303);
  }

  const newcomer = (givenName: string): DemoPerson =>
    lms.addPerson({ givenName, familyName: 'Uusi', role: 'student' });
  const collection = (name: string) => tool.db.connection.collection(name);
  const outboxOf = async (activityId: string): Promise<number> =>
    collection('grades_outbox').countDocuments({ activityId });
  const partId = async (): Promise<string> =>
    String((await collection('activities_activities').findOne({ partOfId: { $type: 'string' } }))?._id);

  it('is begun from its step, sent, and done in the course at once', async () => {
    const visit = await open(lms.student);
    expect(visit.path).to.equal('course/');
    const step = await visit.get(STEP);
    expect(step.body).to.include('/self-assessment/"').and.include('Siirry itsearviointiin');
    const first = await visit.get('self-assessment/');
    expect(first.body)
      .to.include('Takaisin kurssille')
      .and.match(/href="[^"]*\/course\/"/);
    await send(visit);
    const done = await visit.get(STEP);
    expect(done.body).to.include('Katso tuloksesi').and.include('Tehty').and.not.include('Siirry itse');
    const [progress] = await collection('course_progress').find().toArray();
    expect(progress?.['steps']).to.have.all.keys('starting-point/self-assessment');
  });

  it('sends nothing to the gradebook itself, and the course sends its share', async () => {
    const part = await partId();
    expect(await outboxOf(part)).to.equal(0);
    const course = await collection('activities_activities').findOne({ kind: 'course' });
    expect(await outboxOf(String(course?._id))).to.equal(1);
    const result = await (await open(lms.student)).get('self-assessment/result');
    expect(result.body).to.include('Opettaja näkee vain').and.not.include('Arviointikirjaan');
    expect(await outboxOf(part)).to.equal(0);
  });

  it('marks the theme that it recommends, for that person alone, and leads from the result to it', async () => {
    // The themes come after the first module.
    const modules = loadPackages().get('foundations@1')?.modules ?? [];
    const ids = modules[0]?.steps.map(({ id }) => id) ?? [];
    const first = ids.map((id): [string, Date] => [`excused.starting-point/${id}`, new Date()]);
    await collection('course_progress').updateMany({}, { $set: Object.fromEntries(first) });
    const visit = await open(lms.student);
    const result = await visit.get('self-assessment/result?round=before');
    const [, address = ''] = /<h3><a href="[^"]*\/(course\/step\/themes\/[^"]+)">/.exec(result.body) ?? [];
    const choice = await visit.get(address);
    const marked = choice.body.split('theme-communication@1').length - 1;
    expect(marked).to.equal(1);
    expect(choice.body.match(/Suositellaan sinulle/g)).to.have.lengthOf(1);
    const at = (words: string): number => choice.body.indexOf(words);
    expect(at('Suositellaan sinulle')).to.be.below(at('theme-social-reporting@1'));
    expect(at('theme-communication@1')).to.be.below(at('theme-social-reporting@1'));
    expect((await (await open(newcomer('Nea'))).get(address)).body).to.not.include('Suositellaan sinulle');
    expect((await (await open(lms.teacher)).get(address)).body).to.not.include('Suositellaan sinulle');
  });

  it('is marked on the next visit of the step or the first page if a crash came between', async () => {
    for (const page of [STEP, 'course/']) {
      const person = newcomer(page === STEP ? 'Kaisu' : 'Kerttu');
      const visit = await open(person);
      await send(visit);
      const found = await collection('people_participants').findOne({ sub: person.id });
      const own = { participantId: String(found?._id) };
      await collection('course_progress').deleteOne(own);
      await visit.get(page);
      const repaired = await collection('course_progress').findOne(own);
      expect(repaired?.['steps'], page).to.have.all.keys('starting-point/self-assessment');
    }
  });

  it('waits for the teacher who opens a round, and says so', async () => {
    const teacher = await open(lms.teacher);
    const overview = await teacher.get('dashboard');
    for (const page of ['rounds', 'group', 'knowledge/settings', 'instruments']) {
      expect(overview.body, page).to.include(`/self-assessment/${page}"`);
      const own = await teacher.get(`self-assessment/${page}`);
      expect(own.status, page).to.equal(200);
      expect(own.body, page).to.include('Takaisin kurssille');
    }
    expect((await teacher.get(STEP)).body)
      .to.include('/self-assessment/rounds"')
      .and.include('on auki');
    const late = newcomer('Liisa');
    const visit = await open(late);
    expect((await visit.get(STEP)).body).to.include('Siirry itsearviointiin');
    const closed = await teacher.post('self-assessment/rounds', { round: 'before', act: 'close' });
    expect(closed.status).to.equal(303);
    const step = await visit.get(STEP);
    expect(step.body).to.include('Itsearviointi on suljettu').and.not.include('Siirry itsearviointiin');
    expect((await visit.post('self-assessment/begin', { role: 'student' })).status).to.equal(423);
    await teacher.post('self-assessment/rounds', { round: 'before', act: 'open' });
  });

  it('shows a visitor and a teacher who looks no one’s work, and leaves no record of them', async () => {
    const before = await collection('self_assessment_progress').countDocuments();
    const teacher = await open(lms.teacher);
    for (const page of ['self-assessment/result', 'self-assessment/area/A', 'self-assessment/knowledge'])
      expect((await teacher.get(page)).status, page).to.equal(403);
    expect((await teacher.post('self-assessment/begin', { role: 'student' })).status).to.equal(403);
    const learner = await open(newcomer('Olli'));
    for (const page of ['self-assessment/rounds', 'self-assessment/group', 'self-assessment/instruments'])
      expect((await learner.get(page)).status, page).to.equal(403);
    await teacher.get(STEP);
    expect(await collection('self_assessment_progress').countDocuments()).to.equal(before);
  });

  it('is no part of a theme that is placed alone, which its result names in words once it was opened', async () => {
    const theme = await placeChoice(lms, tool.url, 'course:theme-communication', {
      title: 'Maaliskuun teema',
    });
    const alone = await placeChoice(lms, tool.url, 'self-assessment:usual');
    const person = newcomer('Tuuli');
    const visit = await open(person, alone);
    await send(visit);
    expect((await visit.get('self-assessment/result')).body).to.not.include('Maaliskuun teema');
    const inTheme = await open(person, theme);
    expect(inTheme.path).to.equal('course/');
    expect((await inTheme.get('self-assessment/')).status).to.equal(404);
    const result = await visit.get('self-assessment/result');
    expect(result.body).to.include('kohdasta ”Maaliskuun teema”').and.include('Arviointikirjaan');
    const inCourse = await (await open(lms.student)).get('self-assessment/result');
    expect(inCourse.body).to.not.include('Maaliskuun teema');
  });
});
