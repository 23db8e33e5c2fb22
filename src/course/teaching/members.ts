import type { Placement } from '../../activities/activity.ts';
import { createRecent } from '../../kit/recent.ts';
import { MINUTE_MS, type Clock } from '../../kit/clock.ts';
import type { Participant, People } from '../../people/people.ts';
import type { Taker } from '../marking.ts';

type Link = Pick<Placement, 'id' | 'platformId' | 'classroomId' | 'lineItemUrl'>;

export interface MemberParts {
  clock: Clock;
  people: Pick<People, 'find' | 'findParticipants' | 'listByClassroom' | 'countLearners'>;
  /** @returns the links that show the activity */
  listPlacements: (activityId: string) => Promise<readonly Link[]>;
  /** @returns what an operator called these platforms */
  institutionNamesOf: (platformIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** Someone who takes part in a run, whether they have begun or not. */
export interface Member {
  name: string | null;
  /** Of whom something is changed while they are away. */
  taker: Taker;
}

/** The people of a run as the tool knows them: those who came to a classroom where it is shown. */
export interface Members {
  /** @returns the person, or null for whoever takes part in none of the run's classrooms, and for trial runs */
  find(activityId: string, participantId: string): Promise<Member | null>;
  countKnown(activityId: string): Promise<number>;
  /** @returns all of them; trial runs are left out */
  listKnown(activityId: string): Promise<Pick<Participant, 'id' | 'name'>[]>;
  namesOf(participantIds: readonly string[]): Promise<ReadonlyMap<string, string | null>>;
  /** @returns the institutions' names by platform; nothing is asked where there is but one platform */
  institutionsOf(platformIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Where people take part changes seldom: the overview need not ask each time. */
const MEMORY_MS = MINUTE_MS;
const REMEMBERED = 200;

/** Through which link someone takes part: one with a column before one without. */
function linkOf(
  { platformId, classrooms }: Participant,
  links: readonly Link[],
): { isHere: boolean; link: Link | undefined } {
  const theirs = links.filter(
    link => link.platformId === platformId && classrooms.some(({ id }) => id === link.classroomId),
  );
  return { isHere: theirs.length > 0, link: theirs.find(({ lineItemUrl }) => lineItemUrl !== null) };
}

export function createMembers({ clock, people, listPlacements, institutionNamesOf }: MemberParts): Members {
  const age = { clock, lifeMs: MEMORY_MS };
  const classrooms = createRecent<string[]>(REMEMBERED, age);
  const names = createRecent<ReadonlyMap<string, string>>(REMEMBERED, age);

  async function classroomsOf(activityId: string): Promise<string[]> {
    const known = classrooms.get(activityId);
    if (known) return known;
    const links = await listPlacements(activityId);
    const found = [...new Set(links.map(({ classroomId }) => classroomId))];
    classrooms.set(activityId, found);
    return found;
  }

  return {
    async find(activityId, participantId) {
      const [person, links] = await Promise.all([people.find(participantId), listPlacements(activityId)]);
      if (!person || person.isTrial) return null;
      const { isHere, link } = linkOf(person, links);
      if (!isHere) return null;
      const { platformId, name } = person;
      return {
        name,
        taker: { participantId, platformId, placementId: link?.id, isTrial: false, locale: null },
      };
    },
    countKnown: async activityId => people.countLearners(await classroomsOf(activityId)),
    async listKnown(activityId) {
      const all = await Promise.all((await classroomsOf(activityId)).map(id => people.listByClassroom(id)));
      return [...new Map(all.flat().map(one => [one.id, one])).values()];
    },
    async namesOf(participantIds) {
      const found = await people.findParticipants(participantIds);
      return new Map(found.map(({ id, name }) => [id, name]));
    },
    async institutionsOf(platformIds) {
      const ids = [...new Set(platformIds)].sort();
      if (ids.length < 2) return new Map();
      const key = ids.join(' ');
      const known = names.get(key);
      if (known) return known;
      const found = await institutionNamesOf(ids);
      names.set(key, found);
      return found;
    },
  };
}
