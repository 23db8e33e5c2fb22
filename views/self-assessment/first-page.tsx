import type { VNode } from 'preact';
import type { PageFrame } from '../../src/http/frame.ts';
import { formatTime } from '../../src/i18n/format.ts';
import type { Overview } from '../../src/self-assessment/answers.rules.ts';
import type { Instrument } from '../../src/self-assessment/instrument.rules.ts';
import { Layout } from '../layout.tsx';
import { Note } from '../parts/note.tsx';
import { AreaList } from './area-list.tsx';
import { pathOf } from './paths.ts';
import { SAVE_SCRIPT, SaveState } from './save-state.tsx';

/** Who looks, and how far they are. */
export type FirstPageViewer =
  | { role: 'visitor'; isAdmin: boolean }
  | { role: 'learner'; state: 'not-started'; queueKey: string }
  | { role: 'learner'; state: 'under-way'; queueKey: string }
  | { role: 'learner'; state: 'done'; doneAt: Date | null };

interface FirstPageProps {
  frame: PageFrame;
  instrument: Instrument;
  activity: { title: string; dueAt: Date | null; isScheduleOpen: boolean };
  viewer: FirstPageViewer;
  overview: Overview;
  now: Date;
}

function Schedule({
  frame,
  activity,
  now,
}: Pick<FirstPageProps, 'frame' | 'activity' | 'now'>): VNode | null {
  const { t } = frame;
  if (activity.isScheduleOpen) return <p>{t('self-assessment:first.schedule-open')}</p>;
  if (!activity.dueAt) return null;
  const time = formatTime(activity.dueAt, t.locale);
  const key = activity.dueAt < now ? 'self-assessment:first.due-past' : 'self-assessment:first.due';
  return (
    <p>
      <strong>{t(key, { time })}</strong>
    </p>
  );
}

function HowItGoes({ frame, overview }: Pick<FirstPageProps, 'frame' | 'overview'>): VNode {
  const { t } = frame;
  return (
    <>
      <h2>{t('self-assessment:first.how.title')}</h2>
      <ul>
        <li>{t('self-assessment:first.how.skill')}</li>
        <li>{t('self-assessment:first.how.importance')}</li>
        <li>{t('self-assessment:first.how.pause')}</li>
        <li>{t('self-assessment:first.how.kept')}</li>
        <li>{t('self-assessment:first.how.result')}</li>
      </ul>
      <h3>{t('self-assessment:first.areas.title')}</h3>
      <AreaList frame={frame} areas={overview.areas} isOpen={false} />
    </>
  );
}

/** The one thing to do next. */
function NextStep({ frame, overview, viewer }: Pick<FirstPageProps, 'frame' | 'overview' | 'viewer'>): VNode {
  const { t } = frame;
  const link = (page: string, text: string): VNode => (
    <p class="actions">
      <a class="button primary" href={pathOf(frame, page)}>
        {text}
      </a>
    </p>
  );
  if (viewer.role === 'visitor') {
    return (
      <Note title={t('self-assessment:first.visitor.title')}>
        <p>{t(viewer.isAdmin ? 'self-assessment:first.admin' : 'self-assessment:first.visitor')}</p>
      </Note>
    );
  }
  if (viewer.state === 'done') return link('result', t('self-assessment:first.result'));
  if (viewer.state === 'not-started') {
    return link(`area/${overview.areas[0]?.area.id ?? ''}`, t('self-assessment:first.begin'));
  }
  const [missing] = overview.missing;
  if (!missing) return link('submit', t('self-assessment:check.title'));
  return link(`area/${missing.area.id}#${missing.statement.id}`, t('self-assessment:first.continue'));
}

function UnderWay({ frame, overview }: Pick<FirstPageProps, 'frame' | 'overview'>): VNode {
  const { answered, total, areas } = overview;
  return (
    <>
      <h2>{frame.t('self-assessment:progress', { answered, total })}</h2>
      <AreaList frame={frame} areas={areas} isOpen={true} />
    </>
  );
}

function Done({ frame, doneAt }: { frame: PageFrame; doneAt: Date | null }): VNode {
  const { t } = frame;
  return (
    <Note tone="good" title={t('self-assessment:first.done.title')}>
      {doneAt && <p>{t('self-assessment:first.done.at', { time: formatTime(doneAt, t.locale) })}</p>}
    </Note>
  );
}

/** What it is, who sees what, how long it takes, until when, and the one thing to do next. */
export function FirstPage(props: FirstPageProps): VNode {
  const { frame, instrument, activity, viewer, overview, now } = props;
  const { t } = frame;
  const isDone = viewer.role === 'learner' && viewer.state === 'done';
  const isUnderWay = viewer.role === 'learner' && viewer.state === 'under-way';
  return (
    <Layout
      frame={frame}
      title={activity.title}
      lead={t('self-assessment:first.lead', { count: overview.total })}
      scripts={'queueKey' in viewer ? [SAVE_SCRIPT] : []}
    >
      {'queueKey' in viewer && <SaveState frame={frame} queueKey={viewer.queueKey} />}
      {isDone ? (
        <Done frame={frame} doneAt={viewer.doneAt} />
      ) : (
        <Schedule frame={frame} activity={activity} now={now} />
      )}
      <Note title={t('self-assessment:first.privacy.title')}>
        <p>{instrument.privacy[t.locale]}</p>
      </Note>
      {isUnderWay && <UnderWay frame={frame} overview={overview} />}
      {!isDone && !isUnderWay && <HowItGoes frame={frame} overview={overview} />}
      <NextStep frame={frame} overview={overview} viewer={viewer} />
    </Layout>
  );
}
