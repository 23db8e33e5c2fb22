import { AppError } from '../kit/errors.ts';
import type { SessionChanges } from '../lti/deep-linking.types.ts';
import type { Session } from '../lti/session.types.ts';
import type { People } from '../people/index.ts';
import type { StoredActivity } from './activity.rules.ts';
import { shownOf } from './bind-placement.ts';
import { judgeJoin, type JoinVerdict } from './join.rules.ts';
import { hasAnyoneBegun } from './parts.ts';
import { findCurrent, type ActivitiesParts } from './resolve-activity.ts';

export type JoinParts = ActivitiesParts & { people: People; sessions: SessionChanges };

interface Weighed {
  verdict: JoinVerdict;
  earlier: StoredActivity | null;
}

async function isStaffThere(
  { placements, people }: JoinParts,
  session: Session,
  earlierId: string,
): Promise<boolean> {
  const links = await placements.listByActivity(earlierId);
  const classroomIds = links
    .filter(link => link.platformId === session.platformId)
    .map(link => link.classroomId);
  return people.isStaffOfAny([...new Set(classroomIds)], session.sub);
}

async function weigh(
  parts: JoinParts,
  session: Session,
  activity: Pick<StoredActivity, 'id' | 'kind' | 'copiedFromId'>,
): Promise<Weighed> {
  const earlier =
    activity.copiedFromId === null ? null : await findCurrent(parts.activities, activity.copiedFromId);
  const [isStaff, hasBegun] = earlier
    ? await Promise.all([isStaffThere(parts, session, earlier.id), hasAnyoneBegun(parts, activity)])
    : [false, false];
  const verdict = judgeJoin({
    isTeacher: session.role === 'teacher',
    platformId: session.platformId,
    activity,
    earlier,
    isStaffThere: isStaff,
    hasBegun,
  });
  return { verdict, earlier };
}

/**
 * @param activity what this launch opened
 * @returns whether the teacher of this session may let the fresh run join the earlier activity, for the page's offer
 */
export async function mayJoin(
  parts: JoinParts,
  session: Session,
  activity: Pick<StoredActivity, 'id' | 'kind' | 'copiedFromId'>,
): Promise<JoinVerdict> {
  return (await weigh(parts, session, activity)).verdict;
}

/** Sent twice, or by two teachers at once: the classroom's fresh run already leads here. */
async function hasJoined({ activities }: JoinParts, session: Session, activityId: string): Promise<boolean> {
  const fresh = await activities.findFreshRun(activityId, session.classroomId);
  return fresh?.movedToId === activityId;
}

/**
 * Lets the fresh run of this classroom join the activity that it was made from: all its links show that one from now
 * on, and whoever has the fresh run open is led there by their next request. Doing it again does no harm.
 * @param activity what this launch opened
 * @throws AppError `activities/join-nothing`, `-not-yours` (403) or `-begun` (409)
 */
export async function join(parts: JoinParts, session: Session, activity: StoredActivity): Promise<void> {
  const { activities, placements, sessions } = parts;
  if (await hasJoined(parts, session, activity.id)) return;
  const { verdict, earlier } = await weigh(parts, session, activity);
  if (!verdict.ok)
    throw new AppError(verdict.why, { status: verdict.why === 'activities/join-begun' ? 409 : 403 });
  if (!earlier) return;
  // First the one write that leads everyone on; only then can nobody begin any more, and is it certain that nobody did.
  await activities.setMovedTo(activity.id, earlier.id);
  if (await hasAnyoneBegun(parts, activity)) {
    await activities.setMovedTo(activity.id, null);
    throw new AppError('activities/join-begun', { status: 409 });
  }
  await placements.move(activity.id, shownOf(earlier));
  await sessions.change(session.id, { activityId: earlier.id });
}
