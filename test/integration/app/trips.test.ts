import { expect } from 'chai';
import type { DemoLink } from '../../../src/demo-lms/index.ts';
import { openAsLearner, placeSelfAssessment, type Learner } from '../../support/learner.ts';
import {
  browse,
  chooseContent,
  launchThrough,
  postToken,
  walkLogin,
  type LaunchWalk,
  type RunningLms,
} from '../../support/lms.ts';
import { startTool, type RunningTool } from '../../support/tool.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
const STATEMENTS = [
  'A1',
  'A2',
  'A3',
  'A4',
  'A5',
  'A6',
  'B1',
  'B2',
  'B3',
  'B4',
  'B5',
  'B6',
  'C1',
  'C2',
  'C3',
  'C4',
  'C5',
  'C6',
  'C7',
];

async function answerAll(learner: Learner): Promise<void> {
  for (const statement of STATEMENTS) expect(await learner.save(statement, 3), statement).to.equal(200);
}

async function waitUntil(isSo: () => boolean, patienceMs = 8000): Promise<boolean> {
  const end = Date.now() + patienceMs;
  while (!isSo() && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 50));
  return isSo();
}

describe('the whole trip over HTTP', function () {
  this.timeout(60_000);
  let tool: RunningTool;
  let lms: RunningLms;
  let link: DemoLink;

  beforeEach(async () => {
    tool = await startTool();
    lms = await tool.startLms();
    link = await placeSelfAssessment(lms, tool.url);
  });
  afterEach(() => tool.close());

  const countParticipants = (): Promise<number> =>
    tool.db.connection.collection('people_participants').countDocuments();

  it('brings the completion to the gradebook once, with a comment', async () => {
    const learner = await openAsLearner(lms, tool.url, lms.student, link);
    await answerAll(learner);
    const sent = await learner.post('submit');
    expect(sent.status).to.equal(303);
    expect(await waitUntil(() => lms.grade(link, lms.student)?.final === 1)).to.equal(true);
    expect(lms.grade(link, lms.student)?.feedback).to.have.length.above(5);
    await learner.post('submit');
    await (await openAsLearner(lms, tool.url, lms.student, link)).get('result');
    await new Promise(resolve => setTimeout(resolve, 1500));
    expect(lms.calls.of('score')).to.have.length(1);
  });

  it('sends nothing while answers are missing', async () => {
    const learner = await openAsLearner(lms, tool.url, lms.student, link);
    await learner.save('A1', 3);
    expect((await learner.post('submit')).status).to.equal(422);
    await new Promise(resolve => setTimeout(resolve, 800));
    expect(lms.calls.of('score')).to.have.length(0);
  });

  it('leaves no record of a teacher who looks', async () => {
    const walk = await launchThrough(lms, tool.url, lms.teacher, link);
    expect(walk.url.pathname).to.match(/\/dashboard$/);
    expect(walk.status, walk.body).to.equal(200);
    expect(await countParticipants()).to.equal(0);
  });

  it('gives a teacher who switched to student a marked trial run that is never sent or shown', async () => {
    await launchThrough(lms, tool.url, lms.teacher, link);
    const walk = await launchThrough(lms, tool.url, lms.teacher, link, { asLearner: true });
    expect(walk.body).to.include('trial-title');
    const learner = await openAsLearner(lms, tool.url, lms.student, link);
    const trial: Learner = { ...learner, url: walk.url, jar: walk.jar };
    const headers = {
      cookie: walk.jar.header(walk.url) ?? '',
      origin: tool.url,
      'content-type': 'application/json',
      accept: 'application/json',
    };
    for (const statement of STATEMENTS) {
      const body = JSON.stringify({ statement, skill: 2 });
      expect((await fetch(new URL('answer', trial.url), { method: 'POST', headers, body })).status).to.equal(
        200,
      );
    }
    const how = { jar: walk.jar, headers: { 'sec-fetch-site': 'same-origin' } };
    expect((await browse(new URL('submit', trial.url), how, {})).status).to.equal(303);
    await new Promise(resolve => setTimeout(resolve, 800));
    expect(lms.calls.of('score')).to.have.length(0);
    const overview = await launchThrough(lms, tool.url, lms.teacher, link);
    expect(overview.body).to.not.include(lms.teacher.familyName);
    const base = walk.url.pathname.replace(/\/self-assessment.*/, '');
    expect((await browse(new URL(`${base}/activities/clear-trial`, walk.url), how, {})).status).to.equal(303);
    expect(await tool.db.connection.collection('self_assessment_answers').countDocuments()).to.equal(0);
  });

  it('starts a copied course as a fresh run without people, at once', async () => {
    const learner = await openAsLearner(lms, tool.url, lms.student, link);
    await answerAll(learner);
    await learner.post('submit');
    const copy = lms.copyCourse(lms.course());
    const copied = lms.state.links.find(one => one.courseId === copy.id);
    const again = await openAsLearner(lms, tool.url, lms.student, copied as DemoLink);
    const area = await again.get('area/A');
    expect(area.status, 'not done in the copy').to.equal(200);
    expect(area.body, 'not begun in the copy').to.not.match(/<input[^>]*checked/);
    const overview = await launchThrough(lms, tool.url, lms.teacher, copied as DemoLink);
    expect(overview.body).to.include('/activities/settings').and.include('/activities/join');
  });

  it('finds the activity again when its link is edited', async () => {
    const before = await tool.db.connection.collection('activities_activities').countDocuments();
    const picker = await chooseContent(lms, tool.url, lms.teacher, { link });
    expect(picker.status).to.equal(200);
    expect(picker.body).to.match(
      new RegExp(`value="${link.custom.activity}"[^>]*checked|checked[^>]*value="${link.custom.activity}"`),
    );
    // A link shows one thing: of several the LMS would keep the last.
    expect(picker.body)
      .to.include('Mitä linkistä avautuu?')
      .and.include('type="radio"')
      .and.not.include('type="checkbox"');
    expect(await tool.db.connection.collection('activities_activities').countDocuments()).to.equal(before);
  });

  it('shows a link for which nothing was chosen: the picker to a teacher, a plain page to a learner', async () => {
    const empty = lms.addLink({ title: 'Tyhjä' });
    const teacher = await launchThrough(lms, tool.url, lms.teacher, empty);
    expect([teacher.status, teacher.url.pathname.split('/').at(-1)]).to.deep.equal([200, 'pick']);
    const student = await launchThrough(lms, tool.url, lms.student, empty);
    expect([student.status, student.url.pathname.split('/').at(-1)]).to.deep.equal([200, 'waiting']);
  });

  /** A launch of the student whose claims were changed. */
  async function launchWith(change: (claims: Record<string, unknown>) => void): Promise<LaunchWalk> {
    const login = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link));
    const claims = lms.claims(lms.student, link, login.nonce) as Record<string, unknown>;
    change(claims);
    const params = { id_token: lms.signIdToken(claims), state: login.state };
    return postToken(lms, tool.url, { url: `${tool.url}/lti/launch`, params }, { jar: login.jar });
  }
  const without =
    (...names: string[]): ((claims: Record<string, unknown>) => void) =>
    claims => {
      for (const name of names) Reflect.deleteProperty(claims, name);
    };

  for (const [what, change] of [
    ['a name or an e-mail address', without('name', 'given_name', 'family_name', 'email')],
    ['a context', without(`${LTI}/context`)],
    ['custom parameters', without(`${LTI}/custom`)],
    [
      'services',
      without(
        'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
        'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
      ),
    ],
    ['a role', (claims: Record<string, unknown>) => Object.assign(claims, { [`${LTI}/roles`]: [] })],
    [
      'a known role',
      (claims: Record<string, unknown>) =>
        Object.assign(claims, {
          [`${LTI}/roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/unknown/unknown#Helper'],
        }),
    ],
  ] as const) {
    it(`shows a page to someone who comes without ${what}`, async () => {
      const walk = await launchWith(change);
      expect(walk.status, walk.body.slice(0, 600)).to.equal(200);
      expect(walk.headers['content-type']).to.match(/^text\/html/);
    });
  }

  it('keeps no record of someone without a known role', async () => {
    await launchWith(claims => Object.assign(claims, { [`${LTI}/roles`]: [''] }));
    expect(await countParticipants()).to.equal(0);
  });

  it('refuses an answer off the scale, an unknown statement, a huge body and a form from elsewhere', async () => {
    const learner = await openAsLearner(lms, tool.url, lms.student, link);
    expect(await learner.save('A1', 6)).to.equal(422);
    expect(await learner.save('Z9', 3)).to.equal(422);
    expect(await learner.save('A1', 'x'.repeat(10_000_000))).to.equal(413);
    expect(await learner.save('A1', 3, { origin: 'https://evil.example' })).to.equal(403);
    expect(await tool.db.connection.collection('self_assessment_answers').countDocuments()).to.equal(0);
    expect(await learner.save('A1', 3)).to.equal(200);
  });
});
