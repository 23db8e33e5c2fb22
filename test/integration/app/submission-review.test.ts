import { expect } from 'chai';
import type { DemoLink, DemoPerson, DemoPersonInput } from '../../../src/demo-lms/index.ts';
import { openAsLearner, placeSelfAssessment } from '../../support/learner.ts';
import {
  browse,
  launchThrough,
  postToken,
  walkLogin,
  type LaunchWalk,
  type RunningLms,
} from '../../support/lms.ts';
import { startTool, type RunningTool } from '../../support/tool.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const REVIEW = 'LtiSubmissionReviewRequest';
const STATEMENTS = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'B1', 'B2', 'B3', 'B4', 'B5', 'B6'].concat([
  'C1',
  'C2',
  'C3',
  'C4',
  'C5',
  'C6',
  'C7',
]);

const OTHER: DemoPersonInput = { givenName: 'Olga', familyName: 'Odottaja', role: 'student' };

/** The page's own words, without its markup. */
function wordsOf(body: string): string {
  return body
    .replace(/^[\s\S]*<main/, '<main')
    .replace(/<\/main>[\s\S]*$/, '')
    .replace(/<[^>]*>/g, ' ');
}

async function waitUntil(isSo: () => boolean, patienceMs = 8000): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!isSo() && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 50));
}

