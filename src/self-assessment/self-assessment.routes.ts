import { Router, type Request, type Response } from 'express';
import { activityOf, requireTeacher, sessionOf } from '../activities/request.ts';
import { pageFrame, parseBody, sendPage } from '../http/index.ts';
import { FirstPage, type FirstPageViewer } from '../../views/self-assessment/first-page.tsx';
import { PreviewPage } from '../../views/self-assessment/preview-page.tsx';
import { overviewOf } from './answers.rules.ts';
import { backgroundForm, consentForm } from './background.forms.ts';
import { createConditionRoutes } from './conditions.routes.ts';
import { createReflectionRoutes, type ReflectionParts } from './reflections/reflections.routes.ts';
import { createGroupRoutes, type GroupRouteParts } from './group/group.routes.ts';
import { createKnowledgeRoutes, type KnowledgeParts } from './knowledge/knowledge.routes.ts';
import {
  pathTo,
  readLearnerRequest,
  readRoundRequest,
  type LearnerRequest,
  type RouteParts,
} from './learner-request.ts';
import { createEraseRoutes } from './erase.routes.ts';
import type { InstrumentRouteParts } from './instruments/instrument-request.ts';
import { createInstrumentRoutes } from './instruments/instruments.routes.ts';
import { doneRounds, stateIn } from './progress.rules.ts';
import { createRoundRoutes } from './rounds.routes.ts';
import { openRoundOf, type Round } from './rounds.rules.ts';
import { createSendingRoutes } from './sending.routes.ts';
import { createStatementRoutes } from './statements.routes.ts';
import type { Standing } from './taking-part.ts';

/** @returns whether research may have the answers; null while there are none */
function consentIn({ records }: Standing): boolean | null {
  const all = Object.values(records);
  return all.length === 0 ? null : all.every(record => record.hasConsent);
}

function viewerOf(
  { rounds }: LearnerRequest,
  { progress, records }: Standing,
  queueKeyOf: (round: Round) => string,
): FirstPageViewer {
  const done = doneRounds(progress);
  const round = openRoundOf(rounds);
  if (round === null) return { role: 'learner', state: 'closed', done };
  const state = stateIn(progress, round);
  if (state === 'done') return { role: 'learner', state, done };
  const { role = null, hasConsent = false } = records[round] ?? {};
  const background = { role, hasConsent };
  return { role: 'learner', state, done, round, background, queueKey: queueKeyOf(round) };
}

async function sendLearnersFirstPage(
  req: Request,
  res: Response,
  parts: RouteParts & KnowledgeParts,
): Promise<void> {
  const request = await readLearnerRequest(req, res, parts);
  const { taker, instrument, rounds, frame } = request;
  const standing = await parts.takingPart.load(taker, instrument.id);
  if (standing.progress) {
    const kept = activityOf(res).gradeForm === 'points' ? parts.knowledge : parts.takingPart;
    await kept.remindGrade(taker, standing.progress);
  }
  const round = openRoundOf(rounds);
  const record = round === null ? undefined : standing.records[round];
  const { answers = {} } = record ?? {};
  sendPage(res, FirstPage, {
    frame,
    instrument,
    activity: activityOf(res),
    viewer: viewerOf(request, standing, one => parts.queueKeyOf(taker, one)),
    overview: overviewOf(await parts.atVersion(instrument, record?.instrument.version), answers),
    now: parts.clock.now(),
    wasErased: !standing.progress && req.query['erased'] === 'yes',
    mayErase: standing.progress !== null,
    hasConsent: consentIn(standing),
  });
}

async function sendVisitorsFirstPage(req: Request, res: Response, parts: RouteParts): Promise<void> {
  const activity = activityOf(res);
  const instrument = await parts.instrumentOf(activity);
  sendPage(res, FirstPage, {
    frame: pageFrame(req, res),
    instrument,
    activity,
    viewer: { role: 'visitor', isAdmin: sessionOf(res).isAdmin ?? false },
    overview: overviewOf(instrument, {}),
    now: parts.clock.now(),
  });
}

/** Everything below `/l/<launch>/self-assessment`. */
export function createRoutes(
  parts: RouteParts & InstrumentRouteParts & KnowledgeParts & ReflectionParts & GroupRouteParts,
): Router {
  const router = Router();
  router.get('/', async (req, res) => {
    const { role } = sessionOf(res);
    if (role === 'teacher') res.redirect(303, `${res.locals.base ?? ''}/dashboard`);
    else if (role === 'learner') await sendLearnersFirstPage(req, res, parts);
    else await sendVisitorsFirstPage(req, res, parts);
  });

  router.post('/begin', async (req, res) => {
    const { taker, round, instrument } = await readRoundRequest(req, res, parts);
    const { role, consent: hasConsent } = parseBody(backgroundForm, req);
    await parts.takingPart.begin(taker, round, instrument, { role, hasConsent });
    res.redirect(303, pathTo(res, `area/${instrument.areas[0]?.id ?? ''}`));
  });

  router.post('/consent', async (req, res) => {
    const { taker, instrument } = await readLearnerRequest(req, res, parts);
    const { consent } = parseBody(consentForm, req);
    await parts.takingPart.setConsent(taker, instrument.id, consent);
    res.redirect(303, pathTo(res, '#consent'));
  });

  router.get('/preview', async (req, res) => {
    requireTeacher(res);
    const instrument = await parts.instrumentOf(activityOf(res));
    sendPage(res, PreviewPage, { frame: pageFrame(req, res), instrument });
  });

  router.use(
    createStatementRoutes(parts),
    createSendingRoutes(parts),
    createRoundRoutes(parts),
    createKnowledgeRoutes(parts),
    createEraseRoutes(parts),
    createConditionRoutes(parts),
    createReflectionRoutes(parts),
    createGroupRoutes(parts),
  );
  router.use('/instruments', createInstrumentRoutes(parts));
  return router;
}
