import type { VNode } from 'preact';
import type { CalendarAddress } from '../../../src/course/calendar/calendar.store.ts';
import type { PageFrame } from '../../../src/http/frame.ts';
import { formatTime } from '../../../src/i18n/index.ts';
import { Layout } from '../../layout.tsx';
import { COPY_SCRIPT, CopyText } from '../copy-text.tsx';
import { Note } from '../../parts/note.tsx';
import { pathOf } from '../paths.ts';

interface CalendarPageProps {
  frame: PageFrame;
  /** The address that the reader has; null: none. */
  known: CalendarAddress | null;
  /** The address itself, once: when it was made. */
  address: string | null;
  isTrial: boolean;
}

type Part = Pick<CalendarPageProps, 'frame'>;

function Steps({ frame: { t } }: Part): VNode {
  return (
    <>
      <h2>{t('course:calendar.steps.title')}</h2>
      <ol>
        <li>{t('course:calendar.steps.copy')}</li>
        <li>{t('course:calendar.steps.open')}</li>
        <li>{t('course:calendar.steps.add')}</li>
      </ol>
      <p class="small">{t('course:calendar.steps.google')}</p>
    </>
  );
}

/** The address, shown now and never again. */
function Made({ frame, address }: Part & { address: string }): VNode {
  const { t } = frame;
  return (
    <>
      <Note tone="good" title={t('course:calendar.made.title')} role="status">
        <p>{t('course:calendar.made')}</p>
      </Note>
      <CopyText t={t} id="address" label={t('course:calendar.address')} text={address} rows={3} isPrimary />
      <p>
        <a href={address.replace(/^https?:/, 'webcal:')}>{t('course:calendar.subscribe')}</a>
      </p>
      <Steps frame={frame} />
    </>
  );
}

function MakeForm({ frame }: Part): VNode {
  return (
    <form method="post" action={pathOf(frame, 'calendar')}>
      <input type="hidden" name="version" value="0" />
      <p class="actions">
        <button type="submit" class="primary">
          {frame.t('course:calendar.make')}
        </button>
      </p>
    </form>
  );
}

/** Another address in place of this one, or none. */
function Change({ frame, known }: Part & { known: CalendarAddress }): VNode {
  const { t } = frame;
  return (
    <>
      <h2>{t('course:calendar.change.title')}</h2>
      <p>{t('course:calendar.change')}</p>
      <form method="post" action={pathOf(frame, 'calendar')}>
        <input type="hidden" name="version" value={known.version} />
        <p class="actions">
          <button type="submit">{t('course:calendar.renew')}</button>
          <button type="submit" class="link" formaction={pathOf(frame, 'calendar/remove')}>
            {t('course:calendar.remove')}
          </button>
        </p>
      </form>
    </>
  );
}

function Trial({ frame: { t } }: Part): VNode {
  return (
    <Note title={t('course:calendar.trial.title')}>
      <p>{t('course:calendar.trial')}</p>
    </Note>
  );
}

/** A learner's own dates in their own calendar: makes an address, says how to use it, takes it back. */
export function CalendarPage({ frame, known, address, isTrial }: CalendarPageProps): VNode {
  const { t } = frame;
  return (
    <Layout
      frame={frame}
      title={t('course:calendar.title')}
      lead={t('course:calendar.lead')}
      scripts={address === null ? [] : [COPY_SCRIPT]}
    >
      {address !== null && <Made frame={frame} address={address} />}
      {address === null && known && (
        <Note title={t('course:calendar.known.title', { time: formatTime(known.madeAt, t.locale) })}>
          <p>{t('course:calendar.known')}</p>
        </Note>
      )}
      {isTrial && <Trial frame={frame} />}
      <h2>{t('course:calendar.holds.title')}</h2>
      <p>{t('course:calendar.holds')}</p>
      <p>{t('course:calendar.secret')}</p>
      {!isTrial && !known && <MakeForm frame={frame} />}
      {known && <Change frame={frame} known={known} />}
      <p>
        <a href={pathOf(frame, '')}>{t('course:step.course')}</a>
      </p>
    </Layout>
  );
}
