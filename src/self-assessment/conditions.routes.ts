import { Router, type Request, type Response } from 'express';
import { sendPage } from '../http/index.ts';
import { ConditionsPage } from '../../views/self-assessment/conditions-page.tsx';
import { readConditionsForm } from './answer.forms.ts';
import { overviewOf, type Answers } from './answers.rules.ts';
import type { Instrument } from './instrument.rules.ts';
import { pathTo, readRoundRequest, type RoundRequest, type RouteParts } from './learner-request.ts';
import { stateIn } from './progress.rules.ts';

interface ConditionsRequest extends RoundRequest {
  /** Null: the person is not asked. */
  conditions: NonNullable<Instrument['conditions']> | null;
  answers: Answers;
}

/** The page of conditions, for supervisors; anyone else goes on to what comes after it. */
export function createConditionRoutes(parts: RouteParts): Router {
  const router = Router();

  const read = async (req: Request, res: Response): Promise<ConditionsRequest> => {
    const request = await readRoundRequest(req, res, parts);
    const { taker, round, instrument } = request;
    const { progress, records } = await parts.takingPart.load(taker, instrument.id);
    const { role = null, answers = {} } = records[round] ?? {};
    const isAsked = role === 'supervisor' && stateIn(progress, round) !== 'done';
    return { ...request, conditions: (isAsked && instrument.conditions) || null, answers };
  };
  const send = (
    res: Response,
    { frame, instrument, conditions, queueKey, answers }: ConditionsRequest,
    faults: Record<string, string> = {},
  ): void => {
    if (!conditions) {
      res.redirect(303, pathTo(res, 'reflections'));
      return;
    }
    const counts = overviewOf(instrument, answers);
    const status = Object.keys(faults).length > 0 ? 422 : 200;
    sendPage(res, ConditionsPage, { frame, conditions, answers, counts, queueKey, faults }, status);
  };

  router.get('/conditions', async (req, res) => {
    send(res, await read(req, res));
  });

  router.post('/conditions', async (req, res) => {
    const request = await read(req, res);
    const { taker, round, instrument } = request;
    const { answers, faults } = readConditionsForm(instrument, req.body);
    if (Object.keys(faults).length > 0) {
      send(res, { ...request, answers: { ...request.answers, ...answers } }, faults);
      return;
    }
    await parts.takingPart.save(taker, round, instrument, answers);
    res.redirect(303, pathTo(res, 'reflections'));
  });

  return router;
}
