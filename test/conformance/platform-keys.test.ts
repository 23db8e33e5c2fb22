import { expect } from 'chai';
import type { JWK } from 'jose';
import type { CallFault } from '../../src/demo-lms/calls.ts';
import { newKey } from '../../src/demo-lms/keys.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/kit/clock.ts';
import { expectRefusal, startBench, type Bench, type Sent } from '../support/conformance.ts';
import { settableClock, type SettableClock } from '../support/settable-clock.ts';

const UNREACHABLE = { status: 401, code: 'lti/keys-unreachable' };
const UNKNOWN = { status: 401, code: 'lti/kid-unknown' };

/** The clocks move together: what is too old for the one would be refused before any key is asked for. */
describe('a platform’s keys', function () {
  this.timeout(20_000);
  let bench: Bench;
  let clock: SettableClock;

  before(async () => {
    clock = settableClock(new Date().toISOString());
    bench = await startBench({ clock, lms: { clock } });
  });
  after(() => bench.close());
  beforeEach(async () => {
    bench.lms.calls.clear();
    // Beyond what a kept key may serve, so that each test begins without one.
    clock.advance(2 * HOUR_MS);
  });

  const fetches = (): number => bench.lms.calls.of('jwks').length;
  const publicKey = (): JWK => bench.lms.publicJwks().keys[0]!;
  const answer = (body: unknown, more: CallFault = {}): CallFault => ({
    status: 200,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...more,
  });

  async function refused(fault: CallFault | null, refusal: typeof UNREACHABLE, times = 1): Promise<void> {
    const before = await bench.stored();
    if (fault) bench.lms.calls.failNext('jwks', fault, times);
    const startedAt = performance.now();
    const sent = await bench.send();
    expectRefusal(sent, refusal, sent.claims);
    expect(performance.now() - startedAt, 'bounded time').to.be.below(9000);
    expect(await bench.stored()).to.equal(before);
    bench.lms.calls.clear();
    clock.advance(6 * SECOND_MS);
    expect((await bench.send()).status, 'the next launch is let in').to.equal(200);
  }

  const html = '<html><body><script>alert(1)</script>zq-marker</body></html>';
  const BAD: [what: string, fault: () => CallFault, refusal: typeof UNREACHABLE][] = [
    ['HTML', () => answer(html), UNREACHABLE],
    ['HTML that says it is not there', () => answer(html, { status: 404 }), UNREACHABLE],
    ['an error', () => ({ status: 500 }), UNREACHABLE],
    ['nothing', () => answer(''), UNREACHABLE],
    ['no set', () => answer([]), UNREACHABLE],
    ['null', () => answer('null'), UNREACHABLE],
    ['a set that is no list', () => answer({ keys: {} }), UNREACHABLE],
    ['ten megabytes', () => answer({ keys: [publicKey()], x: 'x'.repeat(10_000_000) }), UNREACHABLE],
    ['a cut connection', () => ({ cut: true }), UNREACHABLE],
    [
      'another site’s address',
      () => ({ status: 302, headers: { location: 'http://localhost:1/keys' } }),
      UNREACHABLE,
    ],
    [
      'its own address again and again',
      () => ({ status: 302, headers: { location: '/lti/keys' } }),
      UNREACHABLE,
    ],
    ['no keys', () => answer({ keys: [] }), UNKNOWN],
    ['keys that are no objects', () => answer({ keys: [null, 7, 'x', []] }), UNKNOWN],
    ['a key without a kid', () => answer({ keys: [{ ...publicKey(), kid: undefined }] }), UNKNOWN],
    ['a key with another kid', () => answer({ keys: [{ ...publicKey(), kid: 'other' }] }), UNKNOWN],
    ['a key for encryption', () => answer({ keys: [{ ...publicKey(), use: 'enc' }] }), UNKNOWN],
    ['a key of another algorithm', () => answer({ keys: [{ ...publicKey(), alg: 'RSA-OAEP' }] }), UNKNOWN],
    [
      'a key of another kind',
      () => answer({ keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: publicKey().kid }] }),
      UNKNOWN,
    ],
    ['a key without its numbers', () => answer({ keys: [{ ...publicKey(), n: undefined }] }), UNKNOWN],
    [
      'a key whose number is no number',
      () => answer({ keys: [{ ...publicKey(), n: '!' }] }),
      { status: 401, code: 'lti/signature-wrong' },
    ],
  ];
  for (const [what, fault, refusal] of BAD) {
    it(`are refused kindly, once, when the answer is ${what}`, async () => {
      // A wrong key that was taken into memory stays for its five minutes.
      if (refusal.code === 'lti/signature-wrong') {
        bench.lms.calls.failNext('jwks', fault());
        expectRefusal(await bench.send(), refusal);
        clock.advance(6 * MINUTE_MS);
        expect((await bench.send()).status).to.equal(200);
      } else await refused(fault(), refusal, 5);
    });
  }

  const GOOD: [what: string, keys: () => unknown[]][] = [
    ['says neither use nor algorithm', () => [{ ...publicKey(), use: undefined, alg: undefined }]],
    ['has null for them', () => [{ ...publicKey(), use: null, alg: null, key_ops: null, x5c: null }]],
    [
      'stands among others that cannot be read',
      () => [null, { kty: 'EC', kid: 'ec' }, { kid: 7 }, publicKey()],
    ],
    ['shares its kid with one for encryption', () => [{ ...publicKey(), use: 'enc' }, publicKey()]],
    ['says more than it must', () => [{ ...publicKey(), key_ops: ['encrypt'], x5t: 'x', note: { a: 1 } }]],
  ];
  for (const [what, keys] of GOOD) {
    it(`are taken when the key ${what}`, async () => {
      bench.lms.calls.failNext('jwks', answer({ keys: keys() }));
      const sent = await bench.send();
      expect(sent.status, sent.body).to.equal(200);
    });
  }

  it('are waited for when they come slowly, and fetched once for all who wait', async () => {
    bench.lms.calls.failNext('jwks', { delayMs: 1500 });
    const walks = await Promise.all(Array.from({ length: 8 }, () => bench.send()));
    expect(walks.map(({ status }) => status)).to.deep.equal(Array(8).fill(200));
    expect(fetches()).to.equal(1);
  });

  it('are not waited for longer than some seconds', async () => {
    await refused({ delayMs: 60_000 }, UNREACHABLE);
  });

  it('are kept for five minutes, and then fetched again', async () => {
    await bench.send();
    clock.advance(5 * MINUTE_MS - SECOND_MS);
    await bench.send();
    expect(fetches()).to.equal(1);
    clock.advance(2 * SECOND_MS);
    await bench.send();
    expect(fetches()).to.equal(2);
  });

  it('serve for an hour while the platform does not answer, at no cost of time, and no longer', async () => {
    expect((await bench.send()).status).to.equal(200);
    bench.lms.calls.failNext('jwks', { status: 503 }, 10);
    clock.advance(59 * MINUTE_MS);
    for (let i = 0; i < 3; i += 1) expect((await bench.send()).status).to.equal(200);
    expect(fetches(), 'asked once, not at each launch').to.equal(2);
    clock.advance(2 * MINUTE_MS);
    expectRefusal(await bench.send(), UNREACHABLE);
  });

  it('may change in mid-day: the new one is fetched at once, and the old one goes on', async () => {
    expect((await bench.send()).status).to.equal(200);
    const old = bench.lms.state.keys[0]!;
    clock.advance(MINUTE_MS);
    await bench.lms.rotateKey({ keepOld: true });
    expect((await bench.send()).status).to.equal(200);
    const withOld = await bench.send({ sign: { header: { kid: old.kid }, key: old } });
    expect(withOld.status, withOld.body).to.equal(200);
    expect(fetches()).to.equal(2);
  });

  it('may be withdrawn: a key that is published no more is refused within five minutes', async () => {
    expect((await bench.send()).status).to.equal(200);
    const old = bench.lms.state.keys[0]!;
    await bench.lms.rotateKey({ keepOld: false });
    clock.advance(5 * MINUTE_MS + SECOND_MS);
    expectRefusal(await bench.send({ sign: { header: { kid: old.kid }, key: old } }), UNKNOWN);
    expect((await bench.send()).status).to.equal(200);
  });

  it('are asked for at most every five seconds, however many unknown ones are named', async () => {
    await bench.send();
    clock.advance(6 * SECOND_MS);
    const stranger = await newKey();
    const sent: Sent[] = [];
    for (let i = 0; i < 5; i += 1) {
      sent.push(await bench.send({ sign: { header: { kid: `made-up-${String(i)}` }, key: stranger } }));
    }
    for (const one of sent) expectRefusal(one, UNKNOWN);
    expect(fetches()).to.equal(2);
  });
});
