import type { Role } from '../lti/launch.ts';

/** What decides where a launch leads. */
export interface FirstPathFacts {
  message: 'resource-link' | 'deep-linking';
  role: Role;
  /** First page of the shown activity's kind; null while nothing was chosen for the link. */
  kind: { open(role: Role): string } | null;
  /** The activity that a link already carries when it is edited again by deep linking. */
  namedId: string | null;
}

/** @returns the first page's path below `/l/<id>/` */
export function firstPath({ message, role, kind, namedId }: FirstPathFacts): string {
  if (message === 'deep-linking')
    return namedId === null ? 'activities/pick' : `activities/pick?activity=${namedId}`;
  if (!kind) return role === 'teacher' ? 'activities/pick' : 'activities/waiting';
  return role === 'teacher' ? 'dashboard' : kind.open(role);
}
