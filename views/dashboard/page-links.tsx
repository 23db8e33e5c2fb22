import type { VNode } from 'preact';
import type { TableView } from '../../src/dashboard/people.rules.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { dashboardPath } from './paths.ts';

/** To the rows before and after these. */
export function PageLinks({ frame, table }: { frame: PageFrame; table: TableView }): VNode | null {
  const { t, base = '' } = frame;
  const { filter: state, page, pages } = table;
  if (pages === 1) return null;
  const hrefOf = (to: number): string => dashboardPath(base, { state, page: to });
  return (
    <nav class="actions" aria-label={t('dashboard:pages.title')}>
      {page > 1 && (
        <a class="button" href={hrefOf(page - 1)} rel="prev">
          {t('dashboard:pages.previous')}
        </a>
      )}
      {page < pages && (
        <a class="button" href={hrefOf(page + 1)} rel="next">
          {t('dashboard:pages.next')}
        </a>
      )}
    </nav>
  );
}
