import type { VNode } from 'preact';
import type { Activity } from '../../src/activities/activity.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { formatTime } from '../../src/i18n/format.ts';
import type { Overview } from '../../src/self-assessment/answers.rules.ts';
import type { Background } from '../../src/self-assessment/answers.store.ts';
import type { Instrument } from '../../src/self-assessment/instrument.rules.ts';
import type { DoneRound } from '../../src/self-assessment/progress.rules.ts';
import type { Round } from '../../src/self-assessment/rounds.rules.ts';
import { Layout } from '../layout.tsx';
import { Note } from '../parts/note.tsx';
import { AreaList } from './area-list.tsx';
import { BeginForm } from './begin-form.tsx';
import { LocalTextIn } from './local-text.tsx';
import { pathOf } from './paths.ts';
import { SAVE_SCRIPT, SaveState } from './save-state.tsx';

/** Who looks, and how far they are. */
export type FirstPageViewer =
  | { role: 'visitor'; isAdmin: boolean }
  | {
      role: 'learner';
      state: 'not-started' | 'under-way';
      done: DoneRound[];
      round: Round;
      background: Background;
      queueKey: string;
    }
  | { role: 'learner'; state: 'done' | 'closed'; done: DoneRound[] };

interface FirstPageProps {
  frame: PageFrame;
  instrument: Instrument;
  activity: Pick<Activity, 'title' | 'dueAt' | 'isScheduleOpen' | 'gradeForm'>;
  viewer: FirstPageViewer;
  overview: Overview;
  now: Date;
  /** Their answers were deleted just now, as they wanted. */
  wasErased?: boolean;
  /** Whether research may have their answers; null while there are none. */
  hasConsent?: boolean | null;
  /** There is something that they could have deleted. */
  mayErase?: boolean;
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
  if (viewer.state === 'closed') {
    return viewer.done.length > 0 ? link('result', t('self-assessment:first.result')) : <></>;
  }
  if (viewer.state === 'not-started') return <BeginForm frame={frame} background={viewer.background} />;
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

/** The rounds that are done, each with its result. */
function Done({ frame, done }: { frame: PageFrame; done: DoneRound[] }): VNode {
  const { t } = frame;
  return (
    <Note tone="good" title={t('self-assessment:first.done.title')}>
      {done.map(({ round, doneAt }) => (
        <p>
          {t('self-assessment:first.done.at', { time: formatTime(doneAt, t.locale) })}{' '}
          <a href={pathOf(frame, `result?round=${round}`)}>{t(`self-assessment:round.${round}.result`)}</a>
        </p>
      ))}
    </Note>
  );
}

function Closed({ frame, isDone }: { frame: PageFrame; isDone: boolean }): VNode {
  const { t } = frame;
  return (
    <Note title={t('self-assessment:first.closed.title')}>
      <p>{t(isDone ? 'self-assessment:first.closed.done' : 'self-assessment:first.closed')}</p>
    </Note>
  );
}

/** Consent to research, given or withdrawn at any time. */
function ConsentForm({ frame, hasConsent }: { frame: PageFrame; hasConsent: boolean }): VNode {
  const { t } = frame;
  return (
    <form id="consent" method="post" action={pathOf(frame, 'consent')}>
      <h2>{t('self-assessment:consent.title')}</h2>
      <p>{t(hasConsent ? 'self-assessment:consent.given' : 'self-assessment:consent.none')}</p>
      {!hasConsent && <input type="hidden" name="consent" value="yes" />}
      <p class="actions">
        <button type="submit">
          {t(hasConsent ? 'self-assessment:consent.withdraw' : 'self-assessment:consent.give')}
        </button>
      </p>
    </form>
  );
}

/** The way to the knowledge check, which is for practice or the grade. */
function KnowledgeLink({ frame, isGraded }: { frame: PageFrame; isGraded: boolean }): VNode {
  const { t } = frame;
  return (
    <>
      <h2>{t('self-assessment:knowledge.title')}</h2>
      <p>
        {t(isGraded ? 'self-assessment:knowledge.first.graded' : 'self-assessment:knowledge.first.practice')}
      </p>
      <p class="actions">
        <a class="button" href={pathOf(frame, 'knowledge')}>
          {t('self-assessment:knowledge.to')}
        </a>
      </p>
    </>
  );
}

/** What it is, who sees what, how long it takes, until when, and the one thing to do next. */
export function FirstPage(props: FirstPageProps): VNode {
  const {
    frame,
    instrument,
    activity,
    viewer,
    overview,
    now,
    wasErased,
    mayErase,
    hasConsent = null,
  } = props;
  const { t } = frame;
  const learner = viewer.role === 'learner' ? viewer : null;
  const state = learner?.state ?? 'not-started';
  const done = learner?.done ?? [];
  return (
    <Layout
      frame={frame}
      title={activity.title}
      lead={t('self-assessment:first.lead', { count: overview.total })}
      scripts={'queueKey' in viewer ? [SAVE_SCRIPT] : []}
    >
      {'queueKey' in viewer && <SaveState frame={frame} queueKey={viewer.queueKey} />}
      {wasErased && (
        <Note tone="good" title={t('self-assessment:erase.done.title')} role="status">
          <p>{t('self-assessment:erase.done')}</p>
        </Note>
      )}
      {'round' in viewer && viewer.round !== 'before' && (
        <p>
          <strong>{t(`self-assessment:round.${viewer.round}.asks`)}</strong>
        </p>
      )}
      {done.length > 0 && <Done frame={frame} done={done} />}
      {state === 'closed' && <Closed frame={frame} isDone={done.length > 0} />}
      {(state === 'not-started' || state === 'under-way') && (
        <Schedule frame={frame} activity={activity} now={now} />
      )}
      <Note title={t('self-assessment:first.privacy.title')}>
        <p>
          <LocalTextIn t={t} text={instrument.privacy} />
        </p>
      </Note>
      {state === 'under-way' && <UnderWay frame={frame} overview={overview} />}
      {state === 'not-started' && <HowItGoes frame={frame} overview={overview} />}
      <NextStep frame={frame} overview={overview} viewer={viewer} />
      {learner && instrument.check?.length ? (
        <KnowledgeLink frame={frame} isGraded={activity.gradeForm === 'points'} />
      ) : null}
      {hasConsent !== null && state !== 'not-started' && (
        <ConsentForm frame={frame} hasConsent={hasConsent} />
      )}
      {mayErase && (
        <p class="small">
          <a href={pathOf(frame, 'erase')}>{t('self-assessment:erase.link')}</a>
        </p>
      )}
    </Layout>
  );
}
