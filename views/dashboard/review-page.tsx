import type { VNode } from 'preact';
import type { Activity } from '../../src/activities/index.ts';
import type { PersonReview } from '../../src/dashboard/review.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { Layout } from '../layout.tsx';
import { Note } from '../parts/note.tsx';
import { AskedNote } from './grade-notes.tsx';
import { GradeCell } from './grade-cell.tsx';
import { dashboardPath } from './paths.ts';
import { ProgressCell } from './progress-cell.tsx';

interface ReviewPageProps {
  frame: PageFrame;
  activity: Pick<Activity, 'title'>;
  person: PersonReview;
  /** The grade was just asked to be sent again. */
  wasAsked: boolean;
}

const HERE = { at: 'review' } as const;

function Grade({ frame, person, name }: { frame: PageFrame; person: PersonReview; name: string }): VNode {
  const { t } = frame;
  if (!person.hasColumn) return <>{t('dashboard:column.missing')}</>;
  return <GradeCell frame={frame} row={person.row} name={name} place={HERE} />;
}

function Facts(props: { frame: PageFrame; person: PersonReview; name: string }): VNode {
  const { frame, person } = props;
  const { t } = frame;
  return (
    <dl class="facts people">
      <dt>{t('dashboard:table.progress')}</dt>
      <dd>
        <ProgressCell t={t} row={person.row} />
        {person.standing === 'newcomer' && <div class="small">{t('dashboard:review.newcomer')}</div>}
      </dd>
      <dt>{t('dashboard:table.grade')}</dt>
      <dd>
        <Grade {...props} />
      </dd>
    </dl>
  );
}

/** One person's work, for the teacher who follows a grade from the LMS's gradebook. */
export function ReviewPage({ frame, activity, person, wasAsked }: ReviewPageProps): VNode {
  const { t, base = '' } = frame;
  const { review, standing } = person;
  const name = person.name ?? t('dashboard:review.unnamed');
  return (
    <Layout frame={frame} title={name} lead={activity.title}>
      {wasAsked && <AskedNote frame={frame} place={HERE} />}
      {standing === 'staff' ? (
        <Note title={t('dashboard:review.staff-title')}>
          <p>{t('dashboard:review.staff')}</p>
        </Note>
      ) : (
        <>
          <Facts frame={frame} person={person} name={name} />
          <Note>
            <p>{t(review.says)}</p>
          </Note>
          {review.work?.(frame)}
        </>
      )}
      <p class="actions">
        <a class="button" href={dashboardPath(base)}>
          {t('dashboard:review.all')}
        </a>
      </p>
    </Layout>
  );
}
