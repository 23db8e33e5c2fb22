import { createPublicKey } from 'node:crypto';
import { expect } from 'chai';
import {
  claim,
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

const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const AGES_AGO = { iat: 11_111, exp: 22_222 };

const now = (): number => Math.floor(Date.now() / 1000);
const lacks = (...names: string[]): Message => ({ change: without(...names) });
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * The known bad payloads of the LTI Advantage certification suite ("LTI Advantage Conformance Certification Guide
 * 1.3", 6), after the fixtures in packbackbooks/lti-1-3-php-library, tests/data/certification/invalid.
 */
const SUITE: RefusalRow[] = [
  [
    'a header without a key id',
    401,
    'lti/kid-missing',
    { sign: { header: { badtestonly: '12345', kid: undefined } } },
  ],
  [
    'a header with a key id that is not published',
    401,
    'lti/kid-unknown',
    { sign: { header: { kid: 'imstester_66067' } } },
  ],
  ['another version of LTI', 400, 'lti/version-wrong', lti('version', '11.3')],
  ['no version of LTI', 400, 'lti/version-wrong', lacks(`${LTI}/version`)],
  [
    'a token that is no LTI message',
    401,
    'lti/issuer-wrong',
    {
      change: claims => {
        without(...Object.keys(claims))(claims);
        Object.assign(claims, { name: 'badltilaunch' });
      },
    },
  ],
  [
    'no token at all, only its claims',
    401,
    'lti/token-malformed',
    { forge: () => '{"name":"badltilaunch"}' },
  ],
  [
    'several claims missing',
    400,
    'lti/message-type-missing',
    lacks(`${LTI}/version`, `${LTI}/message_type`, `${LTI}/roles`),
  ],
  ['times of long ago', 401, 'lti/token-expired', { change: withClaims(AGES_AGO) }],
  ['no message type', 400, 'lti/message-type-missing', lacks(`${LTI}/message_type`)],
  ['no roles', 400, 'lti/roles-missing', lacks(`${LTI}/roles`)],
  ['no deployment', 400, 'lti/deployment-missing', lacks(`${LTI}/deployment_id`)],
  ['no resource link', 400, 'lti/resource-link-missing', lacks(`${LTI}/resource_link`)],
  [
    'a resource link without an id',
    400,
    'lti/resource-link-missing',
    lti('resource_link', { title: 'Introduction Assignment' }),
  ],
  ['no user', 400, 'lti/sub-missing', lacks('sub')],
];

/** What the Security Framework 1.0, 5.1.3 asks beyond the suite. */
const MUSTS: RefusalRow[] = [
  ['a nonce that was not given', 401, 'lti/nonce-wrong', claim('nonce', 'another-nonce')],
  ['no nonce', 401, 'lti/nonce-wrong', lacks('nonce')],
  ['a nonce that is no text', 401, 'lti/nonce-wrong', claim('nonce', { $ne: '' })],
  ['another issuer', 401, 'lti/issuer-wrong', claim('iss', 'https://ltiadvantagevalidator.imsglobal.org')],
  ['the issuer with a slash more', 401, 'lti/issuer-wrong', bench => claim('iss', `${bench.lms.issuer}/`)],
  ['no issuer', 401, 'lti/issuer-wrong', lacks('iss')],
  ['another audience', 401, 'lti/audience-wrong', claim('aud', 'imstester_3dfad6d')],
  ['no audience', 401, 'lti/audience-wrong', lacks('aud')],
  ['no audience in the list', 401, 'lti/audience-wrong', claim('aud', [])],
  [
    'an audience beside ours and no authorised party',
    401,
    'lti/audience-wrong',
    { change: c => Object.assign(c, { aud: [c['aud'], 'another-tool'] }) },
  ],
  [
    'an audience beside ours that is the authorised party',
    401,
    'lti/audience-wrong',
    { change: c => Object.assign(c, { aud: [c['aud'], 'another-tool'], azp: 'another-tool' }) },
  ],
  ['another authorised party', 401, 'lti/audience-wrong', claim('azp', 'another-tool')],
  ['an authorised party that is no text', 401, 'lti/audience-wrong', claim('azp', ['another-tool'])],
  ['no end', 401, 'lti/times-missing', lacks('exp')],
  ['no time of issue', 401, 'lti/times-missing', lacks('iat')],
  [
    'times as text',
    401,
    'lti/times-missing',
    { change: c => Object.assign(c, { iat: String(now()), exp: String(now() + 60) }) },
  ],
  [
    'a time of issue an hour ahead',
    401,
    'lti/token-early',
    { change: c => Object.assign(c, { iat: now() + 3600, exp: now() + 3660 }) },
  ],
  [
    'a beginning an hour ahead',
    401,
    'lti/token-early',
    { change: c => Object.assign(c, { nbf: now() + 3600 }) },
  ],
  [
    'a life of a year',
    401,
    'lti/life-too-long',
    { change: c => Object.assign(c, { exp: now() + 31_536_000 }) },
  ],
  ['no algorithm', 401, 'lti/algorithm-refused', { sign: { header: { alg: 'none' } } }],
  ['no algorithm in capitals', 401, 'lti/algorithm-refused', { sign: { header: { alg: 'NONE' } } }],
  [
    'a symmetric algorithm',
    401,
    'lti/algorithm-refused',
    { sign: { header: { alg: 'HS256' }, key: 'secret' } },
  ],
  [
    'our own idea of the public key as a secret',
    401,
    'lti/algorithm-refused',
    ({ lms }) => {
      const key = createPublicKey({ key: lms.publicJwks().keys[0] as never, format: 'jwk' });
      return {
        sign: { header: { alg: 'HS256' }, key: key.export({ format: 'pem', type: 'spki' }).toString() },
      };
    },
  ],
  ['no signature', 401, 'lti/signature-wrong', { forge: token => token.replace(/[^.]+$/, '') }],
  [
    'claims that were changed after signing',
    401,
    'lti/signature-wrong',
    { forge: token => tamper(token, { [`${LTI}/roles`]: [`${MEMBERSHIP}#Instructor`] }) },
  ],
  [
    'a header that brings its own key',
    401,
    'lti/signature-wrong',
    {
      sign: { header: { jwk: { kty: 'oct', k: 'c2VjcmV0' } } },
      forge: token => token.replace(/[^.]+$/, 'c2ln'),
    },
  ],
  [
    'a header with a critical extension',
    401,
    'lti/token-malformed',
    { sign: { header: { crit: ['exp'], exp: 0 } } },
  ],
  ['a token of four parts', 401, 'lti/token-malformed', { forge: token => `${token}.x` }],
  [
    'a token of a hundred thousand characters',
    401,
    'lti/token-malformed',
    claim('name', 'x'.repeat(100_000)),
  ],
  [
    'a payload that is a list',
    401,
    'lti/token-malformed',
    { forge: token => token.replace(/\.[^.]+\./, `.${part([])}.`) },
  ],
];

/** Replaces claims without signing anew. */
function tamper(token: string, more: Record<string, unknown>): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  return [header, part({ ...claims, ...more }), signature].join('.');
}

describe('a launch that must be refused', () => {
  let bench: Bench;
  before(async () => {
    bench = await startBench();
  });
  after(() => bench.close());

  describe('by the certification suite, when its token has', () => itRefuses(SUITE, () => bench));
  describe('by the Security Framework, when its token has', () => itRefuses(MUSTS, () => bench));

  describe('and after all of these', () => {
    it('a good one comes in', async () => {
      const sent = await bench.send();
      expect(sent.status, sent.body).to.equal(200);
      expect(sent.url.pathname).to.match(/^\/l\/[\w-]+\/self-assessment/);
    });
  });
});
