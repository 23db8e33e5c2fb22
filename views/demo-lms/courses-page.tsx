import type { VNode } from 'preact';
import type { LmsFrame } from '../../src/demo-lms/frame.ts';
import type { DemoCourse } from '../../src/demo-lms/state.ts';
import { LmsLayout } from './lms-layout.tsx';

/** All courses of the demonstration. */
export function CoursesPage({ frame, courses }: { frame: LmsFrame; courses: DemoCourse[] }): VNode {
  const { t } = frame;
  return (
    <LmsLayout frame={frame} title={t('demo-lms:courses')}>
      <ul class="lms-activities">
        {courses.map(course => (
          <li class="lms-activity">
            <div>
              <a class="lms-activity-name" href={`/courses/${course.id}`}>
                {course.fullName}
              </a>
              <p class="small">
                {course.shortName} · {t('demo-lms:members', { count: course.members.length })}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </LmsLayout>
  );
}
