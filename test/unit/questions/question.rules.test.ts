import { expect } from 'chai';
import { missingLanguages, textIn } from '../../../src/questions/languages.rules.ts';
import {
  DraftQuestionSchema,
  QuestionSchema,
  QuestionSetSchema,
  type QuestionKind,
} from '../../../src/questions/question.rules.ts';
import { aQuestion, inAll, questionFields } from './a-question.ts';

const KINDS: QuestionKind[] = ['single', 'several', 'true-false', 'short', 'number'];

/** Paths of the faults. */
function faultsOf(schema: typeof QuestionSchema | typeof DraftQuestionSchema, unsafe: unknown): string[] {
  return schema.safeParse(unsafe).error?.issues.map(issue => issue.path.join('.')) ?? [];
}

describe('a question', () => {
  for (const kind of KINDS) {
    it(`of the kind ${kind} may be shipped in three languages, and is a draft too`, () => {
      expect(faultsOf(QuestionSchema, questionFields(kind))).to.deep.equal([]);
      expect(QuestionSchema.parse(questionFields(kind))).to.deep.equal(aQuestion(kind));
    });

    it(`of the kind ${kind} is a draft, but not to be shipped, in one`, () => {
      const draft = questionFields(kind, { text: { sv: 'En fråga' } });
      expect(faultsOf(DraftQuestionSchema, draft)).to.deep.equal([]);
      expect(faultsOf(QuestionSchema, draft)).to.deep.equal(['text.fi', 'text.en']);
    });
  }

  it('is worth one point where nothing else is said', () => {
    expect(aQuestion('single').points).to.equal(1);
  });

  it('keeps its texts tidy: composed, with plain line ends, no space around', () => {
    const { text, unit } = aQuestion('number', {
      text: { fi: ' Ka\u0308siala\r\nja\ttoinen\u2028kolmas ' },
      unit: { fi: 'yhtä\nmonta' },
    });
    expect(text.fi).to.equal('Käsiala\nja toinen\nkolmas');
    expect(unit?.fi).to.equal('yhtä monta');
  });

  const options = (questionFields('several') as { options: object[] }).options;
  const bad: [string, QuestionKind, object, string][] = [
    ['an id that would reach into other fields', 'single', { id: 'K1.x' }, 'id'],
    ['an id that is a word of the language', 'single', { id: '__proto__' }, 'id'],
    ['an id beginning with nought', 'single', { id: 'K0' }, 'id'],
    ['an empty text', 'single', { text: { fi: ' ' } }, 'text.fi'],
    ['a text in no language', 'single', { text: {} }, 'text'],
    ['a text in a language that is none of ours', 'single', { text: { fi: 'k', de: 'f' } }, 'text'],
    ['a text beyond all measure', 'single', { text: { fi: 'x'.repeat(2001) } }, 'text.fi'],
    ['a control character', 'single', { text: { fi: 'a\u0000b' } }, 'text.fi'],
    ['half a pair', 'single', { text: { fi: 'a\uD800b' } }, 'text.fi'],
    ['no right option', 'single', { options: options.slice(1, 2).concat(options.slice(3)) }, 'options'],
    ['two right options where one is asked', 'single', { options }, 'options'],
    ['one option only', 'several', { options: options.slice(0, 1) }, 'options'],
    ['an option twice', 'several', { options: [...options, options[0]] }, 'options'],
    ['no accepted answer', 'short', { accepted: {} }, 'accepted'],
    ['an empty list of accepted answers', 'short', { accepted: { fi: [] } }, 'accepted.fi'],
    ['a tolerance below nought', 'number', { tolerance: -1 }, 'tolerance'],
    ['a value without end', 'number', { value: Infinity }, 'value'],
    ['no points', 'number', { points: 0 }, 'points'],
    [
      'an address that runs a script',
      'number',
      { source: { title: inAll('t'), url: 'javascript:alert(1)' } },
      'source.url',
    ],
    ['a kind that nobody knows', 'number', { kind: 'essay' }, 'kind'],
    ['a field of another kind', 'number', { options }, ''],
  ];
  for (const [what, kind, fields, path] of bad) {
    it(`is refused with ${what}`, () => {
      expect(faultsOf(DraftQuestionSchema, questionFields(kind, fields))).to.deep.equal([path]);
    });
  }

  it('may accept answers for all languages, or for each, but not for some', () => {
    const accepting = (accepted: object): object => questionFields('short', { accepted });
    expect(faultsOf(QuestionSchema, accepting({ all: ['a'] }))).to.deep.equal([]);
    expect(faultsOf(QuestionSchema, accepting({ fi: ['a'], sv: ['b'], en: ['c'] }))).to.deep.equal([]);
    expect(faultsOf(QuestionSchema, accepting({ fi: ['a'], sv: ['b'] }))).to.deep.equal(['accepted']);
    expect(faultsOf(DraftQuestionSchema, accepting({ fi: ['a'], sv: ['b'] }))).to.deep.equal([]);
  });
});

describe('a set of questions', () => {
  const set = (...ids: string[]): object => ({
    id: 'some-questions',
    version: 1,
    title: inAll('Set'),
    questions: ids.map(id => questionFields('number', { id })),
  });

  it('holds each id once', () => {
    expect(QuestionSetSchema.safeParse(set('K1', 'K2')).success).to.equal(true);
    const issues = QuestionSetSchema.safeParse(set('K1', 'K2', 'K1')).error?.issues;
    expect(issues?.map(issue => issue.path.join('.'))).to.deep.equal(['questions.2.id']);
  });
});

describe('what a question lacks', () => {
  it('is nothing when every text is there', () => {
    for (const kind of KINDS)
      expect(missingLanguages(aQuestion(kind))).to.deep.equal({ fi: [], sv: [], en: [] });
  });

  it('is told by language and place', () => {
    const draft = aQuestion('several', {
      text: { fi: 'Kysymys', sv: 'Fråga' },
      options: [
        { id: 'a', text: { fi: 'On' }, isRight: true, feedback: inAll('t') },
        { id: 'c', text: inAll('t'), isRight: false, feedback: { en: 'No' } },
      ],
    });
    expect(missingLanguages(draft)).to.deep.equal({
      fi: ['options.c.feedback'],
      sv: ['options.a.text', 'options.c.feedback'],
      en: ['text', 'options.a.text'],
    });
  });

  it('counts accepted answers where none is for all languages', () => {
    expect(missingLanguages(aQuestion('short', { accepted: { fi: ['a'] } }))).to.deep.equal({
      fi: [],
      sv: ['accepted'],
      en: ['accepted'],
    });
  });

  it('is shown in another language meanwhile', () => {
    expect(textIn({ sv: 'Fråga', en: 'Question' }, 'fi')).to.equal('Fråga');
    expect(textIn({ sv: 'Fråga', en: 'Question' }, 'en')).to.equal('Question');
    expect(textIn(undefined, 'en')).to.equal('');
  });
});
