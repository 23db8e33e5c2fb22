import type { PlatformSums, Sums } from './sums.rules.ts';

/** The people of one institution, or of several small ones together. */
export interface InstitutionRow {
  /** Its name as an operator gave it; null: those that are too small to stand alone. */
  name: string | null;
  begun: number;
  done: number;
  /** Under way, and the last step over two weeks ago. */
  longer: number;
  meanHours: number;
}

/** Fewer people than this are not shown by themselves. */
export const LEAST_PEOPLE = 5;

function rowOf(name: string | null, platforms: readonly PlatformSums[]): InstitutionRow {
  const sum = (of: keyof PlatformSums): number => platforms.reduce((all, one) => all + one[of], 0);
  const begun = sum('people');
  return { name, begun, done: sum('done'), longer: sum('longer'), meanHours: sum('hours') / begun };
}

/**
 * Institutions of at least five people each, largest first; smaller ones stand together. Where those together are
 * fewer than five, what is left of the whole would tell of them: then the smallest shown joins them.
 * @param names of platforms; one whose name is not known belongs to the others
 * @returns null where there are not two rows to tell apart
 */
export function institutionsOf(
  { platforms }: Pick<Sums, 'platforms'>,
  names: ReadonlyMap<string, string>,
): InstitutionRow[] | null {
  const byName = new Map<string | null, PlatformSums[]>();
  for (const [id, sums] of Object.entries(platforms)) {
    const name = names.get(id) ?? null;
    byName.set(name, [...(byName.get(name) ?? []), sums]);
  }
  const known = [...byName]
    .map(([name, of]) => ({ name, of, size: of.reduce((all, { people }) => all + people, 0) }))
    .sort((a, b) => b.size - a.size || (a.name ?? '').localeCompare(b.name ?? ''));
  const shown = known.filter(({ name, size }) => name !== null && size >= LEAST_PEOPLE);
  const others = known.filter(one => !shown.includes(one));
  const small = (): number => others.reduce((all, { size }) => all + size, 0);
  while (small() > 0 && small() < LEAST_PEOPLE) {
    const smallest = shown.pop();
    if (!smallest) return null;
    others.push(smallest);
  }
  const rows = shown.map(({ name, of }) => rowOf(name, of));
  if (others.length > 0)
    rows.push(
      rowOf(
        null,
        others.flatMap(({ of }) => of),
      ),
    );
  return rows.length > 1 ? rows : null;
}
