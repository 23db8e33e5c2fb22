import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../config/root.ts';
import { InstrumentSchema, type Instrument } from './instrument.rules.ts';

/** What the tool ships with; an operator may add to it. */
const FOLDER = join(ROOT, 'config/content/self-assessment');

function readInstrument(path: string): Instrument {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const result = InstrumentSchema.safeParse(content);
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    issue => `  ${issue.path.join('.') || '(whole file)'}: ${issue.message}`,
  );
  throw new Error([`${path} cannot be used:`, ...faults].join('\n'));
}

/**
 * Reads and checks every instrument of a folder, at start.
 * @returns the instruments by id, in the order of their files
 * @throws Error that names the file and each faulty path, or the id that two files share
 */
export function loadInstruments(folder = FOLDER): Map<string, Instrument> {
  const instruments = new Map<string, Instrument>();
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.json')) continue;
    const instrument = readInstrument(join(folder, name));
    if (instruments.has(instrument.id)) {
      throw new Error(`${join(folder, name)}: the id ${instrument.id} is another file's already`);
    }
    instruments.set(instrument.id, instrument);
  }
  if (instruments.size === 0) throw new Error(`${folder} holds no instrument`);
  return instruments;
}
