import { expect } from 'chai';
import { renderToString } from 'preact-render-to-string';
import { createI18n } from '../../../src/i18n/index.ts';
import { presentQuestion, reviewAnswer } from '../../../src/questions/asking.rules.ts';
import type { GivenAnswer } from '../../../src/questions/marking.rules.ts';
import { LIMITS, type QuestionKind } from '../../../src/questions/question.rules.ts';
import { questionsTexts } from '../../../src/questions/text.ts';
import { QuestionFields } from '../../../views/questions/question-fields.tsx';
import { aQuestion, inAll } from './a-question.ts';

const t = createI18n({ questions: questionsTexts }).t('en');

interface Shown {
  answer?: GivenAnswer;
  fault?: string;
  isClosed?: boolean;
  isReviewed?: boolean;
  fields?: object;
}

function show(kind: QuestionKind, { answer, fault, isClosed, isReviewed, fields }: Shown = {}): string {
  const question = aQuestion(kind, fields);
  return renderToString(
    <QuestionFields
      t={t}
      question={presentQuestion(question, 'en')}
      answer={answer}
      fault={fault}
      isClosed={isClosed}
      review={isReviewed ? reviewAnswer(question, answer, 'en') : undefined}
    />,
  );
}

/** The start tags of that name. */
const tagsOf = (html: string, name: string): string[] =>
  html.match(new RegExp(`<${name}\\b[^>]*>`, 'g')) ?? [];

describe('a question on a page', () => {
  it('is a group named by its text, its options in their order', () => {
    const html = show('single', { answer: 'b' });
    expect(html).to.match(
      /^<fieldset class="statement question" id="K1"><legend><span class="matter">Question en/,
    );
    const inputs = tagsOf(html, 'input');
    expect(inputs).to.deep.equal([
      '<input type="radio" name="K1" value="a"/>',
      '<input type="radio" name="K1" value="b" checked/>',
      '<input type="radio" name="K1" value="c"/>',
    ]);
  });

  it('says where several may be chosen', () => {
    const html = show('several', { answer: ['a', 'c'] });
    expect(tagsOf(html, 'fieldset')[0]).to.include('aria-describedby="K1-help"');
    expect(html).to.include('<p class="help" id="K1-help">Choose all that are right.</p>');
    expect(tagsOf(html, 'input').filter(tag => tag.includes('checked'))).to.have.length(2);
  });

  it('has a labelled line for words and for numbers', () => {
    expect(show('short', { answer: 'a "b"' })).to.match(
      /<label for="K1-answer">[^<]+<\/label><input type="text" id="K1-answer" name="K1" value="a &quot;b&quot;"/,
    );
    expect(tagsOf(show('short'), 'input')[0]).to.match(
      new RegExp(`maxlength="${String(LIMITS.answer)}"`, 'i'),
    );
    const number = show('number');
    expect(number).to.include('Your answer as a number (hours)');
    expect(tagsOf(number, 'input')[0]).to.match(/inputmode="decimal"/i);
  });

  it('ties a fault to its group and to its line', () => {
    const html = show('number', { fault: 'Write figures.' });
    expect(tagsOf(html, 'fieldset')[0]).to.include('aria-describedby="K1-fault" aria-invalid="true"');
    expect(tagsOf(html, 'input')[0]).to.include('aria-describedby="K1-fault" aria-invalid="true"');
    expect(html).to.include('<p class="fault" id="K1-fault">Write figures.</p>');
  });

  it('shows markup in a text as it is written', () => {
    const evil = '<script>alert(1)</script><img src=x onerror=alert(1)>';
    const html = show('true-false', {
      answer: 'true',
      isReviewed: true,
      fields: {
        text: { en: evil },
        feedbackTrue: { en: evil },
        explanation: { en: evil },
        source: { title: { en: evil } },
      },
    });
    expect(html).to.not.match(/<script|<img/);
    expect(html.match(/&lt;script>/g)).to.have.length(4);
  });

  it('tells the language of a text that is not the reader’s', () => {
    expect(show('number', { fields: { text: { fi: 'Kysymys' } } })).to.include(
      '<span class="matter" lang="fi">',
    );
    expect(show('number')).to.not.include('lang=');
  });

  it('takes no other answer once it is closed', () => {
    for (const tag of tagsOf(show('several', { isClosed: true }), 'input'))
      expect(tag).to.include('disabled');
    expect(tagsOf(show('short', { isClosed: true }), 'input')[0]).to.match(/ readonly/i);
    expect(show('single', { isClosed: true })).to.not.include('right answer');
  });

  const verdicts: [QuestionKind, GivenAnswer | undefined, string, string][] = [
    ['single', 'b', 'note good', 'Right'],
    ['single', 'a', 'note bad', 'Not right yet'],
    ['several', ['a'], 'note warn', 'Partly right'],
    ['short', undefined, 'note info', 'You did not answer this'],
  ];
  for (const [kind, answer, note, words] of verdicts) {
    it(`is told in words and by a sign to be ${words.toLowerCase()}`, () => {
      const html = show(kind, { ...(answer ? { answer } : {}), isReviewed: true });
      expect(html).to.match(
        new RegExp(
          `<div class="${note}"><span class="sign" aria-hidden="true">.</span><div><p class="note-title">${words}</p>`,
        ),
      );
    });
  }

  it('shows afterwards what is right, why, and the source', () => {
    const html = show('several', { answer: ['b'], isReviewed: true });
    expect(html.match(/right answer/g)).to.have.length(2);
    expect(html).to.match(
      /aria-describedby="K1-b-told"\/>.*<p class="choice-panel told" id="K1-b-told">Told b en<\/p>/,
    );
    expect(html).to.include('<p class="told">Because en</p>').and.not.include('Told a en');
    expect(show('short', { answer: 'x', isReviewed: true })).to.include('<p class="told">No en</p>');
    expect(html).to.include('<a href="https://example.org/act"');
    expect(show('number', { answer: '2', isReviewed: true })).to.include('Right answer: 1.5 hours');
    expect(show('number', { answer: '1.5', isReviewed: true })).to.not.include('Right answer:');
  });

  it('has no style or script of its own, which pages forbid', () => {
    for (const kind of ['single', 'several', 'true-false', 'short', 'number'] as const)
      expect(show(kind, { isReviewed: true, fields: { text: inAll('q') } })).to.not.match(
        / style=|<script| on[a-z]+=/,
      );
  });
});
