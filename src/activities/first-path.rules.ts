import type { Role } from '../lti/launch.ts';

/** What decides where a launch leads. */
export interface FirstPathFacts {
  message: 'resource-link' | 'deep-linking' | 'submission-review';
  role: Role;
  /** First page of the shown activity's kind; null while nothing was chosen for the link. */
  kind: { open(role: Role): string } | null;
  /** The activity that a link already carries when it is edited again by deep linking. */
  namedId: string | null;
  /** Whom a submission review is about. */
  about: 'nobody' | 'oneself' | 'another';
}

/** A teacher's page about one person; to whoever is no teacher it says so. */
const REVIEW_PATH = 'dashboard/review';

function linkPath({ role, kind }: FirstPathFacts): string {
  if (!kind) return role === 'teacher' ? 'activities/pick' : 'activities/waiting';
  return role === 'teacher' ? 'dashboard' : kind.open(role);
}

/** Learners may see their own work, and it is where they always find it; nobody but a teacher sees another's. */
function reviewPath(facts: FirstPathFacts): string {
  const { role, kind, about } = facts;
  if (role === 'teacher') return kind ? REVIEW_PATH : linkPath(facts);
  return role === 'learner' && about === 'oneself' ? linkPath(facts) : REVIEW_PATH;
}

/** @returns the first page's path below `/l/<id>/` */
export function firstPath(facts: FirstPathFacts): string {
  const { message, namedId, about } = facts;
  if (message === 'deep-linking')
    return namedId === null ? 'activities/pick' : `activities/pick?activity=${namedId}`;
  return message === 'submission-review' && about !== 'nobody' ? reviewPath(facts) : linkPath(facts);
}
