import { expect } from 'chai';
import type { DemoLink, DemoPerson } from '../../../src/demo-lms/index.ts';
import { openAsLearner, placeChoice, placeSelfAssessment } from '../../support/learner.ts';
import {
  browse,
  CookieJar,
  postToken,
  walkLogin,
  type Answer,
  type LaunchWalk,
  type RunningLms,
} from '../../support/lms.ts';
import { listRoutes, type ListedRoute } from '../../support/route-list.ts';
import { startTool, type RunningTool } from '../../support/tool.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const SYSTEM = 'http://purl.imsglobal.org/vocab/lis/v2/system/person';

/** Who comes, by the roles of the launch. */
const ROLES = {
  'someone without a role': [''],
  'an observer': [`${MEMBERSHIP}#Mentor`],
  'a guest of the institution': ['http://purl.imsglobal.org/vocab/lis/v2/institution/person#Guest'],
  'an administrator without a role in the course': [`${SYSTEM}#Administrator`],
  'a learner': [`${MEMBERSHIP}#Learner`],
  'a learner who is an observer too': [`${MEMBERSHIP}#Learner`, `${MEMBERSHIP}#Mentor`],
  'a teacher': [`${MEMBERSHIP}/Instructor#TeachingAssistant`],
};
const LEARNERS = new Set(['a learner', 'a learner who is an observer too']);

/**
 * Each route below `/l/<id>` with the status that a visitor, a learner and a teacher gets. One that is not here fails
 * the test: whoever adds a route says who may what.
 */
const STATUSES: Record<string, [visitor: number, learner: number, teacher: number]> = {
  'POST alive': [204, 204, 204],
  'POST language': [303, 303, 303],
  'GET activities/pick': [403, 403, 303],
  'POST activities/pick': [403, 403, 422],
  'GET activities/waiting': [303, 303, 303],
  'GET activities/settings': [403, 403, 200],
  'POST activities/settings': [403, 403, 422],
  'POST activities/join': [403, 403, 403],
  'POST activities/clear-trial': [403, 403, 403],
  'GET self-assessment/': [200, 200, 303],
  'GET self-assessment/preview': [403, 403, 200],
  'POST self-assessment/begin': [403, 303, 403],
  'POST self-assessment/consent': [403, 303, 403],
  'GET self-assessment/group': [403, 403, 200],
  'GET self-assessment/group.csv': [403, 403, 200],
  'GET self-assessment/group.json': [403, 403, 200],
  'GET self-assessment/group-codebook.csv': [403, 403, 200],
  'GET self-assessment/instruments/': [403, 403, 200],
  'POST self-assessment/instruments/copy': [403, 403, 422],
  'POST self-assessment/instruments/use': [403, 403, 422],
  'GET self-assessment/instruments/:copy': [403, 403, 404],
  'GET self-assessment/instruments/:copy/preview': [403, 403, 404],
  'GET self-assessment/instruments/:copy/version/:version': [403, 403, 404],
  'GET self-assessment/instruments/:copy/item/:item': [403, 403, 404],
  'POST self-assessment/instruments/:copy/item/:item': [403, 403, 404],
  'GET self-assessment/instruments/:copy/new/:kind': [403, 403, 404],
  'POST self-assessment/instruments/:copy/new/:kind': [403, 403, 404],
  'GET self-assessment/instruments/:copy/remove/:item': [403, 403, 404],
  'POST self-assessment/instruments/:copy/remove/:item': [403, 403, 404],
  'POST self-assessment/instruments/:copy/arrange': [403, 403, 404],
  'POST self-assessment/instruments/:copy/publish': [403, 403, 404],
  'GET self-assessment/instruments/:copy/import': [403, 403, 404],
  'POST self-assessment/instruments/:copy/import': [403, 403, 404],
  'GET self-assessment/instruments/:copy/export/:format': [403, 403, 404],
  'POST self-assessment/rounds/minimum': [403, 403, 303],
  'GET self-assessment/rounds': [403, 403, 200],
  'POST self-assessment/rounds': [403, 403, 422],
  'POST self-assessment/rounds/reopen': [403, 403, 422],
  'GET self-assessment/area/:area': [403, 200, 403],
  'POST self-assessment/area/:area': [403, 303, 403],
  'POST self-assessment/answer': [403, 422, 403],
  'GET self-assessment/conditions': [403, 303, 403],
  'POST self-assessment/conditions': [403, 303, 403],
  'GET self-assessment/reflections': [403, 200, 403],
  'POST self-assessment/reflections': [403, 303, 403],
  'GET self-assessment/knowledge': [403, 200, 403],
  'POST self-assessment/knowledge': [403, 422, 403],
  'GET self-assessment/knowledge/settings': [403, 403, 200],
  'POST self-assessment/knowledge/settings': [403, 403, 422],
  'GET self-assessment/submit': [403, 200, 403],
  'POST self-assessment/submit': [403, 422, 403],
  'GET self-assessment/result': [403, 303, 403],
  'GET self-assessment/erase': [403, 200, 403],
  'POST self-assessment/erase': [403, 303, 403],
  'GET dashboard/': [403, 403, 200],
  'POST dashboard/resend': [403, 403, 303],
  'POST dashboard/refresh': [403, 403, 303],
  'POST dashboard/compare': [403, 403, 303],
  'POST dashboard/keep': [403, 403, 422],
  'GET dashboard/grades.csv': [403, 403, 200],
  'GET dashboard/review': [403, 403, 303],
  'GET dashboard/column/': [403, 403, 200],
  'POST dashboard/column/': [403, 403, 303],
  'POST leave': [200, 200, 200],
};

