import type { VNode } from 'preact';
import { formatTime, type Translate } from '../../src/i18n/index.ts';

interface DueLineProps {
  t: Translate;
  activity: { dueAt: Date | null; isScheduleOpen: boolean };
}

/** An activity's due date in words: the date, that there is none, or that the schedule is still to come. */
export function DueLine({ t, activity }: DueLineProps): VNode {
  const { dueAt, isScheduleOpen } = activity;
  if (dueAt) return <>{t('activities:due.set', { time: formatTime(dueAt, t.locale) })}</>;
  return <>{t(isScheduleOpen ? 'activities:due.open' : 'activities:due.none')}</>;
}
