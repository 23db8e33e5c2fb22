/** What is asked of a statement or a condition, each with levels numbered from 1. */
export const MEASURES = ['skill', 'importance', 'unit', 'level'] as const;
export type Measure = (typeof MEASURES)[number];

/** How many people chose each level, from level 1 up; always as long as the longest scale. */
export type LevelCounts = readonly number[];

/** What people answered, by key (`A1.skill`). A key that nobody answered on its scale is absent. */
export type Tally = ReadonlyMap<string, LevelCounts>;

/** Answers as they lie in the database, whatever their instrument. */
export type AnswersOnScale = Record<string, Partial<Record<Measure, unknown>>>;

/** No scale is longer. */
export const MOST_LEVELS = 5;
const LEVELS = Array.from({ length: MOST_LEVELS }, (_one, index) => index + 1);
const ITEM_ID = /^[A-Z][1-9]\d?$/;

/** @returns the name under which the answers to one question of an item are counted: `A1.skill`. */
export function keyOf(itemId: string, measure: Measure): string {
  return `${itemId}.${measure}`;
}

export const NONE: LevelCounts = LEVELS.map(() => 0);

export function addCounts(a: LevelCounts, b: LevelCounts): LevelCounts {
  return LEVELS.map((_level, index) => (a[index] ?? 0) + (b[index] ?? 0));
}

/** @returns how many people are counted. */
export function totalOf(counts: LevelCounts): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** @returns the mean level, or null when nobody is counted. */
export function meanOf(counts: LevelCounts): number | null {
  const total = totalOf(counts);
  if (total === 0) return null;
  return counts.reduce((sum, count, index) => sum + count * (index + 1), 0) / total;
}

/** @returns the answers of several people counted together; what is outside their work, or unsaid, counts nowhere. */
export function tallyOf(people: readonly { answers: AnswersOnScale }[]): Tally {
  const tally = new Map<string, number[]>();
  for (const { answers } of people)
    for (const [id, answer] of Object.entries(answers)) {
      if (!ITEM_ID.test(id)) continue;
      for (const measure of MEASURES) {
        const index = LEVELS.indexOf(answer[measure] as number);
        if (index === -1) continue;
        const key = keyOf(id, measure);
        const counts = tally.get(key) ?? [...NONE];
        counts[index] = (counts[index] ?? 0) + 1;
        tally.set(key, counts);
      }
    }
  return tally;
}
