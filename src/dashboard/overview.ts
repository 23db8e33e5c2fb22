import type { Activities, Activity, ActivityKind, JoinVerdict } from '../activities/index.ts';
import type { Grades, LastComparison } from '../grades/index.ts';
import type { Locale } from '../i18n/index.ts';
import type { Session } from '../lti/session.types.ts';
import type { People } from '../people/index.ts';
import { findLinkOf, listRows, withoutStaff, type PersonRow } from './people.rules.ts';
import type { Roster, Rosters } from './roster.ts';

export interface OverviewParts {
  activities: Pick<Activities, 'listPlacements' | 'mayJoin'>;
  people: Pick<People, 'findParticipants' | 'listByClassroom' | 'listClassrooms'>;
  grades: Grades;
  kinds: readonly Pick<ActivityKind, 'name' | 'listProgress'>[];
  rosters: Rosters;
}

/** All that the teacher's page shows of an activity. */
export interface Overview {
  rows: PersonRow[];
  roster: Roster;
  hasColumn: boolean;
  join: JoinVerdict;
  /** Null: what is in the gradebook was never compared with what was sent. */
  lastComparison: LastComparison | null;
  /** @returns of how many points a link's column is, as far as it is known */
  maximumOf: (placementId: string) => number;
}

const NOTHING_TO_JOIN: JoinVerdict = { ok: false, why: 'activities/join-nothing' };

/** @returns whether the gradebook has a column for what the teacher looks at */
export function hasColumnOf(
  links: readonly { id: string; lineItemUrl: string | null }[],
  { placementId }: Pick<Session, 'placementId'>,
): boolean {
  const own = links.find(link => link.id === placementId);
  return own ? own.lineItemUrl !== null : links.some(link => link.lineItemUrl !== null);
}

/** @returns of how many points each link's column is, as far as it is known */
export function maximaOf(
  links: readonly { id: string; lineItemMaximum: number | null }[],
  { points }: Pick<Activity, 'points'>,
): (placementId: string) => number {
  return placementId => links.find(link => link.id === placementId)?.lineItemMaximum ?? points ?? 1;
}

/** Reads who takes part, how far they are and where their grades are. */
export async function loadOverview(
  parts: OverviewParts,
  session: Session,
  activity: Activity,
  locale: Locale,
): Promise<Overview> {
  const { activities, people, grades, kinds, rosters } = parts;
  const kind = kinds.find(one => one.name === activity.kind);
  const [roster, [classroom], launched, progress, states, links, join, lastComparison] = await Promise.all([
    rosters.get(session),
    people.listClassrooms([session.classroomId]),
    people.listByClassroom(session.classroomId),
    kind ? kind.listProgress(activity) : [],
    grades.listStates(activity.id),
    activities.listPlacements(activity.id),
    activity.copiedFromId === null ? NOTHING_TO_JOIN : activities.mayJoin(session, activity),
    grades.findLastComparison(activity.id),
  ]);
  const begun = await people.findParticipants(progress.map(one => one.participantId));
  const hasColumn = hasColumnOf(links, session);
  const maximumOf = maximaOf(links, activity);
  const rows = listRows({
    platformId: session.platformId,
    roster: roster.has === 'list' ? withoutStaff(roster.members, classroom?.staff ?? []) : null,
    launched,
    begun: begun.filter(person => !person.isTrial),
    progress,
    grades: states,
    hasColumn,
    isCompletion: activity.gradeForm === 'completion',
    maximumOf,
    compareNames: new Intl.Collator(locale, { numeric: true }).compare,
  });
  return { rows, roster, hasColumn, join, lastComparison, maximumOf };
}

/**
 * Sends again what was refused or waits, and for the first time what was done before there was a column.
 * @param participantId of the one to send for; all of the activity when absent
 */
export async function sendAgain(
  parts: OverviewParts,
  session: Session,
  activity: Activity,
  participantId?: string,
): Promise<void> {
  const { rows } = await loadOverview(parts, session, activity, session.locale);
  const asked = rows.filter(row => participantId === undefined || row.participantId === participantId);
  const unsent = asked.filter(row => row.grade === 'unsent').flatMap(row => row.participantId ?? []);
  const [links, persons] = await Promise.all([
    parts.activities.listPlacements(activity.id),
    parts.people.findParticipants(unsent),
  ]);
  for (const person of persons) {
    const link = findLinkOf(person, links, session.placementId);
    const at = rows.find(row => row.participantId === person.id)?.doneAt ?? activity.createdAt;
    if (link)
      await parts.grades.enqueue({
        placementId: link.id,
        activityId: activity.id,
        participantId: person.id,
        at,
      });
  }
  await parts.grades.resend({ activityId: activity.id, participantId, by: session.sub });
}