describe('a submission review, from the LMS’s gradebook', function () {
  this.timeout(60_000);
  let tool: RunningTool;
  let lms: RunningLms;
  let link: DemoLink;
  let other: DemoPerson;

  before(async () => {
    tool = await startTool();
    lms = await tool.startLms();
    other = lms.addPerson(OTHER);
    link = await placeSelfAssessment(lms, tool.url);
  });
  after(() => tool.close());

  const review = (by: DemoPerson, forUser: DemoPerson | string, at: DemoLink = link): Promise<LaunchWalk> =>
    launchThrough(lms, tool.url, by, at, { message: REVIEW, forUser });
  const pageOf = (walk: LaunchWalk): string => walk.url.pathname.replace(/^\/l\/[^/]+\//, '');

  /** A review whose claims were changed. */
  async function reviewWith(
    by: DemoPerson,
    change: (claims: Record<string, unknown>) => void,
  ): Promise<LaunchWalk> {
    const given = { message: REVIEW, forUser: lms.student } as const;
    const login = await walkLogin(lms, tool.url, lms.loginRequest(by, link, given));
    const claims = lms.claims(by, link, login.nonce, given) as Record<string, unknown>;
    change(claims);
    const params = { id_token: lms.signIdToken(claims), state: login.state };
    return postToken(lms, tool.url, { url: `${tool.url}/lti/launch`, params }, { jar: login.jar });
  }
  const withRoles = (by: DemoPerson, roles: string[]): Promise<LaunchWalk> =>
    reviewWith(by, claims => Object.assign(claims, { [`${LTI}/roles`]: roles }));

  it('of someone who never came says so to the teacher, by the name on the LMS’s list', async () => {
    const walk = await review(lms.teacher, other);
    expect([walk.status, pageOf(walk)]).to.deep.equal([200, 'dashboard/review']);
    expect(walk.body).to.include('<h1>Olga Odottaja</h1>').and.include('Ei ole vielä avannut aktiviteettia.');
    expect(walk.body).to.include('Vastaukset ja tuloksen näkee vain opiskelija itse.');
  });

  it('of someone whom nobody knows shows a page without a name', async () => {
    const walk = await review(lms.teacher, '987654');
    expect(walk.status).to.equal(200);
    expect(walk.body).to.include('<h1>Osallistuja</h1>').and.include('Ei ole vielä avannut');
    expect(walk.body).to.not.include('987654');
  });

  it('takes a name from the message itself, as text', async () => {
    const walk = await reviewWith(lms.teacher, claims =>
      Object.assign(claims, {
        [`${LTI}/for_user`]: { user_id: 4711, given_name: '<i>Aino', family_name: 'A' },
      }),
    );
    expect(walk.body).to.include('<h1>&lt;i>Aino A</h1>');
  });

  it('shows how far a person is and where the grade is, and nothing of what was answered', async () => {
    const learner = await openAsLearner(lms, tool.url, lms.student, link);
    await learner.save('A1', 4);
    const before = await review(lms.teacher, lms.student);
    expect(wordsOf(before.body)).to.include('Kesken').and.to.not.include('Valmis');

    for (const statement of STATEMENTS) await learner.save(statement, 4);
    await learner.post('submit');
    await waitUntil(() => lms.grade(link, lms.student)?.final === 1);
    const walk = await review(lms.teacher, lms.student);
    expect(walk.body).to.include(`<h1>${lms.student.givenName} ${lms.student.familyName}</h1>`);
    expect(wordsOf(walk.body)).to.include('Valmis').and.include('Arviointikirjassa');
    const own = (await learner.get('result')).body;
    const said = [...own.matchAll(/<(?:dt|td|dd|li)[^>]*>([^<]{25,})</g)].map(
      match => match[1]?.trim() ?? '',
    );
    expect(said.length, 'statements on the learner’s own page').to.be.above(15);
    for (const text of said) expect(walk.body).to.not.include(text);
    expect(wordsOf(walk.body).replace(/\d+\.\d+\.\d+ klo \d+\.\d+/g, '')).to.not.match(/\d/);
    expect(walk.body).to.not.match(/<svg|\b[ABC][1-7]\b/);
  });

  it('offers to send a refused grade again, and comes back to the person', async () => {
    const late = lms.addPerson({ givenName: 'Liisa', familyName: 'Lukittu', role: 'student' });
    const learner = await openAsLearner(lms, tool.url, late, link);
    for (const statement of STATEMENTS) await learner.save(statement, 3);
    // Out of the course when the grade comes: Moodle takes none for who is not enrolled.
    const { members } = lms.course();
    const place = members.findIndex(one => one.personId === late.id);
    const [member] = members.splice(place, 1);
    await learner.post('submit');
    const refusedAt = async (): Promise<LaunchWalk> => {
      for (let tries = 0; tries < 60; tries += 1) {
        const walk = await review(lms.teacher, late);
        if (wordsOf(walk.body).includes('Ei arviointikirjassa')) return walk;
        await new Promise(resolve => setTimeout(resolve, 100));
      }
      throw new Error('the grade was never refused');
    };
    const refused = await refusedAt();
    expect(wordsOf(refused.body)).to.include('ei ota tälle henkilölle arvosanaa');
    if (member) members.push(member);

    const participant = /name="participant" value="([^"]+)"/.exec(refused.body)?.[1] ?? '';
    expect(refused.body).to.match(/name="at" value="review"/);
    const how = { jar: refused.jar, headers: { 'sec-fetch-site': 'same-origin' } };
    const resend = new URL(refused.url.pathname.replace(/review$/, 'resend'), refused.url);
    const sent = await browse(resend, how, { participant, at: 'review' });
    expect([sent.status, sent.location?.pathname]).to.deep.equal([303, refused.url.pathname]);
    expect((await browse(sent.location ?? refused.url, how)).body).to.include('note-title');
    await waitUntil(() => lms.grade(link, late)?.final === 1);
    expect(lms.grade(link, late)?.final).to.equal(1);
  });

  it('of a teacher shows no work, not even a trial run', async () => {
    const trial = await launchThrough(lms, tool.url, lms.teacher, link, { asLearner: true });
    expect(trial.body).to.include('trial-title');
    const walk = await review(lms.teacher, lms.teacher);
    expect(walk.body).to.include('Hän on tämän kurssin opettaja');
    expect(walk.body).to.not.include('<dl');
  });

  it('of someone who was only in another classroom says nothing of them', async () => {
    const copy = lms.copyCourse(lms.course());
    const copied = lms.state.links.find(one => one.courseId === copy.id) as DemoLink;
    const walk = await review(lms.teacher, lms.student, copied);
    expect(walk.status).to.equal(200);
    expect(wordsOf(walk.body)).to.include('Ei ole vielä avannut').and.to.not.include('Valmis');
  });

  it('leads learners to their own page when it is about themselves', async () => {
    const walk = await review(lms.student, lms.student);
    expect([walk.status, pageOf(walk)]).to.deep.equal([200, 'self-assessment/']);
  });

  it('refuses learners kindly when it is about somebody else', async () => {
    const walk = await review(lms.student, other);
    expect(walk.status).to.equal(403);
    expect(walk.body).to.include('Tämä sivu on opettajille').and.include('dashboard/review-teachers-only');
    expect(walk.body).to.not.include('Olga');
  });

  for (const [who, roles] of [
    ['an observer', [`${MEMBERSHIP}#Mentor`]],
    ['a course’s observer', [`${MEMBERSHIP}/Manager#Observer`]],
    ['someone without a role', ['']],
    [
      'an LMS’s administrator without a role in the course',
      ['http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator'],
    ],
  ] as const) {
    it(`refuses ${who}`, async () => {
      const walk = await withRoles(lms.admin, [...roles]);
      expect([walk.status, pageOf(walk)]).to.deep.equal([403, 'dashboard/review']);
      expect(walk.body).to.not.include(lms.student.familyName);
    });
  }

  it('opens to Moodle’s administrator, who comes as Instructor too', async () => {
    expect((await review(lms.admin, lms.student)).status).to.equal(200);
  });

  it('that names nobody (Moodle’s column menu) opens the overview', async () => {
    const walk = await launchThrough(lms, tool.url, lms.teacher, link, { message: REVIEW });
    expect([walk.status, pageOf(walk)]).to.deep.equal([200, 'dashboard']);
  });

  it('that names somebody in a wrong shape is refused', async () => {
    for (const whom of [{}, { user_id: { $ne: '' } }, 'x', [], { user_id: '' }]) {
      const walk = await reviewWith(lms.teacher, claims =>
        Object.assign(claims, { [`${LTI}/for_user`]: whom }),
      );
      expect(walk.status).to.equal(400);
      expect(walk.body).to.include('lti/for-user-invalid');
    }
  });

  it('of a link for which nothing was chosen opens the picker, and refuses a learner', async () => {
    const empty = lms.addLink({ title: 'Tyhjä' });
    expect(pageOf(await review(lms.teacher, lms.student, empty))).to.equal('activities/pick');
    expect((await review(lms.student, other, empty)).status).to.equal(403);
    expect(pageOf(await review(lms.student, lms.student, empty))).to.equal('activities/waiting');
  });

  it('goes to an address and with parameters of its own where the line item says so', async () => {
    const { coupling } = lms.lineItem(link) ?? {};
    if (!coupling) throw new Error('the link has no line item of its own');
    coupling.submissionReview = { url: `${tool.url}/lti/launch?review=1`, custom: { review: 'yes' } };
    const walk = await review(lms.teacher, lms.student);
    coupling.submissionReview = null;
    expect([walk.status, pageOf(walk)]).to.deep.equal([200, 'dashboard/review']);
  });

  it('is nobody’s page without a review: typed in, it leads to the overview', async () => {
    const walk = await launchThrough(lms, tool.url, lms.teacher, link);
    const typed = await browse(new URL(`${walk.url.pathname}/review`, walk.url), { jar: walk.jar });
    expect([typed.status, typed.location?.pathname]).to.deep.equal([303, walk.url.pathname]);
  });

  it('is where the demo LMS’s gradebook leads from each grade, for who may see the gradebook', async () => {
    const headers = { 'sec-fetch-site': 'same-origin' };
    const { port } = new URL(lms.issuer);
    const as = (person: DemoPerson) => ({
      headers: { ...headers, cookie: `demo_person_${port}=${person.id}` },
    });
    const grades = await browse(new URL(`/courses/${lms.course().id}/grades`, lms.issuer), as(lms.teacher));
    const href = `/links/${link.id}?action=gradeReport&amp;user=${lms.student.id}`;
    expect(grades.body).to.include(`href="${href}"`);
    const page = new URL(href.replace('&amp;', '&'), lms.issuer);
    expect((await browse(page, as(lms.teacher))).body).to.include(
      `src="/launch/${link.id}?action=gradeReport`,
    );
    expect((await browse(page, as(other))).status).to.equal(403);
    expect((await browse(page, as(lms.student))).status).to.equal(200);
    const own = await browse(new URL(`/courses/${lms.course().id}/grades`, lms.issuer), as(lms.student));
    expect(own.body).to.not.include('gradeReport');
  });
});
