import type { Role } from './launch.ts';

const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const TEACHING = new Set(['Instructor', 'ContentDeveloper', 'TeachingAssistant']);

/** @returns the role's principal name (`Instructor`), or null when it is no role in the context. */
function membershipRole(role: string): string | null {
  // LTI 1.3 core, A.2: short names mean context roles; `membership#Role`, and `membership/Role#SubRole` for sub-roles.
  if (/^[A-Za-z]+$/.test(role)) return role;
  if (role.startsWith(`${MEMBERSHIP}#`)) return role.slice(MEMBERSHIP.length + 1);
  if (role.startsWith(`${MEMBERSHIP}/`)) return role.slice(MEMBERSHIP.length + 1).split('#')[0] ?? null;
  return null;
}

/**
 * Any-match on the roles of the context; a teaching role wins over Learner. Mentors, observers, unknown roles and
 * people with institution or system roles only are visitors (least privilege).
 */
export function readRole(roles: readonly string[]): Role {
  const names = roles.map(membershipRole);
  if (names.some(name => name !== null && TEACHING.has(name))) return 'teacher';
  return names.includes('Learner') ? 'learner' : 'visitor';
}

/** @returns whether a system, institution or context role says administrator (LTI 1.3 core, A.2.1–3). */
export function isAdministrator(roles: readonly string[]): boolean {
  return roles.some(role => /#(Administrator|SysAdmin)$/.test(role));
}
