import type { ComponentChildren, VNode } from 'preact';
import type { Activity } from '../../src/activities/activity.ts';
import type { CoursePackage } from '../../src/course/course-package.rules.ts';
import type { Way } from '../../src/course/way.rules.ts';
import type { GradeState } from '../../src/grades/grades.ts';
import type { PageFrame } from '../../src/http/frame.ts';
import { formatTime } from '../../src/i18n/index.ts';
import { Layout } from '../layout.tsx';
import { GradeLine } from '../parts/grade-line.tsx';
import { Note } from '../parts/note.tsx';
import { PRINT_SCRIPT, PrintButton } from '../parts/print-button.tsx';
import { LentNote, LocalText } from './local-text.tsx';
import { ModuleList } from './module-list.tsx';
import { pathOf, stepPath } from './paths.ts';
import { hoursIn } from './way-words.ts';

interface CoursePageProps {
  frame: PageFrame;
  activity: Pick<Activity, 'title' | 'dueAt' | 'isScheduleOpen'>;
  course: CoursePackage;
  way: Way;
  /** Whether a learner reads: others look at it and leave nothing. */
  isLearner: boolean;
  grade: GradeState | null;
  /** How many writings the course's reading list has. */
  readings: number;
  /** What is due next, in words of the page's own parts. */
  children?: ComponentChildren;
  /** What the teacher sees of the learner; null for those who look. */
  teacherSees?: VNode | null;
}

type Part = Pick<CoursePageProps, 'frame' | 'way'>;

function Progress({ frame, way }: Part): VNode {
  const { t } = frame;
  const { hours, hoursDone, modules } = way;
  const done = modules.filter(({ state }) => state === 'done').length;
  return (
    <div class="course-progress">
      <p>
        <strong>{t('course:progress.modules', { done, total: modules.length })}</strong>{' '}
        {t('course:progress.left', { hours: hoursIn(t, hours - hoursDone) })}
      </p>
      <progress max={hours} value={hoursDone} aria-label={t('course:progress.label')} />
    </div>
  );
}

/** The one thing to do next. */
function Next({ frame, way }: Part): VNode {
  const { t } = frame;
  const { next, isDone } = way;
  if (isDone)
    return (
      <Note tone="good" title={t('course:done.title')}>
        <p>{t('course:done')}</p>
      </Note>
    );
  if (!next)
    return (
      <Note title={t('course:waiting.title')}>
        <p>{t('course:waiting')}</p>
      </Note>
    );
  return (
    <div class="panel next-step">
      <h2>{t('course:next.title')}</h2>
      <p>
        <LocalText t={t} text={next.step.step.title} />
        <br />
        <span class="small">
          <LocalText t={t} text={next.module.module.title} /> · {t(`course:kind.${next.step.step.kind}`)} ·{' '}
          {hoursIn(t, next.step.step.hours)}
        </span>
      </p>
      <p class="actions">
        <a class="button primary" href={stepPath(frame, next.step.key)}>
          {t(way.stepsDone === 0 ? 'course:begin' : 'course:continue')}
        </a>
      </p>
    </div>
  );
}

function About({ frame, course, readings }: Pick<CoursePageProps, 'frame' | 'course' | 'readings'>): VNode {
  const { t } = frame;
  const { summary, outcomes, origin } = course;
  return (
    <details class="about-course">
      <summary>
        <h2>{t('course:about.title')}</h2>
      </summary>
      <LentNote t={t} text={summary} />
      <p>
        <LocalText t={t} text={summary} />
      </p>
      {outcomes.length > 0 && (
        <>
          <h3>{t('course:about.outcomes')}</h3>
          <ul>
            {outcomes.map(outcome => (
              <li>
                <LocalText t={t} text={outcome} />
              </li>
            ))}
          </ul>
        </>
      )}
      {origin && (
        <>
          <h3>{t('course:about.origin')}</h3>
          <p>
            <LocalText t={t} text={origin} />
          </p>
        </>
      )}
      {readings > 0 && (
        <p>
          <a href={pathOf(frame, 'readings')}>{t('course:readings.link', { count: readings })}</a>
        </p>
      )}
    </details>
  );
}

/** Learners see the date among what comes next for them. */
function Schedule({
  frame,
  activity,
  isLearner,
}: Pick<CoursePageProps, 'frame' | 'activity' | 'isLearner'>): VNode | null {
  const { t } = frame;
  if (activity.isScheduleOpen) return <p>{t('course:schedule-open')}</p>;
  if (!activity.dueAt || isLearner) return null;
  return (
    <p>
      <strong>{t('course:due', { time: formatTime(activity.dueAt, t.locale) })}</strong>
    </p>
  );
}

/** Where one is in the course: what is next, what is done, how many hours are left. */
export function CoursePage(props: CoursePageProps): VNode {
  const { frame, activity, course, way, isLearner, grade, readings, children } = props;
  const { t } = frame;
  return (
    <Layout
      frame={frame}
      title={activity.title}
      lead={t('course:lead', { hours: hoursIn(t, way.hours), count: way.modules.length })}
      scripts={[PRINT_SCRIPT]}
    >
      {!isLearner && (
        <Note title={t('course:preview.title')}>
          <p>{t('course:preview')}</p>
        </Note>
      )}
      <Schedule frame={frame} activity={activity} isLearner={isLearner} />
      {isLearner && <Progress frame={frame} way={way} />}
      {isLearner && <Next frame={frame} way={way} />}
      {children}
      {grade && (
        <p>
          <GradeLine t={t} grade={grade} />
        </p>
      )}
      <h2>{t('course:modules.title')}</h2>
      <ModuleList frame={frame} way={way} />
      {props.teacherSees}
      <About frame={frame} course={course} readings={readings} />
      <PrintButton text={t('course:print')} />
    </Layout>
  );
}
