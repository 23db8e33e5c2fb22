import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { ROOT } from '../../config/root.ts';
import { readJsonFile } from '../kit/read-json-file.ts';
import {
  CourseFileSchema,
  nameOfPackage,
  type CourseFile,
  type CoursePackage,
} from './course-package.rules.ts';
import { loadModule } from './load-module.ts';
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

/** What can be told only of the package as a whole. */
function checkWhole({ modules, themes }: CoursePackage, file: string): void {
  const faults: string[] = [];
  const before = new Set<string>();
  const days = new Set<number>();
  const parts = new Set<string>();
  const twice = (seen: Set<unknown>, one: unknown, where: string, what: string): void => {
    if (seen.has(one)) faults.push(`${where}: ${what} is another step's already`);
    seen.add(one);
  };
  for (const { id, after, steps } of modules) {
    for (const name of after)
      if (!before.has(name)) faults.push(`${id}: after: no module ${name} comes before this one`);
    before.add(id);
    for (const step of steps) {
      const where = `${id}/${step.id}`;
      if (step.kind === 'contact-day') twice(days, step.day, where, `day ${String(step.day)}`);
      if (step.kind === 'activity') {
        const part = `${step.activity}, ${step.round}`;
        twice(parts, part, where, part);
      }
    }
  }
  const choices = modules.flatMap(({ steps }) => steps).filter(({ kind }) => kind === 'theme').length;
  if (choices > themes.length) faults.push(`themes: must be ${String(choices)} at least, one for each step`);
  if (faults.length > 0)
    throw new Error([`${file} cannot be used:`, ...faults.map(one => `  ${file}: ${one}`)].join('\n'));
}

function loadPackage(
  root: string,
  [id, version]: [string, string],
  lists: ReadonlyMap<string, ReadingList>,
): CoursePackage {
  const folder = join(root, id, version);
  const file = join(folder, 'course.json');
  const { format: _, modules: names, ...course } = readJsonFile(file, schemaIn(folder, id, version));
  const modules = names.map(name => {
    const module = loadModule(join(folder, name), lists);
    if (module.id !== name)
      throw new Error(`${join(folder, name, 'module.json')}: id: must be ${name}, as the folder is called`);
    return module;
  });
  const whole = { ...course, modules };
  checkWhole(whole, file);
  return whole;
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
 * @throws Error with a row `file:line: path: message` for each fault, or naming the theme that is not there
 */
export function loadPackages(
  root = join(CONTENT, 'course'),
  lists = loadReadings(),
): Map<string, CoursePackage> {
  const packages = new Map<string, CoursePackage>();
  for (const id of listFolders(root)) {
    for (const version of listFolders(join(root, id))) {
      const one = loadPackage(root, [id, version], lists);
      packages.set(nameOfPackage({ package: id, version: one.version }), one);
    }
  }
  for (const { id, version, themes } of packages.values()) {
    for (const theme of themes) {
      if (packages.get(nameOfPackage(theme))?.kind !== 'theme')
        throw new Error(
          `${join(root, id, String(version), 'course.json')}: themes: there is no theme ${nameOfPackage(theme)}`,
        );
    }
  }
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
