import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose';
import { expect } from 'chai';
import type { DemoLink } from '../../../src/demo-lms/index.ts';
import {
  launchThrough,
  postToken,
  startDemoLms,
  walkLogin,
  browse,
  formOf,
  type RunningLms,
} from '../../support/lms.ts';
import { startFakeTool, type FakeTool } from './fake-tool.ts';

const C = 'https://purl.imsglobal.org/spec/lti/claim';
const ENDPOINT = 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint';
const ROSTER = 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice';

describe('demo LMS: launches', () => {
  let lms: RunningLms;
  let tool: FakeTool;
  let link: DemoLink;

  before(async () => {
    [lms, tool] = await Promise.all([startDemoLms(), startFakeTool()]);
    await lms.register(`${tool.url}/register?once=1`, { activate: true });
    link = lms.addLink({
      title: 'Itsearviointi',
      custom: { activity: 'a-1', Teema: '$Nobody.knows' },
      lineItem: { scoreMaximum: 5 },
    });
  });
  after(() => Promise.all([lms.close(), tool.close()]));

  async function claimsOf(
    person = lms.student,
    options: Parameters<RunningLms['loginRequest']>[2] = {},
  ): Promise<Record<string, unknown>> {
    const walk = await launchThrough(lms, tool.url, person, link, options);
    expect(walk.status).to.equal(200);
    return decodeJwt(tool.launches.at(-1)?.id_token ?? '');
  }

  it('takes a student from the login to the first page with a token that its keys verify', async () => {
    const walk = await launchThrough(lms, tool.url, lms.student, link);
    expect(walk.url.pathname).to.equal('/page');
    const token = tool.launches.at(-1)?.id_token ?? '';
    const keys = createLocalJWKSet((await (await fetch(`${lms.issuer}/lti/keys`)).json()) as JSONWebKeySet);
    const { payload } = await jwtVerify(token, keys, {
      issuer: lms.issuer,
      audience: lms.state.tools[0]?.clientId ?? '',
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).to.equal(60);
  });

  it('sends a student as Learner, with names, without e-mail', async () => {
    const claims = await claimsOf();
    expect(claims[`${C}/roles`]).to.deep.equal(['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner']);
    expect(claims).to.include({ sub: lms.student.id, name: 'Onni Opiskelija', given_name: 'Onni' });
    expect(claims).not.to.have.property('email');
  });

  it('sends an admin as Instructor with both Administrator roles', async () => {
    expect((await claimsOf(lms.admin))[`${C}/roles`]).to.deep.equal([
      'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator',
      'http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor',
      'http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator',
    ]);
  });

  it('sends a teacher who switched the role as Learner under the same id', async () => {
    const claims = await claimsOf(lms.teacher, { asLearner: true });
    expect(claims[`${C}/roles`]).to.deep.equal(['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner']);
    expect(claims.sub).to.equal(lms.teacher.id);
  });

  it('sends a non-editing teacher as Instructor, whom the roster calls a Learner', async () => {
    const assistant = lms.addPerson({ givenName: 'Aino', familyName: 'Apu', role: 'assistant' });
    const claims = await claimsOf(assistant);
    expect(claims[`${C}/roles`]).to.deep.equal([
      'http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor',
    ]);
  });

  it('names LTI 1.1’s way to the grade beside the line item', async () => {
    expect((await claimsOf())['https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome']).to.have.keys(
      'lis_result_sourcedid',
      'lis_outcome_service_url',
    );
  });

  it('sends custom parameters in both spellings, an empty history and unknown variables as they stand', async () => {
    expect((await claimsOf())[`${C}/custom`]).to.deep.equal({
      activity: 'a-1',
      teema: '$Nobody.knows',
      Teema: '$Nobody.knows',
      context_history: '',
      context_memberships_url: `${lms.issuer}/services/CourseSection/${lms.course().id}/bindings/${lms.state.tools[0]?.id ?? ''}/memberships`,
    });
  });

  it('names the roster and the one line item of the link', async () => {
    const claims = await claimsOf();
    const item = lms.lineItem(link);
    expect(claims[ENDPOINT]).to.have.property('lineitem', lms.lineItemUrl(item ?? ''));
    expect(claims[ROSTER]).to.deep.include({ service_versions: ['1.0', '2.0'] });
  });

  it('sends the submission review to the address that the line item names, for the learner', async () => {
    const reviewed = lms.addLink({
      title: 'Arvio',
      custom: { activity: 'a-2' },
      lineItem: {
        scoreMaximum: 5,
        submissionReview: { url: `${tool.url}/launch`, custom: { view: 'work' } },
      },
    });
    const claims = lms.claims(lms.teacher, reviewed, 'n', {
      message: 'LtiSubmissionReviewRequest',
      forUser: lms.student,
    });
    expect(claims[`${C}/for_user`]).to.deep.equal({ user_id: lms.student.id });
    expect(claims[`${C}/custom`]).to.include({ activity: 'a-2', view: 'work' });
  });

  it('forgets a launch as soon as the tool has asked for it', async () => {
    const { authUrl, jar } = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link));
    expect((await browse(authUrl as URL, { jar })).status).to.equal(200);
    expect((await browse(authUrl as URL, { jar })).status).to.equal(400);
  });

  const REFUSALS: [string, Record<string, string>, string][] = [
    ['another client', { client_id: 'other' }, 'unauthorized_client'],
    ['another person', { login_hint: '999' }, 'access_denied'],
    ['another scope', { scope: 'email' }, 'invalid_scope'],
    ['a code flow', { response_type: 'code' }, 'unsupported_response_type'],
    ['an answer in the query', { response_mode: 'query' }, 'invalid_request'],
    ['a prompt', { prompt: 'login' }, 'invalid_request'],
    ['no nonce', { nonce: '' }, 'invalid_request'],
    ['no state', { state: '' }, 'invalid_request'],
  ];
  for (const [what, params, error] of REFUSALS) {
    it(`answers a request for ${what} with ${error} and no token`, async () => {
      const { authUrl } = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link));
      for (const [name, value] of Object.entries(params)) (authUrl as URL).searchParams.set(name, value);
      const { fields } = formOf(await browse(authUrl as URL));
      expect(fields).to.include({ error });
      expect(fields).not.to.have.property('id_token');
    });
  }

  it('shows a page and posts nothing when the redirect address is not exactly a registered one', async () => {
    const { authUrl } = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link));
    (authUrl as URL).searchParams.set('redirect_uri', `${tool.url}/launch?x=1`);
    const answer = await browse(authUrl as URL);
    expect(answer.status).to.equal(400);
    expect(answer.body).not.to.include('<form');
  });

  it('signs what a test wants, unsigned tokens and foreign keys included', async () => {
    const unsigned = lms.signIdToken({ sub: '1' }, { header: { alg: 'none', kid: undefined } });
    expect(unsigned.split('.')[2]).to.equal('');
    await postToken(lms, tool.url, { url: `${tool.url}/launch`, params: { id_token: unsigned, state: 's' } });
    expect(tool.launches.at(-1)).to.deep.equal({ id_token: unsigned, state: 's' });
  });
});
