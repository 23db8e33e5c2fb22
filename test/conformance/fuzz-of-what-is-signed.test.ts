import { createPrivateKey, createSign } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { claimsIn, LTI, startBench, type Bench, type Claims } from '../support/conformance.ts';
import { expectHarmless, fuzzOptions, MARK, oddJson } from '../support/fuzz.ts';
import { browse, CookieJar, walkLogin } from '../support/lms.ts';

const HEADER = ['alg', 'kid', 'typ', 'crit', 'jwk', 'jku', 'x5c', 'b64', 'zip', 'cty'];
const EXTRA = ['azp', 'nbf', 'locale', 'picture', 'lis', 'role_scope_mentor', 'for_user', 'lti1p1'];
const MEMBERS = [
  ...[
    'id',
    'title',
    'label',
    'locale',
    'return_url',
    'context_memberships_url',
    'lineitem',
    'lineitems',
    'scope',
  ],
  ...['activity', 'context_history', 'user_groups', 'deep_link_return_url', 'accept_types', 'data', 'text'],
];
const CONFIGURATION = [
  ...[
    'issuer',
    'authorization_endpoint',
    'token_endpoint',
    'jwks_uri',
    'registration_endpoint',
    'scopes_supported',
  ],
  ...['authorization_server', 'https://purl.imsglobal.org/spec/lti-platform-configuration'],
];
const ANSWER = ['client_id', 'https://purl.imsglobal.org/spec/lti-tool-configuration', 'scope'];

const dictionaryOf = (names: string[]): fc.Arbitrary<Claims> =>
  fc.dictionary(fc.constantFrom(...names), oddJson, { minKeys: 1, maxKeys: 3 });

/** What a platform that is trusted, or asks to be, may still get wrong. */
describe('signed and registered input of every shape', function () {
  this.timeout(180_000);
  let bench: Bench;
  const jar = new CookieJar();

  before(async () => {
    bench = await startBench();
  });
  afterEach(async () => {
    expect((await bench.send()).status, 'a good launch is let in').to.equal(200);
  });
  after(() => bench.close());

  const sessions = (): Promise<number> =>
    bench.tool.db.connection.collection('lti_sessions').countDocuments();
  const platforms = (): Promise<number> =>
    bench.tool.db.connection.collection('lti_platforms').countDocuments();

  it('does no harm in a token’s header', async () => {
    const property = fc.asyncProperty(dictionaryOf(HEADER), async header => {
      const before = await sessions();
      const sent = await bench.send({ jar, sign: { header } });
      expectHarmless(sent);
      expect(await sessions()).to.equal(sent.status === 200 ? before + 1 : before);
    });
    await fc.assert(property, fuzzOptions(2));
  });

  it('does no harm in claims', async () => {
    const own = Object.keys(bench.lms.claims(bench.lms.student, bench.link, 'x'));
    const names = [
      ...own.filter(name => !/^(iss|aud|nonce|iat|exp)$/.test(name)),
      ...EXTRA.map(name => `${LTI}/${name}`),
    ];
    const whole = fc.array(fc.tuple(fc.constantFrom(...names, ...EXTRA), oddJson), { maxLength: 2 });
    const part = fc.tuple(fc.constantFrom(...names), fc.constantFrom(...MEMBERS), oddJson);
    const given = [whole, fc.array(part, { maxLength: 5 }), fc.boolean()] as const;
    const property = fc.asyncProperty(...given, async (wholes, parts, isDeepLinking) => {
      const before = await sessions();
      const change = (claims: Claims): void => {
        Object.assign(claims, Object.fromEntries(wholes));
        for (const [name, key, value] of parts) {
          const at = claims[name];
          if (typeof at === 'object' && at !== null) (at as Claims)[key] = value;
        }
      };
      const person = isDeepLinking ? bench.lms.teacher : bench.lms.student;
      const sent = await bench.send({ jar, person, isDeepLinking, change });
      const isRefused = sent.url.pathname === '/lti/launch';
      expect(sent.status, sent.body.slice(0, 500)).to.be.within(200, 499);
      // Past the gate a page may show what was signed, as text; a refusal at the gate says nothing again.
      expect(sent.body).to.not.include(`<script>${MARK}`);
      if (isRefused) expectHarmless(sent);
      expect(await sessions()).to.equal(isRefused ? before : before + 1);
    });
    await fc.assert(property, fuzzOptions(6));
  });

  it('does no harm when it is nested deeper than any parser likes', async () => {
    const { lms, tool, link } = bench;
    const deep = '['.repeat(30_000) + ']'.repeat(30_000);
    const key = createPrivateKey({ key: lms.state.keys[0] as never, format: 'jwk' });
    for (const name of ['deep', `${LTI}/custom`, `${LTI}/context`, `${LTI}/roles`, 'sub', 'aud', 'nonce']) {
      const login = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link));
      const token = lms.signIdToken(lms.claims(lms.student, link, login.nonce));
      const claims = JSON.stringify({ ...claimsIn(token), [name]: undefined });
      const payload = Buffer.from(`${claims.slice(0, -1)},${JSON.stringify(name)}:${deep}}`).toString(
        'base64url',
      );
      const text = `${token.split('.')[0] ?? ''}.${payload}`;
      const forged = `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
      const form = { id_token: forged, state: login.state };
      const answer = await browse(new URL(`${tool.url}/lti/launch`), { jar: login.jar }, form);
      expect(answer.status, `${name}: ${answer.body.slice(0, 300)}`).to.be.within(300, 499);
    }
  });

  it('does no harm in what a platform says at its registration', async () => {
    const given = [fc.option(dictionaryOf(CONFIGURATION)), fc.option(dictionaryOf(ANSWER)), oddJson] as const;
    const property = fc.asyncProperty(...given, async (configuration, answer, whole) => {
      const { lms, tool } = bench;
      const issuer = lms.issuer;
      const good = {
        ...{ issuer, authorization_endpoint: `${issuer}/lti/auth`, token_endpoint: `${issuer}/lti/token` },
        ...{ jwks_uri: `${issuer}/lti/keys`, registration_endpoint: `${issuer}/lti/register` },
      };
      lms.calls.clear();
      const say = (name: 'configuration' | 'registration', body: unknown): void =>
        lms.calls.failNext(name, {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
      say('configuration', configuration ? { ...good, ...configuration } : good);
      say('registration', answer ? { client_id: `c${MARK}`, ...answer } : whole);
      const before = await platforms();
      const page = await browse(new URL(lms.registrationLink(await tool.app.newRegistrationLink())));
      expectHarmless(page);
      expect(await platforms()).to.be.within(before, page.status === 200 ? before + 1 : before);
    });
    await fc.assert(property, fuzzOptions(3));
  });
});
