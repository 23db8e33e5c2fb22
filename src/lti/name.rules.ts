/** No limit of the specification: one that keeps a page readable. */
const MAX_NAME = 200;
const EMAIL = /^[^\s@]+@[^\s@]+$/;

export interface NameParts {
  name?: string | null | undefined;
  given_name?: string | null | undefined;
  family_name?: string | null | undefined;
}

/**
 * @param parts as a launch or a roster names somebody (OpenID Connect Core 1.0, 5.1)
 * @returns the name to show, or undefined; an e-mail address in its place is none, since we keep no such address
 */
export function readName(parts: NameParts): string | undefined {
  const joined = [parts.given_name, parts.family_name].filter(Boolean).join(' ');
  const name = [parts.name, joined].map(one => one?.trim() ?? '').find(one => one !== '' && !EMAIL.test(one));
  return name?.slice(0, MAX_NAME);
}
