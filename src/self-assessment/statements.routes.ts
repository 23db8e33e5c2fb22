import { Router, type Request, type Response } from 'express';
import { parseBody, sendPage } from '../http/index.ts';
import { AppError } from '../kit/errors.ts';
import { AreaPage } from '../../views/self-assessment/area-page.tsx';
import { answerForm, readAreaForm, type Onward } from './answer.forms.ts';
import { overviewOf, type Answers } from './answers.rules.ts';
import type { TakerRole } from './roles.rules.ts';
import { findArea, neighboursOf, type Area, type Instrument } from './instrument.rules.ts';
import { pathTo, readRoundRequest, type RoundRequest, type RouteParts } from './learner-request.ts';
import { stateIn } from './progress.rules.ts';

/** @throws AppError `http/not-found` (404) */
function areaOf(req: Request, instrument: Instrument): Area {
  const area = findArea(instrument, String(req.params['area']));
  if (!area) throw new AppError('http/not-found', { status: 404 });
  return area;
}

function onwardPath(instrument: Instrument, area: Area, onward: Onward): string {
  const neighbours = neighboursOf(instrument, area);
  const neighbour = neighbours[onward];
  if (neighbour) return `area/${neighbour.id}`;
  return onward === 'next' ? 'conditions' : '';
}

interface AreaAnswer {
  area: Area;
  answers: Answers;
  role: TakerRole | null;
  faults?: Record<string, string>;
}

function sendArea(
  res: Response,
  request: RoundRequest,
  { area, answers, role, faults = {} }: AreaAnswer,
): void {
  const { instrument, frame, queueKey } = request;
  const counts = overviewOf(instrument, answers);
  const props = {
    frame,
    instrument,
    area,
    ...neighboursOf(instrument, area),
    answers,
    counts,
    queueKey,
    hasUnit: role === 'supervisor',
    faults,
  };
  sendPage(res, AreaPage, props, Object.keys(faults).length > 0 ? 422 : 200);
}

/** The statements' pages: saved as a whole without a script, answer by answer with it. */
export function createStatementRoutes(parts: RouteParts): Router {
  const { takingPart } = parts;
  const router = Router();

  router.get('/area/:area', async (req, res) => {
    const request = await readRoundRequest(req, res, parts);
    const { taker, round, instrument } = request;
    const area = areaOf(req, instrument);
    const { progress, records } = await takingPart.load(taker, instrument.id);
    if (stateIn(progress, round) === 'done') res.redirect(303, pathTo(res, 'result'));
    else {
      const { answers = {}, role = null } = records[round] ?? {};
      sendArea(res, request, { area, answers, role });
    }
  });

  router.post('/area/:area', async (req, res) => {
    const request = await readRoundRequest(req, res, parts);
    const { taker, round, instrument } = request;
    const area = areaOf(req, instrument);
    const { answers, faults, onward } = readAreaForm(area, req.body);
    if (Object.keys(faults).length > 0) {
      const { records } = await takingPart.load(taker, instrument.id);
      const { answers: stored, role = null } = records[round] ?? {};
      sendArea(res, request, { area, answers: { ...stored, ...answers }, role, faults });
      return;
    }
    await takingPart.save(taker, round, instrument, answers);
    res.redirect(303, pathTo(res, onwardPath(instrument, area, onward)));
  });

  router.post('/answer', async (req, res) => {
    const { taker, round, instrument } = await readRoundRequest(req, res, parts);
    const { statement, ...answer } = parseBody(answerForm(instrument), req);
    const answers = await takingPart.save(taker, round, instrument, { [statement]: answer });
    const { answered, total } = overviewOf(instrument, answers);
    res.set('Cache-Control', 'no-store').json({ answered, total });
  });

  return router;
}
