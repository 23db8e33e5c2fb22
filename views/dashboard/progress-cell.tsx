import type { VNode } from 'preact';
import type { PersonRow } from '../../src/dashboard/people.rules.ts';
import { formatTime, type Translate } from '../../src/i18n/index.ts';
import { State } from '../parts/note.tsx';

/** How far one person is, in words. */
export function ProgressCell({ t, row }: { t: Translate; row: PersonRow }): VNode {
  if (row.progress === 'not-started')
    return <span class="state info">{t('dashboard:progress.not-started')}</span>;
  const time = row.progress === 'done' ? row.doneAt : row.startedAt;
  const when = time && formatTime(time, t.locale);
  if (row.progress === 'done') {
    return (
      <>
        <State tone="good">{t('dashboard:progress.done')}</State>
        {when && <div class="small">{when}</div>}
      </>
    );
  }
  return (
    <>
      {t('dashboard:progress.under-way')}
      {when && <div class="small">{t('dashboard:progress.started', { time: when })}</div>}
    </>
  );
}
