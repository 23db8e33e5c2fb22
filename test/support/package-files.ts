import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { local } from './course-package.ts';

/** What lies in a folder of content: text as it is, everything else as JSON. */
export type Files = Record<string, unknown>;

/** A step of module.json; `facts` replace what differs. */
export function stepFile(id: string, facts: Files = {}): Files {
  return { id, kind: 'text', title: local(id), hours: 1, text: id, sources: [], ...facts };
}

export function moduleFile(id: string, steps: Files[], facts: Files = {}): Files {
  return { id, title: local(id), summary: local(`About ${id}`), steps, ...facts };
}

export function courseFile(facts: Files = {}): Files {
  return {
    format: 1,
    id: 'small',
    version: 1,
    kind: 'course',
    title: local('Small'),
    summary: local('A small course'),
    modules: ['one'],
    ...facts,
  };
}

/** A package of one module with one text that nothing is wrong with. */
export function smallPackage(facts: Files = {}): Files {
  return {
    'course/small/1/course.json': courseFile(),
    'course/small/1/one/module.json': moduleFile('one', [stepFile('a')]),
    'course/small/1/one/a.fi.md': 'Hei',
    'course/small/1/one/a.sv.md': 'Hej',
    'course/small/1/one/a.en.md': 'Hello',
    ...facts,
  };
}

export interface ContentFolder {
  path: string;
  write(files: Files): void;
  at(name: string): string;
  remove(): void;
}

/** A folder of its own below the system's temporary one. */
export function openContentFolder(): ContentFolder {
  const path = mkdtempSync(join(tmpdir(), 'content-'));
  const at = (name: string): string => join(path, name);
  return {
    path,
    at,
    write(files) {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(at(name)), { recursive: true });
        writeFileSync(at(name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
      }
    },
    remove: () => {
      rmSync(path, { recursive: true });
    },
  };
}
