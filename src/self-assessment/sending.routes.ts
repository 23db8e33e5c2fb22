import { Router } from 'express';
import { activityOf } from '../activities/request.ts';
import { sendPage } from '../http/index.ts';
import { DEFAULT_LOCALE } from '../i18n/index.ts';
import { CheckPage } from '../../views/self-assessment/check-page.tsx';
import { ResultPage } from '../../views/self-assessment/result-page.tsx';
import { overviewOf } from './answers.rules.ts';
import { pathTo, readLearnerRequest, type RouteParts } from './learner-request.ts';
import { recommendFor } from './recommendation.rules.ts';
import { summarise } from './result.rules.ts';

/** The last look, sending, and one's own result. */
export function createSendingRoutes(parts: RouteParts): Router {
  const { takingPart } = parts;
  const router = Router();

  router.get('/submit', async (req, res) => {
    const { taker, instrument, frame, queueKey } = readLearnerRequest(req, res, parts);
    const { progress, answers } = await takingPart.load(taker, instrument);
    if (progress?.state === 'done') res.redirect(303, pathTo(res, 'result'));
    else sendPage(res, CheckPage, { frame, queueKey, overview: overviewOf(instrument, answers) });
  });

  router.post('/submit', async (req, res) => {
    const { taker, instrument, frame, queueKey } = readLearnerRequest(req, res, parts);
    const locale = activityOf(res).locale ?? DEFAULT_LOCALE;
    const { isSent, answers } = await takingPart.submit(taker, instrument, locale);
    const overview = overviewOf(instrument, answers);
    if (isSent) res.redirect(303, pathTo(res, 'result'));
    else sendPage(res, CheckPage, { frame, queueKey, overview, isRefused: true }, 422);
  });

  router.get('/result', async (req, res) => {
    const { taker, instrument, frame } = readLearnerRequest(req, res, parts);
    const { progress, answers } = await takingPart.load(taker, instrument);
    if (progress?.state !== 'done') {
      res.redirect(303, pathTo(res, ''));
      return;
    }
    await takingPart.remindGrade(taker, progress);
    const { doneAt } = progress;
    const grade = await takingPart.findGrade(taker);
    sendPage(res, ResultPage, {
      frame,
      instrument,
      answers,
      result: summarise(instrument, answers),
      round: 'before',
      doneAt,
      grade,
      recommendation: recommendFor(instrument, answers),
      placed: new Map(),
      otherRounds: [],
    });
  });

  return router;
}
