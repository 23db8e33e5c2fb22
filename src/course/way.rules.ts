import {
  hoursOf,
  nameOfPackage,
  type CoursePackage,
  type Module,
  type Step,
} from './course-package.rules.ts';
import { doneAtOf, keyOf, type CourseProgress, type StepKey } from './progress.rules.ts';
import { datesOf, type RunSettings } from './run.rules.ts';

/** What opens a step or a module that is locked. */
export type Opens =
  { why: 'date'; at: Date } | { why: 'modules'; modules: Module[] } | { why: 'steps'; steps: Step[] };

export type WayState = 'done' | 'open' | 'locked';

export interface WayStep {
  key: StepKey;
  step: Step;
  state: WayState;
  doneAt: Date | null;
  /** What opens it; null where nothing has to. */
  opens: Opens | null;
  /** Of a step in which a theme is chosen: the theme, by its module in the way; null: none yet. */
  theme: WayModule | null;
}

export interface WayModule {
  /** As it stands in addresses: the module's name, or that of a chosen theme's package. */
  id: string;
  module: Module;
  steps: WayStep[];
  state: WayState;
  opens: Opens | null;
  dueAt: Date | null;
  opensAt: Date | null;
  hours: number;
  hoursDone: number;
}

/** One person's way through a course: everything there is to show of it. */
export interface Way {
  /** The course's own modules, in order; chosen themes lie in their steps. */
  modules: WayModule[];
  /** What is next: the first step that is open and not done, as its module has it. */
  next: { module: WayModule; step: WayStep } | null;
  hours: number;
  hoursDone: number;
  steps: number;
  stepsDone: number;
  isDone: boolean;
}

export interface WayOptions {
  course: CoursePackage;
  /** Packages by `id@version`: the themes are among them. */
  packages: ReadonlyMap<string, CoursePackage>;
  run: Pick<RunSettings, 'modules'>;
  progress: Pick<CourseProgress, 'steps' | 'excused' | 'themes' | 'dueAt'>;
  /** A run whose dates are still to be set has none. */
  isScheduleOpen: boolean;
  now: Date;
  /** Everything is open: for a teacher who looks. */
  isPreview?: boolean;
}

/** @returns the theme's package that was chosen at this step; null: none, or one that this tool does not have any more */
function chosenAt(key: StepKey, { progress, packages }: WayOptions): CoursePackage | null {
  const name = Object.hasOwn(progress.themes, key) ? progress.themes[key] : undefined;
  return (name !== undefined && packages.get(name)) || null;
}

function stateOf(isDone: boolean, opens: Opens | null): WayState {
  if (isDone) return 'done';
  return opens ? 'locked' : 'open';
}

/** What a step still waits for among the steps before it. */
function waitsFor({ after }: Step, before: readonly WayStep[]): Opens | null {
  const missing = before.filter(one => after.includes(one.step.id) && one.state !== 'done');
  return missing.length > 0 ? { why: 'steps', steps: missing.map(({ step }) => step) } : null;
}

/** The leaves of a module: a chosen theme's steps stand for the step in which it was chosen. */
export function leavesOf({ steps }: WayModule): WayStep[] {
  return steps.flatMap(one => (one.theme ? leavesOf(one.theme) : [one]));
}

function walkStep(
  { id, opens }: { id: string; opens: Opens | null },
  step: Step,
  before: readonly WayStep[],
  options: WayOptions,
): WayStep {
  const key = keyOf(id, step.id);
  const waiting = options.isPreview ? null : (opens ?? waitsFor(step, before));
  const own = doneAtOf(options.progress, key);
  // Where the teacher counts the choice as done as a whole, the theme's own steps are not asked for.
  const chosen = step.kind === 'theme' && own === null ? chosenAt(key, options) : null;
  const [module] = chosen?.modules ?? [];
  const theme = chosen && module ? walkModule(chosen.id, module, waiting, options) : null;
  const doneAt = theme?.state === 'done' ? latestOf(theme.steps) : own;
  return {
    key,
    step,
    state: stateOf(doneAt !== null, waiting),
    doneAt,
    opens: doneAt ? null : waiting,
    theme,
  };
}

