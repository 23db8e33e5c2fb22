/** How a run of equal tasks goes: so many, so many of them at once, and no new one after the time limit. */
export interface Run {
  count: number;
  atOnce: number;
  limitMs: number;
}

export interface Rate {
  done: number;
  perSecond: number;
}

/** @param task gets its number within the run. @throws what a task throws: a run with a failure has no rate */
export async function runAtOnce(
  { count, atOnce, limitMs }: Run,
  task: (turn: number) => Promise<void>,
): Promise<Rate> {
  const startedAt = performance.now();
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < count && performance.now() - startedAt < limitMs) {
      await task(next++);
      done++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { done, perSecond: done / ((performance.now() - startedAt) / 1000) };
}

/** @returns the value below which the fraction lies. @param values at least one */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(fraction * sorted.length))] as number;
}

/** @param values at least one */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2;
}

/** @returns one of the list, round and round. @param list with at least one */
export function inTurn<T>(list: readonly T[], turn: number): T {
  return list[turn % list.length] as T;
}
