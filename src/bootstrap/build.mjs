// Puts each program of the tool into one file for Node: three hundred modules, each translated by itself as it is
// loaded, take twice as long to start (docs/decisions/0003). Does nothing while what it made is newer than its sources.
// `build.mjs [--into <folder>] [<file> ...]`: other programs, such as a benchmark's, into another folder.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
const PROGRAMS = [
  'src/main.ts',
  'src/content.ts',
  'src/operator-link.ts',
  'src/platform.ts',
  'src/registration-link.ts',
];
const SOURCES = ['config', 'src', 'views', 'package-lock.json'];

const { values, positionals } = parseArgs({
  options: { into: { type: 'string', default: '.build/tool' } },
  allowPositionals: true,
});
const programs = positionals.length > 0 ? positionals : PROGRAMS;
const folder = join(ROOT, values.into);

function newest(path) {
  const { mtimeMs } = statSync(path);
  const within = statSync(path).isDirectory() ? readdirSync(path) : [];
  return Math.max(mtimeMs, ...within.map(name => newest(join(path, name))));
}

function oldestBuilt() {
  const outputs = programs.map(file => join(folder, file.replace(/^.*\/(.*)\.ts$/, '$1.js')));
  return Math.min(...outputs.map(file => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

if (oldestBuilt() < Math.max(...SOURCES.map(name => newest(join(ROOT, name))))) {
  rmSync(folder, { recursive: true, force: true });
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: ROOT,
    entryPoints: programs,
    outdir: folder,
    bundle: true,
    // What is loaded only when it is needed stays a file of its own.
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    logLevel: 'error',
  });
}
