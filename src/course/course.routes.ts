import { Router } from 'express';
import { sessionOf } from '../activities/request.ts';
import type { Grades } from '../grades/grades.ts';
import { sendPage } from '../http/index.ts';
import { CoursePage } from '../../views/course/course-page.tsx';
import { TeacherSees } from '../../views/course/teaching/learner-line.tsx';
import { createCheckRoutes, createCheckWork } from './check.routes.ts';
import { readReader, type RouteParts } from './course-request.ts';
import { readingWorks } from './reading-works.ts';
import { createReflectionRoutes, createReflectionWork } from './reflection.routes.ts';
import { isScheduleOpenIn } from './run.rules.ts';
import type { StepWorks } from './step-work.ts';
import { createStepRoutes } from './steps.routes.ts';
import { lineOf } from './teaching/line.rules.ts';
import type { Teaching, TeachingOptions } from './teaching/teaching.routes.ts';
import { createThemeRoutes, createThemeWork } from './theme.routes.ts';
import type { WritingStore } from './writing.store.ts';

export interface CourseRouteParts extends RouteParts {
  teaching: Pick<Teaching, 'router'> & Pick<TeachingOptions, 'eventsOf'>;
  writings: WritingStore;
  grades: Pick<Grades, 'findState'>;
}

/** Everything below `/l/<launch>/course`. */
export function createRoutes(parts: CourseRouteParts): Router {
  const router = Router();
  const works: StepWorks = {
    ...readingWorks,
    check: createCheckWork(parts),
    reflection: createReflectionWork(parts),
    theme: createThemeWork(parts, () => Promise.resolve([])),
    'contact-day': () => ({ body: null }),
    activity: () => ({ body: null }),
    feedback: () => ({ body: null }),
  };

  router.get('/', async (req, res) => {
    const request = await readReader(req, res, parts);
    const { frame, activity, course, taker, standing } = request;
    if (taker) await parts.marking.remindGrade(request, taker, standing);
    const isCounted = taker !== null && !taker.isTrial && standing.progress.startedAt !== null;
    const grade = isCounted ? await parts.grades.findState(activity.id, taker.participantId) : null;
    const { way } = standing;
    const isLearner = sessionOf(res).role === 'learner';
    const isScheduleOpen = isScheduleOpenIn(activity, request.settings);
    const events = taker ? await parts.teaching.eventsOf(activity.id, taker.participantId) : [];
    const line = lineOf(standing, parts.packages);
    const teacherSees = taker && TeacherSees({ frame, line, events });
    sendPage(res, CoursePage, {
      frame,
      activity: { ...activity, isScheduleOpen },
      course,
      way,
      isLearner,
      grade,
      teacherSees,
    });
  });

  router.use(
    createStepRoutes(parts, works),
    createCheckRoutes(parts),
    createReflectionRoutes(parts),
    createThemeRoutes(parts),
    parts.teaching.router,
  );
  return router;
}
