import { Router } from 'express';
import { DashboardPage } from '../../views/dashboard/dashboard-page.tsx';
import { dashboardPath } from '../../views/dashboard/paths.ts';
import { activityOf, requireTeacher, type Activities, type ActivityKind } from '../activities/index.ts';
import type { Grades } from '../grades/index.ts';
import { pageFrame, parseBody, parseQuery, sendPage } from '../http/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { Nrps } from '../lti/nrps.ts';
import type { People } from '../people/index.ts';
import { createReviewRouter } from './review.routes.ts';
import { RefreshForm, ResendForm, TableQuery } from './dashboard.forms.ts';
import { loadOverview, sendAgain } from './overview.ts';
import { viewTable } from './people.rules.ts';
import { createRosters } from './roster.ts';

export interface DashboardOptions {
  activities: Pick<Activities, 'listPlacements' | 'mayJoin'>;
  people: Pick<
    People,
    'findBySub' | 'findParticipants' | 'isStaff' | 'listByClassroom' | 'listClassrooms' | 'renameParticipants'
  >;
  grades: Grades;
  kinds: readonly Pick<ActivityKind, 'name' | 'listProgress' | 'review'>[];
  nrps: Nrps;
  clock: Clock;
}

/** Routes below `/l/<id>/dashboard`, for teachers; the launch's activity must have been loaded before them. */
export function createDashboard(options: DashboardOptions): Router {
  const router = Router({ mergeParams: true });
  const rosters = createRosters(options);
  const parts = { ...options, rosters };

  router.get('/', async (req, res) => {
    const session = requireTeacher(res);
    const { state, page, asked } = parseQuery(TableQuery, req);
    const frame = pageFrame(req, res);
    const activity = activityOf(res);
    const { rows, ...overview } = await loadOverview(parts, session, activity, frame.t.locale);
    const table = viewTable(rows, state, page);
    const now = options.clock.now();
    sendPage(res, DashboardPage, { frame, activity, ...overview, table, wasAsked: asked !== undefined, now });
  });

  router.post('/resend', async (req, res) => {
    const session = requireTeacher(res);
    const { participant, ...place } = parseBody(ResendForm, req);
    await sendAgain(parts, session, activityOf(res), participant);
    res.redirect(303, dashboardPath(res.locals.base ?? '', place, { asked: '1' }));
  });

  router.post('/refresh', (req, res) => {
    const session = requireTeacher(res);
    const place = parseBody(RefreshForm, req);
    rosters.forget(session.classroomId);
    res.redirect(303, dashboardPath(res.locals.base ?? '', place));
  });

  router.use(createReviewRouter(parts));
  return router;
}
