import type { ActivityKind, GradedActivity, Progress, ProgressState, Score } from '../activities/kind.ts';
import type { Database } from '../db/database.ts';
import type { Grades } from '../grades/grades.ts';
import { DEFAULT_LOCALE } from '../i18n/index.ts';
import type { Clock } from '../kit/clock.ts';
import { createRoutes } from './course.routes.ts';
import { nameOfPackage, type CoursePackage } from './course-package.rules.ts';
import { loadPackages, type Packages } from './load-packages.ts';
import { createMarking } from './marking.ts';
import type { CourseProgress } from './progress.rules.ts';
import { createProgressStore } from './progress.store.ts';
import { RunSettingsSchema, runOf, type RunSettings } from './run.rules.ts';
import { createTeaching, type TeachingOptions } from './teaching/teaching.routes.ts';
import { courseTexts } from './text.ts';
import { wayOf, type Way } from './way.rules.ts';
import { createWritingStore } from './writing.store.ts';

export interface CourseOptions {
  db: Database;
  clock: Clock;
  grades: Pick<Grades, 'enqueue' | 'findState'>;
  /** The operator's secret: names what browsers keep. */
  secretKey: string;
  /** The people of a run and where they take part, and the run's settings: for the teacher's pages. */
  teaching: TeachingOptions;
  /** The packages; the tool's own unless given. */
  packages?: Packages | undefined;
}

/** What a new activity is a run of, where nothing else is said. */
const USUAL = 'foundations';

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

/** The newest version of a package becomes what a new run stays with. */
function usualPackage(packages: Packages): CoursePackage | undefined {
  const versions = [...packages.values()].filter(({ id }) => id === USUAL);
  return versions.at(-1) ?? [...packages.values()][0];
}

function shareOf({ share }: RunSettings, { hours, hoursDone, steps, stepsDone }: Way): number {
  return share === 'hours' ? hoursDone / hours : stepsDone / steps;
}

const PERCENT = 100;

/**
 * Makes the room.
 * @throws Error at once when a package cannot be used, naming file, line and fault
 */
export function createCourse(options: CourseOptions): ActivityKind {
  const { db, clock, grades, secretKey, teaching, packages = loadPackages() } = options;
  const progress = createProgressStore(db);
  const marking = createMarking({
    clock,
    packages,
    progress,
    grades,
    onChanged: run => teachers.noteChanged(run),
  });
  const teachers = createTeaching(db, { clock, packages, marking }, teaching);
  const usual = usualPackage(packages);

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
    defaultSettings: RunSettingsSchema.parse({
      package: { package: usual?.id ?? USUAL, version: usual?.version ?? 1 },
    }),
    defaultTitle: locale => usual?.title[locale] ?? courseTexts[locale]['kind.title'] ?? '',
    gradeForms: ['completion', 'points'],
    defaultPoints: 100,
    router: createRoutes({
      clock,
      packages,
      marking,
      grades,
      secretKey,
      teaching: { router: teachers.router, eventsOf: teaching.eventsOf },
      writings: createWritingStore(db),
    }),
    teacherPages: [
      { path: 'course/overview', title: 'course:teaching.title' },
      { path: 'course/settings', title: 'course:teaching.settings.title' },
      { path: 'course/', title: 'course:preview.link' },
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
    async clearTrial(activityId, participantId) {
      const found = await progress.find({ activityId, participantId });
      if (found?.isTrial) await progress.remove({ activityId, participantId });
    },
  };
}
