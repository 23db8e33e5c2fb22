import type { VNode } from 'preact';
import type { PlatformRow, RowTotals } from '../../src/admin/grade-rows.rules.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { formatTime, type TextKey } from '../../src/i18n/index.ts';
import { Layout } from '../layout.tsx';
import { GradeNotes } from './grade-notes.tsx';
import { NoPlatforms, PlatformTable } from './platform-table.tsx';
import { ReasonList } from './reason-list.tsx';

export interface AdminPageProps {
  frame: PageFrame;
  rows: readonly PlatformRow[];
  totals: RowTotals;
  /** That the rows name. */
  reasons: readonly string[];
  /** Of other rooms, below `/admin`. */
  pages: readonly { path: string; title: TextKey }[];
  now: Date;
}

/** The operator's page: whether grades get through, to which platform they do not, and why. */
export function AdminPage({ frame, rows, totals, reasons, pages, now }: AdminPageProps): VNode {
  const { t } = frame;
  return (
    <Layout frame={frame} title={t('admin:title')} lead={t('admin:lead')} wide>
      {rows.length > 0 ? (
        <>
          <GradeNotes t={t} totals={totals} />
          <PlatformTable t={t} rows={rows} now={now} />
          <p class="small">
            {t('admin:as-of', { time: formatTime(now, t.locale) })}{' '}
            <a href="/admin/metrics">{t('admin:metrics')}</a>
          </p>
          <ReasonList t={t} reasons={reasons} />
        </>
      ) : (
        <NoPlatforms t={t} />
      )}
      {pages.length > 0 && (
        <ul>
          {pages.map(({ path, title }) => (
            <li>
              <a href={`/admin/${path}`}>{t(title)}</a>
            </li>
          ))}
        </ul>
      )}
      <form class="actions" method="post" action="/admin/sign-out">
        <a class="button" href="/admin">
          {t('admin:refresh')}
        </a>
        <button type="submit" class="link">
          {t('admin:sign-out')}
        </button>
      </form>
    </Layout>
  );
}
