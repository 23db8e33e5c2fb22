import { expect } from 'chai';
import fc from 'fast-check';
import { readAnswers } from '../../../src/questions/answer.forms.ts';
import { questionsTexts } from '../../../src/questions/text.ts';
import { aQuestion } from './a-question.ts';

const QUESTIONS = [
  aQuestion('single'),
  aQuestion('several', { id: 'K2' }),
  aQuestion('true-false', { id: 'K3' }),
  aQuestion('short', { id: 'K4' }),
  aQuestion('number', { id: 'K5' }),
];

describe('a form of answers', () => {
  it('is read question by question, as a browser sends it', () => {
    const body = { K1: 'a', K2: ['c', 'a'], K3: 'false', K4: ' shl\r\n ', K5: '1,5 tuntia' };
    expect(readAnswers(QUESTIONS, body)).to.deep.equal({
      answers: { K1: 'a', K2: ['a', 'c'], K3: 'false', K4: 'shl', K5: '1,5 tuntia' },
      faults: {},
    });
  });

  it('knows one ticked box for a list of one', () => {
    expect(readAnswers(QUESTIONS, { K2: 'c' }).answers).to.deep.equal({ K2: ['c'] });
  });

  it('leaves out what was left empty', () => {
    const nothing = { answers: {}, faults: {} };
    for (const body of [undefined, null, 'K1=a', {}, { K1: '', K2: [], K3: '', K4: ' ', K5: '' }, { K2: '' }])
      expect(readAnswers(QUESTIONS, body)).to.deep.equal(nothing);
  });

  it('takes the caller’s own fields for no answers', () => {
    const { answers, faults } = readAnswers(QUESTIONS, { onward: 'next', K1: 'b' }, { besides: ['onward'] });
    expect([answers, faults]).to.deep.equal([{ K1: 'b' }, {}]);
  });

  const bad: [Record<string, unknown>, Record<string, string>][] = [
    [{ K1: 'd' }, { K1: 'not-an-option' }],
    [{ K1: ['a', 'b'] }, { K1: 'not-an-option' }],
    [{ K1: { $gt: '' } }, { K1: 'not-an-option' }],
    [{ K2: ['a', 'z'] }, { K2: 'not-an-option' }],
    [{ K2: Array(5).fill('a') }, { K2: 'not-an-option' }],
    [{ K2: { 0: 'a' } }, { K2: 'not-an-option' }],
    [{ K3: 'yes' }, { K3: 'not-an-option' }],
    [{ K4: 'x'.repeat(501) }, { K4: 'too-long' }],
    [{ K4: ['a', 'b'] }, { K4: 'not-text' }],
    [{ K4: 'a\u0007' }, { K4: 'character' }],
    [{ K5: 'many' }, { K5: 'not-a-number' }],
    [{ K5: { $ne: 1 } }, { K5: 'not-text' }],
    [{ K9: 'a' }, { form: 'unknown-question' }],
    [JSON.parse('{"__proto__": "a"}') as Record<string, unknown>, { form: 'unknown-question' }],
    [{ constructor: 'a' }, { form: 'unknown-question' }],
  ];
  for (const [body, faults] of bad) {
    it(`is refused for ${JSON.stringify(body).slice(0, 40)}`, () => {
      const expected = Object.fromEntries(
        Object.entries(faults).map(([id, why]) => [id, `questions:fault.${why}`]),
      );
      const read = readAnswers(QUESTIONS, body);
      expect(read.faults).to.deep.equal(expected);
      expect(read.answers).to.deep.equal({});
    });
  }

  it('keeps what could be read beside what could not', () => {
    const { answers, faults } = readAnswers(QUESTIONS, { K1: 'a', K5: 'many' });
    expect(answers).to.deep.equal({ K1: 'a' });
    expect(Object.keys(faults)).to.deep.equal(['K5']);
  });

  it('never throws, and gives a text that exists for each fault', () => {
    const id = fc.constantFrom('K1', 'K2', 'K3', 'K4', 'K5', 'K6');
    fc.assert(
      fc.property(fc.dictionary(id, fc.anything()), body => {
        for (const key of Object.values(readAnswers(QUESTIONS, body).faults))
          expect(questionsTexts.fi).to.have.property(key.replace('questions:', ''));
      }),
      { numRuns: 30 },
    );
  });
});