/** The same of a launch that opens a course: its own routes. */
const COURSE_STATUSES: typeof STATUSES = {
  'GET course/': [200, 200, 200],
  'GET course/readings': [200, 200, 200],
  'GET course/step/:module/:step': [200, 200, 200],
  'GET course/step/:module/:step/file/:name': [404, 404, 404],
  'POST course/step/:module/:step/done': [403, 303, 403],
  'POST course/step/:module/:step/check': [403, 404, 403],
  'POST course/step/:module/:step/reflection': [403, 404, 403],
  'POST course/step/:module/:step/theme': [403, 404, 403],
  'POST course/step/:module/:step/feedback': [403, 404, 403],
  'POST course/step/:module/:step/feedback/pass': [403, 404, 403],
  'POST course/step/:module/:step/sign-up': [403, 404, 403],
  'POST course/step/:module/:step/cancel': [403, 404, 403],
  'POST course/step/:module/:step/cannot-come': [403, 404, 403],
  'POST course/step/:module/:step/check-in': [403, 404, 403],
  'POST course/step/:module/:step/substitute': [403, 404, 403],
  'GET course/events': [200, 200, 200],
  'POST course/events/sign-up': [403, 422, 403],
  'POST course/events/cancel': [403, 303, 403],
  'POST course/events/cannot-come': [403, 404, 403],
  'POST course/events/check-in': [403, 409, 403],
  'GET course/calendar': [403, 200, 403],
  'POST course/calendar': [403, 422, 403],
  'POST course/calendar/remove': [403, 303, 403],
  'GET course/messages': [403, 403, 200],
  'GET course/feedback': [403, 403, 200],
  'GET course/languages': [403, 403, 200],
  'GET course/overview': [403, 403, 200],
  'GET course/overview/people': [403, 403, 200],
  'GET course/overview/:participantId': [403, 403, 404],
  'POST course/overview/:participantId/due': [403, 403, 404],
  'POST course/overview/:participantId/excuse': [403, 403, 404],
  'GET course/report': [403, 403, 200],
  'GET course/report.csv': [403, 403, 200],
  'GET course/settings': [403, 403, 200],
  'POST course/settings': [403, 403, 422],
  'POST course/settings/version': [403, 403, 422],
  'GET course/days': [403, 403, 200],
  'POST course/days': [403, 403, 422],
  'GET course/days/new/:what': [403, 403, 404],
  'POST course/days/new/:what': [403, 403, 404],
  'GET course/days/:occasion': [403, 403, 404],
  'POST course/days/:occasion': [403, 403, 404],
  'GET course/days/:occasion/remove': [403, 403, 404],
  'POST course/days/:occasion/remove': [403, 403, 404],
  'GET course/days/:occasion/code': [403, 403, 404],
  'GET course/days/:occasion/list': [403, 403, 404],
  'GET course/days/:occasion/list.csv': [403, 403, 404],
  'POST course/days/:occasion/presence': [403, 403, 404],
  'POST course/days/:occasion/strike': [403, 403, 404],
};

/** The learner has done nothing yet: this step is open, and a text. */
const AT = { module: 'starting-point', step: 'why-structures' };

const BELOW_LAUNCH = '/l/:launch/';
/** Counts the forms of a launch and answers none that is not too many. */
const COUNTS_ONLY = '/{*any}';
const nameOf = ({ method, path }: ListedRoute): string => `${method} ${path.slice(BELOW_LAUNCH.length)}`;

