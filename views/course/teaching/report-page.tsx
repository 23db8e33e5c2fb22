import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import { formatNumber, formatTime } from '../../../src/i18n/index.ts';
import { Layout } from '../../layout.tsx';
import { PRINT_SCRIPT, PrintButton } from '../../parts/print-button.tsx';
import { pathOf } from '../paths.ts';

/** People counted together. */
export interface ReportRow {
  name: string;
  /** Who came to the classroom; null: not told by institution. */
  enrolled: number | null;
  begun: number;
  done: number;
}

interface ReportPageProps {
  frame: PageFrame;
  /** The run's. */
  title: string;
  /** Everyone first. */
  rows: ReportRow[];
  takenAt: Date;
}

const PERCENT = 100;

function Row({ frame: { t }, row }: { frame: PageFrame; row: ReportRow }): VNode {
  const { name, enrolled, begun, done } = row;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="number" data-label={t('course:report.enrolled')}>
        {enrolled ?? '–'}
      </td>
      <td class="number" data-label={t('course:report.begun')}>
        {begun}
      </td>
      <td class="number" data-label={t('course:report.done')}>
        {done}
      </td>
    </tr>
  );
}

/** What a run came to, to be printed or taken along: how many took part, began and completed it. */
export function ReportPage({ frame, title, rows, takenAt }: ReportPageProps): VNode {
  const { t } = frame;
  const [everyone] = rows;
  const share = everyone?.enrolled ? (everyone.done / everyone.enrolled) * PERCENT : null;
  const heads = ['enrolled', 'begun', 'done'] as const;
  return (
    <Layout frame={frame} title={t('course:report.title')} lead={title} scripts={[PRINT_SCRIPT]}>
      {everyone && (
        <p>
          {t('course:report.says', { done: everyone.done, enrolled: everyone.enrolled ?? 0 })}{' '}
          {share !== null && t('course:report.share', { share: formatNumber(share, t.locale) })}
        </p>
      )}
      <div class="table">
        <table class="cards">
          <caption>{t('course:report.caption', { time: formatTime(takenAt, t.locale) })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('course:report.of')}</th>
              {heads.map(head => (
                <th scope="col" class="number">
                  {t(`course:report.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <Row frame={frame} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="small">{t('course:report.note')}</p>
      <p>
        <a href={pathOf(frame, 'report.csv')} download>
          {t('course:report.csv')}
        </a>
      </p>
      <PrintButton text={t('course:print')} />
    </Layout>
  );
}
