import { expect } from 'chai';
import {
  belowLineItem,
  findNextPage,
  parseRetryAfter,
  readFailure,
} from '../../../src/lti/service-answer.rules.ts';

const NOW = new Date('2026-11-27T10:00:00Z');

describe('the answer of a platform’s service', () => {
  const rows: [number, string | null][] = [
    [200, null],
    [201, null],
    [202, null],
    [204, null],
    [302, 'unavailable'],
    [400, 'refused'],
    [401, 'unauthorised'],
    [403, 'forbidden'],
    [404, 'gone'],
    [408, 'unavailable'],
    [409, 'conflict'],
    [410, 'gone'],
    [415, 'unavailable'],
    [422, 'refused'],
    [429, 'rate-limited'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ];
  for (const [status, outcome] of rows) {
    it(`reads ${String(status)} as ${outcome ?? 'done'}`, () => {
      expect(readFailure({ status, headers: {} }, NOW)?.outcome ?? null).to.equal(outcome);
    });
  }

  it('reads Canvas’s 403 with a used-up quota as rate-limited', () => {
    const failure = readFailure({ status: 403, headers: { 'x-rate-limit-remaining': '0.0' } }, NOW);
    expect(failure).to.deep.equal({ outcome: 'rate-limited', status: 403, retryAfterMs: null });
  });

  it('leaves a 403 with quota left forbidden', () => {
    const failure = readFailure({ status: 403, headers: { 'x-rate-limit-remaining': '599.2' } }, NOW);
    expect(failure?.outcome).to.equal('forbidden');
  });

  it('keeps how long to wait', () => {
    const failure = readFailure({ status: 429, headers: { 'retry-after': '120' } }, NOW);
    expect(failure).to.deep.equal({ outcome: 'rate-limited', status: 429, retryAfterMs: 120_000 });
  });
});

describe('Retry-After', () => {
  it('may be seconds', () => {
    expect(parseRetryAfter(' 7 ', NOW)).to.equal(7000);
  });
  it('may be a date', () => {
    expect(parseRetryAfter('Fri, 27 Nov 2026 10:01:30 GMT', NOW)).to.equal(90_000);
  });
  it('is no wait when the date is past', () => {
    expect(parseRetryAfter('Fri, 27 Nov 2026 09:00:00 GMT', NOW)).to.equal(0);
  });
  for (const text of ['', 'soon', '-5', '1.5']) {
    it(`says nothing when it is "${text}"`, () => {
      expect(parseRetryAfter(text, NOW)).to.equal(null);
    });
  }
});

describe('the next page', () => {
  const from = 'https://lms.example.fi/memberships?limit=2';
  const next = 'https://lms.example.fi/memberships?limit=2&from=2';
  const good = [
    `<${next}>; rel="next"`,
    `<${next}>; rel=next`,
    `<${next}>; rel=“next”`,
    `<${next}>; title="a"; rel="next"`,
    `<https://lms.example.fi/d>; rel="differences", <${next}>; rel="next"`,
    `<${next}>;rel="last next"`,
    '</memberships?limit=2&from=2>; rel="next"',
    '<?limit=2&from=2>; rel="next"',
    `<${next}>; rel='next'`,
    Buffer.from(`<${next}&x>; rel=“first”, <${next}>; rel=“next”`, 'utf8').toString('latin1'),
    `<${from}>; rel="current",<${next}>; rel="next",<${from}>; rel="first",<${next}>; rel="last"`,
  ];
  for (const link of good) {
    it(`is found in ${link}`, () => {
      expect(findNextPage({ link }, from)).to.deep.equal({ url: next, isRefused: false });
    });
  }
  it('is none without a header', () => {
    expect(findNextPage({}, from)).to.deep.equal({ url: null, isRefused: false });
  });
  // As long as Node lets an answer's head be; each cost two thirds of a second, and a list has fifty pages.
  for (const link of ['<'.repeat(16_000), `<a>;rel=${'-'.repeat(15_900)}`, `<a>;rel=${' -'.repeat(7900)}x`]) {
    it(`is told at once from a header that is made to be slow: ${link.slice(0, 12)}…`, () => {
      const startedAt = performance.now();
      expect(findNextPage({ link }, from).url).to.equal(null);
      expect(performance.now() - startedAt).to.be.below(100);
    });
  }
  for (const link of [`<${next}>; rel="nextish"`, `<${next}>; rel="prev"; title="next"`, `<${next}>`]) {
    it(`is none in ${link}`, () => {
      expect(findNextPage({ link }, from).url).to.equal(null);
    });
  }
  it('is none when only differences are offered', () => {
    expect(findNextPage({ link: `<${next}>; rel="differences"` }, from).url).to.equal(null);
  });
  it('is none when it lies at another origin, where our token must not go', () => {
    for (const target of [
      'https://evil.example/m',
      'http://lms.example.fi/m',
      '//evil.example/m',
      'https://',
    ])
      expect(findNextPage({ link: `<${target}>; rel="next"` }, from), target).to.deep.equal({
        url: null,
        isRefused: true,
      });
  });
});

describe('the addresses below a line item', () => {
  it('stand before the query', () => {
    const url = 'https://moodle.example.fi/mod/lti/services.php/2/lineitems/5/lineitem?type_id=1';
    expect(belowLineItem(url, 'scores').href).to.equal(
      'https://moodle.example.fi/mod/lti/services.php/2/lineitems/5/lineitem/scores?type_id=1',
    );
  });
  it('work without a query and with a slash at the end', () => {
    expect(belowLineItem('https://lms.example.fi/l/5/', 'results').href).to.equal(
      'https://lms.example.fi/l/5/results',
    );
  });
});
