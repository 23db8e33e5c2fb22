import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DatabaseStartError } from '../start-error.ts';
import { loadEngine } from './load-engine.ts';
import { removeUriFile, writeUriFile } from './uri-file.ts';

/** A share in the engine of this process. */
export interface EngineShare {
  uri: string;
  /** Gives the share back; the last one closes the engine. Called again it does nothing. */
  release(): Promise<void>;
}

interface Running {
  dataDir: string;
  shares: number;
  engine: { uri: string; close(): Promise<void> };
}

/** The engine allows one open directory in a process, so this is the process's, not an app's. */
let running: Running | null = null;

/** Openings and closings happen one after the other: an opening in the middle of a closing would find the directory locked. */
let turn: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = turn.then(work);
  turn = result.catch(() => undefined);
  return result;
}

function startErrorOf(error: unknown, directory: string): Error {
  if (error instanceof DatabaseStartError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const line = message.includes('DBPathInUse')
    ? `The database in ${directory} is in use by another process: is the tool running already?`
    : `The database in ${directory} cannot be opened: ${message}`;
  return new DatabaseStartError(line, error);
}

async function start(dataDir: string, onOpening: () => void): Promise<Running> {
  const directory = join(dataDir, 'mongodb');
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const opening = (await loadEngine()).open(directory);
    onOpening();
    const engine = await opening;
    await writeUriFile(dataDir, engine.uri).catch(async (error: unknown) => {
      await engine.close();
      throw error;
    });
    return { dataDir, shares: 0, engine };
  } catch (error) {
    throw startErrorOf(error, directory);
  }
}

async function release(): Promise<void> {
  if (!running || --running.shares > 0) return;
  const { engine, dataDir } = running;
  running = null;
  await removeUriFile(dataDir).finally(() => engine.close());
}

/**
 * Opens the embedded engine over the folder `mongodb` in `dataDir`, or takes a share in it when this process has it
 * open. While it is open, its address stands in `dataDir` (see uri-file.ts).
 *
 * @param onOpening called when the engine has been loaded and opens the folder in threads of its own
 * @throws DatabaseStartError when another process has the folder open, this one has another folder open, or the engine
 * does not run on this machine.
 */
export function shareEngine(dataDir: string, onOpening: () => void = () => undefined): Promise<EngineShare> {
  return inTurn(async () => {
    const folder = resolve(dataDir);
    running ??= await start(folder, onOpening);
    if (running.dataDir !== folder) {
      throw new DatabaseStartError(`This process has another database open, in ${running.dataDir}`);
    }
    running.shares++;
    let released: Promise<void> | undefined;
    return { uri: running.engine.uri, release: () => (released ??= inTurn(release)) };
  });
}

/**
 * Loads the engine and has it open the folder: from there on it works beside whatever this process does.
 * @returns the share that is to come, as soon as the engine is at work or cannot be
 */
export function wakeEngine(dataDir: string): Promise<{ share: Promise<EngineShare> }> {
  return new Promise(resolve => {
    const share = shareEngine(dataDir, () => resolve({ share }));
    const done = (): void => resolve({ share });
    share.then(done, done);
  });
}
