import { expect } from 'chai';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/kit/clock.ts';
import { expectRefusal, startBench, type Bench, type Change } from '../support/conformance.ts';
import { settableClock, type SettableClock } from '../support/settable-clock.ts';

type Row = [what: string, change: (nowS: number) => Record<string, unknown>, code: string | null];

/** Life of the tokens here: what Moodle gives. */
const LIFE_S = 60;
const issued = (iat: number): Record<string, unknown> => ({ iat, exp: iat + LIFE_S });

const EDGES: Row[] = [
  ['issued 59 seconds ahead', now => issued(now + 59), null],
  ['issued 60 seconds ahead', now => issued(now + 60), null],
  ['issued 61 seconds ahead', now => issued(now + 61), 'lti/token-early'],
  ['good from 59 seconds on', now => ({ ...issued(now), nbf: now + 59 }), null],
  ['good from 61 seconds on', now => ({ ...issued(now), nbf: now + 61 }), 'lti/token-early'],
  ['over for 59 seconds', now => issued(now - 59 - LIFE_S), null],
  ['over for 60 seconds', now => issued(now - 60 - LIFE_S), 'lti/token-expired'],
  ['over for 61 seconds', now => issued(now - 61 - LIFE_S), 'lti/token-expired'],
  ['good for an hour', now => ({ iat: now, exp: now + 3600 }), null],
  ['good for an hour and a second', now => ({ iat: now, exp: now + 3601 }), 'lti/life-too-long'],
];

/** How far the LMS's clock is off, and how the page names it in each language. */
const APART: [ms: number, code: string, words: Record<string, string>][] = [
  [
    90 * SECOND_MS,
    'lti/token-early',
    { fi: 'noin 90 sekuntia edellä', sv: 'ungefär 90 sekunder före', en: 'about 90 seconds ahead' },
  ],
  [
    3 * MINUTE_MS,
    'lti/token-early',
    { fi: 'noin 3 minuuttia edellä', sv: 'ungefär 3 minuter före', en: 'about 3 minutes ahead' },
  ],
  [
    HOUR_MS,
    'lti/token-early',
    { fi: 'noin 60 minuuttia edellä', sv: 'ungefär 60 minuter före', en: 'about 60 minutes ahead' },
  ],
  [
    2 * HOUR_MS,
    'lti/token-early',
    { fi: 'noin 2 tuntia edellä', sv: 'ungefär 2 timmar före', en: 'about 2 hours ahead' },
  ],
  [
    -3 * MINUTE_MS,
    'lti/token-expired',
    { fi: 'noin 3 minuuttia sitten', sv: 'ungefär 3 minuter sedan', en: 'about 3 minutes ago' },
  ],
  [
    -2 * DAY_MS,
    'lti/token-expired',
    { fi: 'noin 2 päivää sitten', sv: 'ungefär 2 dygn sedan', en: 'about 2 days ago' },
  ],
];

describe('a clock that differs', () => {
  let bench: Bench;
  let lmsClock: SettableClock;

  before(async () => {
    // Tokens know whole seconds only.
    const start = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();
    lmsClock = settableClock(start);
    bench = await startBench({ clock: settableClock(start), lms: { clock: lmsClock } });
  });
  after(() => bench.close());

  for (const [what, times, code] of EDGES) {
    it(`${code === null ? 'is tolerated' : 'is refused'} in a token ${what}`, async () => {
      const change: Change = claims => Object.assign(claims, times(claims['iat'] as number));
      const before = await bench.stored();
      const sent = await bench.send({ change });
      if (code === null) expect(sent.status, sent.body).to.equal(200);
      else {
        expectRefusal(sent, { status: 401, code });
        expect(await bench.stored()).to.equal(before);
      }
    });
  }

  for (const [ms, code, words] of APART) {
    for (const [locale, text] of Object.entries(words)) {
      it(`is named with how far it is off: ${text}`, async () => {
        lmsClock.advance(ms);
        const sent = await bench.send({ headers: { 'accept-language': locale } });
        lmsClock.advance(-ms);
        expectRefusal(sent, { status: 401, code, locale }, sent.claims);
        expect(sent.body)
          .to.include(text)
          .and.match(/kello|klocka|clock/i);
      });
    }
  }

  it('is not blamed alone for an old token: the page names the page left open and the back button too', async () => {
    for (const [locale, word] of [
      ['fi', 'takaisin-painikkeella'],
      ['sv', 'bakåtknapp'],
      ['en', 'back button'],
    ] as const) {
      const change: Change = claims => Object.assign(claims, issued((claims['iat'] as number) - 600));
      expect((await bench.send({ change, headers: { 'accept-language': locale } })).body).to.include(word);
    }
  });

  it('makes no page that cannot say how much it is', async () => {
    for (const iat of [11_111, -1e300, 1e300, 0.5, Number.MAX_SAFE_INTEGER]) {
      const sent = await bench.send({ change: claims => Object.assign(claims, { iat, exp: iat + 1 }) });
      expect(sent.status).to.equal(401);
      expect(sent.body).to.match(/noin \d{2,3} vuotta/);
    }
  });
});
