import { createCourse, courseTexts, type CourseOptions, type CourseRoom } from '../../../src/course/index.ts';
import type { Activity, Placement } from '../../../src/activities/activity.ts';
import type { ActivityKind } from '../../../src/activities/kind.ts';
import type { CoursePackage } from '../../../src/course/course-package.rules.ts';
import { createPeople, type People } from '../../../src/people/index.ts';
import type { Participant } from '../../../src/people/people.ts';
import { openKindWorld, type KindParts, type KindWorld } from '../../support/kind-world.ts';

interface CourseWorldOptions extends Pick<
  CourseOptions,
  'eventsOf' | 'countPeople' | 'comingDays' | 'parts'
> {
  /** The packages there are; the shipped ones unless given. */
  packages?: ReadonlyMap<string, CoursePackage>;
  activity?: Partial<Activity>;
  /** Names by participant, who need not be in the database then. */
  names?: ReadonlyMap<string, string>;
  /** What an operator called the platforms. */
  institutions?: Record<string, string>;
}

type Link = Pick<Placement, 'id' | 'platformId' | 'classroomId' | 'lineItemUrl'>;

/** The links that show the activity: one on each of two platforms. */
const LINKS: Link[] = [
  { id: 'placement-1', platformId: 'platform-1', classroomId: 'classroom-1', lineItemUrl: 'https://lms/1' },
  { id: 'placement-2', platformId: 'platform-2', classroomId: 'classroom-2', lineItemUrl: null },
];

function peopleOf({ db, clock }: KindParts, names: ReadonlyMap<string, string> | undefined): People {
  const people = createPeople({ db, clock });
  if (!names) return people;
  const person = (id: string): Participant[] => {
    const name = names.get(id);
    return name === undefined ? [] : [{ id, name } as Participant];
  };
  return { ...people, findParticipants: ids => Promise.resolve(ids.flatMap(person)) };
}

/** The room of the course over a real database. */
export async function openCourseWorld({
  packages,
  activity,
  names,
  institutions = {},
  ...rest
}: CourseWorldOptions = {}): Promise<KindWorld<CourseRoom>> {
  const world: KindWorld<CourseRoom> = await openKindWorld({
    create: parts =>
      createCourse({
        ...parts,
        packages,
        people: peopleOf(parts, names),
        listPlacements: () => Promise.resolve(LINKS),
        institutionNamesOf: () => Promise.resolve(new Map(Object.entries(institutions))),
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

/** Someone who came to a classroom, as the room of people keeps them. */
export async function addPerson(
  { db }: Pick<KindWorld<ActivityKind>, 'db'>,
  id: string,
  facts: { name?: string | null; platform?: number; isTrial?: boolean } = {},
): Promise<void> {
  const { name = null, platform = 1, isTrial = false } = facts;
  const at = new Date('2026-08-20T08:00:00Z');
  await db.connection.collection<{ _id: string }>('people_participants').insertOne({
    _id: id,
    platformId: `platform-${String(platform)}`,
    sub: id,
    name,
    locale: null,
    isTrial,
    classrooms: [{ id: `classroom-${String(platform)}`, lastSeenAt: at }],
    createdAt: at,
  } as { _id: string });
}
