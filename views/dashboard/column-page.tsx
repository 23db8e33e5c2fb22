import type { VNode } from 'preact';
import type { Activity } from '../../src/activities/index.ts';
import type { ColumnOutcome, ColumnState } from '../../src/grades/index.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { formatNumber, type Translate } from '../../src/i18n/index.ts';
import { GradeSetups, type FormOption } from '../activities/grade-setup.tsx';
import { Layout } from '../layout.tsx';
import { Note, State, type Tone } from '../parts/note.tsx';
import { dashboardPath } from './paths.ts';

export interface ColumnPageProps {
  frame: PageFrame;
  activity: Pick<Activity, 'title'>;
  column: ColumnState;
  grading: FormOption & { points: number | null };
  /** What came of the button, if it was just pressed. */
  came?: ColumnOutcome['outcome'] | undefined;
  why?: string | undefined;
}

const TONES: Record<ColumnState['state'], Tone> = {
  there: 'good',
  gone: 'bad',
  none: 'info',
  unknown: 'warn',
};
const CAME_TONES: Record<ColumnOutcome['outcome'], Tone> = {
  kept: 'good',
  found: 'good',
  made: 'good',
  busy: 'info',
  'not-made': 'warn',
};

/** What came of looking and making; why not, where there is nothing. */
function CameNote({ t, came, why }: { t: Translate } & Pick<ColumnPageProps, 'came' | 'why'>): VNode | null {
  if (!came) return null;
  const reason = why === undefined ? null : t.find(`dashboard:column.fault.${why}`);
  return (
    <Note tone={CAME_TONES[came]} title={t(`dashboard:column.came.${came}`)} role="status">
      <p>{reason ?? t(`dashboard:column.came.${came}.text`)}</p>
    </Note>
  );
}

function Standing({
  t,
  column,
  points,
}: {
  t: Translate;
  column: ColumnState;
  points: number | null;
}): VNode {
  const maximum = column.state === 'there' ? column.maximum : null;
  return (
    <dl class="facts">
      <dt>{t('dashboard:column.state')}</dt>
      <dd>
        <State tone={TONES[column.state]}>{t(`dashboard:column.state.${column.state}`)}</State>
      </dd>
      {maximum !== null && (
        <>
          <dt>{t('dashboard:column.maximum')}</dt>
          <dd>
            {formatNumber(maximum, t.locale, 5)}
            {points !== null && points !== maximum && (
              <div class="small">
                {t('dashboard:column.maximum-changed', { points: formatNumber(points, t.locale, 5) })}
              </div>
            )}
          </dd>
        </>
      )}
    </dl>
  );
}

/** The way back to a column: the LMS's own first, since only that counts for its activity completion. */
function Restore({ frame, canMake }: { frame: PageFrame; canMake: boolean }): VNode {
  const { t, base = '' } = frame;
  if (!canMake) return <p>{t('dashboard:column.fault.no-list')}</p>;
  return (
    <>
      <p>{t('dashboard:column.before')}</p>
      <form class="actions" method="post" action={`${base}/dashboard/column`}>
        <button type="submit" class="primary">
          {t('dashboard:column.restore')}
        </button>
      </form>
    </>
  );
}

/** How the activity's column in the LMS's gradebook stands, and the way to get it back. */
export function ColumnPage({ frame, activity, column, grading, came, why }: ColumnPageProps): VNode {
  const { t, base = '' } = frame;
  return (
    <Layout frame={frame} title={t('dashboard:column.title')} lead={activity.title}>
      <CameNote t={t} came={came} why={why} />
      <Standing t={t} column={column} points={grading.setup.maximum ?? grading.points} />
      {'canMake' in column && <Restore frame={frame} canMake={column.canMake} />}
      {column.state === 'unknown' && <p>{t.find(`dashboard:column.fault.${column.why}`)}</p>}
      {column.state === 'there' && (
        <div class="panel">
          {column.isLoose ? (
            <p>{t('dashboard:column.loose')}</p>
          ) : (
            <GradeSetups t={t} forms={[grading]} points={grading.points} />
          )}
        </div>
      )}
      <p class="actions">
        <a class="button" href={dashboardPath(base)}>
          {t('dashboard:column.back')}
        </a>
      </p>
    </Layout>
  );
}
