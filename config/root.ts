import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function findRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findRoot(dirname(folder));
}

/** The repository's folder, wherever in it this code runs from: its source or the build. */
export const ROOT = findRoot(import.meta.dirname);