function latestOf(steps: readonly WayStep[]): Date | null {
  const times = steps.flatMap(({ doneAt }) => doneAt ?? []);
  return times.length > 0 ? new Date(Math.max(...times.map(Number))) : null;
}

/** @param opens what the module itself waits for */
function walkModule(id: string, module: Module, opens: Opens | null, options: WayOptions): WayModule {
  const { run, progress, isScheduleOpen, now, isPreview = false } = options;
  const dates = datesOf(run, id, { isScheduleOpen, exceptions: progress.dueAt });
  const isEarly = !isPreview && dates.opensAt !== null && dates.opensAt > now;
  const waiting: Opens | null =
    opens ?? (isEarly && dates.opensAt ? { why: 'date', at: dates.opensAt } : null);
  const steps: WayStep[] = [];
  for (const step of module.steps) steps.push(walkStep({ id, opens: waiting }, step, steps, options));
  const leaves = steps.flatMap(one => (one.theme ? leavesOf(one.theme) : [one]));
  const isDone = steps.every(({ state }) => state === 'done');
  return {
    id,
    module,
    steps,
    state: stateOf(isDone, waiting),
    opens: isDone ? null : waiting,
    ...dates,
    hours: hoursOf(leaves.map(({ step }) => step)),
    hoursDone: hoursOf(leaves.filter(({ state }) => state === 'done').map(({ step }) => step)),
  };
}

function waitsForModules({ after }: Module, before: readonly WayModule[]): Opens | null {
  const missing = before.filter(one => after.includes(one.id) && one.state !== 'done');
  return missing.length > 0 ? { why: 'modules', modules: missing.map(({ module }) => module) } : null;
}

function nextIn(modules: readonly WayModule[]): Way['next'] {
  for (const module of modules) {
    for (const step of module.steps) {
      if (step.state !== 'open') continue;
      const within = step.theme ? nextIn([step.theme]) : null;
      if (within ?? !step.theme) return within ?? { module, step };
    }
  }
  return null;
}

/** @returns one person's way through the course as it stands at `now` */
export function wayOf(options: WayOptions): Way {
  const modules: WayModule[] = [];
  for (const module of options.course.modules) {
    const opens = options.isPreview ? null : waitsForModules(module, modules);
    modules.push(walkModule(module.id, module, opens, options));
  }
  const leaves = modules.flatMap(leavesOf);
  const done = leaves.filter(({ state }) => state === 'done');
  return {
    modules,
    next: nextIn(modules),
    hours: hoursOf(leaves.map(({ step }) => step)),
    hoursDone: hoursOf(done.map(({ step }) => step)),
    steps: leaves.length,
    stepsDone: done.length,
    isDone: done.length === leaves.length,
  };
}

/**
 * @returns the course's own step that comes first of those not done, also where a date still locks it: where the
 * teacher's overview has someone. Everything before it is done. A theme is its step as a whole. Null: all is done
 */
export function standsAtOf({ modules }: Pick<Way, 'modules'>): StepKey | null {
  const first = modules.flatMap(({ steps }) => steps).find(({ state }) => state !== 'done');
  return first?.key ?? null;
}

/** @returns the module of that name in the way, a chosen theme's among them; undefined: there is none */
export function findModule({ modules }: Way, id: string): WayModule | undefined {
  const themes = modules.flatMap(({ steps }) => steps.flatMap(({ theme }) => theme ?? []));
  return [...modules, ...themes].find(one => one.id === id);
}

/** @returns the step of that key with its module, or undefined */
export function findStep(way: Way, key: StepKey): { module: WayModule; step: WayStep } | undefined {
  const module = findModule(way, key.slice(0, key.indexOf('/')));
  const step = module?.steps.find(one => one.key === key);
  return module && step && { module, step };
}

/** @returns themes that may still be chosen at a step: those of the course that no other step has */
export function themesToChoose(
  { course, packages, progress }: Pick<WayOptions, 'course' | 'packages' | 'progress'>,
  key: StepKey,
): CoursePackage[] {
  const taken = new Set(Object.entries(progress.themes).flatMap(([at, name]) => (at === key ? [] : [name])));
  return course.themes.flatMap(theme => {
    const name = nameOfPackage(theme);
    return taken.has(name) ? [] : (packages.get(name) ?? []);
  });
}
