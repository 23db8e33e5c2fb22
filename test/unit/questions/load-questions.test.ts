import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { LOCALES } from '../../../src/i18n/index.ts';
import { missingLanguages } from '../../../src/questions/languages.rules.ts';
import { loadQuestions } from '../../../src/questions/load-questions.ts';
import { feedbackOf, markAnswer } from '../../../src/questions/marking.rules.ts';
import type { QuestionSet } from '../../../src/questions/question.rules.ts';

describe('the shipped knowledge check', () => {
  const { questions } = loadQuestions().get('structural-social-work') as QuestionSet;

  it('asks twelve questions, of every kind', () => {
    expect(questions.map(({ id }) => id)).to.deep.equal(
      Array.from({ length: 12 }, (_none, index) => `K${String(index + 1)}`),
    );
    expect(new Set(questions.map(({ kind }) => kind)).size).to.equal(5);
  });

  it('lacks no text in any language, and tells for each question why and from where', () => {
    for (const question of questions) {
      expect(missingLanguages(question), question.id).to.deep.equal({ fi: [], sv: [], en: [] });
      expect(question, question.id).to.include.keys('explanation', 'source');
    }
  });

  it('says something to every choice', () => {
    for (const question of questions) {
      const choices = 'options' in question ? question.options.map(({ id }) => id) : ['true', 'false'];
      const answers = question.kind === 'short' || question.kind === 'number' ? ['0'] : choices;
      for (const answer of answers)
        for (const locale of LOCALES)
          expect(feedbackOf(question, answer, locale), `${question.id} ${answer}`).to.have.length(1);
    }
  });

  it('does not give the right option away by its place', () => {
    const places = questions.flatMap(one =>
      one.kind === 'single' ? one.options.findIndex(o => o.isRight) : [],
    );
    expect(new Set(places).size).to.be.at.least(3);
  });

  it('counts right where it asks to count', () => {
    const [counting] = questions.filter(({ kind }) => kind === 'number');
    for (const answer of [
      String((24 / 40 - 14 / 40) * 100),
      '25',
      '25 prosenttiyksikköä',
      '25 procentenheter',
    ])
      expect(counting && markAnswer(counting, answer).isRight, answer).to.equal(true);
  });

  it('knows the answer to its short question in each language', () => {
    const [short] = questions.filter(({ kind }) => kind === 'short');
    for (const answer of ['Sosiaalinen raportointi', 'social rapportering', 'Social reporting'])
      expect(short && markAnswer(short, answer).isRight, answer).to.equal(true);
  });
});

describe('loading questions', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'questions-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const good = (): QuestionSet =>
    structuredClone(loadQuestions().get('structural-social-work') as QuestionSet);
  const write = (name: string, set: QuestionSet): void => {
    writeFileSync(join(folder, name), JSON.stringify(set, null, 2));
  };

  it('names the file, the line and the place of a fault', () => {
    const set = good();
    set.questions[1]!.text.sv = '';
    write('broken.json', set);
    const line = JSON.stringify(set, null, 2).split('\n').indexOf('        "sv": "",') + 1;
    expect(line).to.be.greaterThan(1);
    expect(() => loadQuestions(folder)).to.throw(
      `${join(folder, 'broken.json')}:${String(line)}: questions.1.text.sv: `,
    );
  });

  it('refuses two files with one id, and a folder without any', () => {
    expect(() => loadQuestions(folder)).to.throw('holds no questions');
    write('a.json', good());
    write('b.json', good());
    expect(() => loadQuestions(folder)).to.throw(`${join(folder, 'b.json')}: the id structural-social-work`);
  });
});
