import { HOUR_MS, MINUTE_MS, type Clock } from '../kit/clock.ts';
import type { Member, MembersResult, Nrps } from '../lti/nrps.ts';
import type { Session } from '../lti/session.types.ts';
import type { People } from '../people/index.ts';

/**
 * Why there is no list: the LMS offers none (`absent`), refuses it (`forbidden`), knows the course or the tool no more
 * (`gone`), or did not answer as it should (`unavailable`).
 */
export type NoRoster = 'absent' | 'forbidden' | 'gone' | 'unavailable';

/** The LMS's list of a classroom, or why there is none. `isOld`: a newer one was asked for and did not come. */
export type Roster =
  | { has: 'list'; members: Member[]; fetchedAt: Date; isWhole: boolean; isOld: boolean }
  | { has: 'nothing'; why: NoRoster; fetchedAt: Date };

/** The LMS's lists, kept in memory for some minutes. */
export interface Rosters {
  get(session: Pick<Session, 'classroomId' | 'platformId'>): Promise<Roster>;
  /** The next `get` asks the LMS again. */
  forget(classroomId: string): void;
}

export interface RostersOptions {
  people: Pick<People, 'listClassrooms' | 'renameParticipants'>;
  nrps: Nrps;
  clock: Clock;
}

interface Kept {
  roster: Roster;
  /** From then on the LMS is asked again. */
  staleAt: number;
}

const LIST_LIFE_MS = 5 * MINUTE_MS;
/** A platform that does not answer makes a teacher wait once a minute, not at each page. */
const FAILURE_LIFE_MS = MINUTE_MS;
/** While the LMS is away, an old list says more than none. */
const OLD_LIST_LIFE_MS = HOUR_MS;
const MAX_KEPT = 500;

type Failure = Extract<MembersResult, { ok: false }>['failure'];

function whyOf({ outcome }: Failure): NoRoster {
  if (outcome === 'forbidden' || outcome === 'unauthorised' || outcome === 'refused') return 'forbidden';
  return outcome === 'gone' ? 'gone' : 'unavailable';
}

/** What was refused must not be shown any longer; what only did not come, may. */
function afterFailure(failure: Failure, before: Roster | undefined, now: Date): Roster {
  const why = whyOf(failure);
  const isUsable =
    why === 'unavailable' &&
    before?.has === 'list' &&
    now.getTime() - before.fetchedAt.getTime() < OLD_LIST_LIFE_MS;
  return isUsable ? { ...before, isOld: true } : { has: 'nothing', why, fetchedAt: now };
}

function namesOf(members: readonly Member[]): Map<string, string> {
  return new Map(members.flatMap(({ sub, name }) => (name === undefined ? [] : [[sub, name]])));
}

export function createRosters({ people, nrps, clock }: RostersOptions): Rosters {
  const kept = new Map<string, Kept>();
  const asking = new Map<string, Promise<Roster>>();

  const fetchRoster = async (classroomId: string, platformId: string): Promise<Roster> => {
    const [classroom] = await people.listClassrooms([classroomId]);
    if (!classroom?.membershipsUrl) return { has: 'nothing', why: 'absent', fetchedAt: clock.now() };
    const result = await nrps.fetchMembers(platformId, classroom.membershipsUrl);
    const fetchedAt = clock.now();
    if (!result.ok) return afterFailure(result.failure, kept.get(classroomId)?.roster, fetchedAt);
    await people.renameParticipants(platformId, namesOf(result.members));
    return { has: 'list', members: result.members, isWhole: result.isWhole, isOld: false, fetchedAt };
  };
  const keep = (classroomId: string, roster: Roster): void => {
    kept.delete(classroomId);
    // The next launch may bring the address of the list; to look for it costs the LMS nothing.
    if (roster.has === 'nothing' && roster.why === 'absent') return;
    const life = roster.has === 'list' && !roster.isOld ? LIST_LIFE_MS : FAILURE_LIFE_MS;
    kept.set(classroomId, { roster, staleAt: clock.now().getTime() + life });
    const [oldest] = kept.keys();
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  };
  const ask = async (classroomId: string, platformId: string): Promise<Roster> => {
    try {
      const roster = await fetchRoster(classroomId, platformId);
      keep(classroomId, roster);
      return roster;
    } finally {
      asking.delete(classroomId);
    }
  };

  return {
    get({ classroomId, platformId }) {
      const known = kept.get(classroomId);
      if (known && clock.now().getTime() < known.staleAt) return Promise.resolve(known.roster);
      const running = asking.get(classroomId) ?? ask(classroomId, platformId);
      asking.set(classroomId, running);
      return running;
    },
    forget(classroomId) {
      const known = kept.get(classroomId);
      if (known) known.staleAt = 0;
    },
  };
}
