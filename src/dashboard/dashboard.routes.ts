import { setTimeout as sleep } from 'node:timers/promises';
import { Router } from 'express';
import { DashboardPage, type DashboardPageProps } from '../../views/dashboard/dashboard-page.tsx';
import { dashboardPath } from '../../views/dashboard/paths.ts';
import {
  activityOf,
  requireTeacher,
  type Activities,
  type Activity,
  type ActivityKind,
} from '../activities/index.ts';
import type { Grades } from '../grades/index.ts';
import { pageFrame, parseBody, parseQuery, sendPage } from '../http/index.ts';
import { SECOND_MS, type Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Nrps } from '../lti/nrps.ts';
import type { People } from '../people/index.ts';
import { createReviewRouter } from './review.routes.ts';
import { KeepForm, PlaceForm, ResendForm, TableQuery } from './dashboard.forms.ts';
import { createCsvRouter } from './csv.routes.ts';
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
  kinds: readonly Pick<
    ActivityKind,
    'name' | 'title' | 'listProgress' | 'partsOf' | 'review' | 'scoresOf' | 'teacherPages'
  >[];
  nrps: Nrps;
  clock: Clock;
  log: Log;
}

/** Somebody waits for the page. */
const COMPARE_PATIENCE_MS = 8 * SECOND_MS;

/** @returns the kind's own pages for teachers, and those of the activities inside this one */
function pagesOf(
  kinds: DashboardOptions['kinds'],
  activity: Activity,
): Pick<DashboardPageProps, 'pages' | 'within'> {
  const kind = kinds.find(({ name }) => name === activity.kind);
  const names = kind?.partsOf?.(activity) ?? [];
  const within = kinds.filter(({ name }) => names.includes(name));
  return {
    pages: kind?.teacherPages ?? [],
    within: within.map(({ title, teacherPages }) => ({ title, pages: teacherPages })),
  };
}

/** Routes below `/l/<id>/dashboard`, for teachers; the launch's activity must have been loaded before them. */
export function createDashboard(options: DashboardOptions): Router {
  const router = Router({ mergeParams: true });
  const rosters = createRosters(options);
  const parts = { ...options, rosters };

  router.get('/', async (req, res) => {
    const session = requireTeacher(res);
    const { state, page, asked, compared } = parseQuery(TableQuery, req);
    const frame = pageFrame(req, res);
    const activity = activityOf(res);
    const {
      rows,
      maximumOf: _maximumOf,
      ...overview
    } = await loadOverview(parts, session, activity, frame.t.locale);
    const table = viewTable(rows, state, page);
    const now = options.clock.now();
    const wasAsked = asked !== undefined;
    const { pages, within } = pagesOf(options.kinds, activity);
    sendPage(res, DashboardPage, {
      frame,
      activity,
      ...overview,
      table,
      pages,
      within,
      wasAsked,
      compared,
      now,
    });
  });

  router.post('/resend', async (req, res) => {
    const session = requireTeacher(res);
    const { participant, ...place } = parseBody(ResendForm, req);
    await sendAgain(parts, session, activityOf(res), participant);
    res.redirect(303, dashboardPath(res.locals.base ?? '', place, { asked: '1' }));
  });

  router.post('/keep', async (req, res) => {
    const session = requireTeacher(res);
    const { participant, ...place } = parseBody(KeepForm, req);
    const { id: activityId } = activityOf(res);
    await options.grades.keepTheirs({ activityId, participantId: participant, by: session.sub });
    res.redirect(303, dashboardPath(res.locals.base ?? '', place));
  });

  router.post('/compare', async (req, res) => {
    requireTeacher(res);
    const place = parseBody(PlaceForm, req);
    const comparing = options.grades.compare(activityOf(res).id).then(() => 'done' as const);
    // A long list from a slow LMS is read on while the teacher looks at the page.
    const compared = await Promise.race([
      comparing,
      sleep(COMPARE_PATIENCE_MS, 'soon' as const, { ref: false }),
    ]);
    comparing.catch((error: unknown) => {
      options.log.warn({ err: error }, 'grades: not compared with the gradebook');
    });
    res.redirect(303, dashboardPath(res.locals.base ?? '', place, { compared }));
  });

  router.post('/refresh', (req, res) => {
    const session = requireTeacher(res);
    const place = parseBody(PlaceForm, req);
    rosters.forget(session.classroomId);
    res.redirect(303, dashboardPath(res.locals.base ?? '', place));
  });

  router.use(createCsvRouter(parts));
  router.use(createReviewRouter(parts));
  return router;
}
