import { expect } from 'chai';
import fc from 'fast-check';
import { LOCALES, type Locale } from '../../../src/i18n/index.ts';
import { exportQuestions, importQuestions, decodeFile } from '../../../src/questions/file-formats.ts';
import { loadQuestions } from '../../../src/questions/load-questions.ts';
import { tidyLine, tidyText } from '../../../src/questions/plain-text.rules.ts';
import { DraftQuestionSchema, type DraftQuestion } from '../../../src/questions/question.rules.ts';
import { questionsOf } from '../../unit/questions/a-question.ts';

/** Signs that one of the formats gives a meaning to, and some that none should. */
const ODD = fc.constantFrom(
  ...[
    '=',
    '~',
    '{',
    '}',
    ':',
    '::',
    '#',
    '####',
    '%',
    '%50%',
    '->',
    '//',
    '\\',
    '\\n',
    '\\*',
    '*',
    '[html]',
    '[plain]',
  ],
  ...[
    '<',
    '>',
    '&',
    '&amp;',
    '"',
    "'",
    ']]>',
    '<![CDATA[',
    '<b>',
    '</quiz>',
    ';',
    ',',
    '\n',
    '\n\n',
    '\t',
    '|',
  ],
  ...[
    '+',
    '-',
    '@',
    '$CATEGORY:',
    'TRUE',
    'T',
    'ä',
    'Å',
    '\u00A0',
    '\u202E',
    '👩‍👧',
    'e\u0301',
    'Lähde:',
    '(https://x.fi)',
    '=1+1',
    'K1',
    '1',
  ],
);
const wordsFrom = (max: number) =>
  fc
    .array(fc.oneof({ weight: 3, arbitrary: ODD }, fc.string({ unit: 'binary', maxLength: 5 })), {
      minLength: 1,
      maxLength: max,
    })
    .map(parts => parts.join(''));

const isText = (text: string): boolean =>
  text !== '' &&
  DraftQuestionSchema.safeParse({ id: 'K1', kind: 'number', value: 1, text: { fi: text } }).success;
const text = wordsFrom(12).map(tidyText).filter(isText);
const line = wordsFrom(6)
  .map(tidyLine)
  .filter(isText)
  .map(words => words.slice(0, 30).trim())
  .filter(isText);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });

/** A text in these languages. */
function localIn<T>(locales: readonly Locale[], arbitrary: fc.Arbitrary<T>) {
  return fc.record(Object.fromEntries(locales.map(locale => [locale, arbitrary])));
}

/** Questions whose every text is in these languages and no other. */
function questionIn(locales: readonly Locale[]) {
  const local = localIn(locales, text);
  const label = localIn(locales, line);
  const url = fc.constantFrom('https://example.org/a?b=c&d=(e)', 'http://x.fi/#a:b=c~d{e}');
  const base = {
    text: local,
    points: fc.constantFrom(1, 2, 0.5, 3.25),
    explanation: maybe(local),
    source: maybe(fc.record({ title: label, url: maybe(url) }, { requiredKeys: ['title'] })),
  };
  const said = { feedbackRight: maybe(local), feedbackWrong: maybe(local) };
  const options = (isSingle: boolean) =>
    fc
      .tuple(
        fc.array(fc.record({ text: local, feedback: maybe(local) }), { minLength: 2, maxLength: 6 }),
        fc.nat(),
      )
      .map(([all, seed]) =>
        all.map((one, index) => ({
          ...one,
          id: String.fromCharCode(97 + index),
          isRight: isSingle ? index === seed % all.length : index === 0 || (seed >> index) % 2 === 1,
        })),
      );
  const accepted = localIn(locales, fc.array(line, { minLength: 1, maxLength: 3 }));
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(value => (value === 0 ? 0 : value));
  return fc.oneof(
    fc.record({ ...base, kind: fc.constant('single'), options: options(true) }),
    fc.record({ ...base, kind: fc.constant('several'), options: options(false) }),
    fc.record({
      ...base,
      kind: fc.constant('true-false'),
      isTrue: fc.boolean(),
      feedbackTrue: maybe(local),
      feedbackFalse: maybe(local),
    }),
    fc.record({ ...base, ...said, kind: fc.constant('short'), accepted }),
    fc.record({
      ...base,
      ...said,
      kind: fc.constant('number'),
      value: number,
      tolerance: fc.constantFrom(0, 0.1, 5),
      unit: maybe(label),
    }),
  );
}

function questionsIn(locales: readonly Locale[]): fc.Arbitrary<DraftQuestion[]> {
  const numbered = (all: object[]): DraftQuestion[] =>
    all.map((fields, index) =>
      DraftQuestionSchema.parse(JSON.parse(JSON.stringify({ ...fields, id: `K${String(index * 7 + 1)}` }))),
    );
  return fc.array(questionIn(locales), { minLength: 1, maxLength: 4 }).map(numbered);
}

