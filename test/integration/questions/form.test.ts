import { createServer, type Server } from 'node:http';
import { expect } from 'chai';
import express from 'express';
import { renderToString } from 'preact-render-to-string';
import { h } from 'preact';
import { readBodies } from '../../../src/http/index.ts';
import { createI18n } from '../../../src/i18n/index.ts';
import {
  loadQuestions,
  markAnswer,
  presentQuestion,
  questionsTexts,
  readAnswers,
  type QuestionSet,
} from '../../../src/questions/index.ts';
import { QuestionFields } from '../../../views/questions/question-fields.tsx';
import { closeServer, listen } from '../../support/lms.ts';

const { questions } = loadQuestions().get('structural-social-work') as QuestionSet;
const t = createI18n({ questions: questionsTexts }).t('sv');

/** A page that asks every shipped question, and answers a form with what it could read. */
function createPage(): express.Express {
  const app = express();
  app.use(readBodies);
  app.get('/', (_req, res) => {
    const fields = questions.map(one => h(QuestionFields, { t, question: presentQuestion(one, 'sv') }));
    res.send(renderToString(h('form', { method: 'post' }, fields)));
  });
  app.post('/', (req, res) => void res.json(readAnswers(questions, req.body as unknown)));
  return app;
}

describe('questions on a page, over HTTP', () => {
  let server: Server;
  let origin: string;
  before(async () => {
    server = createServer(createPage());
    origin = `http://127.0.0.1:${String(await listen(server))}`;
  });
  after(() => closeServer(server));

  it('are answered by the names and values that the page itself gives', async () => {
    const page = await (await fetch(origin)).text();
    const form = new URLSearchParams();
    for (const question of questions) {
      const tags = page.match(new RegExp(`<input[^>]* name="${question.id}"[^>]*>`, 'g')) ?? [];
      const values = tags.flatMap(tag => / value="([a-z]+)"/.exec(tag)?.[1] ?? []);
      expect(tags, question.id).to.not.deep.equal([]);
      const isRight = (value: string): boolean =>
        'options' in question
          ? question.options.some(option => option.id === value && option.isRight)
          : question.kind === 'true-false' && value === String(question.isTrue);
      for (const value of values.filter(isRight)) form.append(question.id, value);
      if (question.kind === 'short') form.append(question.id, ' Social  rapportering');
      if (question.kind === 'number') form.append(question.id, '25 procentenheter');
    }
    const sent = await fetch(origin, { method: 'POST', body: form });
    const { answers, faults } = (await sent.json()) as ReturnType<typeof readAnswers>;
    expect(faults).to.deep.equal({});
    for (const question of questions)
      expect(markAnswer(question, answers[question.id]).isRight, question.id).to.equal(true);
  });

  it('are refused by name when someone sends what the page does not offer', async () => {
    const body = new URLSearchParams([
      ['K1', 'z'],
      ['K2[a]', 'a'],
      ['__proto__', 'a'],
      ['K8', 'tjugofem'],
    ]);
    const sent = await fetch(origin, { method: 'POST', body });
    expect(await sent.json()).to.deep.equal({
      answers: {},
      faults: {
        K1: 'questions:fault.not-an-option',
        K8: 'questions:fault.not-a-number',
        form: 'questions:fault.unknown-question',
      },
    });
  });
});
