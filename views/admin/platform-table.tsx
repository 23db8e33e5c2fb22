import type { ComponentChildren, VNode } from 'preact';
import type { PlatformRow } from '../../src/admin/grade-rows.rules.ts';
import { formatNumber, formatTime, type Translate } from '../../src/i18n/index.ts';
import { State } from '../parts/note.tsx';
import { reasonWord } from './reason-list.tsx';

interface RowProps {
  t: Translate;
  row: PlatformRow;
  now: Date;
}

/** A sign for eyes, a word for ears. */
function Nothing({ word }: { word: string }): VNode {
  return (
    <span class="state info">
      <span aria-hidden="true">–</span>
      <span class="visually-hidden">{word}</span>
    </span>
  );
}

function Small({ children }: { children: ComponentChildren }): VNode {
  return <div class="small">{children}</div>;
}

function PlatformName({ t, row }: Pick<RowProps, 't' | 'row'>): VNode {
  return (
    <>
      {row.name}
      <Small>{row.issuer}</Small>
      {row.isDisabled && <Small>{t('admin:table.disabled')}</Small>}
    </>
  );
}

function Waiting({ t, row }: Pick<RowProps, 't' | 'row'>): VNode {
  return (
    <>
      {formatNumber(row.waiting, t.locale)}
      {row.waiting > 0 && <Small>{t('admin:table.due', { number: formatNumber(row.due, t.locale) })}</Small>}
    </>
  );
}

function Oldest({ t, row, now }: RowProps): VNode {
  if (!row.oldestAt) return <Nothing word={t('admin:table.none-waiting')} />;
  const age = Math.max(0, now.getTime() - row.oldestAt.getTime());
  return (
    <>
      {t('admin:table.age', { age })}
      <Small>{formatTime(row.oldestAt, t.locale)}</Small>
    </>
  );
}

function Failing({ t, row }: Pick<RowProps, 't' | 'row'>): VNode {
  if (!row.failing) return <Nothing word={t('admin:table.none-failing')} />;
  const { since, reason } = row.failing;
  return (
    <>
      <State tone="warn">{formatTime(since, t.locale)}</State>
      {reason && <Small>{reasonWord(t, reason)}</Small>}
    </>
  );
}

function Refused({ t, row }: Pick<RowProps, 't' | 'row'>): VNode {
  return (
    <>
      {formatNumber(row.refusedCount, t.locale)}
      {row.refused.map(({ reason, count }) => (
        <Small>
          {t('admin:table.reason', { word: reasonWord(t, reason), number: formatNumber(count, t.locale) })}
        </Small>
      ))}
    </>
  );
}

function Row({ t, row, now }: RowProps): VNode {
  return (
    <tr>
      <th scope="row">
        <PlatformName t={t} row={row} />
      </th>
      <td data-label={t('admin:table.waiting')}>
        <Waiting t={t} row={row} />
      </td>
      <td data-label={t('admin:table.oldest')}>
        <Oldest t={t} row={row} now={now} />
      </td>
      <td data-label={t('admin:table.failing')}>
        <Failing t={t} row={row} />
      </td>
      <td data-label={t('admin:table.refused')}>
        <Refused t={t} row={row} />
      </td>
      <td class="number" data-label={t('admin:table.sent')}>
        {formatNumber(row.sentLastDay, t.locale)}
      </td>
    </tr>
  );
}

interface PlatformTableProps {
  t: Translate;
  rows: readonly PlatformRow[];
  now: Date;
}

/** One row a platform; on a phone one card. */
export function PlatformTable({ t, rows, now }: PlatformTableProps): VNode {
  return (
    <div class="table">
      <table class="cards platforms">
        <caption>{t('admin:table.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('admin:table.platform')}</th>
            <th scope="col">{t('admin:table.waiting')}</th>
            <th scope="col">{t('admin:table.oldest')}</th>
            <th scope="col">{t('admin:table.failing')}</th>
            <th scope="col">{t('admin:table.refused')}</th>
            <th scope="col" class="number">
              {t('admin:table.sent')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <Row t={t} row={row} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Says what will be here and who makes it come. */
export function NoPlatforms({ t }: { t: Translate }): VNode {
  return (
    <div class="panel empty">
      <h2>{t('admin:empty.title')}</h2>
      <p>{t('admin:empty.text')}</p>
      <pre class="command">
        <code>npm run --silent registration-link</code>
      </pre>
    </div>
  );
}
