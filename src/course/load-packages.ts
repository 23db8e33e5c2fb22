import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { ROOT } from '../../config/root.ts';
import { readJsonFile, refuseJsonFile, type JsonFault } from '../kit/read-json-file.ts';
import {
  CourseFileSchema,
  nameOfPackage,
  type CourseFile,
  type CoursePackage,
  type Module,
} from './course-package.rules.ts';
import { readEach } from './faults.ts';
import { loadModule } from './load-module.ts';
import { openFolder } from './package-folder.ts';
import { ReadingListSchema, type ReadingList } from './reading.rules.ts';

/** What the tool ships with; an operator may add to it. */
const CONTENT = join(ROOT, 'config/content');

/** Packages by `id@version`. */
export type Packages = ReadonlyMap<string, CoursePackage>;

/**
 * Reads and checks every list of readings of a folder.
 * @throws Error with a row `file:line: path: message` for each fault, or the id that two files share
 */
export function loadReadings(folder = join(CONTENT, 'readings')): Map<string, ReadingList> {
  const lists = new Map<string, ReadingList>();
  for (const name of existsSync(folder) ? readdirSync(folder).sort() : []) {
    if (!name.endsWith('.json')) continue;
    const list = readJsonFile(join(folder, name), ReadingListSchema);
    if (lists.has(list.id))
      throw new Error(`${join(folder, name)}: the id ${list.id} is another file's already`);
    lists.set(list.id, list);
  }
  return lists;
}

/** The schema of course.json in this folder: it is called as its folders are, and its modules are there. */
function schemaIn(folder: string, id: string, version: string): z.ZodType<CourseFile> {
  return CourseFileSchema.superRefine((course, context) => {
    const fault = (path: PropertyKey[], message: string): void => {
      context.addIssue({ code: 'custom', path, message });
    };
    if (course.id !== id) fault(['id'], `must be ${id}, as the folder is called`);
    if (String(course.version) !== version) fault(['version'], `must be ${version}, as the folder is called`);
    if ((course.kind === 'theme') !== (course.theme !== undefined))
      fault(['theme'], 'must be there for a theme, and for nothing else');
    if (course.kind === 'theme' && course.modules.length !== 1) fault(['modules'], 'must be one for a theme');
    course.modules.forEach((name, index) => {
      if (course.modules.indexOf(name) < index) fault(['modules', index], `${name} stands here twice`);
      if (!existsSync(join(folder, name, 'module.json')))
        fault(['modules', index], `there is no ${name}/module.json`);
    });
  });
}

/** What can be told only beside the other modules: no contact day and no part is there twice. */
function faultsBeside(modules: readonly Module[]): Map<string, JsonFault[]> {
  const faults = new Map<string, JsonFault[]>();
  const seen = new Set<string>();
  for (const { id, steps } of modules) {
    steps.forEach((step, index) => {
      const only =
        step.kind === 'contact-day'
          ? { field: 'day', what: `day ${String(step.day)}` }
          : step.kind === 'activity' && { field: 'round', what: `${step.activity}, ${step.round}` };
      if (!only) return;
      const fault = { path: ['steps', index, only.field], message: `${only.what} is another step's already` };
      if (seen.has(only.what)) faults.set(id, [...(faults.get(id) ?? []), fault]);
      seen.add(only.what);
    });
  }
  return faults;
}

function checkWhole({ modules, themes }: CoursePackage, folder: string): void {
  readEach([...faultsBeside(modules)], ([module, faults]) =>
    refuseJsonFile(join(folder, module, 'module.json'), faults),
  );
  const choices = modules.flatMap(({ steps }) => steps).filter(({ kind }) => kind === 'theme').length;
  if (choices <= themes.length) return;
  const message = `must be ${String(choices)} at least, one for each step in which one is chosen`;
  refuseJsonFile(join(folder, 'course.json'), [{ path: ['themes'], message }]);
}

function loadPackage(
  root: string,
  [id, version]: [string, string],
  lists: ReadonlyMap<string, ReadingList>,
): CoursePackage {
  const folder = join(root, id, version);
  const file = join(folder, 'course.json');
  if (openFolder(folder, folder).strays.has('course.json'))
    throw new Error(`${file}: leads out of the package`);
  const { format: _, modules: names, ...course } = readJsonFile(file, schemaIn(folder, id, version));
  const whole = {
    ...course,
    modules: readEach(names, name =>
      loadModule({ root: folder, name, before: names.slice(0, names.indexOf(name)), lists }),
    ),
  };
  checkWhole(whole, folder);
  return whole;
}

/** Every theme that a course offers is there. */
function checkThemes({ id, version, themes }: CoursePackage, packages: Packages, root: string): void {
  const missing = themes.flatMap((theme, index): JsonFault[] => {
    const name = nameOfPackage(theme);
    if (packages.get(name)?.kind === 'theme') return [];
    return [{ path: ['themes', index], message: `there is no theme ${name}` }];
  });
  if (missing.length > 0) refuseJsonFile(join(root, id, String(version), 'course.json'), missing);
}

function listFolders(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/**
 * Reads and checks every package of a folder in every version, at start: docs/course-packages.md.
 * @returns the packages by `id@version`
 * @throws Error with a row `file:line: path: message` for each fault of every package
 */
export function loadPackages(
  root = join(CONTENT, 'course'),
  lists = loadReadings(),
): Map<string, CoursePackage> {
  const places = listFolders(root).flatMap(id =>
    listFolders(join(root, id)).map((version): [string, string] => [id, version]),
  );
  const packages = new Map(
    readEach(places, place => {
      const one = loadPackage(root, place, lists);
      return [nameOfPackage({ package: one.id, version: one.version }), one] as const;
    }),
  );
  readEach([...packages.values()], one => {
    checkThemes(one, packages, root);
  });
  return packages;
}

/** @returns the newest version of each package, in the order of their ids */
export function newestPackages(packages: Packages): CoursePackage[] {
  const newest = new Map<string, CoursePackage>();
  for (const one of packages.values()) {
    const known = newest.get(one.id);
    if (!known || known.version < one.version) newest.set(one.id, one);
  }
  return [...newest.values()];
}
