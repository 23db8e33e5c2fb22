import type { DraftText } from '../../questions/question.rules.ts';
import { nameOfPackage, type CoursePackage, type Module } from '../course-package.rules.ts';
import { keyOf, type StepKey } from '../progress.rules.ts';
import { datesOf, type RunSettings } from '../run.rules.ts';

/** What must hold of someone's progress for something to be done, so that a database can count it. */
export type Condition =
  | { of: 'done'; key: StepKey }
  | { of: 'chosen'; key: StepKey; theme: string }
  | { of: 'not'; condition: Condition }
  | { of: 'all' | 'any'; conditions: Condition[] };

/** A module with the date by which it is to be done, as those have it who were given none of their own. */
export interface ModuleDeadline {
  /** As exceptions name it. */
  id: string;
  title: DraftText;
  dueAt: Date | null;
  isDone: Condition;
  /** Of a theme: that it was chosen; null for what is everyone's. */
  isMine: Condition | null;
}

interface Course {
  course: CoursePackage;
  packages: ReadonlyMap<string, CoursePackage>;
  run: Pick<RunSettings, 'modules'>;
  isScheduleOpen: boolean;
}

/** A theme that may be chosen. */
interface Theme {
  name: string;
  id: string;
  module: Module;
}

function themesOf({ course, packages }: Course): Theme[] {
  return course.themes.flatMap(ref => {
    const name = nameOfPackage(ref);
    const [module] = packages.get(name)?.modules ?? [];
    return module ? [{ name, id: ref.package, module }] : [];
  });
}

/** As src/course/way.rules.ts has it: a theme's step is done by the theme that was chosen there, or by itself. */
function doneOf(id: string, { steps }: Module, themes: readonly Theme[]): Condition {
  const conditions = steps.map((step): Condition => {
    const key = keyOf(id, step.id);
    const own: Condition = { of: 'done', key };
    if (step.kind !== 'theme') return own;
    const chosen = themes.map((theme): Condition => {
      const done = doneOf(theme.id, theme.module, []);
      return { of: 'all', conditions: [{ of: 'chosen', key, theme: theme.name }, done] };
    });
    return { of: 'any', conditions: [own, ...chosen] };
  });
  return { of: 'all', conditions };
}

function choiceOf({ name }: Theme, { modules }: CoursePackage): Condition {
  const keys = modules.flatMap(({ id, steps }) =>
    steps.filter(({ kind }) => kind === 'theme').map(step => keyOf(id, step.id)),
  );
  // Where the teacher counts the choice as done, nobody asks for the theme any more.
  const conditions = keys.map((key): Condition => {
    const isAsked: Condition = { of: 'not', condition: { of: 'done', key } };
    return { of: 'all', conditions: [{ of: 'chosen', key, theme: name }, isAsked] };
  });
  return { of: 'any', conditions };
}

/** @returns every module of the course and every theme that may be chosen in it, each with its date */
export function deadlinesOf(of: Course): ModuleDeadline[] {
  const { course, run, isScheduleOpen } = of;
  const themes = themesOf(of);
  const dueOf = (id: string): Date | null => datesOf(run, id, { isScheduleOpen }).dueAt;
  return [
    ...course.modules.map(module => ({
      id: module.id,
      title: module.title,
      dueAt: dueOf(module.id),
      isDone: doneOf(module.id, module, themes),
      isMine: null,
    })),
    ...themes.map(theme => ({
      id: theme.id,
      title: theme.module.title,
      dueAt: dueOf(theme.id),
      isDone: doneOf(theme.id, theme.module, []),
      isMine: choiceOf(theme, course),
    })),
  ];
}
