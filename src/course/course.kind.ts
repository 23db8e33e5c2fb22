import type { Router } from 'express';
import type { Activity } from '../activities/activity.ts';
import type { ActivityKind, GradedActivity, Progress, ProgressState, Score } from '../activities/kind.ts';
import type { Database } from '../db/database.ts';
import type { Grades } from '../grades/grades.ts';
import { DEFAULT_LOCALE } from '../i18n/index.ts';
import type { Clock } from '../kit/clock.ts';
import { createCalendarStore } from './calendar/calendar.store.ts';
import { createFeedRouter, type EventsOf } from './calendar/feed.routes.ts';
import { createRoutes } from './course.routes.ts';
import { createDays } from './days/days.ts';
import { nameOfPackage } from './course-package.rules.ts';
import { loadPackages, loadReadings, type Packages } from './load-packages.ts';
import { createFeedbackStore } from './feedback/feedback.store.ts';
import { createMarking, type Run } from './marking.ts';
import { createCountStore } from './messages/counts.store.ts';
import type { MessageSources } from './messages/messages.routes.ts';
import type { CourseProgress } from './progress.rules.ts';
import { notePartDone, partsOf, themesIn, type CourseParts } from './parts.ts';
import { createProgressStore } from './progress.store.ts';
import { RunSettingsSchema, runOf, type RunSettings } from './run.rules.ts';
import { createTeaching, type TeachingOptions } from './teaching/teaching.routes.ts';
import { courseTexts } from './text.ts';
import { listVariants } from './variants.ts';
import { wayOf, type Way } from './way.rules.ts';
import { createWritingStore } from './writing.store.ts';

/** People of a run, where they take part, and the run's settings are other rooms'. */
export interface CourseOptions extends Omit<TeachingOptions, 'eventsOf'> {
  db: Database;
  clock: Clock;
  grades: Pick<Grades, 'enqueue' | 'findState'>;
  /** What the course asks of the activities inside it; without it there are none. */
  parts?: CourseParts | undefined;
  /** The operator's secret: names what browsers keep. */
  secretKey: string;
  /** The packages; the tool's own unless given. */
  packages?: Packages | undefined;
  /** Where the tool is found, without a slash at its end. */
  publicUrl: string;
  /** @returns the activity as it was a moment ago, or null: a calendar comes without a launch */
  findActivity: (activityId: string) => Promise<Activity | null>;
  /** @returns the occasions of contact days that a person signed up for */
  eventsOf?: EventsOf;
  /** @returns how many people the tool knows who should take part; null: it cannot tell */
  countPeople?: MessageSources['countPeople'];
  /** @returns the occasions of contact days that begin within a time */
  comingDays?: MessageSources['comingDays'];
}

/** The room, and what is read of it without a launch. */
export interface CourseRoom extends ActivityKind {
  /** For app.ts to mount at `/course/calendar`. */
  calendarRouter: Router;
}

function stateOf({ startedAt, doneAt }: Pick<CourseProgress, 'startedAt' | 'doneAt'>): ProgressState {
  if (!startedAt) return 'not-started';
  return doneAt ? 'done' : 'under-way';
}

type Listed = Pick<CourseProgress, 'participantId' | 'startedAt' | 'doneAt'>;

function toProgress({ participantId, startedAt, doneAt }: Listed): Progress {
  return {
    participantId,
    state: stateOf({ startedAt, doneAt }),
    startedAt: startedAt ?? undefined,
    doneAt: doneAt ?? undefined,
  };
}

function shareOf({ share }: RunSettings, { hours, hoursDone, steps, stepsDone }: Way): number {
  return share === 'hours' ? hoursDone / hours : stepsDone / steps;
}

const PERCENT = 100;

const NO_PARTS: CourseParts = {
  standingOf: () => Promise.resolve(null),
  recommendations: () => Promise.resolve([]),
};

/**
 * Makes the room.
 * @throws Error at once when a package cannot be used, naming file, line and fault
 */
