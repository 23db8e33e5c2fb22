import type { Activity } from '../activities/activity.ts';
import type { Grades } from '../grades/grades.ts';
import type { Locale } from '../i18n/index.ts';
import type { Clock } from '../kit/clock.ts';
import { AppError } from '../kit/errors.ts';
import type { CoursePackage } from './course-package.rules.ts';
import type { Packages } from './load-packages.ts';
import { emptyProgress, type CourseProgress, type StepKey } from './progress.rules.ts';
import type { ProgressStore } from './progress.store.ts';
import { isScheduleOpenIn, runOf } from './run.rules.ts';
import { standsAtOf, wayOf, type Way } from './way.rules.ts';

/** The person at work, and the place where they came from. */
export interface Taker {
  participantId: string;
  platformId: string;
  /** Absent: no line item to send to. */
  placementId: string | undefined;
  isTrial: boolean;
  locale: Locale | null;
}

/** A run as its settings have it, with its package. */
export interface Run {
  activity: Pick<Activity, 'id' | 'settings' | 'isScheduleOpen' | 'copiedFromId' | 'gradeForm'>;
  course: CoursePackage;
}

/** One person in a run: how far they are, and their way. */
export interface Standing {
  progress: CourseProgress;
  way: Way;
}

type Changes = Partial<
  Pick<CourseProgress, 'steps' | 'excused' | 'themes' | 'dueAt' | 'startedAt' | 'doneAt'>
>;

export interface Marking {
  /** @returns how someone whose progress was read stands now */
  standingOf(run: Run, progress: CourseProgress): Standing;
  /** @returns how far someone is: one round trip */
  load(run: Run, taker: Omit<Taker, 'placementId' | 'locale'>): Promise<Standing>;
  /**
   * Changes what is kept of someone, in one write; where another change came between, it is decided anew.
   * @param standing as it was read last
   * @param decide null: nothing is to be changed
   * @returns how they stand afterwards
   */
  change(
    run: Run,
    taker: Taker,
    standing: Standing,
    decide: (standing: Standing) => Changes | null,
  ): Promise<Standing>;
  /** Marks a step as done, once; the time of the first stays. */
  markDone(run: Run, taker: Taker, standing: Standing, key: StepKey): Promise<Standing>;
  /** Tells the outbox of a grade that a crash may have kept from it. */
  remindGrade(run: Run, taker: Taker, standing: Standing): Promise<void>;
}

interface Parts {
  clock: Clock;
  packages: Packages;
  progress: ProgressStore;
  grades: Pick<Grades, 'enqueue' | 'findState'>;
  /** Told after each change that was kept. */
  onChanged?: (run: Run) => void;
}

/** So many changes of one person at the same moment are more than one person makes. */
const TRIES = 8;

/** What the overview and the grade are counted from, kept beside the steps. */
export type Counts = Pick<
  CourseProgress,
  'standsAt' | 'hours' | 'hoursDone' | 'stepsInAll' | 'stepsDone' | 'countedVersion'
>;

/** @returns what is kept of a way beside the steps */
export function countsOf({ course }: Pick<Run, 'course'>, way: Way): Counts {
  const { hours, hoursDone, steps, stepsDone } = way;
  return {
    standsAt: standsAtOf(way),
    hours,
    hoursDone,
    stepsInAll: steps,
    stepsDone,
    countedVersion: course.version,
  };
}

export function createMarking({ clock, packages, progress: store, grades, onChanged }: Parts): Marking {
  const wayFor = ({ activity, course }: Run, progress: CourseProgress): Way => {
    const run = runOf(activity);
    const isScheduleOpen = isScheduleOpenIn(activity, run);
    return wayOf({ course, packages, run, progress, isScheduleOpen, now: clock.now() });
  };

  async function load(run: Run, taker: Omit<Taker, 'placementId' | 'locale'>): Promise<Standing> {
    const { participantId, platformId, isTrial } = taker;
    const of = { activityId: run.activity.id, participantId, platformId, isTrial };
    const progress = (await store.find(of)) ?? emptyProgress(of);
    return { progress, way: wayFor(run, progress) };
  }

  async function noteGrade(run: Run, taker: Taker, at: Date): Promise<void> {
    const { placementId, participantId, isTrial } = taker;
    if (isTrial || placementId === undefined) return;
    await grades.enqueue({ placementId, activityId: run.activity.id, participantId, at });
  }

  /** @returns the standing after the changes, or null where another change came first */
  async function tryChange(
    run: Run,
    taker: Taker,
    { progress }: Standing,
    changes: Changes,
  ): Promise<Standing | null> {
    const at = clock.now();
    const isStep = changes.steps !== undefined || changes.excused !== undefined;
    const changed = {
      ...progress,
      ...changes,
      locale: taker.locale ?? progress.locale,
      lastStepAt: changes.steps === undefined ? progress.lastStepAt : at,
      gradeAt: isStep ? at : progress.gradeAt,
      changedAt: at,
    };
    const way = wayFor(run, changed);
    const doneAt = changed.doneAt ?? (way.isDone ? at : null);
    const next = { ...changed, ...countsOf(run, way), doneAt };
    if (!(await store.save(next))) return null;
    onChanged?.(run);
    const isNoted = run.activity.gradeForm === 'points' ? isStep : doneAt !== progress.doneAt;
    if (isNoted) await noteGrade(run, taker, at);
    return { progress: { ...next, revision: progress.revision + 1 }, way };
  }

  const change: Marking['change'] = async (run, taker, first, decide) => {
    let standing = first;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const changes = decide(standing);
      if (!changes) return standing;
      const changed = await tryChange(run, taker, standing, changes);
      if (changed) return changed;
      standing = await load(run, taker);
    }
    throw new AppError('course/busy', { status: 503 });
  };

  return {
    standingOf: (run, progress) => ({ progress, way: wayFor(run, progress) }),
    load,
    change,
    markDone: (run, taker, standing, key) =>
      change(run, taker, standing, ({ progress: { steps, startedAt } }) => {
        if (Object.hasOwn(steps, key)) return null;
        const at = clock.now();
        return { steps: { ...steps, [key]: at }, startedAt: startedAt ?? at };
      }),
    async remindGrade(run, taker, { progress }) {
      const at = run.activity.gradeForm === 'points' ? progress.gradeAt : progress.doneAt;
      if (!at || taker.isTrial || taker.placementId === undefined) return;
      const known = await grades.findState(run.activity.id, taker.participantId);
      const isBehind = known?.state === 'sent' && known.sentAt !== null && known.sentAt < at;
      if (!known || isBehind) await noteGrade(run, taker, at);
    },
  };
}
