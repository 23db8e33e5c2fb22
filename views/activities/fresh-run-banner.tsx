import type { VNode } from 'preact';
import type { Activity } from '../../src/activities/activity.ts';
import type { JoinVerdict } from '../../src/activities/join.rules.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { formatDay } from '../../src/i18n/index.ts';
import { Note } from '../parts/note.tsx';

interface FreshRunBannerProps {
  frame: PageFrame;
  activity: Pick<Activity, 'copiedFromId' | 'isScheduleOpen'>;
  join: JoinVerdict;
}

/** Tells a teacher that the activity came with a copied course: set the dates, or join the earlier group. */
export function FreshRunBanner({ frame, activity, join }: FreshRunBannerProps): VNode | null {
  const { t, base = '' } = frame;
  if (activity.copiedFromId === null || !(activity.isScheduleOpen || join.ok)) return null;
  return (
    <Note title={t('activities:fresh.title')}>
      <p>{t('activities:fresh.text')}</p>
      {activity.isScheduleOpen && (
        <p>
          <a href={`${base}/activities/settings`}>{t('activities:fresh.dates')}</a>
        </p>
      )}
      {join.ok && (
        <form method="post" action={`${base}/activities/join`}>
          <p>
            {t('activities:fresh.join-text', {
              title: join.earlier.title,
              day: formatDay(join.earlier.createdAt, t.locale),
            })}
          </p>
          <button type="submit">{t('activities:fresh.join')}</button>
        </form>
      )}
    </Note>
  );
}
