/** What the embedded engine's prebuilt binaries can do on a machine. */
export type EngineFit = 'as-is' | 'relabelled' | 'unsupported';

export interface Machine {
  platform: string;
  arch: string;
  /** Version of the GNU C library, or null where there is another one (musl, macOS). */
  glibc: string | null;
}

/** The binaries are linked against this version; see relabel.ts for what they truly need. */
const BUILT_FOR = '2.38';
/** The newest version that the relabelled binaries still ask for (`readelf -V`). */
const RELABELLED_NEED = '2.36';

/** @returns negative, zero or positive as version `one` is older than, equal to or newer than `other`; `2.4` is older than `2.38`. */
export function compareVersions(one: string, other: string): number {
  const a = one.split('.').map(Number);
  const b = other.split('.').map(Number);
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * @returns how the engine can run there. Its platforms are those of release 0.1.1: macOS on arm64, Linux with glibc
 * on x64 and arm64.
 */
export function engineFit(machine: Machine): EngineFit {
  if (machine.platform === 'darwin') return machine.arch === 'arm64' ? 'as-is' : 'unsupported';
  if (machine.platform !== 'linux' || machine.glibc === null) return 'unsupported';
  if (machine.arch !== 'x64' && machine.arch !== 'arm64') return 'unsupported';
  if (compareVersions(machine.glibc, BUILT_FOR) >= 0) return 'as-is';
  const isOldEnoughHelped = machine.arch === 'x64' && compareVersions(machine.glibc, RELABELLED_NEED) >= 0;
  return isOldEnoughHelped ? 'relabelled' : 'unsupported';
}

/** @returns this machine, without asking the network (Node's report would otherwise look up every interface's name). */
export function thisMachine(): Machine {
  const glibc = process.platform === 'linux' ? glibcVersion() : null;
  return { platform: process.platform, arch: process.arch, glibc };
}

function glibcVersion(): string | null {
  const report = process.report as NodeJS.ProcessReport & { excludeNetwork: boolean };
  report.excludeNetwork = true;
  const { header } = report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime ?? null;
}
