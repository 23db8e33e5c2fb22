import { expect } from 'chai';
import type { Answer, Importance, Skill } from '../../../src/self-assessment/answers.rules.ts';
import { statementsOf, type Instrument } from '../../../src/self-assessment/instrument.rules.ts';
import { loadInstruments } from '../../../src/self-assessment/load-instruments.ts';
import { recommendFor } from '../../../src/self-assessment/recommendation.rules.ts';

// Too slow for the units: the rule alone, over many.
const instrument = loadInstruments().get('structural-social-work') as Instrument;
const ids = statementsOf(instrument).map(s => s.id);

describe('the recommendation over random profiles', function () {
  this.timeout(20_000);

  /** Marsaglia's xorshift32 from a fixed seed: the same profiles in every run. @returns 0 ≤ n < 1 */
  function newRandom(seed: number): () => number {
    let state = seed;
    return () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) / 2 ** 32;
    };
  }

  /** @returns each one's share of first places; a shared one counts in parts. */
  function sharesOfFirst(
    profiles: number,
    outside: number,
    of: 'themes' | 'workshops' = 'themes',
  ): Map<string, number> {
    const random = newRandom(20_261_126);
    const shares = new Map(instrument[of].map(({ id }) => [id, 0]));
    const pick = (end: number): number => 1 + Math.floor(random() * end);
    for (let profile = 0; profile < profiles; profile++) {
      const answers = Object.fromEntries(
        ids.map((id): [string, Answer] => [
          id,
          random() < outside
            ? { skill: 'outside' }
            : { skill: pick(5) as Skill, importance: pick(4) as Importance },
        ]),
      );
      const firsts = recommendFor(instrument, answers)[of].recommended.filter(r => r.place === 1);
      for (const { id } of firsts) shares.set(id, (shares.get(id) ?? 0) + 1 / firsts.length / profiles);
    }
    return shares;
  }

  const tell = (shares: Map<string, number>): void => {
    const percents = [...shares].map(([id, share]) => `${id} ${(share * 100).toFixed(1)} %`);
    console.log(`      ${percents.join(' · ')}`);
  };

  for (const [profiles, outside] of [
    [20_000, 0],
    [5000, 0.15],
  ] as const) {
    const which = `${profiles} of them, ${outside * 100} % of the statements outside the work`;
    it(`each theme comes first in 10 to 25 %: ${which}`, () => {
      const shares = sharesOfFirst(profiles, outside);
      tell(shares);
      expect(shares.size).to.equal(6);
      for (const [id, share] of shares) expect(share, id).to.be.within(0.1, 0.25);
    });
  }

  it('no workshop is shut out, also not the one of a single statement, and none outdoes the others', () => {
    const shares = sharesOfFirst(20_000, 0, 'workshops');
    tell(shares);
    for (const [id, share] of shares) expect(share, id).to.be.within(0.05, 0.3);
  });
});