export function createCourse(options: CourseOptions): CourseRoom {
  const { db, clock, grades, secretKey, publicUrl, findActivity, parts: door = NO_PARTS } = options;
  const readings = loadReadings();
  const packages = options.packages ?? loadPackages(undefined, readings);
  const progress = createProgressStore(db);
  const onChanged = (run: Run): void => {
    teachers.noteChanged(run);
  };
  const marking = createMarking({ clock, packages, progress, grades, onChanged });
  const days = createDays({
    db,
    clock,
    marking,
    placementOf: async (...of) => (await teachers.findMember(...of))?.taker.placementId,
  });
  const calendars = createCalendarStore(db);
  const {
    eventsOf = (...of: Parameters<EventsOf>) => days.eventsOf(...of),
    comingDays = (...of: Parameters<MessageSources['comingDays']>) => days.comingDays(...of),
    countPeople = ({ id }: Activity) => teachers.countKnown(id),
  } = options;
  const teachers = createTeaching(db, { clock, packages, marking }, { ...options, eventsOf });

  function toScore(activity: GradedActivity, found: CourseProgress): Score | null {
    const texts = courseTexts[found.locale ?? DEFAULT_LOCALE];
    if (activity.gradeForm !== 'points') {
      return found.doneAt && { value: 1, at: found.doneAt, comment: texts['grade.completion'] };
    }
    const run = runOf(activity);
    const course = packages.get(nameOfPackage(run.package));
    if (!course || !found.gradeAt) return null;
    // Locks do not matter to what is done, so neither do dates.
    const way = wayOf({
      course,
      packages,
      run,
      progress: found,
      isScheduleOpen: true,
      now: found.gradeAt,
    });
    const value = shareOf(run, way);
    const comment = texts['grade.share']?.replace('{{share}}', String(Math.floor(value * PERCENT)));
    return { value, at: found.gradeAt, comment };
  }

  return {
    name: 'course',
    title: 'course:kind.title',
    summary: 'course:kind.summary',
    settings: RunSettingsSchema,
    variants: listVariants(packages),
    gradeForms: ['completion', 'points'],
    defaultPoints: 100,
    router: createRoutes({
      clock,
      packages,
      readings,
      marking,
      secretKey,
      grades,
      door,
      writings: createWritingStore(db),
      feedback: createFeedbackStore(db),
      days,
      people: options.people,
      changeSettings: options.changeSettings,
      calendars,
      publicUrl,
      eventsOf,
      counts: createCountStore(db),
      countPeople,
      comingDays,
      teaching: teachers.router,
    }),
    calendarRouter: createFeedRouter({ clock, packages, calendars, progress, eventsOf, findActivity }),
    teacherPages: [
      { path: 'course/overview', title: 'course:teaching.title' },
      { path: 'course/days', title: 'course:days.title' },
      { path: 'course/messages', title: 'course:messages.title' },
      { path: 'course/settings', title: 'course:teaching.settings.title' },
      { path: 'course/feedback', title: 'course:feedback.title' },
      { path: 'course/report', title: 'course:report.title' },
      { path: 'course/', title: 'course:preview.link' },
      { path: 'course/languages', title: 'course:languages.title' },
    ],
    open: role => (role === 'teacher' ? 'dashboard' : 'course/'),
    async scoresOf(activity, participantIds) {
      const found = await progress.findMany(activity.id, participantIds);
      return new Map(
        found.flatMap(one => {
          const score = one.isTrial ? null : toScore(activity, one);
          return score ? [[one.participantId, score]] : [];
        }),
      );
    },
    listProgress: async ({ id }) => (await progress.list(id)).map(toProgress),
    async review({ id }, participantId) {
      const found = await progress.find({ activityId: id, participantId });
      const isCounted = found !== null && !found.isTrial;
      return {
        progress: isCounted ? toProgress(found) : { participantId, state: 'not-started' },
        says: 'course:review.says',
        work: null,
      };
    },
    hasBegun: activityId => progress.hasBegun(activityId),
    partsOf: activity => partsOf(activity, packages),
    notePartDone: done => notePartDone(done, { marking, packages }),
    async themesIn(activity, participantId) {
      const own =
        participantId === null ? null : await progress.find({ activityId: activity.id, participantId });
      return themesIn(activity, own, packages);
    },
    async clearTrial(activityId, participantId) {
      const found = await progress.find({ activityId, participantId });
      if (found?.isTrial) await progress.remove({ activityId, participantId });
      await days.clearTrial(activityId, participantId);
    },
  };
}
