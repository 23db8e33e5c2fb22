import { expect } from 'chai';
import { exportCsv } from '../../../src/questions/export-csv.ts';
import { importCsv } from '../../../src/questions/import-csv.ts';
import { aQuestion, faultsOf, importRows, questionsOf } from './a-question.ts';

const HEADER = ['kind', 'text_fi', 'right', 'a_fi', 'b_fi'];
const GOOD = ['single', 'Kysymys', 'b', 'Eka', 'Toka'];

describe('our CSV', () => {
  it('gives each kind, in all languages', () => {
    const read = questionsOf(
      importRows(
        [
          'id',
          'kind',
          'points',
          'text_fi',
          'text_sv',
          'right',
          'right_fi',
          'a_fi',
          'b_fi',
          'b_feedback_fi',
          'tolerance',
          'unit_fi',
          'feedback_true_fi',
          'feedback_wrong_fi',
          'source_en',
          'source_url',
          'explanation_fi',
        ],
        [
          'B1',
          'several',
          '2',
          'Mitkä?',
          'Vilka?',
          'A, b',
          '',
          'Eka',
          'Toka',
          'hyvä',
          '',
          '',
          '',
          '',
          '',
          '',
          'syy',
        ],
        ['', 'true-false', '', 'Väite', '', 'TOSI', '', '', '', '', '', '', 'niin', '', '', '', ''],
        [
          '',
          'short',
          '',
          'Mikä?',
          '',
          'SHL',
          '"eka\ntoka"',
          '',
          '',
          '',
          '',
          '',
          '',
          'ei',
          'Act',
          'https://x.fi/',
          '',
        ],
        ['', 'NUMBER', '', 'Montako?', '', '1,5', '', '', '', '', '0.5', 'kpl', '', '', '', '', ''],
      ),
    );
    expect(read).to.deep.equal([
      {
        id: 'B1',
        kind: 'several',
        points: 2,
        text: { fi: 'Mitkä?', sv: 'Vilka?' },
        explanation: { fi: 'syy' },
        options: [
          { id: 'a', text: { fi: 'Eka' }, isRight: true },
          { id: 'b', text: { fi: 'Toka' }, isRight: true, feedback: { fi: 'hyvä' } },
        ],
      },
      {
        id: 'K1',
        kind: 'true-false',
        points: 1,
        text: { fi: 'Väite' },
        isTrue: true,
        feedbackTrue: { fi: 'niin' },
      },
      {
        id: 'K2',
        kind: 'short',
        points: 1,
        text: { fi: 'Mikä?' },
        accepted: { all: ['SHL'], fi: ['eka', 'toka'] },
        feedbackWrong: { fi: 'ei' },
        source: { title: { en: 'Act' }, url: 'https://x.fi/' },
      },
      {
        id: 'K3',
        kind: 'number',
        points: 1,
        text: { fi: 'Montako?' },
        value: 1.5,
        tolerance: 0.5,
        unit: { fi: 'kpl' },
      },
    ]);
  });

  for (const [name, separator] of Object.entries({ semicolons: ';', commas: ',', tabs: '\t' })) {
    it(`may have ${name} between its cells, and any line ends`, () => {
      for (const end of ['\n', '\r\n', '\r']) {
        const file = [HEADER, GOOD].map(cells => cells.join(separator)).join(end);
        expect(questionsOf(importCsv(`\uFEFF${file}${end}`))[0]?.text.fi).to.equal('Kysymys');
      }
    });
  }

  it('may have columns in any order and case, empty rows and empty cells at the end', () => {
    const file = 'Text_FI;right;KIND;b_fi;a_fi;;\n;;;;;;\nKysymys;b;single;Toka;Eka;;\n\n';
    expect(questionsOf(importCsv(file))).to.have.length(1);
  });

  it('keeps quotation marks, separators and line ends within quotes', () => {
    const file = `${HEADER.join(';')}\nsingle;"a ""b"";\r\nc";b;Eka;Toka`;
    expect(questionsOf(importCsv(file))[0]?.text.fi).to.equal('a "b";\nc');
  });

  const bad: [string, string[][], string[]][] = [
    ['an unknown column', [[...HEADER, 'texti_fi'], GOOD], ['1 csv-column']],
    ['a column that is a word of the language', [[...HEADER, '__proto__'], GOOD], ['1 csv-column']],
    ['a column twice', [[...HEADER, 'kind'], GOOD], ['1 csv-column-twice']],
    ['a header without a kind', [['text_fi', 'right']], ['1 csv-header']],
    ['a header without a text', [['kind', 'right']], ['1 csv-header']],
    ['a header only', [HEADER], ['1 none']],
    ['more cells than columns', [HEADER, [...GOOD, 'x']], ['2 csv-cells']],
    ['a kind that there is none of', [HEADER, GOOD, ['essay', 'x']], ['3 kind']],
    [
      'a right option that is none',
      [HEADER, ['single', 'x', 'c', 'Eka', 'Toka']],
      ['2 one-right', '2 right'].toReversed(),
    ],
    ['no right option', [HEADER, ['several', 'x', '', 'Eka', 'Toka']], ['2 right', '2 some-right']],
    ['two right options of one', [HEADER, ['single', 'x', 'a b', 'Eka', 'Toka']], ['2 one-right']],
    ['one option', [HEADER, ['single', 'x', 'a', 'Eka', '']], ['2 few-options']],
    ['no text', [HEADER, GOOD, ['single', '', 'a', 'Eka', 'Toka']], ['3 no-language']],
    ['a text too long', [HEADER, ['single', 'x'.repeat(2001), 'a', 'Eka', 'Toka']], ['2 too-long']],
    ['options of a number', [HEADER, ['number', 'x', '1', 'Eka', '']], ['2 csv-cell']],
    ['neither true nor false', [HEADER, ['true-false', 'x', 'maybe', '', '']], ['2 true-false']],
    ['a number that is none', [HEADER, ['number', 'x', 'many', '', '']], ['2 number']],
    ['a number that is missing', [HEADER, ['number', 'x', '', '', '']], ['2 number']],
    ['no accepted answer', [HEADER, ['short', 'x', '', '', '']], ['2 no-accepted']],
    [
      'points that are none',
      [
        [...HEADER, 'points'],
        [...GOOD, '-1'],
        [...GOOD, 'x'],
      ],
      ['2 points', '3 points'],
    ],
    [
      'an id that is none',
      [
        [...HEADER, 'id'],
        [...GOOD, 'k1'],
      ],
      ['2 id'],
    ],
    [
      'an id twice',
      [
        [...HEADER, 'id'],
        [...GOOD, 'K1'],
        [...GOOD, 'K1'],
      ],
      ['3 id-twice'],
    ],
    [
      'an address without a title',
      [
        [...HEADER, 'source_url'],
        [...GOOD, 'https://x.fi'],
      ],
      ['2 source-title'],
    ],
    [
      'an address that runs a script',
      [
        [...HEADER, 'source_fi', 'source_url'],
        [...GOOD, 't', 'javascript:alert(1)'],
      ],
      ['2 bad-address'],
    ],
    ['a quotation mark left open', [HEADER, GOOD, ['single', '"x', 'a'], GOOD, GOOD], ['3 csv-quote']],
    ['a quotation mark in the midst', [HEADER, GOOD, ['single', '"x" y', 'a']], ['3 csv-quote']],
    ['nothing', [[]], ['1 none']],
  ];
  for (const [what, rows, faults] of bad) {
    it(`is refused at its line for ${what}`, () => {
      expect(faultsOf(importRows(...rows)).toSorted()).to.deep.equal(faults.toSorted());
    });
  }

  it('imports nothing of 299 rows when line 300 has a fault', () => {
    const rows = Array.from({ length: 310 }, () => GOOD);
    rows[298] = ['single', 'x', 'a b', 'Eka', 'Toka'];
    const result = importRows(HEADER, ...rows);
    expect(faultsOf(result)).to.deep.equal(['300 one-right']);
    expect(result).to.not.have.property('questions');
  });

  it('counts lines within cells, so that the row’s own line is told', () => {
    const tall = ['single', `"${'x\r\n'.repeat(99)}"`, 'b', 'Eka', 'Toka'];
    expect(faultsOf(importRows(HEADER, tall, tall, ['essay', 'x']))).to.deep.equal(['202 kind']);
  });
});

describe('our CSV, as it is given', () => {
  const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '＝1', "'=1", "''=1", '=cmd|"/c calc"!A1'];
  for (const text of formulas) {
    it(`defuses ${text} for spreadsheets, and takes it back as it was`, () => {
      const file = exportCsv([aQuestion('true-false', { text: { fi: text } })]);
      const [, row = ''] = file.split('\r\n');
      for (const cell of row.split(';')) expect(cell).to.not.match(/^"?[=+\-@\t＝＋－＠]/);
      expect(questionsOf(importCsv(file))[0]?.text.fi).to.equal(text);
    });
  }

  it('begins with a byte order mark and takes semicolons, for spreadsheets in Finnish', () => {
    expect(exportCsv([aQuestion('number')])).to.match(
      /^\uFEFFid;kind;points;right;tolerance;source_url;text_fi;/,
    );
  });
});
