import { expect } from 'chai';
import fc from 'fast-check';
import { presentQuestion, reviewAnswer } from '../../../src/questions/asking.rules.ts';
import { feedbackOf, markAnswer, type GivenAnswer } from '../../../src/questions/marking.rules.ts';
import { readNumber } from '../../../src/questions/number.rules.ts';
import type { QuestionKind } from '../../../src/questions/question.rules.ts';
import { aQuestion } from './a-question.ts';

const KINDS: QuestionKind[] = ['single', 'several', 'true-false', 'short', 'number'];
const shareOf = (kind: QuestionKind, answer: unknown, fields: object = {}): number =>
  markAnswer(aQuestion(kind, fields), answer as GivenAnswer).share;

describe('marking', () => {
  it('gives one choice all or nothing', () => {
    expect(shareOf('single', 'b')).to.equal(1);
    expect(shareOf('single', 'a')).to.equal(0);
    expect(shareOf('single', ['a', 'b'])).to.equal(0);
  });

  const several: [string[], number][] = [
    [['a', 'c'], 1],
    [['c', 'a', 'c'], 1],
    [['a'], 0.5],
    [['a', 'c', 'b'], 0.5],
    [['a', 'b'], 0],
    [['b', 'd'], 0],
    [['a', 'b', 'c', 'd'], 0],
    [[], 0],
    [['a', 'c', 'z'], 1],
  ];
  for (const [chosen, share] of several) {
    it(`gives ${String(share)} for the choices ${chosen.join(', ') || '(none)'}, where a and c are right`, () => {
      expect(markAnswer(aQuestion('several'), chosen)).to.deep.equal({ share, isRight: share === 1 });
    });
  }

  it('knows true from false', () => {
    expect(shareOf('true-false', 'false')).to.equal(1);
    expect(shareOf('true-false', 'true')).to.equal(0);
    expect(shareOf('true-false', 'true', { isTrue: true })).to.equal(1);
  });

  for (const answer of [
    'SHL',
    'shl ',
    'Sosiaalihuoltolaki',
    '  sosiaalihuoltolaki\n',
    'SOCIALVA\u030ARDSLAGEN',
    'social  welfare\tact',
  ]) {
    it(`accepts ${JSON.stringify(answer)}, in whatever language, case and composition`, () => {
      expect(shareOf('short', answer)).to.equal(1);
    });
  }

  for (const answer of ['SHL!', '', 'socialvardslagen', 's', '.*']) {
    it(`does not accept ${JSON.stringify(answer)}`, () => {
      expect(shareOf('short', answer)).to.equal(0);
    });
  }

  for (const answer of ['1,5', '1.5', ' 1,5 tuntia', '1,5 TIMMAR', '1.5hours', '1,4', '1,6', '+1,50']) {
    it(`takes ${JSON.stringify(answer)} for 1.5, give or take 0.1`, () => {
      expect(shareOf('number', answer)).to.equal(1);
    });
  }

  for (const answer of ['1,61', '1.39', '15', '-1,5', '', 'hours', '1,5 minuuttia', '1e0', '0x1', '1.5.']) {
    it(`does not take ${JSON.stringify(answer)} for it`, () => {
      expect(shareOf('number', answer)).to.equal(0);
    });
  }

  it('reaches the end of a tolerance that binary fractions cannot hold', () => {
    expect(shareOf('number', '0,3', { value: 0.2, tolerance: 0.1 })).to.equal(1);
  });

  it('never throws, and never leaves 0 to 1, on whatever is answered', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), fc.anything({ withNullPrototype: true }), (kind, answer) => {
        const { share, isRight } = markAnswer(aQuestion(kind), answer as GivenAnswer);
        expect(share).to.be.within(0, 1);
        expect(isRight).to.equal(share === 1);
        expect(feedbackOf(aQuestion(kind), answer as GivenAnswer, 'fi')).to.be.an('array');
      }),
    );
  });
});

describe('a number', () => {
  const numbers: [string, number | null][] = [
    ['12 000', 12000],
    ['12\u00A0000,5', 12000.5],
    ['−3', -3],
    ['25 %', 25],
    ['25%', 25],
    ['1.234,5', null],
    ['1,234,5', null],
    ['', null],
    ['%', null],
    ['9'.repeat(400), null],
    ['Infinity', null],
  ];
  for (const [text, value] of numbers) {
    it(`is read from ${JSON.stringify(text.slice(0, 20))} as ${String(value)}`, () => {
      expect(readNumber(text, ['%'])).to.equal(value);
    });
  }
});

describe('feedback', () => {
  const cases: [QuestionKind, GivenAnswer | undefined, string[]][] = [
    ['single', 'a', ['Told a sv']],
    ['several', ['c', 'b'], ['Told b sv', 'Told c sv']],
    ['true-false', 'true', ['Said true sv']],
    ['true-false', 'false', ['Said false sv']],
    ['true-false', 'perhaps', []],
    ['short', 'shl', ['Yes sv']],
    ['short', 'law', ['No sv']],
    ['number', '1,5', ['Yes sv']],
    ['number', '2', ['No sv']],
    ['number', undefined, []],
  ];
  for (const [kind, answer, told] of cases) {
    it(`to ${JSON.stringify(answer)} of the kind ${kind} is ${told.join(', ') || 'nothing'}`, () => {
      expect(feedbackOf(aQuestion(kind), answer, 'sv').map(({ text }) => text)).to.deep.equal(told);
    });
  }
});

describe('feedback to choices', () => {
  it('says to which of them', () => {
    const told = feedbackOf(aQuestion('several'), ['c', 'a'], 'en');
    expect(told).to.deep.equal([
      { to: 'a', text: 'Told a en' },
      { to: 'c', text: 'Told c en' },
    ]);
    expect(feedbackOf(aQuestion('true-false'), 'true', 'en')[0]?.to).to.equal('true');
  });
});

describe('a question as it is asked', () => {
  it('tells nothing of what is right', () => {
    for (const kind of KINDS) {
      const asked = JSON.stringify(presentQuestion(aQuestion(kind), 'fi'));
      expect(asked).to.not.match(/isRight|isTrue|Told|Said|Because|SHL|1\.5|Act/);
    }
  });

  it('is in the reader’s language, or says in which', () => {
    expect(presentQuestion(aQuestion('number'), 'sv')).to.deep.equal({
      id: 'K1',
      kind: 'number',
      text: 'Question sv',
      locale: 'sv',
      options: [],
      unit: 'timmar',
    });
    expect(presentQuestion(aQuestion('number', { text: { en: 'Only' } }), 'sv').locale).to.equal('en');
  });

  it('tells afterwards what is right, why, and where it says so', () => {
    expect(reviewAnswer(aQuestion('number'), '2', 'fi')).to.deep.equal({
      share: 0,
      isRight: false,
      right: ['1,5 tuntia'],
      feedback: [{ to: null, text: 'No fi' }],
      explanation: 'Because fi',
      source: { title: 'Act fi', url: 'https://example.org/act' },
    });
    expect(reviewAnswer(aQuestion('several'), undefined, 'fi').right).to.deep.equal(['a', 'c']);
    expect(reviewAnswer(aQuestion('true-false'), undefined, 'fi').right).to.deep.equal(['false']);
    expect(reviewAnswer(aQuestion('short'), undefined, 'sv').right).to.deep.equal(['socialvårdslagen']);
  });
});
