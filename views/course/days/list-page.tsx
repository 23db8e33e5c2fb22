import type { VNode } from 'preact';
import type { CheckInState, Occasion } from '../../../src/course/days/occasion.rules.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import { Layout } from '../../layout.tsx';
import { State } from '../../parts/note.tsx';
import { PRINT_SCRIPT, PrintButton } from '../../parts/print-button.tsx';
import { pathOf } from '../paths.ts';
import { clockIn, titleIn } from './occasion-words.tsx';

/** One person on the list. */
export interface PresenceRow {
  participantId: string;
  name: string | null;
  /** False: the tool does not know this person any more. */
  isKnown: boolean;
  isWaiting: boolean;
  presentAt: Date | null;
  presentBy: 'code' | 'teacher' | null;
  /** Another place of the same day, where they signed up. */
  elsewhere: Occasion | null;
}

interface ListPageProps {
  frame: PageFrame;
  occasion: Occasion;
  rows: PresenceRow[];
  elsewhere: PresenceRow[];
  counts: { present: number; all: number };
  state: CheckInState;
  page: number;
  pages: number;
}

interface RowProps extends Pick<ListPageProps, 'frame' | 'occasion' | 'state' | 'page'> {
  row: PresenceRow;
}

function Press({ frame, occasion, row, page }: RowProps & { name: string }): VNode {
  const { t } = frame;
  const { participantId, presentAt } = row;
  const name = row.name ?? t('course:days.list.unnamed');
  const act = presentAt ? 'undo' : 'mark';
  return (
    <form method="post" action={pathOf(frame, `days/${occasion.id}/presence`)}>
      <input type="hidden" name="participant" value={participantId} />
      <input type="hidden" name="page" value={page} />
      <button
        type="submit"
        name="present"
        value={presentAt ? 'no' : 'yes'}
        class={presentAt ? 'link' : undefined}
        aria-label={t(`course:days.list.${act}.of`, { name })}
      >
        {t(`course:days.list.${act}`)}
      </button>
    </form>
  );
}

function Strike({ frame, occasion, row }: RowProps): VNode {
  return (
    <form method="post" action={pathOf(frame, `days/${occasion.id}/strike`)}>
      <input type="hidden" name="participant" value={row.participantId} />
      <button type="submit" class="link">
        {frame.t('course:days.list.strike')}
      </button>
    </form>
  );
}

function stateOf({ frame, row }: RowProps): VNode | string {
  const { t } = frame;
  const { presentAt, presentBy, isWaiting, elsewhere } = row;
  if (presentAt) {
    const by = presentBy ? ` (${t(`course:days.list.by.${presentBy}`)})` : '';
    return (
      <>
        <State tone="good">{t('course:days.list.present')}</State>{' '}
        <span class="small">
          {clockIn(t, presentAt)}
          {by}
        </span>
      </>
    );
  }
  if (elsewhere) return t('course:days.list.elsewhere', { name: elsewhere.name });
  return t(isWaiting ? 'course:days.list.waiting' : 'course:days.list.seat');
}

function Row(props: RowProps): VNode {
  const { frame, row, state } = props;
  const { t } = frame;
  const name = row.name ?? t('course:days.list.unnamed');
  return (
    <tr id={`p-${row.participantId}`}>
      <th scope="row">{name}</th>
      <td>{stateOf(props)}</td>
      <td>{row.isKnown ? state !== 'early' && <Press {...props} name={name} /> : <Strike {...props} />}</td>
    </tr>
  );
}

function People(props: Omit<RowProps, 'row'> & { rows: PresenceRow[]; caption: string }): VNode {
  const { frame, rows, caption, ...rest } = props;
  const { t } = frame;
  return (
    <div class="table">
      <table class="cards presence">
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('course:days.list.name')}</th>
            <th scope="col">{t('course:days.list.state')}</th>
            <th scope="col">{t('course:days.table.acts')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <Row frame={frame} row={row} {...rest} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Pages({
  frame,
  occasion,
  page,
  pages,
}: Omit<RowProps, 'row' | 'state'> & { pages: number }): VNode | null {
  const { t } = frame;
  if (pages === 1) return null;
  const path = (to: number): string => pathOf(frame, `days/${occasion.id}/list?page=${String(to)}`);
  return (
    <nav class="actions" aria-label={t('course:days.list.pages')}>
      {page > 1 && (
        <a class="button" href={path(page - 1)} rel="prev">
          {t('course:days.list.before')}
        </a>
      )}
      {page < pages && (
        <a class="button" href={path(page + 1)} rel="next">
          {t('course:days.list.after')}
        </a>
      )}
    </nav>
  );
}

/** Who is there: one press a person, for a phone in the hand. */
export function ListPage(props: ListPageProps): VNode {
  const { frame, occasion, rows, elsewhere, counts, state, page, pages } = props;
  const { t } = frame;
  const common = { frame, occasion, state, page };
  return (
    <Layout
      frame={frame}
      title={t('course:days.list.title')}
      lead={titleIn(t, occasion)}
      scripts={[PRINT_SCRIPT]}
    >
      {state === 'early' && <p>{t('course:days.list.early')}</p>}
      {rows.length === 0 && <p>{t('course:days.list.nobody')}</p>}
      {rows.length > 0 && <People {...common} rows={rows} caption={t('course:days.list.caption', counts)} />}
      <Pages {...common} pages={pages} />
      {elsewhere.length > 0 && state !== 'early' && (
        <details class="more">
          <summary>{t('course:days.list.others')}</summary>
          <p>{t('course:days.list.others.help')}</p>
          <People {...common} rows={elsewhere} caption={t('course:days.list.others')} />
        </details>
      )}
      <p class="downloads">
        <a href={pathOf(frame, `days/${occasion.id}/list.csv`)}>{t('course:days.list.csv')}</a>
      </p>
      <PrintButton text={t('course:print')} />
      <p>
        <a href={pathOf(frame, 'days')}>{t('course:days.back')}</a>
      </p>
    </Layout>
  );
}
