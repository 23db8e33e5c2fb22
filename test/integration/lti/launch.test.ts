import { expect } from 'chai';
import type { DemoLink } from '../../../src/demo-lms/index.ts';
import { startGate, type RunningGate } from '../../support/gate.ts';
import {
  browse,
  CookieJar,
  launchThrough,
  postToken,
  startDemoLms,
  walkLogin,
  type RunningLms,
} from '../../support/lms.ts';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';

function omit(claims: Record<string, unknown>, ...names: string[]): void {
  for (const name of names) Reflect.deleteProperty(claims, name);
}

describe('a launch', () => {
  let tool: RunningGate;
  let lms: RunningLms;
  let link: DemoLink;

  before(async () => {
    tool = await startGate();
    lms = await startDemoLms();
    await lms.register(await tool.gate.newRegistrationLink(), { activate: true });
    link = lms.addLink({ title: 'Osaamisen itsearviointi' });
  });
  beforeEach(() => {
    tool.refusals.length = 0;
    tool.launches.length = 0;
  });
  after(async () => {
    await lms.close();
    await tool.close();
  });

  /** Logs in and posts a token with these changes. @returns the tool's answer */
  async function launchWith(
    change: (claims: Record<string, unknown>) => void,
    sign: Parameters<RunningLms['signIdToken']>[1] = {},
  ): ReturnType<typeof postToken> {
    const login = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link));
    const claims = lms.claims(lms.student, link, login.nonce) as Record<string, unknown>;
    change(claims);
    const token = lms.signIdToken(claims, sign);
    return postToken(
      lms,
      tool.url,
      { url: `${tool.url}/lti/launch`, params: { id_token: token, state: login.state } },
      { jar: login.jar },
    );
  }

  for (const loginMethod of ['GET', 'POST'] as const) {
    it(`is let in when the login came by ${loginMethod}`, async () => {
      const walk = await launchThrough(lms, tool.url, lms.student, link, { loginMethod });
      expect(walk.status).to.equal(200);
      expect(walk.body).to.equal(`opened ${lms.student.id}`);
      expect(tool.launches[0]).to.include({ message: 'resource-link', role: 'learner', locale: 'fi' });
      expect(tool.refusals).to.deep.equal([]);
    });
  }

  it('asks the platform with every parameter of the authentication request', async () => {
    const { authUrl, jar } = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link), {
      headers: { 'sec-fetch-dest': undefined, 'sec-fetch-mode': undefined, 'sec-fetch-site': undefined },
    });
    const params = Object.fromEntries(authUrl?.searchParams ?? []);
    expect(params).to.include({
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
    });
    expect(params.redirect_uri).to.equal(`${tool.url}/lti/launch`);
    expect(params).to.include.keys('client_id', 'login_hint', 'lti_message_hint', 'nonce', 'state');
    expect(jar).to.be.instanceOf(CookieJar);
  });

  it('sets cookies that work in a frame and that no script reads', async () => {
    const walk = await launchThrough(lms, tool.url, lms.student, link);
    const cookies = walk.steps
      .flatMap(step => step.headers['set-cookie'] ?? [])
      .filter(c => c.includes('sosrake'));
    expect(cookies).to.have.length(2);
    for (const cookie of cookies) {
      expect(cookie)
        .to.include('HttpOnly')
        .and.include('Secure')
        .and.include('SameSite=None')
        .and.include('Partitioned');
    }
    expect(cookies[1]).to.match(/Path=\/l\/[\w-]{16};/);
  });

  it('makes one hop to itself when it is framed and brought no cookie, and none the next time', async () => {
    const first = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link));
    expect(first.steps).to.have.length(2);
    const second = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link), { jar: first.jar });
    expect(second.steps).to.have.length(1);
  });

  it('offers a new window, before the platform is asked, when the frame keeps no cookie', async () => {
    const walk = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link), { keepsCookies: false });
    expect(walk.authUrl).to.equal(null);
    expect(walk.last.status).to.equal(200);
    expect(walk.last.body).to.include('Avaa uudessa ikkunassa').and.include('target="_blank"');
    // What is picked in that window comes back to this page, which posts it to this LMS and no other.
    expect(walk.last.body)
      .to.include('rel="opener"')
      .and.include('take-answer.js')
      .and.include(`data-answer-origins="${lms.issuer}"`);
    const href = /href="(\/lti\/login\?[^"]+)"/.exec(walk.last.body)?.[1]?.replaceAll('&amp;', '&');
    const window = await browse(new URL(href ?? '', tool.url), { headers: { 'sec-fetch-dest': 'document' } });
    expect(window.status).to.equal(302);
    expect(window.location?.origin).to.equal(lms.issuer);
  });

  it('keeps two launches in one browser apart', async () => {
    const first = await launchThrough(lms, tool.url, lms.student, link);
    const second = await launchThrough(lms, tool.url, lms.teacher, link, { jar: first.jar });
    const again = await browse(first.url, { jar: second.jar });
    expect(again.body).to.equal(`opened ${lms.student.id}`);
    expect((await browse(second.url, { jar: second.jar })).body).to.equal(`opened ${lms.teacher.id}`);
  });

  it('opens nothing to another browser that knows its address', async () => {
    const walk = await launchThrough(lms, tool.url, lms.student, link);
    const stranger = await browse(walk.url, { jar: new CookieJar() });
    expect(stranger.status).to.equal(401);
    expect(tool.refusals).to.deep.equal(['lti/session-missing']);
  });

  it('is good once: of three at once one is let in', async () => {
    const login = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link));
    const token = lms.signIdToken(lms.claims(lms.student, link, login.nonce));
    const form = { url: `${tool.url}/lti/launch`, params: { id_token: token, state: login.state } };
    const walks = await Promise.all([1, 2, 3].map(() => postToken(lms, tool.url, form, { jar: login.jar })));
    expect(walks.map(walk => walk.status).sort()).to.deep.equal([200, 401, 401]);
    expect(tool.refusals).to.deep.equal(['lti/state-used', 'lti/state-used']);
  });

  it('is refused in a browser other than the one that began, which may still finish', async () => {
    const login = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link));
    const other = await walkLogin(lms, tool.url, lms.loginRequest(lms.teacher, link));
    const token = lms.signIdToken(lms.claims(lms.student, link, login.nonce));
    const form = { url: `${tool.url}/lti/launch`, params: { id_token: token, state: login.state } };
    expect((await postToken(lms, tool.url, form, { jar: other.jar })).status).to.equal(401);
    expect((await postToken(lms, tool.url, form, { jar: new CookieJar() })).status).to.equal(401);
    expect(tool.refusals).to.deep.equal(['lti/browser-unproven', 'lti/browser-unproven']);
    expect((await postToken(lms, tool.url, form, { jar: login.jar })).status).to.equal(200);
  });

  const now = (): number => Math.floor(Date.now() / 1000);
  const refusals: [string, string, (claims: Record<string, unknown>) => void][] = [
    ['expired', 'lti/token-expired', c => Object.assign(c, { iat: now() - 300, exp: now() - 120 })],
    ['without an end', 'lti/times-missing', c => omit(c, 'exp')],
    ['without a beginning', 'lti/times-missing', c => omit(c, 'iat')],
    ['from the future', 'lti/token-early', c => Object.assign(c, { iat: now() + 3600, exp: now() + 3660 })],
    ['made for a year', 'lti/life-too-long', c => Object.assign(c, { exp: now() + 31_536_000 })],
    ['with another nonce', 'lti/nonce-wrong', c => Object.assign(c, { nonce: 'another' })],
    ['without a nonce', 'lti/nonce-wrong', c => omit(c, 'nonce')],
    ['of another issuer', 'lti/issuer-wrong', c => Object.assign(c, { iss: 'https://other.example' })],
    ['for another tool', 'lti/audience-wrong', c => Object.assign(c, { aud: 'another' })],
    [
      'for two tools, none authorised',
      'lti/audience-wrong',
      c => Object.assign(c, { aud: [c['aud'], 'another'] }),
    ],
    ['whose authorised party is another', 'lti/audience-wrong', c => Object.assign(c, { azp: 'another' })],
    ['of another version', 'lti/version-wrong', c => Object.assign(c, { [`${LTI}/version`]: '11.3' })],
    ['without a type', 'lti/message-type-missing', c => omit(c, `${LTI}/message_type`)],
    [
      'of a type that has no page',
      'lti/message-unsupported',
      c => Object.assign(c, { [`${LTI}/message_type`]: 'LtiOther' }),
    ],
    ['without roles', 'lti/roles-missing', c => omit(c, `${LTI}/roles`)],
    ['whose roles are a text', 'lti/roles-missing', c => Object.assign(c, { [`${LTI}/roles`]: 'Learner' })],
    ['without a deployment', 'lti/deployment-missing', c => omit(c, `${LTI}/deployment_id`)],
    [
      'of another deployment',
      'lti/deployment-unknown',
      c => Object.assign(c, { [`${LTI}/deployment_id`]: '99' }),
    ],
    ['without a link', 'lti/resource-link-missing', c => omit(c, `${LTI}/resource_link`)],
    ['without a person', 'lti/sub-missing', c => omit(c, 'sub')],
    [
      'that leads to another site',
      'lti/target-foreign',
      c => Object.assign(c, { [`${LTI}/target_link_uri`]: 'https://evil.example/' }),
    ],
  ];
  for (const [what, code, change] of refusals) {
    it(`is refused kindly when its token is ${what}`, async () => {
      const walk = await launchWith(change);
      expect(walk.status).to.be.within(400, 499);
      expect(tool.refusals).to.deep.equal([code]);
      expect(walk.body).to.include('<h1>').and.include(code);
      expect(tool.launches).to.deep.equal([]);
    });
  }

  it('is let in with two audiences when the authorised party is us', async () => {
    const walk = await launchWith(claims =>
      Object.assign(claims, { aud: ['another', claims['aud']], azp: claims['aud'] }),
    );
    expect(walk.status, tool.refusals.join()).to.equal(200);
  });

  const kindly: [string, (claims: Record<string, unknown>) => void][] = [
    ['name', c => omit(c, 'name', 'given_name', 'family_name', 'email')],
    ['context', c => omit(c, `${LTI}/context`)],
    ['custom parameters', c => omit(c, `${LTI}/custom`)],
    ['services', c => omit(c, ...Object.keys(c).filter(key => /lti-(ags|nrps)/.test(key)))],
    [
      'a known role',
      c =>
        Object.assign(c, {
          [`${LTI}/roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/unknown/unknown#Helper'],
        }),
    ],
    ['any role', c => Object.assign(c, { [`${LTI}/roles`]: [''] })],
    ['presentation', c => Object.assign(c, { [`${LTI}/launch_presentation`]: null })],
  ];
  for (const [what, change] of kindly) {
    it(`is let in without ${what}`, async () => {
      const walk = await launchWith(change);
      expect(walk.status, tool.refusals.join()).to.equal(200);
    });
  }

  it('is refused when another key signed it', async () => {
    const stranger = await startDemoLms();
    const login = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link));
    const kid = lms.publicJwks().keys[0]?.kid;
    const token = stranger.signIdToken(lms.claims(lms.student, link, login.nonce), { header: { kid } });
    await stranger.close();
    const walk = await postToken(
      lms,
      tool.url,
      { url: `${tool.url}/lti/launch`, params: { id_token: token, state: login.state } },
      { jar: login.jar },
    );
    expect(walk.status).to.equal(401);
    expect(tool.refusals).to.deep.equal(['lti/signature-wrong']);
  });

  it('is refused when its header names no key, or one that the platform does not publish', async () => {
    await launchWith(() => undefined, { header: { kid: undefined } });
    await launchWith(() => undefined, { header: { kid: 'unheard-of' } });
    expect(tool.refusals).to.deep.equal(['lti/kid-missing', 'lti/kid-unknown']);
  });

  it('is let in after the platform has changed its keys', async () => {
    await lms.rotateKey({ keepOld: false });
    const clockless = await launchThrough(lms, tool.url, lms.student, link);
    // Within seconds of the last fetch an unknown key is not asked for again; a person who tries again gets in.
    if (clockless.status !== 200) await new Promise(resolve => setTimeout(resolve, 5200));
    expect((await launchThrough(lms, tool.url, lms.student, link)).status).to.equal(200);
  });
});
