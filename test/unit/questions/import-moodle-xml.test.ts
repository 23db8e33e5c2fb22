import { expect } from 'chai';
import { importMoodleXml } from '../../../src/questions/import-moodle-xml.ts';
import { faultsOf, questionsOf, warningsOf } from './a-question.ts';

const quiz = (...questions: string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${questions.join('\n')}\n</quiz>`;

/** A question on five lines and those of its answers. */
function question(type: string, inside: string, text = 'Kysymys?'): string {
  return `<question type="${type}">
<name><text>Nimi</text></name>
<questiontext format="html"><text><![CDATA[${text}]]></text></questiontext>
${inside}
</question>`;
}

const answer = (fraction: string, text: string, feedback = '', more = ''): string =>
  `<answer fraction="${fraction}" format="html"><text>${text}</text><feedback format="html"><text>${feedback}</text></feedback>${more}</answer>`;

const importOne = (type: string, inside: string, text?: string) =>
  importMoodleXml(quiz(question(type, inside, text)), 'fi');

describe('Moodle XML', () => {
  it('gives questions with one right option and with several', () => {
    const inside = `<single>true</single>${answer('0', 'a &lt;p&gt;', 'väärin')}${answer('100', '&lt;p&gt;b&amp;nbsp;c&lt;/p&gt;')}`;
    const several = `<single>false</single>${answer('50', 'a')}${answer('-50', 'b')}${answer('50', 'c')}`;
    const result = importMoodleXml(
      quiz(question('multichoice', inside), question('multichoice', several)),
      'fi',
    );
    expect(questionsOf(result)).to.deep.equal([
      {
        id: 'K1',
        kind: 'single',
        text: { fi: 'Kysymys?' },
        points: 1,
        options: [
          { id: 'a', text: { fi: 'a' }, isRight: false, feedback: { fi: 'väärin' } },
          { id: 'b', text: { fi: 'b\u00A0c' }, isRight: true },
        ],
      },
      {
        id: 'K2',
        kind: 'several',
        text: { fi: 'Kysymys?' },
        points: 1,
        options: [
          { id: 'a', text: { fi: 'a' }, isRight: true },
          { id: 'b', text: { fi: 'b' }, isRight: false },
          { id: 'c', text: { fi: 'c' }, isRight: true },
        ],
      },
    ]);
    expect(warningsOf(result)).to.deep.equal([]);
  });

  it('gives true or false with what is said to either', () => {
    const [read] = questionsOf(
      importOne('truefalse', answer('0', 'true', 'ei') + answer('100', 'false', 'juuri niin')),
    );
    expect(read).to.deep.include({
      isTrue: false,
      feedbackTrue: { fi: 'ei' },
      feedbackFalse: { fi: 'juuri niin' },
    });
  });

  it('gives a short answer: each accepted word, what is said to others, an escaped star', () => {
    const inside = answer('100', 'THL', 'kyllä') + answer('100', 'a\\*b', 'kyllä') + answer('0', '*', 'ei');
    const [read] = questionsOf(importOne('shortanswer', inside));
    expect(read).to.deep.include({
      kind: 'short',
      accepted: { fi: ['THL', 'a*b'] },
      feedbackRight: { fi: 'kyllä' },
      feedbackWrong: { fi: 'ei' },
    });
  });

  it('gives a number with its tolerance and unit', () => {
    const inside = `${answer('100', '2.5', '', '<tolerance>0.25</tolerance>')}<units><unit><multiplier>1</multiplier><unit_name>h</unit_name></unit></units><defaultgrade>2.0000000</defaultgrade>`;
    const [read] = questionsOf(importOne('numerical', inside));
    expect(read).to.deep.include({
      kind: 'number',
      value: 2.5,
      tolerance: 0.25,
      unit: { fi: 'h' },
      points: 2,
    });
  });

  it('turns HTML into plain text, leaves plain text as it is, and splits off the source', () => {
    const html =
      '<p>Eka &amp; <b>toka</b><br>rivi</p><ul><li>a</li><li>b</li></ul><script>alert(1)</script><a href="https://x.fi/">linkki</a>';
    const inside = `<generalfeedback format="plain_text"><text>1 &lt; 2 &amp;amp;\n\nLähde: Laki (https://x.fi/l)</text></generalfeedback>${answer('100', 'true')}`;
    const [read] = questionsOf(importOne('truefalse', inside, html));
    expect(read?.text.fi).to.equal('Eka & toka\nrivi\n\n– a\n– b\n\nlinkki (https://x.fi/)');
    expect(read?.explanation).to.deep.equal({ fi: '1 < 2 &amp;' });
    expect(read?.source).to.deep.equal({ title: { fi: 'Laki' }, url: 'https://x.fi/l' });
  });

  it('takes ids from idnumber, else from the name, else gives the next', () => {
    const named = (name: string, id = ''): string =>
      question('truefalse', `<idnumber>${id}</idnumber>${answer('100', 'true')}`).replace('Nimi', name);
    const ids = questionsOf(
      importMoodleXml(quiz(named('A2 x'), named('A2 y'), named('z', 'K1'), named('K7', 'sos-2024')), 'fi'),
    );
    expect(ids.map(({ id }) => id)).to.deep.equal(['A2', 'K2', 'K1', 'K7']);
  });

  it('tells what was left out', () => {
    const unequal = `<single>false</single>${answer('70', 'a')}${answer('30', 'b')}${answer('0', 'c')}`;
    const file = quiz(
      '<question type="category"><category><text>$course$/top</text></category></question>',
      question('multichoice', unequal, 'Kuva <img src="@@PLUGINFILE@@/a.png" alt="kartta">'),
      question(
        'shortanswer',
        `<usecase>1</usecase>${answer('100', 'a', 'x')}${answer('100', 'b', 'y')}${answer('0', 'c', 'z')}`,
      ),
      question(
        'numerical',
        `${answer('100', '1')}<units><unit><multiplier>60</multiplier><unit_name>min</unit_name></unit></units>`,
      ),
    );
    const result = importMoodleXml(file, 'fi');
    expect(warningsOf(result)).to.deep.equal([
      '3 category',
      '6 media',
      '7 weights',
      '9 case',
      '12 wrong-answer',
      '12 feedback',
      '14 units',
    ]);
    expect(questionsOf(result)[0]?.text.fi).to.equal('Kuva kartta');
  });

  const good = question('truefalse', answer('100', 'true'));
  const bad: [string, string, string[]][] = [
    ['an essay', quiz(good, question('essay', '')), ['8 kind']],
    ['matching', quiz(question('matching', '')), ['3 kind']],
    ['cloze', quiz(question('cloze', '')), ['3 kind']],
    ['a kind that is a word of the language', quiz(question('constructor', '')), ['3 kind']],
    ['a description', quiz(question('description', '')), ['3 kind']],
    [
      'part marks for one option',
      quiz(question('multichoice', `${answer('100', 'a')}\n${answer('50', 'b')}`)),
      ['7 part-marks'],
    ],
    [
      'part marks for a short answer',
      quiz(question('shortanswer', answer('80', 'a'))),
      ['3 no-accepted', '6 part-marks'],
    ],
    ['a wildcard', quiz(question('shortanswer', answer('100', 'sosiaali*'))), ['6 wildcard']],
    [
      'a number of two values',
      quiz(question('numerical', answer('100', '1') + answer('100', '2'))),
      ['6 one-number'],
    ],
    ['a number that is none', quiz(question('numerical', answer('100', 'kolme'))), ['6 number']],
    ['an option alone', quiz(question('multichoice', answer('100', 'a'))), ['3 few-options']],
    [
      '27 options',
      quiz(question('multichoice', answer('100', 'a') + answer('0', 'b').repeat(26))),
      ['3 many-options'],
    ],
    ['neither true nor false', quiz(question('truefalse', answer('0', 'true'))), ['3 true-false']],
    ['no text', quiz(question('truefalse', answer('100', 'true'), '<b></b>')), ['5 empty']],
    ['no question', quiz(), ['1 none']],
    ['another root', '<html><body/></html>', ['1 not-moodle']],
    ['a tag left open', quiz(`${good}\n<question type="truefalse">`), ['9 xml']],
    ['an entity that is not XML’s', quiz(question('truefalse', '&nbsp;')), ['6 xml']],
    ['text alone', 'Kysymys {T}', ['1 xml']],
    ['nothing', '', ['1 xml']],
    ['a control character', quiz(good.replace('Kysymys', 'Kys\u0001ymys')), ['5 character']],
  ];
  for (const [what, file, faults] of bad) {
    it(`is refused at its line for ${what}`, () => {
      expect(faultsOf(importMoodleXml(file, 'fi'))).to.deep.equal(faults);
    });
  }

  it('imports nothing of a hundred questions when line 300 has a fault', () => {
    const many = Array.from({ length: 100 }, () => good);
    // Each takes five lines, after two of the file's own; its text stands on the third.
    many[59] = question('truefalse', answer('100', 'true'), 'x'.repeat(2001));
    const result = importMoodleXml(quiz(...many), 'fi');
    expect(faultsOf(result)).to.deep.equal(['300 too-long']);
    expect(result).to.not.have.property('questions');
  });

  it('refuses a document type, so that no entity grows and no file is asked for', () => {
    const laughs = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">';
    const outside = '<!ENTITY x SYSTEM "file:///etc/passwd">';
    for (const inside of [laughs, outside]) {
      const file = `<?xml version="1.0"?>\n<!DOCTYPE quiz [${inside}]>\n<quiz>&a;&x;</quiz>`;
      expect(faultsOf(importMoodleXml(file, 'fi'))).to.deep.equal(['2 doctype']);
    }
  });

  it('refuses what is too large, too deep or too much', () => {
    expect(faultsOf(importMoodleXml('x'.repeat(2 * 1024 * 1024 + 1), 'fi'))).to.deep.equal(['1 too-large']);
    expect(faultsOf(importMoodleXml(`<quiz>${'<a>'.repeat(100)}`, 'fi'))).to.deep.equal(['1 xml']);
    expect(faultsOf(importMoodleXml(quiz(...Array<string>(501).fill(good)), 'fi'))).to.deep.equal([
      '2503 too-many',
    ]);
  });

  it('is refused for HTML beyond measure, and taken for as much as an editor makes', () => {
    const withHtml = (html: string) => importOne('truefalse', answer('100', 'true'), html);
    expect(faultsOf(withHtml(`${'<i>'.repeat(101)}x`))).to.deep.equal(['5 html']);
    expect(faultsOf(withHtml(`<p class="${'x'.repeat(20_000)}">x</p>`))).to.deep.equal(['5 html']);
    expect(questionsOf(withHtml(`${'<div><br>'.repeat(50)}${'<b>x</b>'.repeat(500)}`))).to.have.length(1);
  });

  it('may begin with an empty line, and its lines still count from the top', () => {
    expect(faultsOf(importMoodleXml(`\n${quiz(question('essay', ''))}`, 'fi'))).to.deep.equal(['4 kind']);
  });
});