describe('who may what', function () {
  this.timeout(60_000);
  let tool: RunningTool;
  let lms: RunningLms;
  let link: DemoLink;
  let courseLink: DemoLink;
  let guest: DemoPerson;
  let routes: ListedRoute[];

  before(async () => {
    const listed = await listRoutes(() => startTool());
    tool = listed.made;
    routes = listed
      .routesOf(tool.app.handler)
      .filter(({ path }) => path.startsWith(BELOW_LAUNCH) && !path.endsWith(COUNTS_ONLY));
    lms = await tool.startLms();
    link = await placeSelfAssessment(lms, tool.url);
    courseLink = await placeChoice(lms, tool.url, 'course:foundations');
    guest = lms.addPerson({ givenName: 'Veera', familyName: 'Vieras', role: 'student' });
    const learner = await openAsLearner(lms, tool.url, lms.student, link);
    await learner.save('A1', 4);
  });
  after(() => tool.close());

  async function openAs(roles: readonly string[], what = link): Promise<LaunchWalk> {
    const login = await walkLogin(lms, tool.url, lms.loginRequest(guest, what));
    const claims = lms.claims(guest, what, login.nonce) as Record<string, unknown>;
    claims[`${LTI}/roles`] = roles;
    const params = { id_token: lms.signIdToken(claims), state: login.state };
    return postToken(lms, tool.url, { url: `${tool.url}/lti/launch`, params }, { jar: login.jar });
  }

  function ask(walk: LaunchWalk, name: string, jar = walk.jar): Promise<Answer> {
    const [method = '', path = ''] = name.split(' ');
    const typed = path.replace(':area', 'A').replace(':module', AT.module).replace(':step', AT.step);
    const base = walk.url.pathname.split('/').slice(0, 3).join('/');
    const url = new URL(`${base}/${typed}`, walk.url);
    const fields: Record<string, string> = path === 'language' ? { locale: 'fi' } : {};
    const how = { jar, headers: { 'sec-fetch-site': 'same-origin' } };
    return method === 'GET' ? browse(url, how) : browse(url, how, fields);
  }

  it('is said for every route of a launch', () => {
    expect(routes.map(nameOf).sort()).to.deep.equal(Object.keys({ ...STATUSES, ...COURSE_STATUSES }).sort());
  });

  /** Types every address of the table. */
  async function expectHeld(
    who: keyof typeof ROLES,
    walk: LaunchWalk,
    table: typeof STATUSES,
  ): Promise<void> {
    expect(walk.status, walk.body.slice(0, 400)).to.equal(200);
    const column = who === 'a teacher' ? 2 : LEARNERS.has(who) ? 1 : 0;
    const found: Record<string, number> = {};
    for (const name of Object.keys(table)) {
      const { status, body } = await ask(walk, name);
      found[name] = status;
      expect(status, name).to.be.below(500);
      if (who !== 'a teacher') expect(body, name).to.not.include(lms.student.familyName);
    }
    const expected = Object.entries(table).map(([name, statuses]) => [name, statuses[column]]);
    expect(found).to.deep.equal(Object.fromEntries(expected));
  }

  for (const who of Object.keys(ROLES) as (keyof typeof ROLES)[]) {
    it(`holds for ${who}, whatever address is typed`, async () => {
      await expectHeld(who, await openAs(ROLES[who]), STATUSES);
    });

    it(`holds for ${who} in a course`, async () => {
      await expectHeld(who, await openAs(ROLES[who], courseLink), COURSE_STATUSES);
    });
  }

  it('says nothing of a course in a launch of another kind', async () => {
    const walk = await openAs(ROLES['a teacher']);
    for (const name of Object.keys(COURSE_STATUSES))
      expect((await ask(walk, name)).status, name).to.equal(404);
  });

  it('is nothing at all without the launch’s own cookie', async () => {
    const walk = await openAs(ROLES['a teacher']);
    for (const name of Object.keys(STATUSES))
      expect((await ask(walk, name, new CookieJar())).status, name).to.equal(401);
    expect((await ask(walk, 'GET dashboard/')).status).to.equal(200);
  });

  it('leaves no record of visitors', async () => {
    const stranger = lms.addPerson({ givenName: 'Kaisa', familyName: 'Katsoja', role: 'student' });
    guest = stranger;
    await openAs(ROLES['an observer']);
    await openAs(ROLES['an administrator without a role in the course']);
    const people = tool.db.connection.collection('people_participants');
    expect(await people.countDocuments({ sub: stranger.id })).to.equal(0);
    await openAs(ROLES['a learner']);
    expect(await people.countDocuments({ sub: stranger.id })).to.equal(1);
  });

  it('tells an administrator without a role what he can do', async () => {
    const walk = await openAs(ROLES['an administrator without a role in the course']);
    expect(walk.url.pathname).to.match(/\/self-assessment\/$/);
    expect(walk.body).to.include('ylläpitäjänä').and.include('lisää itsesi kurssille opettajaksi');
    expect((await openAs(ROLES['an observer'])).body).to.not.include('ylläpitäjänä');
  });

  it('gives the platform’s own test user a trial run', async () => {
    const testUser = 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser';
    const walk = await openAs([`${MEMBERSHIP}#Learner`, testUser]);
    expect(walk.body).to.include('trial-title');
  });

  it('is no choice of content for who is no teacher', async () => {
    for (const roles of [ROLES['a learner'], ROLES['an observer'], ROLES['someone without a role']]) {
      const login = await walkLogin(lms, tool.url, lms.deepLinkingRequest(lms.teacher));
      const claims = lms.claims(lms.teacher, link, login.nonce, {
        message: 'LtiDeepLinkingRequest',
      }) as Record<string, unknown>;
      claims[`${LTI}/roles`] = roles;
      claims['https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings'] = {
        deep_link_return_url: `${lms.issuer}/return`,
        accept_types: ['ltiResourceLink'],
      };
      const params = { id_token: lms.signIdToken(claims), state: login.state };
      const walk = await postToken(
        lms,
        tool.url,
        { url: `${tool.url}/lti/launch`, params },
        { jar: login.jar },
      );
      expect(walk.status).to.equal(403);
      expect((await ask(walk, 'POST activities/pick')).status).to.equal(403);
    }
  });
});
