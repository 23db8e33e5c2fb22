import type { Activity } from '../../activities/activity.ts';
import type { Schedule } from '../../activities/activity.rules.ts';
import { isScheduleOpenIn, runOf, type RunSettings } from '../run.rules.ts';
import { datesIn, type RunDates } from './dates.rules.ts';

/** Changes some of a run's settings and leaves the others; with `schedule` the activity's due date too. */
export type ChangeSettings = (
  activityId: string,
  changes: Partial<RunSettings>,
  schedule?: Schedule,
) => Promise<void>;

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

/** Puts the dates in force, also in a copied run whose schedule was open. */
export async function saveDates(
  change: ChangeSettings,
  { id }: Pick<Activity, 'id'>,
  { dates, share }: { dates: RunDates; share: RunSettings['share'] },
): Promise<void> {
  await change(id, { share, modules: { ...dates.modules }, datesFor: id }, { dueAt: dates.dueAt });
}
