import { expect } from 'chai';
import { renderToString } from 'preact-render-to-string';
import { createI18n } from '../../../src/i18n/index.ts';
import type { Answers } from '../../../src/self-assessment/answers.rules.ts';
import type { ThemePlace } from '../../../src/activities/index.ts';
import { selfAssessmentTexts } from '../../../src/self-assessment/index.ts';
import { statementsOf, type Instrument } from '../../../src/self-assessment/instrument.rules.ts';
import { loadInstruments } from '../../../src/self-assessment/load-instruments.ts';
import { recommendFor } from '../../../src/self-assessment/recommendation.rules.ts';
import { ResultRecommended } from '../../../views/self-assessment/result-recommended.tsx';

const shipped = loadInstruments().get('structural-social-work') as Instrument;
const t = createI18n({ 'self-assessment': selfAssessmentTexts }).t('en');

/** Gaps in C2 and C4 alone: the theme K, and no workshop. */
function show(instrument: Instrument, placed: Map<string, ThemePlace>): string {
  const alone: Answers = Object.fromEntries(statementsOf(instrument).map(s => [s.id, { skill: 4 }]));
  const answers: Answers = { ...alone, C2: { skill: 1 }, C4: { skill: 2 } };
  const recommendation = recommendFor(instrument, answers);
  return renderToString(ResultRecommended({ t, base: '/l/x', instrument, recommendation, placed }));
}

describe('a suggested theme', () => {
  it('leads to where it is placed, and is a name alone where it is not', () => {
    expect(show(shipped, new Map([['K', { path: 'course?a=1&b=2' }]]))).to.include(
      '<h3><a href="/l/x/course?a=1&amp;b=2">communication and influencing</a></h3>',
    );
    expect(show(shipped, new Map([['R', { path: 'course' }]]))).to.include(
      '<h3>communication and influencing</h3>',
    );
  });

  it('is in words where its own link is known to the LMS alone', () => {
    const beside = show(shipped, new Map([['K', { title: 'March <theme>' }]]));
    expect(beside).to.include('<h3>communication and influencing</h3>').and.include('“March &lt;theme>”');
  });

  it('stands beside the word that no workshop stands out, unless the instrument knows none', () => {
    expect(show(shipped, new Map())).to.include('No workshop stands out');
    const areas = shipped.areas.map(area => ({
      ...area,
      statements: area.statements.map(s => ({ ...s, workshops: [] })),
    }));
    const without = show({ ...shipped, workshops: [], areas }, new Map());
    expect(without)
      .to.include('Themes suggested')
      .and.not.match(/workshop/i);
  });
});
