/** @returns the groups of those with the same key, in the order in which the keys come first */
export function groupBy<T>(all: readonly T[], keyOf: (one: T, index: number) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  all.forEach((one, index) => {
    const key = keyOf(one, index);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  });
  return groups;
}
