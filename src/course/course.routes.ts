import { Router } from 'express';
import { sessionOf } from '../activities/request.ts';
import type { Grades } from '../grades/grades.ts';
import { sendPage } from '../http/index.ts';
import { CoursePage } from '../../views/course/course-page.tsx';
import { createActivityWork } from './activity-work.ts';
import { createCalendarRoutes, type CalendarParts } from './calendar/calendar.routes.ts';
import type { EventsOf } from './calendar/feed.routes.ts';
import { hasDays, nextDatesPart } from './calendar/next-dates.ts';
import { TeacherSees } from '../../views/course/teaching/learner-line.tsx';
import { createCheckRoutes, createCheckWork } from './check.routes.ts';
import { readReader } from './course-request.ts';
import { createMessageRoutes, type MessageParts } from './messages/messages.routes.ts';
import { EventsLink } from '../../views/course/days/events-link.tsx';
import { createDaysRoutes } from './days/days.routes.ts';
import { createDayStepRoutes, createDayWork, createEventRoutes } from './days/learner.routes.ts';
import { createListRoutes } from './days/list.routes.ts';
import type { TeacherParts } from './days/teacher-request.ts';
import { catchUp, type CourseParts } from './parts.ts';
import { readingWorks } from './reading-works.ts';
import { createReadingRoutes, listsOf, type ReadingParts } from './readings.routes.ts';
import { createReflectionRoutes, createReflectionWork } from './reflection.routes.ts';
import { createFeedbackRoutes, feedbackWork } from './feedback/feedback.routes.ts';
import type { FeedbackStore } from './feedback/feedback.store.ts';
import { createLanguageRoutes } from './languages.routes.ts';
import { isScheduleOpenIn } from './run.rules.ts';
import type { StepWorks } from './step-work.ts';
import { createStepRoutes } from './steps.routes.ts';
import { lineOf } from './teaching/line.rules.ts';
import { createThemeRoutes, createThemeWork } from './theme.routes.ts';
import type { WritingStore } from './writing.store.ts';

export interface CourseRouteParts extends ReadingParts, CalendarParts, MessageParts, TeacherParts {
  eventsOf: EventsOf;
  /** The teacher's pages. */
  teaching: Router;
  writings: WritingStore;
  feedback: FeedbackStore;
  grades: Pick<Grades, 'findState'>;
  /** The activities inside the course. */
  door: CourseParts;
}

/** Everything below `/l/<launch>/course`. */
export function createRoutes(parts: CourseRouteParts): Router {
  const router = Router();
  const works: StepWorks = {
    ...readingWorks,
    check: createCheckWork(parts),
    reflection: createReflectionWork(parts),
    theme: createThemeWork(parts, async ({ activity, taker }) =>
      taker ? parts.door.recommendations(activity, taker.participantId) : [],
    ),
    'contact-day': createDayWork(parts),
    activity: createActivityWork(parts.door),
    feedback: feedbackWork,
  };

  router.get('/', async (req, res) => {
    const request = await catchUp(await readReader(req, res, parts), parts);
    const { frame, activity, course, taker, standing } = request;
    if (taker) await parts.marking.remindGrade(request, taker, standing);
    const isCounted = taker !== null && !taker.isTrial && standing.progress.startedAt !== null;
    const grade = isCounted ? await parts.grades.findState(activity.id, taker.participantId) : null;
    const { way } = standing;
    const readings = listsOf(course, parts.readings).flatMap(list => list.readings).length;
    const isLearner = sessionOf(res).role === 'learner';
    const hasEvents = await parts.days.hasEvents(activity.id, request.settings.days);
    const events = taker && hasDays(request) ? await parts.eventsOf(activity.id, taker.participantId) : [];
    const isScheduleOpen = isScheduleOpenIn(activity, request.settings);
    sendPage(res, CoursePage, {
      frame,
      activity: { ...activity, isScheduleOpen },
      course,
      way,
      isLearner,
      grade,
      readings,
      children: [
        taker && nextDatesPart({ ...request, taker }, events, parts.clock.now()),
        hasEvents && EventsLink({ frame }),
      ],
      teacherSees: taker && TeacherSees({ frame, line: lineOf(standing, parts.packages), events }),
    });
  });

  router.use(
    createStepRoutes(parts, works),
    createCheckRoutes(parts),
    createReflectionRoutes(parts),
    createThemeRoutes(parts),
    createReadingRoutes(parts),
    createCalendarRoutes(parts),
    createMessageRoutes(parts),
    createFeedbackRoutes(parts),
    createLanguageRoutes(parts),
    createDayStepRoutes(parts),
    createEventRoutes(parts),
    createDaysRoutes(parts),
    createListRoutes(parts),
    parts.teaching,
  );
  return router;
}
