import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { Note } from '../parts/note.tsx';
import { dashboardPath, type Place } from './paths.ts';
import { PlaceFields } from './place-fields.tsx';

interface NoteProps {
  frame: PageFrame;
  place: Place;
}

/** How many grades need someone, and the way to send them all again. */
export function AttentionNote({ frame, place, count }: NoteProps & { count: number }): VNode | null {
  const { t, base = '' } = frame;
  if (count === 0) return null;
  return (
    <Note tone="warn" title={t('dashboard:attention.title', { count })}>
      <p>{t('dashboard:attention.text')}</p>
      <form class="actions" method="post" action={`${base}/dashboard/resend`}>
        <PlaceFields place={place} />
        <button type="submit" class="primary">
          {t('dashboard:attention.resend')}
        </button>
        {place.state !== 'attention' && (
          <a href={dashboardPath(base, { state: 'attention' })}>{t('dashboard:attention.show')}</a>
        )}
      </form>
    </Note>
  );
}

/** After "send again": it takes a moment, and this page does not follow it by itself. */
export function AskedNote({ frame, place }: NoteProps): VNode {
  const { t, base = '' } = frame;
  return (
    <Note title={t('dashboard:asked.title')} role="status">
      <p>{t('dashboard:asked.text')}</p>
      <p>
        <a href={dashboardPath(base, place)}>{t('dashboard:asked.again')}</a>
      </p>
    </Note>
  );
}

/** A link without a column is no fault, so it says little until asked. */
export function NoColumn({ frame }: { frame: PageFrame }): VNode {
  const { t, base = '' } = frame;
  return (
    <div class="panel">
      <p>{t('dashboard:column.missing')}</p>
      <details>
        <summary>{t('dashboard:column.how')}</summary>
        <ol>
          <li>{t('dashboard:column.step-edit')}</li>
          <li>{t('dashboard:column.step-points')}</li>
          <li>{t('dashboard:column.step-open')}</li>
        </ol>
      </details>
      <p>
        <a href={`${base}/dashboard/column`}>{t('dashboard:column.link')}</a>
      </p>
    </div>
  );
}
