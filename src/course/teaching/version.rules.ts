import { listSteps, type CoursePackage, type Step } from '../course-package.rules.ts';
import { keyOf } from '../progress.rules.ts';

/** What another version of a package brings. */
export interface VersionChanges {
  added: Step[];
  gone: Step[];
  /** How many steps keep their name, and with it what is done. */
  kept: number;
}

function stepsOf(course: CoursePackage): Map<string, Step> {
  return new Map(listSteps(course).map(({ module, step }) => [keyOf(module.id, step.id), step]));
}

/** @returns which steps are new, which are gone and how many stay, by module and step */
export function changesBetween(before: CoursePackage, after: CoursePackage): VersionChanges {
  const [old, fresh] = [stepsOf(before), stepsOf(after)];
  const added = [...fresh].filter(([key]) => !old.has(key)).map(([, step]) => step);
  const gone = [...old].filter(([key]) => !fresh.has(key)).map(([, step]) => step);
  return { added, gone, kept: fresh.size - added.length };
}

/** @returns the newest version of the same package that is newer than this one, or null */
export function newerOf(
  packages: ReadonlyMap<string, CoursePackage>,
  { id, version }: Pick<CoursePackage, 'id' | 'version'>,
): CoursePackage | null {
  const newer = [...packages.values()].filter(one => one.id === id && one.version > version);
  return newer.reduce<CoursePackage | null>(
    (best, one) => (best && best.version > one.version ? best : one),
    null,
  );
}
