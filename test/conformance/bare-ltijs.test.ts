import { expect } from 'chai';
import {
  claim,
  DL,
  expectRefusal,
  itRefuses,
  lti,
  LTI,
  startBench,
  withClaims,
  without,
  type Bench,
  type Message,
  type RefusalRow,
} from '../support/conformance.ts';
import { CookieJar, postToken, walkLogin } from '../support/lms.ts';
import { rawRequest } from '../support/raw-request.ts';

const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const lacks = (...names: string[]): Message => ({ change: without(...names) });

/** Each defect of a bare ltijs 5.9.9 that a token can provoke; its numbers are those of our review of it. */
const DEFECTS: RefusalRow[] = [
  [
    '(10) a deployment that nobody named',
    403,
    'lti/deployment-unknown',
    lti('deployment_id', 'testdeploy-2'),
  ],
  [
    '(11) a target on another site',
    400,
    'lti/target-foreign',
    lti('target_link_uri', 'https://evil.example/lti/launch'),
  ],
  [
    '(11) a target on a site whose name begins like ours',
    400,
    'lti/target-foreign',
    ({ tool }) => lti('target_link_uri', `${tool.url}.evil.example/`),
  ],
  [
    '(11) a target with our name as its user',
    400,
    'lti/target-foreign',
    ({ tool }) => lti('target_link_uri', `${tool.url}@evil.example/`),
  ],
  ['(11) a target that is no address', 400, 'lti/target-foreign', lti('target_link_uri', 'packback.co')],
  ['no target', 400, 'lti/target-missing', lacks(`${LTI}/target_link_uri`)],
  ['(12) roles as a text', 400, 'lti/roles-missing', lti('roles', `${MEMBERSHIP}#Instructor`)],
  ['(12) roles that are no texts', 400, 'lti/roles-missing', lti('roles', [{ role: 'Instructor' }])],
  ['(12) a user that is an object', 400, 'lti/sub-missing', claim('sub', { $ne: '' })],
  ['(12) a user without a character', 400, 'lti/sub-missing', claim('sub', '')],
  ['(12) a user of a thousand characters', 400, 'lti/sub-missing', claim('sub', 'x'.repeat(1000))],
  [
    '(12) a resource link that is a list',
    400,
    'lti/resource-link-missing',
    lti('resource_link', ['3622bed7314b4f9c']),
  ],
  [
    '(12) a message type that has no page',
    400,
    'lti/message-unsupported',
    lti('message_type', 'LtiStartProctoring'),
  ],
  [
    '(12) a message type that is a list',
    400,
    'lti/message-type-missing',
    lti('message_type', ['LtiResourceLinkRequest']),
  ],
  [
    'deep linking without settings',
    400,
    'lti/deep-linking-settings-missing',
    { isDeepLinking: true, change: without(`${DL}/deep_linking_settings`) },
  ],
  [
    '(18) deep linking back to a script',
    400,
    'lti/deep-linking-settings-missing',
    {
      isDeepLinking: true,
      change: withClaims({
        [`${DL}/deep_linking_settings`]: {
          deep_link_return_url: 'javascript:alert(1)',
          accept_types: ['ltiResourceLink'],
        },
      }),
    },
  ],
];

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/** What no browser sends: [what, method, path, content type, body]. */
const REQUESTS: [string, string, string, string, string][] = [
  ['(1) a state that is no cookie name', 'POST', '/lti/launch', FORM, 'id_token=a.b.c&state=zq marker'],
  [
    '(1) a state with a line end',
    'POST',
    '/lti/launch',
    FORM,
    'id_token=a.b.c&state=zq%0d%0aSet-Cookie:%20zq=marker',
  ],
  ['(1) a state as JSON', 'POST', '/lti/launch', JSON_TYPE, '{"state":{"$ne":"zq-marker"},"id_token":"x"}'],
  ['(3) a state that is an operator', 'POST', '/lti/launch', FORM, 'id_token=a.b.c&state[$ne]=zq-marker'],
  [
    '(3) an issuer that is an operator',
    'GET',
    '/lti/login?iss[$ne]=zq-marker&login_hint=1&target_link_uri=http://x/',
    FORM,
    '',
  ],
  [
    '(3) a login as JSON',
    'POST',
    '/lti/login',
    JSON_TYPE,
    '{"iss":{"$ne":""},"login_hint":"zq-marker","target_link_uri":"x"}',
  ],
  ['(14) a launch path with another host', 'POST', '//evil.example/lti/launch', FORM, 'state=zq-marker'],
  ['(15) a launch with a token in its address', 'GET', '/lti/launch?ltik=zq-marker', FORM, ''],
  [
    '(19) a registration without a link',
    'GET',
    '/lti/register/zq-marker?openid_configuration=http://127.0.0.1:1/zq-marker',
    FORM,
    '',
  ],
  [
    '(21) an error that the platform reports',
    'POST',
    '/lti/launch',
    FORM,
    'error=zq-marker&error_description=zq-marker&state=zq-marker',
  ],
];

