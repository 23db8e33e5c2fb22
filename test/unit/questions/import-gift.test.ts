import { expect } from 'chai';
import { importGift } from '../../../src/questions/import-gift.ts';
import { faultsOf, questionsOf, warningsOf } from './a-question.ts';

const one = (text: string) => questionsOf(importGift(text, 'en'))[0];

describe('GIFT', () => {
  it('gives one right option, with what is said to each', () => {
    expect(one('::K4 Name::Who?{\n=Ann#yes\n~Bo#no\n~Cy\n####All of it\n}')).to.deep.equal({
      id: 'K4',
      kind: 'single',
      text: { en: 'Who?' },
      points: 1,
      explanation: { en: 'All of it' },
      options: [
        { id: 'a', text: { en: 'Ann' }, isRight: true, feedback: { en: 'yes' } },
        { id: 'b', text: { en: 'Bo' }, isRight: false, feedback: { en: 'no' } },
        { id: 'c', text: { en: 'Cy' }, isRight: false },
      ],
    });
  });

  it('gives several right options by their weights', () => {
    const read = one('Which?{~%50%a ~%-50%b ~%50%c}');
    expect(read).to.have.property('kind', 'several');
    expect((read as { options: { isRight: boolean }[] }).options.map(o => o.isRight)).to.deep.equal([
      true,
      false,
      true,
    ]);
  });

  const truths: [string, object][] = [
    ['S.{T}', { isTrue: true }],
    ['S.{TRUE#no#yes}', { isTrue: true, feedbackTrue: { en: 'yes' }, feedbackFalse: { en: 'no' } }],
    ['S.{F}', { isTrue: false }],
    ['S.{FALSE#no}', { isTrue: false, feedbackTrue: { en: 'no' } }],
  ];
  for (const [text, fields] of truths) {
    it(`reads ${text}`, () => {
      expect(one(text)).to.deep.include({ kind: 'true-false', ...fields });
    });
  }

  it('gives a short answer', () => {
    expect(one('Law?{=%100%SHL#ok =Act 1301\\:2014#ok =%0%*#no}')).to.deep.include({
      kind: 'short',
      accepted: { en: ['SHL', 'Act 1301:2014'] },
      feedbackRight: { en: 'ok' },
      feedbackWrong: { en: 'no' },
    });
    expect(one('Law?{SHL}')).to.deep.include({ accepted: { en: ['SHL'] } });
  });

  const numbers: [string, number, number][] = [
    ['N?{#3}', 3, 0],
    ['N?{#3.5:0.5}', 3.5, 0.5],
    ['N?{#-2..4}', 1, 3],
    ['N?{#0.1..0.3}', 0.2, 0.1],
    ['N?{#=1,5:0,1#yes ~#no}', 1.5, 0.1],
    ['N?{#\n\t=%100%1e3:0#yes\n\t####why\n}', 1000, 0],
  ];
  for (const [text, value, tolerance] of numbers) {
    it(`reads ${JSON.stringify(text)} as ${String(value)} give or take ${String(tolerance)}`, () => {
      expect(one(text)).to.deep.include({ kind: 'number', value, tolerance });
    });
  }

  it('leaves a gap where the answers stand within a sentence', () => {
    expect(one('Two and {~three =two} is four.')?.text.en).to.equal('Two and _____ is four.');
  });

  it('knows its signs from those that are escaped', () => {
    const read = one('::a\\:\\:b::1 \\= 2 \\{x\\} \\~ \\# \\\\ \\n y \\: z \\q{=a\\=b#c\\#d ~e\\~f}');
    expect(read?.text.en).to.equal('1 = 2 {x} ~ # \\\ny : z \\q');
    expect(read).to.deep.nested.include({
      'options[0].text': { en: 'a=b' },
      'options[0].feedback': { en: 'c#d' },
    });
    expect(read).to.deep.nested.include({ 'options[1].text': { en: 'e~f' } });
  });

  it('reads texts by their format, the question’s own for its answers', () => {
    const read = one('[html]<p>A &lt; <b>B</b></p>{=<i>x</i>#[plain]<i>y</i> ~z}');
    expect(read?.text.en).to.equal('A < B');
    expect(read).to.deep.nested.include({
      'options[0].text': { en: 'x' },
      'options[0].feedback': { en: '<i>y</i>' },
    });
    expect(one('[markdown]*a*{T}')?.text.en).to.equal('*a*');
    expect(one('First\nsecond<br>third{T}')?.text.en).to.equal('First\nsecond\nthird');
  });

  it('passes over comments, and reads the ids and points in them', () => {
    const read = one('// the first\n// [id:B7] [points:2.5]\nS.\n// between\nMore.{T}\n');
    expect(read).to.deep.include({ id: 'B7', points: 2.5, text: { en: 'S.\n\nMore.' } });
  });

  it('takes an id of ours from comments and titles, where it is free', () => {
    const file = '// [id:B7]\n::K1 x::A{T}\n\n// [id:B7]\nB{T}\n\n// [id:q-1]\n::K1::C{T}\n\nD{T}';
    expect(questionsOf(importGift(file, 'en')).map(({ id }) => id)).to.deep.equal(['B7', 'K2', 'K1', 'K3']);
  });

  it('tells that it leaves categories out', () => {
    expect(warningsOf(importGift('$CATEGORY: a/b\n\nS.{T}', 'en'))).to.deep.equal(['1 category']);
    const further = '$CATEGORY: a/b\nS.{T}\n\n$CATEGORY: c\n\nS.{T}';
    expect(warningsOf(importGift(further, 'en'))).to.deep.equal(['1 category']);
  });

  it('takes line ends and a byte order mark of any system', () => {
    const read = questionsOf(importGift('\uFEFFOne.{T}\r\n\r\nTwo.{F}\r\n', 'sv'));
    expect(read.map(question => question.text)).to.deep.equal([{ sv: 'One.' }, { sv: 'Two.' }]);
  });

  const bad: [string, string, string[]][] = [
    ['an essay', 'S.{T}\n\nWrite.{}', ['3 kind']],
    ['matching', 'M.{=a->b =c->d}', ['1 kind']],
    ['a description', 'Just a text.', ['1 kind']],
    ['a brace without its partner', 'S.{T}\n\nQ{=a ~b\n\nS.{T}', ['3 braces']],
    ['an empty line between braces', 'Q{\n=a\n\n~b\n}', ['1 braces', '4 braces']],
    ['two pairs of braces', 'Q{T} and {F}', ['1 braces']],
    ['one option', 'Q{=a ~}', ['1 empty']],
    ['no right option', 'Q{~a\n~b}', ['1 some-right']],
    ['two right options', 'Q{=a =b ~c}', ['1 one-right']],
    ['part marks', 'S.{T}\n\nQ{=a\n~%50%b\n~c}', ['4 part-marks']],
    ['part marks of a short answer', 'Q{=a\n=%50%b}', ['2 part-marks']],
    ['a wildcard', 'Q{=a\n=b*}', ['2 wildcard']],
    ['a number that is none', 'Q{#many}', ['1 number']],
    ['two numbers', 'Q{#=1\n=2}', ['2 one-number']],
    ['a tolerance that is none', 'Q{#1:x}', ['1 number']],
    ['no text', '{T}', ['1 empty']],
    ['nothing', '\n// a comment\n', ['1 none']],
    ['a code point that means nothing', 'A{T}\n\nB\uFDD0{T}', ['3 character']],
  ];
  for (const [what, text, faults] of bad) {
    it(`is refused at its line for ${what}`, () => {
      expect(faultsOf(importGift(text, 'en')).slice(0, faults.length)).to.deep.equal(faults);
    });
  }

  it('imports nothing of two hundred questions when line 300 has a fault', () => {
    const rows = Array.from({ length: 200 }, (_none, index) => `S ${String(index)}.{T}\n`);
    const text = rows.join('\n').split('\n');
    // Line 299 holds the 150th question; its answers go on over line 300.
    text[298] = 'Q{=a\n~%33%b}';
    expect(faultsOf(importGift(text.join('\n'), 'en'))).to.deep.equal(['300 part-marks']);
  });
});
