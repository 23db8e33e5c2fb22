import { expect } from 'chai';
import { gradesTexts } from '../../../src/grades/index.ts';
import { createI18n, LOCALES } from '../../../src/i18n/index.ts';
import { gradeText } from '../../../views/parts/grade-text.ts';

const i18n = createI18n({ grades: gradesTexts });

describe('a grade in words', () => {
  it('tells a zero from no grade, in each language', () => {
    for (const locale of LOCALES) {
      const t = i18n.t(locale);
      expect(gradeText(t, { given: 0, maximum: 5 }), locale).to.equal('0 / 5');
      expect(gradeText(t, null), locale).to.match(/^\p{L}+( \p{L}+)+$/u);
    }
  });

  it('is written as the language writes numbers, with two decimals at most', () => {
    const grade = { given: 6.666, maximum: 10 };
    expect(LOCALES.map(locale => gradeText(i18n.t(locale), grade))).to.include.members([
      '6,67 / 10',
      '6.67 / 10',
    ]);
  });
});
