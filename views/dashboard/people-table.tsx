import type { VNode } from 'preact';
import type { PersonRow, TableView } from '../../src/dashboard/people.rules.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { GradeCell } from './grade-cell.tsx';
import { dashboardPath, type Place } from './paths.ts';
import { ProgressCell } from './progress-cell.tsx';

interface PeopleTableProps {
  frame: PageFrame;
  table: TableView;
  hasColumn: boolean;
}

interface RowProps {
  frame: PageFrame;
  row: PersonRow;
  hasColumn: boolean;
  place: Place;
}

function Row({ frame, row, hasColumn, place }: RowProps): VNode {
  const { t } = frame;
  const name = row.name ?? t('dashboard:person.unnamed', { number: row.number });
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label={t('dashboard:table.progress')}>
        <ProgressCell t={t} row={row} />
      </td>
      {hasColumn && (
        <td data-label={t('dashboard:table.grade')}>
          <GradeCell frame={frame} row={row} name={name} place={place} />
        </td>
      )}
    </tr>
  );
}

/** One row a person; on a phone one card. */
export function PeopleTable({ frame, table, hasColumn }: PeopleTableProps): VNode {
  const { t } = frame;
  const { rows, from, page, pages, filter, counts } = table;
  const range = { from, to: from + rows.length - 1, total: counts[filter ?? 'all'] };
  return (
    <div class="table">
      <table class="cards people">
        <caption>
          {t('dashboard:table.title')}
          {pages > 1 && `, ${t('dashboard:table.range', range)}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('dashboard:table.name')}</th>
            <th scope="col">{t('dashboard:table.progress')}</th>
            {hasColumn && <th scope="col">{t('dashboard:table.grade')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <Row frame={frame} row={row} hasColumn={hasColumn} place={{ state: filter, page }} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Says what will be here and who makes it come. */
export function EmptyTable({
  frame,
  table,
  hasRoster,
}: {
  frame: PageFrame;
  table: TableView;
  hasRoster: boolean;
}): VNode {
  const { t, base = '' } = frame;
  if (table.counts.all > 0) {
    return (
      <p>
        {t('dashboard:empty.filter')} <a href={dashboardPath(base)}>{t('dashboard:empty.all')}</a>
      </p>
    );
  }
  return (
    <div class="panel empty">
      <h2>{t('dashboard:empty.nobody')}</h2>
      <p>{t(hasRoster ? 'dashboard:empty.nobody-roster' : 'dashboard:empty.nobody-launches')}</p>
    </div>
  );
}
