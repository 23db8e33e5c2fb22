const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope';

/** The services' scopes (AGS 2.0, 3.1.1; NRPS 2.0, 2.1.1). */
export const SCOPE = {
  lineItem: `${AGS}/lineitem`,
  lineItemReadonly: `${AGS}/lineitem.readonly`,
  resultReadonly: `${AGS}/result.readonly`,
  score: `${AGS}/score`,
  roster: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
} as const;

const AGS_ASKED = [SCOPE.lineItem, SCOPE.lineItemReadonly, SCOPE.resultReadonly, SCOPE.score] as const;

/**
 * What a registration's scopes permit: Moodle knows two levels of grade synchronisation, so asking for one of the
 * lower scopes gives all three of them, and `lineitem` gives that as well.
 */
export function permittedScopes(asked: string[]): string[] {
  const permitted: string[] = [];
  if (AGS_ASKED.some(scope => asked.includes(scope))) {
    permitted.push(SCOPE.lineItemReadonly, SCOPE.resultReadonly, SCOPE.score);
  }
  if (asked.includes(SCOPE.lineItem)) permitted.push(SCOPE.lineItem);
  if (asked.includes(SCOPE.roster)) permitted.push(SCOPE.roster);
  return permitted;
}
