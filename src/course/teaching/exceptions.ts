import type { Marking, Run, Standing, Taker } from '../marking.ts';
import type { StepKey } from '../progress.rules.ts';

/** What a teacher decides for one person; each says how they stand afterwards. */
export interface Exceptions {
  /** Counts a step as done by the teacher's word; one that is done already stays as it is. */
  excuse(run: Run, taker: Taker, standing: Standing, key: StepKey, at: Date): Promise<Standing>;
  /** Takes that back. Who was done only by it is not done any more. */
  takeBack(run: Run, taker: Taker, standing: Standing, key: StepKey): Promise<Standing>;
  /** @param dueAt null: the due date of all applies again */
  setDue(run: Run, taker: Taker, standing: Standing, module: string, dueAt: Date | null): Promise<Standing>;
}

function without<T>(all: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([one]) => one !== key));
}

export function createExceptions(marking: Pick<Marking, 'change' | 'standingOf'>): Exceptions {
  return {
    excuse: (run, taker, standing, key, at) =>
      marking.change(run, taker, standing, ({ progress: { steps, excused } }) =>
        Object.hasOwn(steps, key) || Object.hasOwn(excused, key)
          ? null
          : { excused: { ...excused, [key]: at } },
      ),
    takeBack: (run, taker, standing, key) =>
      marking.change(run, taker, standing, ({ progress }) => {
        const at = Object.hasOwn(progress.excused, key) ? progress.excused[key] : undefined;
        if (!at) return null;
        const excused = without(progress.excused, key);
        const { isDone } = marking.standingOf(run, { ...progress, excused }).way;
        // What someone was before the teacher's word, they stay: a newer version may have brought more steps.
        const wasByIt = !isDone && progress.doneAt !== null && progress.doneAt >= at;
        return wasByIt ? { excused, doneAt: null } : { excused };
      }),
    setDue: (run, taker, standing, module, dueAt) =>
      marking.change(run, taker, standing, ({ progress }) => ({
        dueAt: dueAt ? { ...progress.dueAt, [module]: dueAt } : without(progress.dueAt, module),
      })),
  };
}
