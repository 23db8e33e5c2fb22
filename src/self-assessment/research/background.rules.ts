import { groupBy } from './group-by.rules.ts';

/** What is known of a person beside their answers. Null: not said, or not the same in all rounds. */
export interface Background {
  role: string | null;
  institution: string | null;
}

/** @returns the values that may be shown: none of them, nor their absence, is shared by fewer than `minimum` people */
function keepCommon(values: readonly (string | null)[], minimum: number): (string | null)[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [rarest, ...others] = [...counts]
    .filter(([, count]) => count >= minimum)
    .toSorted(([one, a], [other, b]) => a - b || (one < other ? -1 : 1))
    .map(([value]) => value);
  if (rarest === undefined) return values.map(() => null);
  const shown = new Set([rarest, ...others]);
  const blank = values.filter(value => value === null || !shown.has(value)).length;
  // Blank would mean one of a few: the rarest value that could be shown hides among the blank with them.
  if (blank > 0 && blank < minimum) shown.delete(rarest);
  return values.map(value => (value !== null && shown.has(value) ? value : null));
}

function keepWithin<T>(
  all: readonly T[],
  groupOf: (one: T, index: number) => string,
  valueOf: (one: T) => string | null,
  minimum: number,
): (string | null)[] {
  const placed = all.map((one, index) => ({ index, group: groupOf(one, index), value: valueOf(one) }));
  const kept = all.map((): string | null => null);
  for (const group of groupBy(placed, one => one.group).values()) {
    const values = keepCommon(
      group.map(one => one.value),
      minimum,
    );
    group.forEach(({ index }, at) => {
      kept[index] = values[at] ?? null;
    });
  }
  return kept;
}

/**
 * Blanks roles and institutions that would set people apart.
 * @param people each with the group of those who look alike so far
 * @returns backgrounds in the same order: in each group, whoever shares role and institution, blank or not, are at least
 *   `minimum` people, if the group has as many
 */
export function blankRare(
  people: readonly (Background & { group: string })[],
  minimum: number,
): Background[] {
  const roles = keepWithin(
    people,
    one => one.group,
    one => one.role,
    minimum,
  );
  const institutions = keepWithin(
    people,
    (one, index) => JSON.stringify([one.group, roles[index]]),
    one => one.institution,
    minimum,
  );
  return people.map((_one, index) => ({
    role: roles[index] ?? null,
    institution: institutions[index] ?? null,
  }));
}
