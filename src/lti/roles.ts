import type { Role } from './launch.ts';

const VOCABULARY = 'http://purl.imsglobal.org/vocab/lis/v2/';
const URN = /^urn:lti:role:ims\/lis\//;
const SHORT = /^[A-Za-z]+(\/[A-Za-z]+)?$/;

/** Roles in a course that teach or set it up; `TeachingAssistant` is a principal role in LTI 1.1 and 2.0. */
const TEACHING = new Set(['instructor', 'contentdeveloper', 'teachingassistant']);

/**
 * The principal role of a role in the context (LTI 1.3 core, A.2.2 and A.2.3): `membership#Learner`,
 * `membership/Instructor#TeachingAssistant` and the short name `Instructor`. Older forms are still about: Canvas sent
 * `membership/instructor#…`, bridges from LTI 1.1 send `urn:lti:role:ims/lis/Instructor/GuestInstructor`.
 * @returns it in lower case, or null when it is no role in the context: a person's role at the institution says
 *   nothing of this course
 */
function principalRole(role: string): string | null {
  const name = (text: string): string => text.split(/[#/]/)[0]?.toLowerCase() ?? '';
  if (SHORT.test(role)) return name(role);
  if (URN.test(role)) return name(role.replace(URN, ''));
  const membership = `${VOCABULARY}membership`;
  return role.startsWith(`${membership}#`) || role.startsWith(`${membership}/`)
    ? name(role.slice(membership.length + 1))
    : null;
}

/**
 * Any-match on the roles of the context; a teaching role wins over Learner. Mentors, observers, managers, officers,
 * administrators, unknown roles and people with institution or system roles only are visitors (least privilege).
 */
export function readRole(roles: readonly string[]): Role {
  const names = roles.map(principalRole);
  if (names.some(name => name !== null && TEACHING.has(name))) return 'teacher';
  return names.includes('learner') ? 'learner' : 'visitor';
}

/** `lis/v2/person` is LTI 2.0's, in Moodle's roster; the URNs are LTI 1.1's. */
const ADMINISTRATOR = new RegExp(
  `^(${VOCABULARY}(system/person|institution/person|person|membership)#(Administrator|AccountAdmin|SysAdmin)` +
    `|urn:lti:(sysrole|instrole|role):ims/lis/(Administrator|AccountAdmin|SysAdmin)|Administrator)$`,
);

/** @returns whether a system, institution or context role says administrator (LTI 1.3 core, A.2.1, A.2.2 and A.2.3) */
export function isAdministrator(roles: readonly string[]): boolean {
  return roles.some(role => ADMINISTRATOR.test(role));
}

/** @returns whether the platform itself made this person up, for a teacher's look as a student (LTI 1.3 core, A.2.4) */
export function isTestUser(roles: readonly string[]): boolean {
  return roles.includes('http://purl.imsglobal.org/vocab/lti/system/person#TestUser');
}
