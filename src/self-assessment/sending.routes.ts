import { Router } from 'express';
import { activityOf } from '../activities/request.ts';
import { sendPage } from '../http/index.ts';
import { DEFAULT_LOCALE } from '../i18n/index.ts';
import { CheckPage } from '../../views/self-assessment/check-page.tsx';
import { ResultPage } from '../../views/self-assessment/result-page.tsx';
import { overviewOf } from './answers.rules.ts';
import { lookBack, type EarlierRound } from './change.rules.ts';
import type { Instrument } from './instrument.rules.ts';
import { pathTo, readLearnerRequest, readRoundRequest, type RouteParts } from './learner-request.ts';
import { doneRounds, stateIn, type DoneRound } from './progress.rules.ts';
import { recommendFor } from './recommendation.rules.ts';
import { findOwnTexts, type ReflectionParts } from './reflections/reflections.routes.ts';
import { summarise } from './result.rules.ts';
import type { Standing } from './taking-part.ts';

/** Courses and workshops cannot be found from here yet: the suggestions are names. */
const PLACED: ReadonlyMap<string, string> = new Map();

/** @returns the last round that the person did before the shown one, compared with it */
function earlierRound(
  instrument: Instrument,
  { records }: Standing,
  done: DoneRound[],
  shown: DoneRound,
): EarlierRound | undefined {
  const before = done.slice(0, done.indexOf(shown)).findLast(one => records[one.round]);
  const record = before && records[before.round];
  if (!record) return undefined;
  return lookBack(instrument, { ...before, answers: record.answers }, records[shown.round]?.answers ?? {});
}

/** The last look, sending, and one's own result. */
export function createSendingRoutes(parts: RouteParts & ReflectionParts): Router {
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
    if (isSent && !taker.isTrial) parts.onSubmitted(activityOf(res));
    const overview = overviewOf(instrument, answers);
    if (isSent) res.redirect(303, pathTo(res, 'result'));
    else sendPage(res, CheckPage, { frame, queueKey, overview, isRefused: true }, 422);
  });

  router.get('/result', async (req, res) => {
    const { taker, instrument: newest, frame } = await readLearnerRequest(req, res, parts);
    const standing = await takingPart.load(taker, newest.id);
    const { progress, records } = standing;
    const done = doneRounds(progress);
    const shown = done.find(one => one.round === req.query['round']) ?? done.at(-1);
    if (!progress || !shown) {
      res.redirect(303, pathTo(res, ''));
      return;
    }
    await takingPart.remindGrade(taker, progress);
    const { answers = {}, instrument: given } = records[shown.round] ?? {};
    const instrument = await parts.atVersion(newest, given?.version);
    sendPage(res, ResultPage, {
      frame,
      instrument,
      answers,
      texts: await findOwnTexts(parts, progress, shown.round, instrument),
      result: summarise(instrument, answers),
      ...shown,
      grade: await takingPart.findGrade(taker),
      earlier: earlierRound(instrument, standing, done, shown),
      recommendation: recommendFor(instrument, answers),
      placed: PLACED,
      otherRounds: done.filter(one => one !== shown),
    });
  });

  return router;
}
