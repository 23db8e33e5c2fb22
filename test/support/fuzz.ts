import { expect } from 'chai';
import fc from 'fast-check';
import type { Answer } from './lms.ts';

/** Known again wherever it comes out. */
export const MARK = 'zqMARKqz';
const MARKUP = `"'><script>${MARK}</script>`;

/**
 * `FUZZ_SEED` repeats a run (a failure prints its seed and path), `FUZZ_SECONDS` lets each property go on for longer.
 * Time is the bound and not the number of runs, so that a slow machine tries less and still ends.
 */
export function fuzzOptions<T>(ownSeconds: number): fc.Parameters<T> {
  const { FUZZ_SEED, FUZZ_SECONDS } = process.env;
  const seconds = Number(FUZZ_SECONDS ?? ownSeconds);
  return {
    ...(FUZZ_SEED === undefined ? {} : { seed: Number(FUZZ_SEED) }),
    numRuns: seconds * 1000,
    plugins: [fc.interruptAfterTimeLimit(seconds * 1000, { failOnInterrupt: false }) as fc.Plugin<T>],
  };
}

/** Texts as attackers, broken platforms and people write them; each carries the mark. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    MARK,
    MARKUP,
    `${MARK}\r\nSet-Cookie: ${MARK}=1`,
    `\u0000${MARK}`,
    `${MARK}\ud800`,
    `\u202e${MARK}\u2028`,
    `$${MARK}`,
    `{"$ne":"${MARK}"}`,
    `https://${MARK}.example/`,
    `javascript:${MARK}`,
    `//${MARK}`,
    MARK.repeat(3000),
  ),
  fc.string({ unit: 'binary', maxLength: 30 }).map(text => text + MARK),
);

/** JSON of any shape. */
export const oddJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3, noUnicodeString: false }) },
  { weight: 3, arbitrary: oddText },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      0,
      -1,
      1e308,
      '',
      [],
      {},
      [null],
      [[]],
      { id: null },
      { id: { $gt: '' } },
      { $where: MARK },
      { 'a.b': MARK, $set: { role: MARK } },
      JSON.parse(`{"__proto__":{"id":"${MARK}"},"constructor":{"prototype":{"role":"${MARK}"}}}`),
      Array.from({ length: 2000 }, () => MARK),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(oddText, oddText).map(([key, value]) => ({ [key]: value, id: value, title: value })),
  },
);

/** Never a fault of ours; nothing refused is said again; nothing at all comes out as markup. */
export function expectHarmless({ status, headers, body }: Pick<Answer, 'status' | 'headers' | 'body'>): void {
  expect(status, body.slice(0, 500)).to.be.within(200, 499);
  expect(body).to.not.include(`<script>${MARK}`);
  expect(Object.keys(headers).join(' ')).to.not.include(MARK.toLowerCase());
  expect(JSON.stringify(headers['set-cookie'] ?? '')).to.not.include(MARK);
  if (status < 400) return;
  expect(body).to.not.include(MARK);
  expect(JSON.stringify(headers)).to.not.include(MARK);
  expect(headers['content-type']).to.match(/^text\/html/);
}

/** @returns the text with what no encoding can carry (half of a pair of surrogates) replaced */
export const wellFormed = (text: string): string => Buffer.from(text).toString();
