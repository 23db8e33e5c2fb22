import { Router } from 'express';
import { sendPage } from '../http/index.ts';
import { ErasePage } from '../../views/self-assessment/erase-page.tsx';
import { pathTo, readLearnerRequest, type RouteParts } from './learner-request.ts';

/** A person's own way to have their answers deleted: a page that says what goes and what stays, and one press. */
export function createEraseRoutes(parts: RouteParts): Router {
  const router = Router();

  router.get('/erase', async (req, res) => {
    const { taker, instrument, frame } = await readLearnerRequest(req, res, parts);
    const { progress } = await parts.takingPart.load(taker, instrument.id);
    if (progress) sendPage(res, ErasePage, { frame, isDone: progress.doneAt !== null });
    else res.redirect(303, pathTo(res, ''));
  });

  router.post('/erase', async (req, res) => {
    const { taker } = await readLearnerRequest(req, res, parts);
    await parts.erasing.erasePerson(taker.participantId, [taker.activityId]);
    res.redirect(303, pathTo(res, '?erased=yes'));
  });

  return router;
}
