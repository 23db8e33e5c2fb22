import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';

/** A folder of a package. */
export interface PackageFolder {
  path: string;
  /** Names of the files in it that lie within the package. */
  files: ReadonlySet<string>;
  /** Names of links that lead out of the package, or nowhere: they are not followed. */
  strays: ReadonlySet<string>;
}

function leadsOut(path: string, root: string): boolean {
  if (!existsSync(path)) return true;
  return !`${realpathSync(path)}${sep}`.startsWith(`${realpathSync(root)}${sep}`);
}

/**
 * @param root the package's own folder: no file outside it is ever read or sent, whatever a link in it says
 * @throws Error where the folder itself leads out of the package
 */
export function openFolder(path: string, root: string): PackageFolder {
  if (!existsSync(path)) return { path, files: new Set(), strays: new Set() };
  if (path !== root && lstatSync(path).isSymbolicLink() && leadsOut(path, root))
    throw new Error(`${path}: leads out of the package`);
  const files = new Set<string>();
  const strays = new Set<string>();
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isFile()) files.add(entry.name);
    if (entry.isSymbolicLink()) (leadsOut(join(path, entry.name), root) ? strays : files).add(entry.name);
  }
  return { path, files, strays };
}
