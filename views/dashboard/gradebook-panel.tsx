import type { VNode } from 'preact';
import type { LastComparison } from '../../src/grades/index.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { formatTime } from '../../src/i18n/index.ts';
import { Note } from '../parts/note.tsx';
import { dashboardPath, type Place } from './paths.ts';
import { PlaceFields } from './place-fields.tsx';

interface PanelProps {
  frame: PageFrame;
  place: Place;
  lastComparison: LastComparison | null;
}

/** What was sent beside what the gradebook holds: when it was compared, and what else a teacher can do with all grades. */
export function GradebookPanel({ frame, place, lastComparison }: PanelProps): VNode {
  const { t, base = '' } = frame;
  const { at = null, failure = null } = lastComparison ?? {};
  return (
    <section class="panel">
      <h2>{t('dashboard:compare.title')}</h2>
      <p>
        {at ? t('dashboard:compare.at', { time: formatTime(at, t.locale) }) : t('dashboard:compare.never')}
      </p>
      {failure !== null && <p>{t(`dashboard:compare.failure.${failure}`)}</p>}
      <div class="actions">
        <form method="post" action={`${base}/dashboard/compare`}>
          <PlaceFields place={place} />
          <button type="submit">{t('dashboard:compare.now')}</button>
        </form>
        <form method="post" action={`${base}/dashboard/resend`}>
          <PlaceFields place={place} />
          <button type="submit">{t('dashboard:attention.resend')}</button>
        </form>
      </div>
      <p>
        <a href={`${base}/dashboard/grades.csv`}>{t('dashboard:csv.link')}</a>
      </p>
      <p class="small">{t('dashboard:csv.help')}</p>
    </section>
  );
}

/** After "compare now". */
export function ComparedNote({
  frame,
  place,
  compared,
}: {
  frame: PageFrame;
  place: Place;
  compared: 'done' | 'soon';
}): VNode {
  const { t, base = '' } = frame;
  return (
    <Note title={t(`dashboard:compare.${compared}`)} role="status">
      <p>{t(`dashboard:compare.${compared}.text`)}</p>
      {compared === 'soon' && (
        <p>
          <a href={dashboardPath(base, place)}>{t('dashboard:asked.again')}</a>
        </p>
      )}
    </Note>
  );
}
