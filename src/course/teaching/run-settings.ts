import type { Activity } from '../../activities/activity.ts';
import type { SettingsChanges } from '../../activities/activity.rules.ts';
import { AppError } from '../../kit/errors.ts';
import type { CoursePackage } from '../course-package.rules.ts';
import { isScheduleOpenIn, runOf, type RunSettings } from '../run.rules.ts';
import { datesIn, type RunDates } from './dates.rules.ts';

/** Puts changes in place of the settings that were read. @returns false where another change came first */
export type ChangeSettings = (
  activityId: string,
  before: unknown,
  changes: SettingsChanges,
) => Promise<boolean>;

type RunActivity = Pick<Activity, 'id' | 'settings' | 'dueAt' | 'copiedFromId' | 'isScheduleOpen'>;

/** The settings of a run as a teacher sees them. */
export interface RunState {
  /** As they lie there, in force or not. */
  dates: RunDates;
  /** They are those of the run from which this one was copied, and not in force. */
  isProposal: boolean;
}

export function stateOf(activity: RunActivity): RunState {
  const run = runOf(activity);
  return { dates: datesIn(run, activity.dueAt), isProposal: isScheduleOpenIn(activity, run) };
}

async function keep(
  change: ChangeSettings,
  { id, settings }: RunActivity,
  changes: SettingsChanges,
): Promise<void> {
  // Two teachers at once: the later one must see what the first has decided.
  if (!(await change(id, settings, changes))) throw new AppError('course/settings-changed', { status: 409 });
}

/**
 * Puts the dates in force, also in a copied run whose schedule was open.
 * @throws AppError `course/settings-changed` (409)
 */
export async function saveDates(
  change: ChangeSettings,
  activity: RunActivity,
  { dates, share }: { dates: RunDates; share: RunSettings['share'] },
): Promise<void> {
  const settings = { ...runOf(activity), share, modules: { ...dates.modules }, datesFor: activity.id };
  await keep(change, activity, { settings, dueAt: dates.dueAt, isScheduleOpen: false });
}

/**
 * Moves the run to another version of its package. Counts are to be made anew afterwards.
 * @throws AppError `course/settings-changed` (409)
 */
export async function saveVersion(
  change: ChangeSettings,
  activity: RunActivity,
  { id, version }: Pick<CoursePackage, 'id' | 'version'>,
): Promise<void> {
  await keep(change, activity, { settings: { ...runOf(activity), package: { package: id, version } } });
}
