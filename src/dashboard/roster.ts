import { MINUTE_MS, type Clock } from '../kit/clock.ts';
import type { Member, Nrps } from '../lti/nrps.ts';
import type { Session } from '../lti/session.types.ts';
import type { People } from '../people/index.ts';

/** The LMS's list of a classroom, or why there is none: it offers none (`absent`), or did not give it (`failed`). */
export type Roster =
  | { has: 'list'; members: Member[]; fetchedAt: Date; isWhole: boolean }
  | { has: 'absent' | 'failed'; fetchedAt: Date };

/** The LMS's lists, kept in memory for some minutes. */
export interface Rosters {
  get(session: Pick<Session, 'classroomId' | 'platformId'>): Promise<Roster>;
  /** The next `get` asks the LMS again. */
  forget(classroomId: string): void;
}

export interface RostersOptions {
  people: Pick<People, 'listClassrooms'>;
  nrps: Nrps;
  clock: Clock;
}

const LIST_LIFE_MS = 5 * MINUTE_MS;
/** A platform that does not answer makes a teacher wait once a minute, not at each page. */
const FAILURE_LIFE_MS = MINUTE_MS;
const MAX_KEPT = 500;

function lifeOf({ has }: Roster): number {
  return has === 'failed' ? FAILURE_LIFE_MS : LIST_LIFE_MS;
}

export function createRosters({ people, nrps, clock }: RostersOptions): Rosters {
  const kept = new Map<string, Roster>();
  const asking = new Map<string, Promise<Roster>>();

  const fetchRoster = async (classroomId: string, platformId: string): Promise<Roster> => {
    const [classroom] = await people.listClassrooms([classroomId]);
    if (!classroom?.membershipsUrl) return { has: 'absent', fetchedAt: clock.now() };
    const result = await nrps.fetchMembers(platformId, classroom.membershipsUrl);
    const fetchedAt = clock.now();
    if (!result.ok) return { has: 'failed', fetchedAt };
    return { has: 'list', members: result.members, isWhole: result.isWhole, fetchedAt };
  };
  const ask = async (classroomId: string, platformId: string): Promise<Roster> => {
    try {
      const roster = await fetchRoster(classroomId, platformId);
      kept.delete(classroomId);
      kept.set(classroomId, roster);
      const [oldest] = kept.keys();
      if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
      return roster;
    } finally {
      asking.delete(classroomId);
    }
  };

  return {
    get({ classroomId, platformId }) {
      const known = kept.get(classroomId);
      const age = known ? clock.now().getTime() - known.fetchedAt.getTime() : 0;
      if (known && age < lifeOf(known)) return Promise.resolve(known);
      const running = asking.get(classroomId) ?? ask(classroomId, platformId);
      asking.set(classroomId, running);
      return running;
    },
    forget(classroomId) {
      kept.delete(classroomId);
    },
  };
}