describe('what a bare ltijs takes or dies of', () => {
  let bench: Bench;
  before(async () => {
    bench = await startBench();
  });
  after(() => bench.close());

  describe('is refused in a token with', () => itRefuses(DEFECTS, () => bench));

  describe('is refused as a request with', () => {
    for (const [what, method, path, type, body] of REQUESTS) {
      it(what, async () => {
        const { login } = await bench.send();
        const before = await bench.stored();
        const cookie = login.jar.header(new URL('/lti/launch', bench.tool.url)) ?? '';
        const headers = { 'content-type': type, cookie };
        const reply = await rawRequest(bench.tool.url, path, { method, headers, body });
        expect(reply.status, reply.body).to.be.within(400, 410);
        expect(reply.headers['content-type']).to.match(/^text\/html/);
        expect(reply.body + JSON.stringify(reply.headers)).to.not.match(/zq.marker|\$ne|evil\.example/);
        expect(await bench.stored()).to.equal(before);
      });
    }
  });

  /** A login that was taken to the LMS, and the form that comes back from it. */
  async function begun(change?: (claims: Record<string, unknown>) => void) {
    const { lms, tool, link } = bench;
    const login = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link));
    const claims = lms.claims(lms.student, link, login.nonce);
    change?.(claims);
    const params = { id_token: lms.signIdToken(claims), state: login.state };
    return { login, form: { url: `${tool.url}/lti/launch`, params } };
  }

  it('(4) a nonce of another login is refused', async () => {
    const other = await begun();
    const { login, form } = await begun(claims => Object.assign(claims, { nonce: other.login.nonce }));
    const walk = await postToken(bench.lms, bench.tool.url, form, { jar: login.jar });
    expectRefusal(walk, { status: 401, code: 'lti/nonce-wrong' }, form.params);
  });

  it('(5, 6) a launch works once: of five at the same moment one, and none later', async () => {
    const { login, form } = await begun();
    const post = (): ReturnType<typeof postToken> =>
      postToken(bench.lms, bench.tool.url, form, { jar: login.jar });
    const walks = await Promise.all([post(), post(), post(), post(), post()]);
    expect(walks.map(walk => walk.status).sort()).to.deep.equal([200, 401, 401, 401, 401]);
    const before = await bench.stored();
    expectRefusal(await post(), { status: 401, code: 'lti/state-used' }, form.params);
    expect(await bench.stored()).to.equal(before);
  });

  it('a launch is refused in a browser other than the one that began', async () => {
    const [mine, other] = [await begun(), await begun()];
    const before = await bench.stored();
    for (const jar of [other.login.jar, new CookieJar()]) {
      const walk = await postToken(bench.lms, bench.tool.url, mine.form, { jar });
      expectRefusal(walk, { status: 401, code: 'lti/browser-unproven' }, mine.form.params);
    }
    expect(await bench.stored()).to.equal(before);
  });

  it('(13) a token of another platform is refused, however well it is signed', async () => {
    const { login } = await begun();
    const stranger = await bench.tool.startLms();
    const link = stranger.addLink({ title: 'x' });
    const token = stranger.signIdToken(stranger.claims(stranger.student, link, login.nonce));
    const form = { url: `${bench.tool.url}/lti/launch`, params: { id_token: token, state: login.state } };
    const walk = await postToken(bench.lms, bench.tool.url, form, { jar: login.jar });
    expectRefusal(walk, { status: 401, code: 'lti/issuer-wrong' }, form.params);
  });

  it('(13) a token that another platform signed in this one’s name is refused', async () => {
    const stranger = await bench.tool.startLms();
    const kid = bench.lms.publicJwks().keys[0]?.kid;
    const [strangersKey] = stranger.state.keys;
    const sent = await bench.send({ sign: { header: { kid }, ...(strangersKey && { key: strangersKey }) } });
    expectRefusal(sent, { status: 401, code: 'lti/signature-wrong' }, sent.claims);
  });

  it('a person whom ltijs alone refuses leaves nothing, not even the platform’s first deployment', async () => {
    await bench.tool.db.connection.collection('lti_platforms').updateMany({}, { $set: { deployments: [] } });
    await bench.tool.app.knowsPlatform();
    const before = await bench.stored();
    const sent = await bench.send({ change: withClaims({ sub: 0 }) });
    expectRefusal(sent, { status: 401, code: 'lti/token-refused' }, sent.claims);
    expect(await bench.stored()).to.equal(before);
    expect((await bench.send()).status).to.equal(200);
  });
});
