import type { Activities, Activity, ActivityKind } from '../activities/index.ts';
import type { ColumnOutcome, Columns, Grades } from '../grades/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { Session } from '../lti/session.types.ts';
import type { People } from '../people/index.ts';
import { findLinkOf } from './people.rules.ts';

export interface ColumnParts {
  activities: Pick<Activities, 'listPlacements'>;
  people: Pick<People, 'findParticipants'>;
  grades: Pick<Grades, 'enqueue' | 'listStates'>;
  kinds: readonly Pick<ActivityKind, 'name' | 'listProgress'>[];
  columns: Pick<Columns, 'lookAt' | 'restoreColumn'>;
  clock: Clock;
}

/**
 * Another column has none of the grades: those of all who take part through this link are sent, also what had arrived
 * in the earlier one, and what was done before there was any.
 */
async function sendAll(parts: ColumnParts, session: Session, activity: Activity): Promise<void> {
  const { activities, people, grades, kinds, clock } = parts;
  const kind = kinds.find(one => one.name === activity.kind);
  const [states, progress, links] = await Promise.all([
    grades.listStates(activity.id),
    kind ? kind.listProgress(activity) : [],
    activities.listPlacements(activity.id),
  ]);
  const done = progress.filter(one => one.state === 'done');
  const ids = new Set([...states, ...done].map(one => one.participantId));
  const persons = await people.findParticipants([...ids]);
  const at = clock.now();
  for (const { id: participantId, ...person } of persons) {
    const link = findLinkOf(person, links, session.placementId);
    if (link === null || link.id !== session.placementId) continue;
    await grades.enqueue({ placementId: link.id, activityId: activity.id, participantId, at });
  }
}

/** Finds the column of the teacher's link again, or makes it, and sends the grades there. */
export async function restore(
  parts: ColumnParts,
  session: Session,
  activity: Activity,
): Promise<ColumnOutcome> {
  const outcome = await parts.columns.restoreColumn(session.placementId ?? '');
  if (outcome.outcome === 'found' || outcome.outcome === 'made') await sendAll(parts, session, activity);
  return outcome;
}
