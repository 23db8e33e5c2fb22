import type { VNode } from 'preact';
import type { Funnel, FunnelRow } from '../../../src/course/teaching/funnel.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import { LocalText } from '../local-text.tsx';
import { CellBar } from './cell-bar.tsx';
import { PeopleLink } from './people-link.tsx';

interface FunnelProps {
  frame: PageFrame;
  funnel: Pick<Funnel, 'rows' | 'begun'>;
}

function Row({ frame, row, begun }: { frame: PageFrame; row: FunnelRow; begun: number }): VNode {
  const { t } = frame;
  const { key, step, here, longer, past } = row;
  const parts = [
    { name: 'past', share: begun === 0 ? 0 : past / begun },
    { name: 'here', share: begun === 0 ? 0 : here / begun },
  ] as const;
  return (
    <tr>
      <th scope="row">
        <LocalText t={t} text={step.title} /> <span class="small">{t(`course:kind.${step.kind}`)}</span>
      </th>
      <td class="number" data-label={t('course:teaching.funnel.here')}>
        <PeopleLink frame={frame} count={here} of={{ at: key }} />
      </td>
      <td class="number" data-label={t('course:teaching.funnel.longer')}>
        <PeopleLink frame={frame} count={longer} of={{ at: key, seen: 'longer' }} />
      </td>
      <td class="number" data-label={t('course:teaching.funnel.past')}>
        {past}
      </td>
      <td class="bar-cell">
        <CellBar parts={parts} />
      </td>
    </tr>
  );
}

/** Step by step: how many have it before them next, and how many are past it. */
export function FunnelTable({ frame, funnel: { rows, begun } }: FunnelProps): VNode {
  const { t } = frame;
  const modules = [...new Set(rows.map(({ module }) => module))];
  return (
    <div class="table">
      <table class="cards funnel">
        <caption>{t('course:teaching.funnel.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('course:teaching.step')}</th>
            <th scope="col" class="number">
              {t('course:teaching.funnel.here')}
            </th>
            <th scope="col" class="number">
              {t('course:teaching.funnel.longer')}
            </th>
            <th scope="col" class="number">
              {t('course:teaching.funnel.past')}
            </th>
            <th scope="col">
              <span class="visually-hidden">{t('course:teaching.bar')}</span>
            </th>
          </tr>
        </thead>
        {modules.map(module => (
          <tbody>
            <tr>
              <th scope="rowgroup" colspan={5} class="group-head">
                <LocalText t={t} text={module.title} />
              </th>
            </tr>
            {rows
              .filter(row => row.module === module)
              .map(row => (
                <Row frame={frame} row={row} begun={begun} />
              ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
