import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

/** The address of the engine that runs over `dataDir`, for other processes of this machine's same user. */
function uriFile(dataDir: string): string {
  return join(dataDir, 'mongodb.uri');
}

/** Leaves the engine's address in the folder, for its owner's eyes only: whoever reaches the socket needs no password. */
export async function writeUriFile(dataDir: string, uri: string): Promise<void> {
  const aside = `${uriFile(dataDir)}.${String(process.pid)}`;
  await rm(aside, { force: true });
  await writeFile(aside, `${uri}\n`, { mode: 0o600, flag: 'wx' });
  await rename(aside, uriFile(dataDir));
}

export async function removeUriFile(dataDir: string): Promise<void> {
  await rm(uriFile(dataDir), { force: true });
}

function isAnswered(socketPath: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

/**
 * @param dataDir the data folder of a tool that may be running with the embedded engine.
 * @returns the address of its engine, or null when none runs there: a tool that was killed leaves its file behind, so
 * the socket is tried.
 */
export async function findRunningUri(dataDir: string): Promise<string | null> {
  const uri = await readFile(uriFile(dataDir), 'utf8').then(
    text => text.trim(),
    () => null,
  );
  const socket = uri === null ? undefined : /^mongodb:\/\/([^/?]+)/.exec(uri)?.[1];
  if (uri === null || socket === undefined) return null;
  return (await isAnswered(decodeURIComponent(socket))) ? uri : null;
}
