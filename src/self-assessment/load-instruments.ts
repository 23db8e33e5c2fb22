import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../config/root.ts';
import { readJsonFile } from '../kit/read-json-file.ts';
import { InstrumentSchema, type Instrument } from './instrument.rules.ts';

/** What the tool ships with; an operator may add to it. */
const FOLDER = join(ROOT, 'config/content/self-assessment');

/**
 * Reads and checks every instrument of a folder, at start. An id may come in several versions, each in its own file: a
 * version that was answered is never edited, since answers belong to it.
 * @returns all versions of all instruments, in the order of their files
 * @throws Error with a row `file:line: path: message` for each fault, or the version that two files share
 */
export function loadVersions(folder = FOLDER): Instrument[] {
  const versions: Instrument[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.json')) continue;
    const instrument = readJsonFile(join(folder, name), InstrumentSchema);
    const { id, version } = instrument;
    if (versions.some(one => one.id === id && one.version === version)) {
      throw new Error(`${join(folder, name)}: version ${String(version)} of ${id} is another file's already`);
    }
    versions.push(instrument);
  }
  if (versions.length === 0) throw new Error(`${folder} holds no instrument`);
  return versions;
}

/** @returns the newest version of each instrument by its id, in their order */
export function newestOf(versions: readonly Instrument[]): Map<string, Instrument> {
  const newest = new Map<string, Instrument>();
  for (const one of versions) {
    const known = newest.get(one.id);
    if (!known || known.version < one.version) newest.set(one.id, one);
  }
  return newest;
}

/**
 * Reads and checks every instrument of a folder, at start.
 * @returns the newest version of each instrument by its id
 * @throws Error as `loadVersions` does
 */
export function loadInstruments(folder = FOLDER): Map<string, Instrument> {
  return newestOf(loadVersions(folder));
}
