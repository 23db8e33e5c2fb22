import { expect } from 'chai';
import fc from 'fast-check';
import { startBench, type Bench } from '../support/conformance.ts';
import { expectHarmless, fuzzOptions, MARK, oddText, wellFormed } from '../support/fuzz.ts';
import { CookieJar, walkLogin } from '../support/lms.ts';
import { rawRequest } from '../support/raw-request.ts';

const LOGIN = [
  'iss',
  'login_hint',
  'target_link_uri',
  'client_id',
  'lti_message_hint',
  'lti_deployment_id',
  'lti_storage_target',
  'hop',
];
const LAUNCH = ['id_token', 'state', 'error', 'error_description', 'session_state', 'iss'];
const REGISTRATION = ['openid_configuration', 'registration_token'];

/** Names as they are, and as parsers of nested names, lists and prototypes would like them. */
const SUFFIXES = ['', '', '', '', '[]', '[$ne]', '[a][b]', '.x', '[__proto__]', '\u0000'];
type Pairs = [name: string, value: string][];
const pairsOf = (names: string[], maxLength: number): fc.Arbitrary<Pairs> => {
  const known = fc
    .tuple(fc.constantFrom(...names), fc.constantFrom(...SUFFIXES))
    .map(parts => parts.join(''));
  return fc.array(fc.tuple(fc.oneof({ weight: 5, arbitrary: known }, oddText), oddText), { maxLength });
};

/** Parameters that would be good, but for the few that are replaced or doubled. */
const mix = (good: Record<string, string>, odd: Pairs, isDoubled: boolean): Pairs => {
  const spoiled = new Set(isDoubled ? [] : odd.map(([name]) => name));
  return [...Object.entries(good).filter(([name]) => !spoiled.has(name)), ...odd];
};

type Written = { query?: string; type?: string; body?: string };
type Writing = (pairs: Pairs) => Written;
const encoded = (pairs: Pairs): string =>
  pairs.map(pair => pair.map(text => encodeURIComponent(wellFormed(text))).join('=')).join('&');
const asForm = (body: string): Written => ({ type: 'application/x-www-form-urlencoded', body });
const inForm: Writing = pairs => asForm(encoded(pairs));
const inQuery: Writing = pairs => ({ query: encoded(pairs) });
const ODD_WRITINGS: Writing[] = [
  pairs => ({ query: encoded(pairs), ...inForm(pairs) }),
  pairs => ({ query: `${encoded(pairs)}%E0%A4%A&%=%${MARK}` }),
  pairs => asForm(`${encoded(pairs)}&%E0%A4%A=%zz&&==&${MARK}`),
  pairs => ({ type: 'application/json', body: JSON.stringify(Object.fromEntries(pairs)) }),
  pairs => ({ type: 'application/json', body: `{"${MARK}": ${JSON.stringify(pairs)}` }),
  pairs => ({ type: 'text/plain', body: encoded(pairs) }),
  pairs => ({ type: 'multipart/form-data; boundary=b', body: `--b\r\n${encoded(pairs)}` }),
  pairs => ({ ...inForm(pairs), type: 'application/x-www-form-urlencoded; charset=utf-7' }),
  pairs => ({ ...inForm(pairs), type: `${MARK}/${MARK}` }),
];
const writing = fc.oneof(
  { weight: 3, arbitrary: fc.constant(inForm) },
  { weight: 3, arbitrary: fc.constant(inQuery) },
  { weight: 3, arbitrary: fc.constantFrom(...ODD_WRITINGS) },
);

/** A request line takes some kilobytes: what is longer is the server's own 431, before any code of ours. */
const MAX_QUERY = 12_000;

describe('input of every shape', function () {
  this.timeout(180_000);
  let bench: Bench;
  let stored: string;

  before(async () => {
    bench = await startBench();
    await bench.send();
    stored = await bench.stored();
  });
  afterEach(async () => {
    expect(await bench.stored(), 'nothing is stored').to.equal(stored);
    expect((await fetch(`${bench.tool.url}/health/ready`)).status).to.equal(200);
  });
  after(async () => {
    expect((await bench.send()).status, 'a good launch is let in').to.equal(200);
    await bench.close();
  });

  async function harmless(
    path: string,
    written: Written,
    headers: Record<string, string> = {},
  ): Promise<void> {
    const { query = '', type, body } = written;
    const types: Record<string, string> = type === undefined ? {} : { 'content-type': type };
    const method = body === undefined ? 'GET' : 'POST';
    const request = { method, headers: { ...headers, ...types }, body: body ?? '' };
    expectHarmless(await rawRequest(bench.tool.url, `${path}?${query.slice(0, MAX_QUERY)}`, request));
  }

  it('does no harm at the login', async () => {
    const destination = fc.constantFrom('iframe', 'document', 'empty');
    const given = [pairsOf(LOGIN, 12), writing, fc.boolean(), fc.boolean(), destination] as const;
    const property = fc.asyncProperty(...given, async (odd, write, isAlmostGood, isDoubled, dest) => {
      const { params } = bench.lms.loginRequest(bench.lms.student, bench.link);
      const pairs = isAlmostGood ? mix(params, odd.slice(0, 2), isDoubled) : odd;
      await harmless('/lti/login', write(pairs), { 'sec-fetch-dest': dest });
    });
    await fc.assert(property, fuzzOptions(2));
  });

  it('does no harm at the launch', async () => {
    const { lms, tool, link } = bench;
    const jar = new CookieJar();
    // A good token in a good form would be let in: some letter of it is always another.
    const spoil = fc.tuple(fc.nat(), fc.constantFrom('.', '*', '\u0000', '%', MARK), fc.nat(4));
    const given = [pairsOf(LAUNCH, 3), writing, fc.boolean(), spoil] as const;
    const property = fc.asyncProperty(...given, async (odd, write, isDoubled, [at, by, length]) => {
      const login = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link), { jar });
      const good = lms.signIdToken(lms.claims(lms.student, link, login.nonce));
      const index = at % good.length;
      const token = good.slice(0, index) + by + good.slice(index + length + 1);
      const cookie = jar.header(new URL('/lti/launch', tool.url)) ?? '';
      const pairs = mix({ id_token: token, state: login.state }, odd, isDoubled);
      await harmless('/lti/launch', write(pairs), { cookie });
    });
    await fc.assert(property, fuzzOptions(4));
  });

  it('does no harm at the registration', async () => {
    const secret = fc.oneof(fc.constant('x'.repeat(43)), oddText);
    const property = fc.asyncProperty(pairsOf(REGISTRATION, 6), writing, secret, async (odd, write, word) => {
      await harmless(`/lti/register/${encodeURIComponent(wellFormed(word)).slice(0, 4000)}`, write(odd));
    });
    await fc.assert(property, fuzzOptions(2));
  });
});
