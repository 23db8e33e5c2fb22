import { createCourse, courseTexts, type CourseOptions, type CourseRoom } from '../../../src/course/index.ts';
import type { Activity } from '../../../src/activities/activity.ts';
import type { CoursePackage } from '../../../src/course/course-package.rules.ts';
import type { Participant } from '../../../src/people/people.ts';
import { openKindWorld, type KindWorld } from '../../support/kind-world.ts';

interface CourseWorldOptions extends Pick<CourseOptions, 'eventsOf' | 'countPeople' | 'comingDays'> {
  /** The packages there are; the shipped ones unless given. */
  packages?: ReadonlyMap<string, CoursePackage>;
  activity?: Partial<Activity>;
  /** Names by participant; who has none is not known. */
  names?: ReadonlyMap<string, string>;
}

function peopleOf(names: ReadonlyMap<string, string>): CourseOptions['people'] {
  const person = (id: string): Participant[] => {
    const name = names.get(id);
    return name === undefined ? [] : [{ id, name } as Participant];
  };
  return { findParticipants: ids => Promise.resolve(ids.flatMap(person)) };
}

/** The room of the course over a real database. */
export async function openCourseWorld({
  packages,
  activity,
  names = new Map(),
  ...rest
}: CourseWorldOptions = {}): Promise<KindWorld<CourseRoom>> {
  const world: KindWorld<CourseRoom> = await openKindWorld({
    create: parts =>
      createCourse({
        ...parts,
        packages,
        people: peopleOf(names),
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
