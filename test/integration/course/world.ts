import { createCourse, courseTexts } from '../../../src/course/index.ts';
import type { Activity } from '../../../src/activities/activity.ts';
import type { ActivityKind } from '../../../src/activities/kind.ts';
import type { CoursePackage } from '../../../src/course/course-package.rules.ts';
import { openKindWorld, type KindWorld } from '../../support/kind-world.ts';

interface CourseWorldOptions {
  /** The packages there are; the shipped ones unless given. */
  packages?: ReadonlyMap<string, CoursePackage>;
  activity?: Partial<Activity>;
}

/** The room of the course over a real database. */
export function openCourseWorld({ packages, activity }: CourseWorldOptions = {}): Promise<
  KindWorld<ActivityKind>
> {
  return openKindWorld({
    create: ({ db, clock, grades }) =>
      createCourse({ db, clock, grades, packages, secretKey: 'a secret of at least thirty-two characters' }),
    texts: { course: courseTexts },
    activity,
  });
}
