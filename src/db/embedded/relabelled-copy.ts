import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { relabelled } from './relabel.ts';

/** The release whose binaries are known here. */
const RELEASE = '0.1.1';

/** One of its two binaries for Linux x64: SHA-256 as released and as relabelled, and its length, which stays the same. */
interface Binary {
  name: string;
  size: number;
  released: string;
  relabelled: string;
}

/** The library is found from beside the addon (`RUNPATH` is `$ORIGIN`), so the two share a folder. */
const ADDON: Binary = {
  name: 'embedded-mongodb.linux-x64-gnu.node',
  size: 2_084_552,
  released: '5ce2da1845bd2aaf719ce33c36ef8eaf0c9e4a5b8eac75e8f10ad236ae937dbb',
  relabelled: 'b46a07fc190d6d683690087b6792c96232931b08960f67912361f09a1cdbe600',
};
const LIBRARY: Binary = {
  name: 'libembedded_mongodb_native.so',
  size: 34_575_480,
  released: 'eee6ecfaad6a1cdcf4f27086486f9f517cb9473e164fb677969686072cbbd76c',
  relabelled: '2fad2de43b2c8fb683dca485e1ff946d6e1c38737c12c95ba58d21715f9c8168',
};
export const BINARIES: readonly Binary[] = [LIBRARY, ADDON];

/** @returns folders in which a copy may be kept, best first: a temporary folder is emptied more often. */
export function cacheFolders(): string[] {
  return [
    join(homedir(), '.cache', 'sosrake-lti'),
    join(tmpdir(), `sosrake-lti-${String(process.getuid?.() ?? 0)}`),
  ];
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Code is loaded from here: a folder that somebody else owns or may write to would let them choose that code. */
async function isOursAlone(path: string): Promise<boolean> {
  const found = await lstat(path);
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}

/** Cut short (a full disk, a power failure) or swept away in part, a copy is not whole. */
async function isWhole(folder: string): Promise<boolean> {
  const sizes = await Promise.all(
    BINARIES.map(({ name }) =>
      lstat(join(folder, name)).then(
        f => f.size,
        () => -1,
      ),
    ),
  );
  return BINARIES.every((binary, i) => binary.size === sizes[i]);
}

/** Asked at each start, for the package may be another by now than the one that the copy was made of. */
async function isKnownRelease(packageFolder: string): Promise<boolean> {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: unknown;
  };
  return version === RELEASE;
}

async function writeThrough(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o500);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeCopies(packageFolder: string, into: string): Promise<void> {
  for (const binary of BINARIES) {
    const original = await readFile(join(packageFolder, binary.name));
    if (sha256(original) !== binary.released)
      throw new Error(`${binary.name} is not that of release ${RELEASE}`);
    const copy = relabelled(original);
    if (sha256(copy) !== binary.relabelled) throw new Error(`${binary.name} did not become what was tested`);
    await writeThrough(join(into, binary.name), copy);
  }
}

/** A copy is made aside and takes its place by one rename: of two processes at once, the later finds it there. */
async function makeCopy(packageFolder: string, cache: string, folder: string): Promise<void> {
  const aside = await mkdtemp(join(cache, 'making-'));
  try {
    await writeCopies(packageFolder, aside);
    await rename(aside, folder).catch(async (error: unknown) => {
      if (await isWhole(folder)) return;
      await rename(folder, `${aside}-broken`);
      await rm(`${aside}-broken`, { recursive: true, force: true });
      await rename(aside, folder).catch(() => {
        throw error;
      });
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/**
 * @param packageFolder where npm put the engine's binaries for Linux x64.
 * @param cache folder to keep the copy in; made when absent.
 * @returns the path of the relabelled addon, its library beside it.
 * @throws Error when the binaries are not those of the known release, or the folder is not ours alone.
 */
export async function relabelledAddon(packageFolder: string, cache: string): Promise<string> {
  if (!(await isKnownRelease(packageFolder))) throw new Error(`the engine is not release ${RELEASE}`);
  await mkdir(cache, { recursive: true, mode: 0o700 });
  if (!(await isOursAlone(cache))) throw new Error(`${cache} may be written by others`);
  const folder = join(
    cache,
    `embedded-mongodb-${ADDON.relabelled.slice(0, 8)}${LIBRARY.relabelled.slice(0, 8)}`,
  );
  if (!(await isWhole(folder))) await makeCopy(packageFolder, cache, folder);
  return join(folder, ADDON.name);
}
