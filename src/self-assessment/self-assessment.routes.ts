import { Router, type Request, type Response } from 'express';
import { activityOf, requireTeacher, sessionOf } from '../activities/request.ts';
import { pageFrame, sendPage } from '../http/index.ts';
import { FirstPage, type FirstPageViewer } from '../../views/self-assessment/first-page.tsx';
import { PreviewPage } from '../../views/self-assessment/preview-page.tsx';
import { overviewOf } from './answers.rules.ts';
import { readLearnerRequest, type RouteParts } from './learner-request.ts';
import type { ProgressRecord } from './progress.store.ts';
import { createSendingRoutes } from './sending.routes.ts';
import { createStatementRoutes } from './statements.routes.ts';

function viewerOf(progress: ProgressRecord | null, queueKey: string): FirstPageViewer {
  if (!progress) return { role: 'learner', state: 'not-started', queueKey };
  if (progress.state === 'under-way') return { role: 'learner', state: 'under-way', queueKey };
  return { role: 'learner', state: 'done', doneAt: progress.doneAt };
}

async function sendLearnersFirstPage(req: Request, res: Response, parts: RouteParts): Promise<void> {
  const { taker, instrument, frame, queueKey } = readLearnerRequest(req, res, parts);
  const { progress, answers } = await parts.takingPart.load(taker, instrument);
  if (progress) await parts.takingPart.remindGrade(taker, progress);
  sendPage(res, FirstPage, {
    frame,
    instrument,
    activity: activityOf(res),
    viewer: viewerOf(progress, queueKey),
    overview: overviewOf(instrument, answers),
    now: parts.clock.now(),
  });
}

function sendVisitorsFirstPage(req: Request, res: Response, parts: RouteParts): void {
  const activity = activityOf(res);
  const instrument = parts.instrumentOf(activity);
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
export function createRoutes(parts: RouteParts): Router {
  const router = Router();
  router.get('/', async (req, res) => {
    const { role } = sessionOf(res);
    if (role === 'teacher') res.redirect(303, `${res.locals.base ?? ''}/dashboard`);
    else if (role === 'learner') await sendLearnersFirstPage(req, res, parts);
    else sendVisitorsFirstPage(req, res, parts);
  });

  router.get('/preview', (req, res) => {
    requireTeacher(res);
    sendPage(res, PreviewPage, {
      frame: pageFrame(req, res),
      instrument: parts.instrumentOf(activityOf(res)),
    });
  });

  router.use(createStatementRoutes(parts), createSendingRoutes(parts));
  return router;
}
