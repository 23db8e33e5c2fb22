/** Moodle's spelling of a custom parameter: lower case, and an underscore for all but letters and digits. */
function moodleName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '_');
}

/** What a variable stands for; null: known, but this tool is not told (Moodle then sends null). */
export type Variables = Record<string, string | null>;

/** A value is a variable only as a whole; one that nobody knows goes through as it stands; `\` escapes. */
function substituted(value: string, variables: Variables): string | null {
  if (value.startsWith('\\')) return value.slice(1);
  if (!value.startsWith('$')) return value;
  const found = variables[value.slice(1)];
  return found === undefined ? value : found;
}

/**
 * The custom claim as Moodle fills it (LTI 1.3, 5.4.6): both spellings of each name are sent, values are one line,
 * and the tool's own parameters win over the link's.
 */
export function customClaim(
  ofLink: Record<string, string>,
  ofTool: Record<string, string>,
  variables: Variables,
): Record<string, string | null> {
  const claim: Record<string, string | null> = {};
  for (const [name, value] of [...Object.entries(ofLink), ...Object.entries(ofTool)]) {
    const plain = substituted(value.split(/[\r\n]/)[0] ?? '', variables);
    claim[moodleName(name)] = plain;
    claim[name] = plain;
  }
  return claim;
}
