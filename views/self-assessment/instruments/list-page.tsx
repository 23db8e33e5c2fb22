import type { VNode } from 'preact';
import type { PageFrame } from '../../../src/http/frame.ts';
import { formatTime } from '../../../src/i18n/format.ts';
import type { LocalText } from '../../../src/self-assessment/instrument.rules.ts';
import { Layout } from '../../layout.tsx';
import { Note } from '../../parts/note.tsx';
import { DraftTextIn } from './draft-text.tsx';
import { instrumentPath } from './paths.ts';

export interface ListedVersion {
  id: string;
  version: number;
  title: LocalText;
}

export interface ListPageProps {
  frame: PageFrame;
  activityTitle: string;
  inUse: ListedVersion | null;
  /** A newer version of what is in use. */
  newer: ListedVersion | null;
  /** Instruments that can be copied and looked at: those that ship, and the one in use. */
  ready: ListedVersion[];
  /** The classroom's own. */
  copies: { id: string; title: LocalText; publishedVersion: number; hasChanges: boolean; changedAt: Date }[];
  hasBegun: boolean;
}

function InUse({ frame, inUse, newer, hasBegun }: ListPageProps): VNode | null {
  const { t } = frame;
  if (!inUse) return null;
  return (
    <Note title={t('self-assessment:instruments.list.in-use')}>
      <p>
        <DraftTextIn t={t} text={inUse.title} />{' '}
        {t('self-assessment:instruments.version', { version: inUse.version })}
      </p>
      {newer && (
        <form method="post" action={instrumentPath(frame, undefined, 'use')}>
          <p>
            {t('self-assessment:instruments.list.newer', { version: newer.version })}{' '}
            {hasBegun && t('self-assessment:instruments.list.newer-begun')}
          </p>
          <input type="hidden" name="id" value={newer.id} />
          <button type="submit" name="version" value={newer.version}>
            {t('self-assessment:instruments.list.use-newer', { version: newer.version })}
          </button>
        </form>
      )}
    </Note>
  );
}

function CopyButton({ frame, one }: { frame: PageFrame; one: ListedVersion }): VNode {
  const { t } = frame;
  return (
    <form method="post" action={instrumentPath(frame, undefined, 'copy')}>
      <input type="hidden" name="id" value={one.id} />
      <button type="submit" name="version" value={one.version}>
        {t('self-assessment:instruments.list.copy')}
        <span class="visually-hidden">: {one.title[t.locale]}</span>
      </button>
    </form>
  );
}

function ReadyTable({ frame, ready }: ListPageProps): VNode {
  const { t } = frame;
  return (
    <table class="cards">
      <caption>{t('self-assessment:instruments.list.ready')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('self-assessment:instruments.list.name')}</th>
          <th scope="col">{t('self-assessment:instruments.list.version')}</th>
          <th scope="col">{t('self-assessment:instruments.list.do')}</th>
        </tr>
      </thead>
      <tbody>
        {ready.map(one => (
          <tr>
            <th scope="row">
              <DraftTextIn t={t} text={one.title} />
            </th>
            <td data-label={t('self-assessment:instruments.list.version')}>{one.version}</td>
            <td>
              <CopyButton frame={frame} one={one} />
              <a href={instrumentPath(frame, one.id, `version/${String(one.version)}`)}>
                {t('self-assessment:instruments.preview')}
                <span class="visually-hidden">: {one.title[t.locale]}</span>
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CopiesTable({ frame, copies }: ListPageProps): VNode {
  const { t } = frame;
  const stateOf = ({ publishedVersion: version, hasChanges }: ListPageProps['copies'][number]): string => {
    if (version === 0) return t('self-assessment:instruments.state.draft');
    return t(`self-assessment:instruments.state.${hasChanges ? 'changed' : 'published'}`, { version });
  };
  return (
    <table class="cards">
      <caption>{t('self-assessment:instruments.list.own')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('self-assessment:instruments.list.name')}</th>
          <th scope="col">{t('self-assessment:instruments.list.state')}</th>
          <th scope="col">{t('self-assessment:instruments.list.changed')}</th>
        </tr>
      </thead>
      <tbody>
        {copies.map(copy => (
          <tr>
            <th scope="row">
              <a href={instrumentPath(frame, copy.id)}>
                <DraftTextIn t={t} text={copy.title} />
              </a>
            </th>
            <td data-label={t('self-assessment:instruments.list.state')}>{stateOf(copy)}</td>
            <td data-label={t('self-assessment:instruments.list.changed')}>
              {formatTime(copy.changedAt, t.locale)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The instruments that a teacher can use and copy, and the classroom's own. */
export function ListPage(props: ListPageProps): VNode {
  const { frame, activityTitle, copies } = props;
  const { t } = frame;
  return (
    <Layout frame={frame} title={t('self-assessment:instruments.list.title')} lead={activityTitle}>
      <InUse {...props} />
      <p>{t('self-assessment:instruments.list.help')}</p>
      <ReadyTable {...props} />
      {copies.length > 0 ? <CopiesTable {...props} /> : <p>{t('self-assessment:instruments.list.none')}</p>}
      <p class="actions">
        <a class="button" href={`${frame.base ?? ''}/dashboard`}>
          {t('self-assessment:preview.back')}
        </a>
      </p>
    </Layout>
  );
}