/** An explanation whose last line looks like our own line of a source would be taken for one; that is how it is meant. */
const hasLookalike = ({ explanation, source }: DraftQuestion): boolean =>
  !source && LOCALES.some(one => /(^|\n)(Lähde|Källa|Source): .*$/.test(explanation?.[one] ?? ''));
/** So would the end of a title, for its address. */
const hasAddressInTitle = ({ source }: DraftQuestion): boolean =>
  !source?.url && LOCALES.some(one => / \(https?:\/\/\S+\)$/.test(source?.title[one] ?? ''));

describe('questions given as a file and taken back', function () {
  this.timeout(60_000);

  for (const format of ['moodle-xml', 'gift'] as const) {
    it(`are the same in ${format}, whatever signs are in them`, async () => {
      await fc.assert(
        fc.asyncProperty(questionsIn(['fi']), async questions => {
          fc.pre(!questions.some(one => hasLookalike(one) || hasAddressInTitle(one)));
          const file = await exportQuestions(format, questions, 'fi');
          const result = await importQuestions(format, file, 'fi');
          expect(questionsOf(result)).to.deep.equal(questions);
          expect(result).to.have.deep.property('warnings', []);
        }),
        { numRuns: 100 },
      );
    });
  }

  it('are the same in CSV, in all languages', async () => {
    await fc.assert(
      fc.asyncProperty(questionsIn(LOCALES), async questions => {
        const file = await exportQuestions('csv', questions, 'fi');
        expect(questionsOf(await importQuestions('csv', file, 'fi'))).to.deep.equal(questions);
      }),
      { numRuns: 100 },
    );
  });

  it('never throw on import, whatever a file holds', async () => {
    const formats = fc.constantFrom('moodle-xml' as const, 'gift' as const, 'csv' as const);
    await fc.assert(
      fc.asyncProperty(formats, wordsFrom(40), async (format, words) => {
        const file =
          format === 'moodle-xml' ? `<quiz><question type="shortanswer">${words}` : `kind,text_fi\n${words}`;
        const result = await importQuestions(format, file, 'sv');
        if (!result.ok) expect(result.faults[0]?.line).to.be.greaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  for (const locale of LOCALES) {
    it(`keep every text of the shipped ones in ${locale}`, async () => {
      for (const { questions } of loadQuestions().values())
        for (const format of ['moodle-xml', 'gift'] as const) {
          const read = questionsOf(
            await importQuestions(format, await exportQuestions(format, questions, locale), locale),
          );
          expect(read.map(one => one.text[locale])).to.deep.equal(questions.map(one => one.text[locale]));
          expect(read.map(one => one.source?.title[locale])).to.deep.equal(
            questions.map(one => one.source?.title[locale]),
          );
        }
    });
  }
});

describe('a file made to be slow', function () {
  // Read in a second or two; what grew with its square would take many minutes.
  this.timeout(20_000);

  it('is read when its HTML leaves tags open', async () => {
    const html = `x${'<i>'.repeat(3000)}${'</u>'.repeat(2000)}`;
    const question = `<question type="truefalse"><questiontext><text><![CDATA[${html}]]></text></questiontext></question>`;
    const result = await importQuestions('moodle-xml', `<quiz>${question.repeat(100)}</quiz>`, 'fi');
    expect(result).to.have.property('ok', false);
  });

  for (const piece of [
    '=',
    '~',
    '{',
    '}',
    '#',
    '::',
    '\\',
    '%5',
    '[id:',
    '\n// [id:\\',
    '\n\n{',
    '<i>',
    '\n',
  ])
    it(`is read when GIFT holds ${JSON.stringify(piece)} a hundred thousand times`, async () => {
      const result = await importQuestions('gift', `Q{${piece.repeat(100_000)}}`, 'fi');
      expect(result).to.have.property('ok', false);
    });

  for (const piece of ['"', '""', ';', ',', 'a;', '"a\n";', "'", '='])
    it(`is read when CSV holds ${JSON.stringify(piece)} a hundred thousand times`, async () => {
      const result = await importQuestions('csv', `kind;text_fi\n${piece.repeat(100_000)}`, 'fi');
      expect(result).to.have.property('ok', false);
    });
});

describe('the bytes of a file', () => {
  it('are read as UTF-8, as UTF-16 with its mark, or as spreadsheets save them', () => {
    const words = 'Väite; ”Åbo”';
    expect(decodeFile(Buffer.from(`\uFEFF${words}`))).to.equal(words);
    expect(decodeFile(Buffer.from(`\uFEFF${words}`, 'utf16le'))).to.equal(words);
    expect(decodeFile(Buffer.from([0x56, 0xe4, 0x69, 0x74, 0x65, 0x80]))).to.equal('Väite€');
  });
});
