import { AppError } from '../kit/errors.ts';
import { membershipsUrl } from './claims.ts';
import { findById, fullName, getById, type DemoCourse, type DemoState, type DemoTool } from './state.ts';

const PREFIX = 'http://purl.imsglobal.org/vocab/lis/v2/membership#';
const ADMIN_ROLE = 'http://purl.imsglobal.org/vocab/lis/v2/person#Administrator';
const MESSAGE_TYPE = 'https://purl.imsglobal.org/spec/lti/claim/message_type';

/** The roster before it is cut into pages (NRPS 2.0, 2.2; Moodle's users_to_json). */
export interface Roster {
  id: string;
  context: { id: string; label: string; title: string };
  members: Record<string, unknown>[];
}

/** Short names, as Moodle sends them: who may not edit the course is a Learner. An admin is never one. */
function rolesOf(role: DemoCourse['members'][number]['role'], isAdmin: boolean): string[] {
  if (isAdmin) return ['Instructor', ADMIN_ROLE];
  return [role === 'teacher' ? 'Instructor' : 'Learner'];
}

function memberOf(
  state: DemoState,
  tool: DemoTool,
  member: DemoCourse['members'][number],
): Record<string, unknown> {
  const person = getById(state.people, member.personId);
  return {
    status: 'Active',
    roles: rolesOf(member.role, person.role === 'admin'),
    user_id: person.id,
    lis_person_sourcedid: '',
    ...(tool.sendsNames && {
      name: fullName(person),
      given_name: person.givenName,
      family_name: person.familyName,
      ext_user_username: person.username,
    }),
    ...(tool.sendsEmail && { email: person.email }),
  };
}

/** Moodle knows Instructor and Learner by name or address, and filters by nothing else. */
function hasRole(member: Record<string, unknown>, role: string): boolean {
  const short = role.replace(PREFIX, '');
  if (short !== 'Instructor' && short !== 'Learner') return true;
  return (member.roles as string[]).includes(short);
}

/**
 * @param role filter, or empty; @param rlid a resource link's id, or empty: each member then has a `message`
 * @returns the active enrolments of a course
 * @throws AppError 404 for an unknown course or link
 */
export function rosterOf(
  state: DemoState,
  courseId: string,
  tool: DemoTool,
  role: string,
  rlid: string,
): Roster {
  const course = findById(state.courses, courseId);
  const isKnown = course && (rlid === '' || findById(state.links, rlid)?.courseId === courseId);
  if (!isKnown) throw new AppError('demo-lms/service-refused', { status: 404, detail: 'Not Found' });
  const message = rlid === '' ? {} : { message: [{ [MESSAGE_TYPE]: 'LtiResourceLinkRequest' }] };
  return {
    id: membershipsUrl(state, courseId, tool.id),
    context: { id: course.id, label: course.shortName, title: course.fullName },
    members: course.members
      .map(member => ({ ...memberOf(state, tool, member), ...message }))
      .filter(member => role === '' || hasRole(member, role)),
  };
}
