import { createCourse, courseTexts } from '../../../src/course/index.ts';
import type { Activity, Placement } from '../../../src/activities/activity.ts';
import type { Schedule } from '../../../src/activities/index.ts';
import type { ActivityKind } from '../../../src/activities/kind.ts';
import type { CoursePackage } from '../../../src/course/course-package.rules.ts';
import { createPeople } from '../../../src/people/index.ts';
import { openKindWorld, type KindParts, type KindWorld } from '../../support/kind-world.ts';

interface CourseWorldOptions {
  /** The packages there are; the shipped ones unless given. */
  packages?: ReadonlyMap<string, CoursePackage>;
  activity?: Partial<Activity>;
  /** What an operator called the platforms. */
  institutions?: Record<string, string>;
}

type Link = Pick<Placement, 'id' | 'platformId' | 'classroomId' | 'lineItemUrl'>;

/** The links that show the activity: one on each of two platforms. */
const LINKS: Link[] = [
  { id: 'placement-1', platformId: 'platform-1', classroomId: 'classroom-1', lineItemUrl: 'https://lms/1' },
  { id: 'placement-2', platformId: 'platform-2', classroomId: 'classroom-2', lineItemUrl: null },
];

/** What the teacher's pages have of other rooms: real people, and links that stay as they are. */
function teachingOf({ db, clock, activity }: KindParts, institutions: Record<string, string>) {
  return {
    people: createPeople({ db, clock }),
    listPlacements: () => Promise.resolve(LINKS),
    institutionNamesOf: () => Promise.resolve(new Map(Object.entries(institutions))),
    eventsOf: () => Promise.resolve([]),
    changeSettings: (_id: string, changes: object, schedule?: Schedule) => {
      activity.settings = { ...(activity.settings as object), ...changes };
      if (schedule) Object.assign(activity, schedule, { isScheduleOpen: false });
      return Promise.resolve();
    },
  };
}

/** The room of the course over a real database. */
export function openCourseWorld({ packages, activity, institutions = {} }: CourseWorldOptions = {}): Promise<
  KindWorld<ActivityKind>
> {
  return openKindWorld({
    create: parts => {
      const { db, clock, grades } = parts;
      const secretKey = 'a secret of at least thirty-two characters';
      const teaching = teachingOf(parts, institutions);
      return createCourse({ db, clock, grades, packages, secretKey, teaching });
    },
    texts: { course: courseTexts },
    activity,
  });
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
