import { expect } from 'chai';
import {
  createLocalJWKSet,
  decodeProtectedHeader,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
} from 'jose';
import type { CallName, RecordedCall } from '../../src/demo-lms/calls.ts';
import { startBench, type Bench } from '../support/conformance.ts';
import { openAsLearner } from '../support/learner.ts';
import { browse, launchThrough } from '../support/lms.ts';

const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope';
const ROSTER_SCOPE = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
const STATEMENTS = { A: 6, B: 6, C: 7 };

/** NRPS 2.0 and AGS 2.0 as the certification suite checks them: media types, scopes, bearer token, assertion. */
describe('the services of a platform', function () {
  this.timeout(20_000);
  let bench: Bench;

  before(async () => {
    bench = await startBench();
  });
  after(() => bench.close());
  beforeEach(() => bench.lms.calls.clear());

  async function waitFor(name: CallName, count = 1): Promise<RecordedCall[]> {
    for (let i = 0; i < 200 && bench.lms.calls.of(name).length < count; i += 1) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    expect(bench.lms.calls.of(name), name).to.have.length.at.least(count);
    return bench.lms.calls.of(name);
  }

  /** A learner gives every answer and hands in. */
  async function handIn(): Promise<void> {
    const { lms, tool, link } = bench;
    const student = lms.addPerson({ givenName: 'Carrie', familyName: 'Lowell', role: 'student' });
    const learner = await openAsLearner(lms, tool.url, student, link);
    for (const [area, count] of Object.entries(STATEMENTS)) {
      for (let i = 1; i <= count; i += 1) expect(await learner.save(`${area}${String(i)}`, 3)).to.equal(200);
    }
    expect((await learner.post('submit')).status).to.equal(303);
  }

  /** Checks the request for a token (Security Framework 1.0, 4.1; RFC 7523). @returns the assertion's claims */
  async function expectTokenRequest(call: RecordedCall | undefined, scope: string): Promise<JWTPayload> {
    const form = call?.body as Record<string, string>;
    expect(call?.headers).to.include({ 'content-type': 'application/x-www-form-urlencoded' });
    expect(form).to.include({
      scope,
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
    expect(Object.keys(form)).to.have.length(4);
    const assertion = form['client_assertion'] ?? '';
    const jwks = (await (await fetch(`${bench.tool.url}/lti/keys`)).json()) as JSONWebKeySet;
    expect(jwks.keys.map(key => key.kid)).to.include(decodeProtectedHeader(assertion).kid);
    const { clientId } = bench.lms.state.tools[0]!;
    const { payload } = await jwtVerify(assertion, createLocalJWKSet(jwks), {
      algorithms: ['RS256'],
      issuer: clientId,
      subject: clientId,
      audience: `${bench.lms.issuer}/lti/token`,
      requiredClaims: ['jti', 'iat', 'exp'],
    });
    expect(payload.exp! - payload.iat!).to.be.within(1, 300);
    return payload;
  }

  it('give the roster to a call with the right scope, token and media type', async () => {
    await launchThrough(bench.lms, bench.tool.url, bench.lms.teacher, bench.link);
    const [call] = await waitFor('memberships');
    expect(call?.method).to.equal('GET');
    expect(call?.status).to.equal(200);
    expect(call?.headers).to.include({ accept: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json' });
    expect(call?.headers['authorization']).to.match(/^Bearer \S+$/);
    await expectTokenRequest(bench.lms.calls.of('token')[0], ROSTER_SCOPE);
  });

  it('take a score with the right scope, token, media type and body, before the query of the line item', async () => {
    await handIn();
    const [call] = await waitFor('score');
    expect([call?.method, call?.status]).to.deep.equal(['POST', 200]);
    expect(call?.url).to.match(/\/lineitem\/scores\?type_id=\d+$/);
    expect(call?.headers).to.include({ 'content-type': 'application/vnd.ims.lis.v1.score+json' });
    expect(call?.headers['authorization']).to.match(/^Bearer \S+$/);
    const score = call?.body as Record<string, unknown>;
    expect(score).to.include({
      userId: bench.lms.state.people.at(-1)?.id,
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
    });
    expect(score['timestamp']).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(score['scoreMaximum']).to.be.a('number').above(0);
    expect(score['scoreGiven'])
      .to.be.a('number')
      .within(0, score['scoreMaximum'] as number);
    await expectTokenRequest(bench.lms.calls.of('token')[0], `${AGS}/score`);
    const { jti } = await expectTokenRequest(bench.lms.calls.of('token')[0], `${AGS}/score`);
    expect(jti).to.be.a('string').with.length.above(10);
  });

  it('use one token for several calls, and a new one with a new assertion when it is refused', async () => {
    await handIn();
    await waitFor('score');
    expect(bench.lms.calls.of('token'), 'the token of the test before').to.have.length(0);
    bench.lms.tokens.revokeAll();
    await handIn();
    const scores = await waitFor('score', 3);
    expect(scores.map(({ status }) => status)).to.deep.equal([200, 401, 200]);
    expect(bench.lms.calls.of('token')).to.have.length(1);
  });

  it('are asked for the result with its media type and scope when a score is refused as old', async () => {
    bench.lms.calls.failNext('score', { status: 409 });
    await handIn();
    const [call] = await waitFor('results');
    expect(call?.url).to.match(/\/lineitem\/results\?type_id=\d+&user_id=\d+$/);
    expect(call?.headers).to.include({ accept: 'application/vnd.ims.lis.v2.resultcontainer+json' });
    await expectTokenRequest(bench.lms.calls.of('token')[0], `${AGS}/result.readonly`);
  });

  it('are not called without a token, nor for an e-mail address', async () => {
    const before = bench.lms.calls.recorded.length;
    bench.lms.calls.failNext('token', { status: 400, body: '{"error":"invalid_client"}' }, 10);
    bench.lms.tokens.revokeAll();
    await handIn();
    await waitFor('token');
    expect(bench.lms.calls.of('score').filter(({ status }) => status === 200)).to.deep.equal([]);
    expect(bench.lms.calls.recorded.length).to.be.above(before);
    expect(JSON.stringify(bench.lms.calls.recorded)).to.not.match(/email/i);
  });

  it('are read page by page by the Link header, and a list of differences is not asked for', async () => {
    const { lms, tool, link } = bench;
    const teacher = await launchThrough(lms, tool.url, lms.teacher, link);
    lms.calls.clear();
    const members = `${lms.issuer}/services/CourseSection/1/bindings/1/memberships`;
    const pageOf = (name: string): string =>
      JSON.stringify({
        id: members,
        context: { id: '1' },
        members: [{ user_id: name, name, roles: ['Learner'] }],
      });
    const next = `<${members}?since=1>; rel="differences", <${members}?from=1>; rel=next`;
    lms.calls.failNext('memberships', { status: 200, headers: { link: next }, body: pageOf('Ensimmäinen') });
    lms.calls.failNext('memberships', { status: 200, body: pageOf('Toinen') });
    const how = { jar: teacher.jar, headers: { 'sec-fetch-site': 'same-origin' } };
    await browse(new URL(`${teacher.url.pathname}/refresh`, teacher.url), how, {});
    const page = await browse(teacher.url, { jar: teacher.jar });
    expect(page.body).to.include('Ensimmäinen').and.include('Toinen');
    expect(lms.calls.of('memberships')).to.have.length(2);
    expect(lms.calls.of('memberships')[1]?.url).to.match(/\?from=1$/);
  });
});
