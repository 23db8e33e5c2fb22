import { Router } from 'express';
import { z } from 'zod';
import { ColumnPage } from '../../views/dashboard/column-page.tsx';
import { activityOf, requireTeacher, setupOf } from '../activities/index.ts';
import { pageFrame, parseQuery, sendPage } from '../http/index.ts';
import { restore, type ColumnParts } from './column.ts';

const ColumnQuery = z.object({
  /** Set by the redirect after the button: what came of it. */
  came: z.enum(['kept', 'found', 'made', 'busy', 'not-made']).optional().catch(undefined),
  why: z
    .string()
    .regex(/^[a-z-]{1,30}$/)
    .optional()
    .catch(undefined),
});

/** `/column` below the dashboard: how the link's column in the LMS's gradebook stands, and the way to get it back. */
export function createColumnRouter(parts: ColumnParts): Router {
  const router = Router({ mergeParams: true });

  router.get('/', async (req, res) => {
    const session = requireTeacher(res);
    const activity = activityOf(res);
    const { came, why } = parseQuery(ColumnQuery, req);
    const column = await parts.columns.lookAt(session.placementId ?? '');
    const { gradeForm: form, points } = activity;
    const grading = { form, points, setup: setupOf(form) };
    sendPage(res, ColumnPage, { frame: pageFrame(req, res), activity, column, grading, came, why });
  });

  router.post('/', async (_req, res) => {
    const session = requireTeacher(res);
    const outcome = await restore(parts, session, activityOf(res));
    const said = { came: outcome.outcome, ...('why' in outcome ? { why: outcome.why } : {}) };
    const query = new URLSearchParams(said).toString();
    res.redirect(303, `${res.locals.base ?? ''}/dashboard/column?${query}`);
  });

  return router;
}
