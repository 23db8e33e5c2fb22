import type { CoursePackage, Module, Step } from '../../src/course/course-package.rules.ts';
import type { DraftText } from '../../src/questions/question.rules.ts';

/** @returns the words in all three languages */
export function local(words: string): DraftText {
  return { fi: `${words} (fi)`, sv: `${words} (sv)`, en: `${words} (en)` };
}

/** A text to read; `facts` replace what differs. */
export function aText(id: string, facts: Partial<Step> = {}): Step {
  return {
    id,
    kind: 'text',
    title: local(id),
    hours: 1,
    after: [],
    text: local(`Words of ${id}`),
    sources: [],
    ...facts,
  } as Step;
}

/** A step of any kind. */
export function aStep<K extends Step['kind']>(
  kind: K,
  id: string,
  facts: Partial<Extract<Step, { kind: K }>>,
): Step {
  return { id, kind, title: local(id), hours: 1, after: [], ...facts } as unknown as Step;
}

export function aModule(id: string, steps: Step[], facts: Partial<Module> = {}): Module {
  return { id, title: local(id), summary: local(`About ${id}`), after: [], steps, ...facts };
}

export function aCourse(modules: Module[], facts: Partial<CoursePackage> = {}): CoursePackage {
  return {
    id: 'foundations',
    version: 1,
    kind: 'course',
    title: local('The course'),
    summary: local('About the course'),
    outcomes: [],
    themes: [],
    modules,
    ...facts,
  };
}

/** A theme of two texts, an hour each. */
export function aTheme(id: string, letter: string): CoursePackage {
  return aCourse([aModule('theme', [aText('first'), aText('second')])], {
    id,
    kind: 'theme',
    theme: letter,
    title: local(id),
  });
}

/** @returns the packages as the loader hands them on */
export function packagesOf(...packages: CoursePackage[]): Map<string, CoursePackage> {
  return new Map(packages.map(one => [`${one.id}@${String(one.version)}`, one]));
}
