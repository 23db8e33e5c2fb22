import type { CoursePackage, Module } from '../course-package.rules.ts';
import type { CourseProgress } from '../progress.rules.ts';
import { findModule, type Way, type WayModule, type WayStep } from '../way.rules.ts';

/** A step that is done, as its line says it. */
export interface LineStep {
  module: Module;
  step: WayStep['step'];
  key: string;
  doneAt: Date;
  /** The teacher counts it as done. */
  isExcused: boolean;
}

/** One learner's way as the teacher sees it, and the learner too: what is done and when, never what was written. */
export interface Line {
  startedAt: Date | null;
  doneAt: Date | null;
  lastStepAt: Date | null;
  hours: number;
  hoursDone: number;
  stands: Way['next'];
  /** In the order in which they were done. */
  done: LineStep[];
  /** The themes that were chosen. */
  themes: Pick<CoursePackage, 'id' | 'title'>[];
  /** Due dates of this person alone. */
  dueDates: { module: Module; dueAt: Date }[];
}

/** The leaves of a way with the module in which each stands: a chosen theme's own steps among them. */
export function leavesWithModules(modules: readonly WayModule[]): { module: WayModule; step: WayStep }[] {
  return modules.flatMap(module =>
    module.steps.flatMap(step => (step.theme ? leavesWithModules([step.theme]) : [{ module, step }])),
  );
}

/**
 * @param standing one person's progress and way
 * @param packages by `id@version`: the chosen themes are among them
 */
export function lineOf(
  { progress, way }: { progress: CourseProgress; way: Way },
  packages: ReadonlyMap<string, CoursePackage>,
): Line {
  const done = leavesWithModules(way.modules).flatMap(({ module: { module }, step }) => {
    const { key, doneAt } = step;
    const isExcused = !Object.hasOwn(progress.steps, key);
    return doneAt ? [{ module, step: step.step, key, doneAt, isExcused }] : [];
  });
  return {
    startedAt: progress.startedAt,
    doneAt: progress.doneAt,
    lastStepAt: progress.lastStepAt,
    hours: way.hours,
    hoursDone: way.hoursDone,
    stands: way.next,
    done: done.sort((a, b) => a.doneAt.getTime() - b.doneAt.getTime()),
    themes: Object.values(progress.themes).flatMap(name => packages.get(name) ?? []),
    dueDates: Object.entries(progress.dueAt).flatMap(([id, dueAt]) => {
      const found = findModule(way, id);
      return found ? [{ module: found.module, dueAt }] : [];
    }),
  };
}
