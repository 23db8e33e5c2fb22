import type { Activities, Activity, ActivityKind, Review } from '../activities/index.ts';
import type { Grades } from '../grades/index.ts';
import { AppError } from '../kit/errors.ts';
import type { NamedPerson } from '../lti/launch.ts';
import type { Session } from '../lti/session.types.ts';
import type { Participant, People } from '../people/index.ts';
import { hasColumnOf, maximaOf } from './overview.ts';
import { listRows, type PersonRow } from './people.rules.ts';
import type { Rosters } from './roster.ts';

export interface ReviewParts {
  activities: Pick<Activities, 'listPlacements'>;
  people: Pick<People, 'findBySub' | 'isStaff'>;
  grades: Pick<Grades, 'findState'>;
  kinds: readonly Pick<ActivityKind, 'name' | 'review'>[];
  rosters: Rosters;
}

/** What a teacher sees who follows a person's grade from the LMS's gradebook. */
export interface PersonReview {
  /** Null: neither the LMS nor the person's own launches told it. */
  name: string | null;
  /** `staff`: teaches here, and what teachers try out is shown to nobody. `newcomer`: never opened the activity. */
  standing: 'participant' | 'newcomer' | 'staff';
  review: Review;
  row: PersonRow;
  hasColumn: boolean;
}

interface Known {
  name: string | null;
  isStaff: boolean;
}

/** What the LMS and the classroom know of someone; the LMS's list is asked only where nothing nearer gave a name. */
async function lookUp(
  { people, rosters }: ReviewParts,
  session: Session,
  { sub, name }: NamedPerson,
  participant: Participant | null,
): Promise<Known> {
  const isStaff = await people.isStaff(session.classroomId, sub);
  const known = name ?? participant?.name ?? null;
  if (known !== null) return { name: known, isStaff };
  const roster = await rosters.get(session);
  const member = roster.has === 'list' ? roster.members.find(one => one.sub === sub) : undefined;
  return { name: member?.name ?? null, isStaff: isStaff || member?.role === 'teacher' };
}

/** Whoever was in this classroom or has begun in this activity; of a stranger to both this page says nothing. */
function isOurs(participant: Participant, session: Session, { progress }: Review): boolean {
  return (
    progress.state !== 'not-started' || participant.classrooms.some(room => room.id === session.classroomId)
  );
}

/**
 * Reads what a teacher may see of one person's work.
 * @param who as the platform signed it: the person at the platform of this session
 * @throws AppError `http/not-found` (404) for an activity of a kind that no room offers
 */
export async function loadReview(
  parts: ReviewParts,
  session: Session,
  activity: Activity,
  who: NamedPerson,
): Promise<PersonReview> {
  const kind = parts.kinds.find(one => one.name === activity.kind);
  if (!kind) throw new AppError('http/not-found', { status: 404 });
  const found = await parts.people.findBySub(session.platformId, who.sub);
  const review = await kind.review(activity, found?.id ?? '');
  const participant = found && isOurs(found, session, review) ? found : null;
  const [known, links, grade] = await Promise.all([
    lookUp(parts, session, who, participant),
    parts.activities.listPlacements(activity.id),
    participant && parts.grades.findState(activity.id, participant.id),
  ]);
  const hasColumn = hasColumnOf(links, session);
  const hasBegun = review.progress.state !== 'not-started';
  const member = { sub: who.sub, name: known.name ?? undefined, role: 'learner', status: 'active' };
  const [row] = listRows({
    platformId: session.platformId,
    roster: [member],
    launched: [],
    begun: participant ? [participant] : [],
    progress: hasBegun ? [review.progress] : [],
    grades: grade ? [grade] : [],
    hasColumn,
    isCompletion: activity.gradeForm === 'completion',
    maximumOf: maximaOf(links, activity),
    compareNames: () => 0,
  });
  const standing = known.isStaff && !hasBegun ? 'staff' : participant ? 'participant' : 'newcomer';
  return { name: known.name, standing, review, row: row as PersonRow, hasColumn };
}
