import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { formatTime } from '../../src/i18n/format.ts';
import type { Round, RoundState } from '../../src/self-assessment/rounds.rules.ts';
import { Layout } from '../layout.tsx';
import { describe, Field } from '../parts/field.tsx';
import { pathOf } from './paths.ts';

/** One round, as the teacher sees it. */
export interface RoundRow {
  round: Round;
  state: RoundState;
  /** Null: with the activity. */
  openedAt: Date | null;
  closedAt: Date | null;
  /** How many have sent their answers. */
  done: number;
  mayOpen: boolean;
}

interface RoundsPageProps {
  frame: PageFrame;
  rows: RoundRow[];
  /** The round that was opened last. */
  latest: Round;
  /** How many people the group's results need. */
  minimum: number;
  /** Those who are done with it. */
  persons: { id: string; name: string | null }[];
}

function stateText({ t }: PageFrame, { state, openedAt, closedAt }: RoundRow): string {
  if (state === 'not-opened') return t('self-assessment:rounds.not-opened');
  if (closedAt) return t('self-assessment:rounds.closed', { time: formatTime(closedAt, t.locale) });
  if (!openedAt) return t('self-assessment:rounds.open');
  return t('self-assessment:rounds.open-since', { time: formatTime(openedAt, t.locale) });
}

function Press({ frame, row }: { frame: PageFrame; row: RoundRow }): VNode {
  const { t } = frame;
  const act = row.state === 'open' ? 'close' : 'open';
  if (act === 'open' && !row.mayOpen) return <></>;
  const name = t(`self-assessment:round.${row.round}`);
  return (
    <form method="post" action={pathOf(frame, 'rounds')}>
      <input type="hidden" name="round" value={row.round} />
      <button type="submit" name="act" value={act}>
        {t(`self-assessment:rounds.press.${act}`, { round: name })}
      </button>
    </form>
  );
}

function RoundsTable({ frame, rows }: Pick<RoundsPageProps, 'frame' | 'rows'>): VNode {
  const { t } = frame;
  return (
    <table class="cards">
      <caption>{t('self-assessment:rounds.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('self-assessment:rounds.round')}</th>
          <th scope="col">{t('self-assessment:rounds.state')}</th>
          <th scope="col" class="number">
            {t('self-assessment:rounds.done')}
          </th>
          <th scope="col">{t('self-assessment:rounds.act')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr>
            <th scope="row">{t(`self-assessment:round.${row.round}`)}</th>
            <td data-label={t('self-assessment:rounds.state')}>{stateText(frame, row)}</td>
            <td class="number" data-label={t('self-assessment:rounds.done')}>
              {row.done}
            </td>
            <td>
              <Press frame={frame} row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface PersonRowProps extends Pick<RoundsPageProps, 'frame' | 'latest'> {
  person: RoundsPageProps['persons'][number];
}

function PersonRow({ frame, latest, person }: PersonRowProps): VNode {
  const { t } = frame;
  const name = person.name ?? t('self-assessment:rounds.unnamed');
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <form method="post" action={pathOf(frame, 'rounds/reopen')}>
          <input type="hidden" name="round" value={latest} />
          <input type="hidden" name="participant" value={person.id} />
          <button type="submit" aria-label={t('self-assessment:rounds.reopen.of', { name })}>
            {t('self-assessment:rounds.reopen')}
          </button>
        </form>
      </td>
    </tr>
  );
}

function SmallestGroup({ frame, minimum }: Pick<RoundsPageProps, 'frame' | 'minimum'>): VNode {
  const { t } = frame;
  const help = t('self-assessment:rounds.minimum.help');
  return (
    <form method="post" action={pathOf(frame, 'rounds/minimum')}>
      <h2>{t('self-assessment:rounds.minimum.title')}</h2>
      <Field id="minimum" label={t('self-assessment:rounds.minimum')} help={help}>
        <input
          id="minimum"
          name="minimum"
          type="number"
          min="5"
          max="1000"
          required
          value={String(minimum)}
          {...describe('minimum', help)}
        />
      </Field>
      <p class="actions">
        <button type="submit">{t('self-assessment:rounds.minimum.save')}</button>
      </p>
    </form>
  );
}

function Reopening({ frame, latest, persons }: Pick<RoundsPageProps, 'frame' | 'latest' | 'persons'>): VNode {
  const { t } = frame;
  const title = (
    <>
      <h2>{t('self-assessment:rounds.reopen.title')}</h2>
      <p>{t('self-assessment:rounds.reopen.help')}</p>
    </>
  );
  if (persons.length === 0) {
    return (
      <>
        {title}
        <p>{t('self-assessment:rounds.nobody')}</p>
      </>
    );
  }
  return (
    <>
      {title}
      <table class="cards">
        <caption>
          {t('self-assessment:rounds.reopen.caption', { round: t(`self-assessment:round.${latest}`) })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('self-assessment:rounds.person')}</th>
            <th scope="col">{t('self-assessment:rounds.act')}</th>
          </tr>
        </thead>
        <tbody>
          {persons.map(person => (
            <PersonRow frame={frame} latest={latest} person={person} />
          ))}
        </tbody>
      </table>
    </>
  );
}

/** When the group answers: before, after and long after; and who may change what they sent. */
export function RoundsPage({ frame, rows, latest, minimum, persons }: RoundsPageProps): VNode {
  const { t, base = '' } = frame;
  return (
    <Layout
      frame={frame}
      title={t('self-assessment:rounds.title')}
      lead={t('self-assessment:rounds.lead')}
      wide
    >
      <RoundsTable frame={frame} rows={rows} />
      <p>{t('self-assessment:rounds.help')}</p>
      {rows.some(row => row.state === 'open') && (
        <Reopening frame={frame} latest={latest} persons={persons} />
      )}
      <SmallestGroup frame={frame} minimum={minimum} />
      <p class="actions">
        <a class="button" href={`${base}/dashboard`}>
          {t('self-assessment:rounds.back')}
        </a>
      </p>
    </Layout>
  );
}
