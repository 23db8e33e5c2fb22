import type { VNode } from 'preact';
import type { LmsFrame } from '../../src/demo-lms/frame.ts';
import type { ActivityRow } from '../../src/demo-lms/overview.ts';
import type { DemoCourse } from '../../src/demo-lms/state.ts';
import { formatNumber } from '../../src/i18n/format.ts';
import { LmsLayout } from './lms-layout.tsx';

interface CoursePageProps {
  frame: LmsFrame;
  course: DemoCourse;
  activities: ActivityRow[];
  /** Whether there is a tool to add an activity of. */
  hasTool: boolean;
}

function Activity({ frame, row }: { frame: LmsFrame; row: ActivityRow }): VNode {
  const { t, viewer } = frame;
  const { link, maximum } = row;
  return (
    <li class="lms-activity">
      <div>
        <a class="lms-activity-name" href={`/links/${link.id}`} id={`link-${link.id}`}>
          {link.title}
        </a>
        {link.text && <p>{link.text}</p>}
        <p class="small">
          {maximum === null
            ? t('demo-lms:ungraded')
            : t('demo-lms:points', { count: maximum, points: formatNumber(maximum, t.locale) })}
        </p>
      </div>
      {viewer.isTeacher && (
        <form method="post" action={`/links/${link.id}/remove`} class="lms-activity-actions">
          <a href={`/links/${link.id}/edit`} aria-describedby={`link-${link.id}`}>
            {t('demo-lms:edit')}
          </a>
          <button type="submit" class="link" aria-describedby={`link-${link.id}`}>
            {t('demo-lms:remove')}
          </button>
        </form>
      )}
    </li>
  );
}

function Nothing({ frame, hasTool }: { frame: LmsFrame; hasTool: boolean }): VNode {
  const { t, viewer } = frame;
  if (!viewer.isTeacher) return <p>{t('demo-lms:no-activities.student')}</p>;
  return <p>{hasTool ? t('demo-lms:no-activities') : t('demo-lms:no-tool')}</p>;
}

/** The teacher's own actions: adding comes first, looking as a student and copying are at hand. */
function TeacherActions({
  frame,
  course,
  hasTool,
}: {
  frame: LmsFrame;
  course: DemoCourse;
  hasTool: boolean;
}): VNode {
  const { t, path } = frame;
  return (
    <div class="actions">
      {hasTool && (
        <a class="button primary" href={`/courses/${course.id}/add`}>
          {t('demo-lms:add')}
        </a>
      )}
      <form method="post" action="/role">
        <input type="hidden" name="back" value={path} />
        <button type="submit" name="role" value="student">
          {t('demo-lms:switch-role')}
        </button>
      </form>
      <form method="post" action={`/courses/${course.id}/copy`}>
        <button type="submit">{t('demo-lms:copy')}</button>
      </form>
    </div>
  );
}

/** A course: its activities as links. */
export function CoursePage({ frame, course, activities, hasTool }: CoursePageProps): VNode {
  const { t, viewer } = frame;
  return (
    <LmsLayout
      frame={frame}
      title={course.fullName}
      lead={course.history.length > 0 ? t('demo-lms:copied', { name: course.shortName }) : course.shortName}
      trail={[{ href: '/courses', text: t('demo-lms:courses') }]}
    >
      <CourseTabs frame={frame} course={course} here="activities" />
      {activities.length === 0 ? (
        <Nothing frame={frame} hasTool={hasTool} />
      ) : (
        <ul class="lms-activities">
          {activities.map(row => (
            <Activity frame={frame} row={row} />
          ))}
        </ul>
      )}
      {viewer.isTeacher && <TeacherActions frame={frame} course={course} hasTool={hasTool} />}
    </LmsLayout>
  );
}

interface CourseTabsProps {
  frame: LmsFrame;
  course: DemoCourse;
  here: 'activities' | 'grades';
}

/** The two pages of a course. */
export function CourseTabs({ frame, course, here }: CourseTabsProps): VNode {
  const { t } = frame;
  const current = (name: string): 'page' | undefined => (name === here ? 'page' : undefined);
  return (
    <nav class="lms-tabs" aria-label={t('demo-lms:course-pages')}>
      <a href={`/courses/${course.id}`} aria-current={current('activities')}>
        {t('demo-lms:activities')}
      </a>
      <a href={`/courses/${course.id}/grades`} aria-current={current('grades')}>
        {t('demo-lms:gradebook')}
      </a>
    </nav>
  );
}
