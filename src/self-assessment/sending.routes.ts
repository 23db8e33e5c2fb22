import { Router } from 'express';
import { activityOf } from '../activities/request.ts';
import { sendPage } from '../http/index.ts';
import { DEFAULT_LOCALE } from '../i18n/index.ts';
import { CheckPage } from '../../views/self-assessment/check-page.tsx';
import { ResultPage } from '../../views/self-assessment/result-page.tsx';
import { overviewOf } from './answers.rules.ts';
import { pathTo, readLearnerRequest, readRoundRequest, type RouteParts } from './learner-request.ts';
import { doneRounds, stateIn } from './progress.rules.ts';
import { summarise } from './result.rules.ts';

/** The last look, sending, and one's own result. */
export function createSendingRoutes(parts: RouteParts): Router {
  const { takingPart } = parts;
  const router = Router();

  router.get('/submit', async (req, res) => {
    const { taker, round, instrument, frame, queueKey } = await readRoundRequest(req, res, parts);
    const { progress, records } = await takingPart.load(taker, instrument.id);
    const overview = overviewOf(instrument, records[round]?.answers ?? {});
    if (stateIn(progress, round) === 'done') res.redirect(303, pathTo(res, 'result'));
    else sendPage(res, CheckPage, { frame, queueKey, overview });
  });

  router.post('/submit', async (req, res) => {
    const { taker, round, instrument, frame, queueKey } = await readRoundRequest(req, res, parts);
    const locale = activityOf(res).locale ?? DEFAULT_LOCALE;
    const { isSent, answers } = await takingPart.submit(taker, round, instrument, locale);
    const overview = overviewOf(instrument, answers);
    if (isSent) res.redirect(303, pathTo(res, 'result'));
    else sendPage(res, CheckPage, { frame, queueKey, overview, isRefused: true }, 422);
  });

  router.get('/result', async (req, res) => {
    const { taker, instrument, frame } = await readLearnerRequest(req, res, parts);
    const { progress, records } = await takingPart.load(taker, instrument.id);
    const done = doneRounds(progress);
    const shown = done.find(one => one.round === req.query['round']) ?? done.at(-1);
    if (!progress || !shown) {
      res.redirect(303, pathTo(res, ''));
      return;
    }
    await takingPart.remindGrade(taker, progress);
    const { doneAt } = shown;
    const answers = records[shown.round]?.answers ?? {};
    const grade = await takingPart.findGrade(taker);
    const result = summarise(instrument, answers);
    sendPage(res, ResultPage, { frame, instrument, answers, result, doneAt, grade });
  });

  return router;
}
