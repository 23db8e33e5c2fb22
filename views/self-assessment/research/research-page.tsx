import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import { formatNumber, formatTime } from '../../../src/i18n/index.ts';
import type { ListedActivity } from '../../../src/self-assessment/research/listing.ts';
import type { LogEntry } from '../../../src/self-assessment/research/research.store.ts';
import { Layout } from '../../layout.tsx';

interface ResearchPageProps {
  frame: PageFrame;
  activities: readonly ListedActivity[];
  log: readonly LogEntry[];
}

type Part<Name extends keyof ResearchPageProps> = Pick<ResearchPageProps, 'frame' | Name>;

function WhatIsInIt({ frame }: { frame: PageFrame }): VNode {
  const { t } = frame;
  return (
    <>
      <h2>{t('self-assessment:research.rules.title')}</h2>
      <ul>
        <li>{t('self-assessment:research.rules.steps')}</li>
        <li>{t('self-assessment:research.rules.person')}</li>
        <li>{t('self-assessment:research.rules.blank')}</li>
        <li>{t('self-assessment:research.rules.text')}</li>
      </ul>
    </>
  );
}

function Activities({ frame, activities }: Part<'activities'>): VNode {
  const { t } = frame;
  const roundText = ({ round, isEnough }: ListedActivity['rounds'][number]): string =>
    t('self-assessment:research.list.round', {
      round: t(`self-assessment:round.${round}`),
      state: t(`self-assessment:research.list.${isEnough ? 'enough' : 'too-few'}`),
    });
  if (activities.length === 0) {
    return (
      <div class="panel empty">
        <h2>{t('self-assessment:research.list.title')}</h2>
        <p>{t('self-assessment:research.list.empty')}</p>
      </div>
    );
  }
  return (
    <>
      <h2>{t('self-assessment:research.list.title')}</h2>
      <div class="table">
        <table class="cards">
          <caption class="visually-hidden">{t('self-assessment:research.list.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('self-assessment:research.list.activity')}</th>
              <th scope="col">{t('self-assessment:research.list.institution')}</th>
              <th scope="col">{t('self-assessment:research.list.rounds')}</th>
            </tr>
          </thead>
          <tbody>
            {activities.map(({ id, title, institution, rounds }) => (
              <tr>
                <th scope="row">
                  <a href={`/admin/research/${encodeURIComponent(id)}`}>{title}</a>
                </th>
                <td data-label={t('self-assessment:research.list.institution')}>{institution}</td>
                <td data-label={t('self-assessment:research.list.rounds')}>
                  {rounds.map(one => (
                    <div>{roundText(one)}</div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function LogRow({ frame, entry }: { frame: PageFrame; entry: LogEntry }): VNode {
  const { t } = frame;
  return (
    <tr>
      <th scope="row">
        {formatTime(entry.at, t.locale)}
        <div class="small">{entry.id}</div>
      </th>
      <td data-label={t('self-assessment:research.log.activity')}>{entry.title}</td>
      <td data-label={t('self-assessment:research.log.rounds')}>
        {entry.rounds.map(round => t(`self-assessment:round.${round}`)).join(', ')}
      </td>
      <td data-label={t('self-assessment:research.log.by')}>{entry.by}</td>
      <td data-label={t('self-assessment:research.log.reason')}>{entry.reason}</td>
      <td class="number" data-label={t('self-assessment:research.log.people')}>
        {formatNumber(entry.people, t.locale)}
      </td>
    </tr>
  );
}

function Log({ frame, log }: Part<'log'>): VNode {
  const { t } = frame;
  if (log.length === 0) {
    return (
      <>
        <h2>{t('self-assessment:research.log.title')}</h2>
        <p>{t('self-assessment:research.log.empty')}</p>
      </>
    );
  }
  const columns = ['at', 'activity', 'rounds', 'by', 'reason'] as const;
  return (
    <>
      <h2>{t('self-assessment:research.log.title')}</h2>
      <div class="table">
        <table class="cards">
          <caption class="visually-hidden">{t('self-assessment:research.log.title')}</caption>
          <thead>
            <tr>
              {columns.map(column => (
                <th scope="col">{t(`self-assessment:research.log.${column}`)}</th>
              ))}
              <th scope="col" class="number">
                {t('self-assessment:research.log.people')}
              </th>
            </tr>
          </thead>
          <tbody>
            {log.map(entry => (
              <LogRow frame={frame} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** What research may have, and every export that was made. */
export function ResearchPage({ frame, activities, log }: ResearchPageProps): VNode {
  const { t } = frame;
  return (
    <Layout
      frame={frame}
      title={t('self-assessment:research.title')}
      lead={t('self-assessment:research.lead')}
      wide
    >
      <Activities frame={frame} activities={activities} />
      <WhatIsInIt frame={frame} />
      <Log frame={frame} log={log} />
      <p class="actions">
        <a class="button" href="/admin">
          {t('self-assessment:research.back')}
        </a>
      </p>
    </Layout>
  );
}
