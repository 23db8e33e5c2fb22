import { createCourse, courseTexts, type CourseOptions, type CourseRoom } from '../../../src/course/index.ts';
import type { Activity } from '../../../src/activities/activity.ts';
import type { CoursePackage } from '../../../src/course/course-package.rules.ts';
import { openKindWorld, type KindWorld } from '../../support/kind-world.ts';

interface CourseWorldOptions extends Pick<CourseOptions, 'eventsOf' | 'countPeople' | 'comingDays'> {
  /** The packages there are; the shipped ones unless given. */
  packages?: ReadonlyMap<string, CoursePackage>;
  activity?: Partial<Activity>;
}

/** The room of the course over a real database. */
export async function openCourseWorld({ packages, activity, ...rest }: CourseWorldOptions = {}): Promise<
  KindWorld<CourseRoom>
> {
  const world: KindWorld<CourseRoom> = await openKindWorld({
    create: ({ db, clock, grades }) =>
      createCourse({
        db,
        clock,
        grades,
        packages,
        secretKey: 'a secret of at least thirty-two characters',
        publicUrl: 'https://tool.example',
        findActivity: id => Promise.resolve(id === world.activity.id ? world.activity : null),
        ...rest,
      }),
    texts: { course: courseTexts },
    activity,
  });
  return world;
}
