import type { VNode } from 'preact';
import type { Funnel, Seen } from '../../../src/course/teaching/funnel.rules.ts';
import type { InstitutionRow } from '../../../src/course/teaching/institutions.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import { formatNumber, formatTime } from '../../../src/i18n/index.ts';
import { Layout } from '../../layout.tsx';
import { PRINT_SCRIPT, PrintButton } from '../../parts/print-button.tsx';
import { pathOf } from '../paths.ts';
import { hoursIn } from '../way-words.ts';
import { CellBar } from './cell-bar.tsx';
import { FunnelTable } from './funnel-table.tsx';
import { PeopleLink, peoplePath, type PeopleAddress } from './people-link.tsx';

const SEEN: readonly Seen[] = ['week', 'fortnight', 'longer'];

interface OverviewPageProps {
  frame: PageFrame;
  title: string;
  funnel: Funnel;
  /** Those known to the tool who have not begun. */
  notStarted: number;
  institutions: InstitutionRow[] | null;
  /** When the numbers were taken: those of a large run may be a minute old. */
  takenAt: Date;
}

type Part = Pick<OverviewPageProps, 'frame' | 'funnel'>;

function Counts({ frame, funnel, notStarted, takenAt }: Omit<OverviewPageProps, 'title'>): VNode {
  const { t, base = '' } = frame;
  const { begun, done } = funnel;
  const states = { 'not-started': notStarted, 'under-way': begun - done, done };
  return (
    <>
      <nav aria-label={t('course:teaching.counts')}>
        <ul class="counts">
          {(['not-started', 'under-way', 'done'] as const).map(state => (
            <li>
              <a class="count" href={peoplePath(frame, { state })}>
                <span class="count-number">{states[state]}</span> {t(`course:teaching.state.${state}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p class="small">
        {t('course:teaching.taken', { time: formatTime(takenAt, t.locale) })} {t('course:teaching.known')}{' '}
        <a href={`${base}/dashboard?state=not-started`}>{t('course:teaching.roster')}</a>
      </p>
    </>
  );
}

interface CountRow {
  title: string;
  people: number;
  of: PeopleAddress;
}

/** Some classes with their numbers and bars. */
function CountTable({
  frame,
  caption,
  head,
  rows,
}: {
  frame: PageFrame;
  caption: string;
  head: string;
  rows: CountRow[];
}): VNode {
  const { t } = frame;
  const all = rows.reduce((sum, { people }) => sum + people, 0);
  return (
    <div class="table">
      <table class="classes">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" class="number">
              {t('course:teaching.people')}
            </th>
            <th scope="col">
              <span class="visually-hidden">{t('course:teaching.bar')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ title, people, of }) => (
            <tr>
              <th scope="row">{title}</th>
              <td class="number">
                <PeopleLink frame={frame} count={people} of={of} />
              </td>
              <td class="bar-cell">
                <CellBar parts={[{ name: 'here', share: all === 0 ? 0 : people / all }]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Hours({ frame, funnel }: Part): VNode {
  const { t } = frame;
  const { meanHours, hours } = funnel;
  return (
    <>
      <h2>{t('course:teaching.hours.title')}</h2>
      <p>
        {t('course:teaching.hours.lead')}
        {meanHours !== null && (
          <>
            {' '}
            <strong>
              {t('course:teaching.hours.mean', {
                mean: formatNumber(meanHours, t.locale),
                all: formatNumber(hours.at(-1)?.to ?? 0, t.locale),
              })}
            </strong>
          </>
        )}
      </p>
      <CountTable
        frame={frame}
        caption={t('course:teaching.hours.caption')}
        head={t('course:teaching.hours.done')}
        rows={hours.map(({ from, to, people }, index) => ({
          title: t(
            index === hours.length - 1 ? 'course:teaching.hours.last' : 'course:teaching.hours.class',
            {
              from: formatNumber(from, t.locale),
              to: formatNumber(to, t.locale),
            },
          ),
          people,
          of: { hours: index },
        }))}
      />
    </>
  );
}

function LastSeen({ frame, funnel: { seen } }: Part): VNode {
  const { t } = frame;
  return (
    <>
      <h2>{t('course:teaching.seen.title')}</h2>
      <CountTable
        frame={frame}
        caption={t('course:teaching.seen.caption')}
        head={t('course:teaching.seen.head')}
        rows={SEEN.map(one => ({
          title: t(`course:teaching.seen.${one}`),
          people: seen[one],
          of: { seen: one },
        }))}
      />
    </>
  );
}

function Institutions({ frame, rows }: { frame: PageFrame; rows: InstitutionRow[] }): VNode {
  const { t } = frame;
  const heads = ['begun', 'done', 'longer', 'mean'] as const;
  return (
    <>
      <h2>{t('course:teaching.institutions.title')}</h2>
      <p>{t('course:teaching.institutions.lead')}</p>
      <div class="table">
        <table class="cards">
          <caption>{t('course:teaching.institutions.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('course:teaching.institutions.name')}</th>
              {heads.map(head => (
                <th scope="col" class="number">
                  {t(`course:teaching.institutions.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr>
                <th scope="row">
                  {row.name === null ? (
                    t('course:teaching.institutions.others')
                  ) : (
                    <a href={peoplePath(frame, { institution: row.name })}>{row.name}</a>
                  )}
                </th>
                {heads.map(head => (
                  <td class="number" data-label={t(`course:teaching.institutions.${head}`)}>
                    {head === 'mean' ? hoursIn(t, Math.round(row.meanHours * 10) / 10) : row[head]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Where the people of a run are: who has not begun, who stands still and where, and how far they have come in hours. */
export function OverviewPage(props: OverviewPageProps): VNode {
  const { frame, title, funnel, institutions } = props;
  const { t, base = '' } = frame;
  return (
    <Layout frame={frame} title={t('course:teaching.title')} lead={title} scripts={[PRINT_SCRIPT]} wide>
      <Counts {...props} />
      {funnel.begun === 0 ? (
        <div class="panel empty">
          <h2>{t('course:teaching.empty.title')}</h2>
          <p>{t('course:teaching.empty')}</p>
        </div>
      ) : (
        <>
          <h2>{t('course:teaching.funnel.title')}</h2>
          <p>{t('course:teaching.funnel.lead')}</p>
          <FunnelTable frame={frame} funnel={funnel} />
          <LastSeen frame={frame} funnel={funnel} />
          <Hours frame={frame} funnel={funnel} />
          {institutions && <Institutions frame={frame} rows={institutions} />}
        </>
      )}
      <p class="actions">
        <a class="button" href={pathOf(frame, 'settings')}>
          {t('course:teaching.settings.title')}
        </a>
        <a class="button" href={`${base}/dashboard`}>
          {t('course:teaching.dashboard')}
        </a>
      </p>
      <PrintButton text={t('course:print')} />
    </Layout>
  );
}
