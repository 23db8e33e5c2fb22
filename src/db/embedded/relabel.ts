/**
 * Why this exists: the embedded engine's prebuilt binaries (release 0.1.1, Linux x64) are linked against glibc 2.38,
 * while Debian 12 has 2.36. They ask the newer version for eight references only: `fmod`, and the C23 aliases
 * `__isoc23_strtol` and the like, which differ from the plain functions in accepting `0b…` literals and nothing else.
 * A copy whose references name the plain functions of GLIBC_2.2.5 runs on 2.36.
 *
 * When it can go: once the engine is built against glibc 2.36 or older, or nobody runs the embedded engine on
 * Debian 12 any more (its support ends in June 2028).
 */

/** `.gnu.version_r`'s hash of a version's name: the System V ABI's ELF hash (Linux Standard Base 5.0, 10.7.2). */
export function elfHash(name: string): number {
  let hash = 0;
  for (const byte of Buffer.from(name)) {
    hash = ((hash << 4) + byte) >>> 0;
    const high = hash & 0xf0000000;
    hash = (hash ^ (high >>> 24)) & ~high;
  }
  return hash >>> 0;
}

const NEWER = 'GLIBC_2.38';
const BASE = 'GLIBC_2.2.5';
const C23_PREFIX = '__isoc23_';

/** Types of sections (`sh_type`) in the System V ABI and the GNU extensions. */
const SECTION = { dynsym: 11, versionNeeds: 0x6ffffffe, versions: 0x6fffffff } as const;

interface Section {
  offset: number;
  size: number;
  link: number;
  count: number;
}

interface Elf {
  sections: Map<number, Section>;
  /** Where the string table of the dynamic symbols begins, and its end. */
  strings: { start: number; end: number };
}

/** Reads the section headers of a 64-bit little-endian ELF file (System V ABI, chapter 4). */
function readElf(file: Buffer): Elf {
  if (file.readUInt32BE(0) !== 0x7f454c46 || file.readUInt16BE(4) !== 0x0201)
    throw new Error('not a 64-bit ELF file');
  const table = Number(file.readBigUInt64LE(0x28));
  const entrySize = file.readUInt16LE(0x3a);
  const all = Array.from({ length: file.readUInt16LE(0x3c) }, (_, i) => table + i * entrySize);
  const sectionAt = (at: number): Section => ({
    offset: Number(file.readBigUInt64LE(at + 0x18)),
    size: Number(file.readBigUInt64LE(at + 0x20)),
    link: file.readUInt32LE(at + 0x28),
    count: file.readUInt32LE(at + 0x2c),
  });
  const sections = new Map(all.map(at => [file.readUInt32LE(at + 4), sectionAt(at)] as const));
  const stringsAt = all[sections.get(SECTION.dynsym)?.link ?? -1];
  if (stringsAt === undefined) throw new Error('no dynamic symbols');
  const { offset, size } = sectionAt(stringsAt);
  return { sections, strings: { start: offset, end: offset + size } };
}

function sectionOf(elf: Elf, type: number): Section {
  const section = elf.sections.get(type);
  if (!section) throw new Error(`no section of type ${type.toString(16)}`);
  return section;
}

function textAt(file: Buffer, elf: Elf, offset: number): string {
  const start = elf.strings.start + offset;
  return file.toString('latin1', start, file.indexOf(0, start));
}

interface VersionNeed {
  /** Where the auxiliary entry (`Vernaux`) stands in the file. */
  at: number;
  name: string;
  /** What `.gnu.version` holds for each symbol of this version. */
  index: number;
}

function readVersionNeeds(file: Buffer, elf: Elf): VersionNeed[] {
  const section = sectionOf(elf, SECTION.versionNeeds);
  const needs: VersionNeed[] = [];
  let library = section.offset;
  for (let i = 0; i < section.count; i++) {
    let at = library + file.readUInt32LE(library + 8);
    for (let left = file.readUInt16LE(library + 2); left > 0; left--) {
      needs.push({
        at,
        name: textAt(file, elf, file.readUInt32LE(at + 8)),
        index: file.readUInt16LE(at + 6),
      });
      at += file.readUInt32LE(at + 12);
    }
    library += file.readUInt32LE(library + 12);
  }
  return needs;
}

/** @returns the versions that an ELF file asks of its libraries, each once for each library. */
export function versionsNeededBy(file: Buffer): string[] {
  return readVersionNeeds(file, readElf(file)).map(need => need.name);
}

function plainNamesForC23(file: Buffer, elf: Elf, versionIndexes: Set<number>): void {
  const symbols = sectionOf(elf, SECTION.dynsym);
  const versions = sectionOf(elf, SECTION.versions);
  const symbolSize = 24;
  for (let i = 0; i < symbols.size / symbolSize; i++) {
    if (!versionIndexes.has(file.readUInt16LE(versions.offset + 2 * i))) continue;
    const at = symbols.offset + symbolSize * i;
    const name = file.readUInt32LE(at);
    if (textAt(file, elf, name).startsWith(C23_PREFIX)) file.writeUInt32LE(name + C23_PREFIX.length, at);
  }
}

/**
 * @param original an x64 ELF file that asks for GLIBC_2.38.
 * @returns a copy that asks for GLIBC_2.2.5 in its place, with the C23 aliases renamed to the plain functions: the
 * tail of the same string names them.
 * @throws Error when the file is none such.
 */
export function relabelled(original: Buffer): Buffer {
  const file = Buffer.from(original);
  const elf = readElf(file);
  const newer = readVersionNeeds(file, elf).filter(need => need.name === NEWER);
  const base = file.subarray(elf.strings.start, elf.strings.end).indexOf(`\0${BASE}\0`) + 1;
  if (newer.length === 0 || base === 0) throw new Error(`${NEWER} or ${BASE} is not asked for`);
  plainNamesForC23(file, elf, new Set(newer.map(need => need.index)));
  for (const { at } of newer) {
    file.writeUInt32LE(elfHash(BASE), at);
    file.writeUInt32LE(base, at + 8);
  }
  return file;
}
