import type { Locale } from '../i18n/index.ts';

/**
 * A step's place in a course: `module/step`; of a theme that was chosen, its package stands for the module. Known across
 * versions, so that what is done stays done.
 */
export type StepKey = string;

/** @returns the key of a module's step */
export function keyOf(module: string, step: string): StepKey {
  return `${module}/${step}`;
}

/** How far one person is in one run. */
export interface CourseProgress {
  activityId: string;
  participantId: string;
  /** The platform they came from: with its name, their institution. */
  platformId: string;
  isTrial: boolean;
  /** Language in which they read last: that of the comment beside a grade. */
  locale: Locale | null;
  /** When the first step was done or begun; null: only the teacher has noted something. */
  startedAt: Date | null;
  /** When everything was done for the first time. */
  doneAt: Date | null;
  /** When they did their last step; what the teacher counts as done does not move it. */
  lastStepAt: Date | null;
  /** When what is done changed last, by themselves or by their teacher's word: as of then a grade stands. */
  gradeAt: Date | null;
  /** Steps that are done, each with its time. */
  steps: Readonly<Record<StepKey, Date>>;
  /** Steps that count as done since the teacher said so. */
  excused: Readonly<Record<StepKey, Date>>;
  /** Themes that were chosen, `id@version`, by their step. */
  themes: Readonly<Record<StepKey, string>>;
  /** Due dates of this person alone, by module. */
  dueAt: Readonly<Record<string, Date>>;
  /** The course's own step that comes first of those not done (way.rules.ts), for the teacher's overview; null: all is done. */
  standsAt: StepKey | null;
  /** Planned hours of the steps done. */
  hoursDone: number;
  /** Planned hours of the whole way, and the numbers of its steps: what the share is counted from. */
  hours: number;
  stepsDone: number;
  stepsInAll: number;
  /** The package's version by which these were counted; an earlier one than the run's: they are to be counted anew. */
  countedVersion: number;
  /** When anything of this changed last; null: never kept. */
  changedAt: Date | null;
  /** Counts changes, so that none is lost where two come at once. */
  revision: number;
}

export type NewProgress = Pick<CourseProgress, 'activityId' | 'participantId' | 'platformId' | 'isTrial'>;

/** @returns the progress of someone who has done nothing yet */
export function emptyProgress(of: NewProgress): CourseProgress {
  return {
    ...of,
    locale: null,
    startedAt: null,
    doneAt: null,
    lastStepAt: null,
    gradeAt: null,
    steps: {},
    excused: {},
    themes: {},
    dueAt: {},
    standsAt: null,
    hoursDone: 0,
    hours: 0,
    stepsDone: 0,
    stepsInAll: 0,
    countedVersion: 0,
    changedAt: null,
    revision: 0,
  };
}

/** @returns when the step was done, by the person or by their teacher's word; null: it is not */
export function doneAtOf(
  { steps, excused }: Pick<CourseProgress, 'steps' | 'excused'>,
  key: StepKey,
): Date | null {
  if (Object.hasOwn(steps, key)) return steps[key] ?? null;
  return (Object.hasOwn(excused, key) ? excused[key] : undefined) ?? null;
}
