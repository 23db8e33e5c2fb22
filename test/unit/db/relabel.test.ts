import { expect } from 'chai';
import { elfHash, relabelled, versionsNeededBy } from '../../../src/db/embedded/relabel.ts';

const NEWER = 3;
const BASE = 2;

/** The smallest ELF file with versioned symbols: [name, index of its version] each. */
function anElf(symbols: [string, number][], versions: [string, number][]): Buffer {
  const names = ['libc.so.6', ...versions.map(v => v[0]), ...symbols.map(s => s[0])];
  const strings = Buffer.from(`\0${names.join('\0')}\0`);
  const nameAt = (name: string): number => strings.indexOf(`\0${name}\0`) + 1;

  const dynsym = Buffer.alloc(24 * symbols.length);
  symbols.forEach(([name], i) => dynsym.writeUInt32LE(nameAt(name), 24 * i));
  const versym = Buffer.alloc(2 * symbols.length);
  symbols.forEach(([, index], i) => versym.writeUInt16LE(index, 2 * i));
  const verneed = Buffer.alloc(16 + 16 * versions.length);
  verneed.writeUInt16LE(1, 0);
  verneed.writeUInt16LE(versions.length, 2);
  verneed.writeUInt32LE(nameAt('libc.so.6'), 4);
  verneed.writeUInt32LE(16, 8);
  versions.forEach(([name, index], i) => {
    const at = 16 + 16 * i;
    verneed.writeUInt32LE(elfHash(name), at);
    verneed.writeUInt16LE(index, at + 6);
    verneed.writeUInt32LE(nameAt(name), at + 8);
    verneed.writeUInt32LE(i + 1 < versions.length ? 16 : 0, at + 12);
  });

  const parts: [number, Buffer, number][] = [
    [3, strings, 0],
    [11, dynsym, 0],
    [0x6fffffff, versym, 0],
    [0x6ffffffe, verneed, 1],
  ];
  const header = Buffer.alloc(64);
  header.write('7f454c460201', 'hex');
  const table = Buffer.alloc(64 * parts.length);
  let offset = header.length;
  parts.forEach(([type, content, info], i) => {
    table.writeUInt32LE(type, 64 * i + 4);
    table.writeBigUInt64LE(BigInt(offset), 64 * i + 0x18);
    table.writeBigUInt64LE(BigInt(content.length), 64 * i + 0x20);
    table.writeUInt32LE(0, 64 * i + 0x28);
    table.writeUInt32LE(info, 64 * i + 0x2c);
    offset += content.length;
  });
  header.writeBigUInt64LE(BigInt(offset), 0x28);
  header.writeUInt16LE(64, 0x3a);
  header.writeUInt16LE(parts.length, 0x3c);
  return Buffer.concat([header, ...parts.map(p => p[1]), table]);
}

/** @returns the name of the symbol at `index`, as the dynamic linker would read it. */
function symbolName(file: Buffer, index: number, stringsLength: number): string {
  const at = 64 + file.readUInt32LE(64 + stringsLength + 24 * index);
  return file.toString('latin1', at, file.indexOf(0, at));
}

describe('relabelling the engine for an older C library', () => {
  const symbols: [string, number][] = [
    ['__isoc23_strtol', NEWER],
    ['fmod', NEWER],
    ['__isoc23_of_another_version', BASE],
    ['malloc', BASE],
  ];
  const versions: [string, number][] = [
    ['GLIBC_2.38', NEWER],
    ['GLIBC_2.2.5', BASE],
  ];
  const original = anElf(symbols, versions);
  const stringsLength = Number(original.readBigUInt64LE(original.length - 4 * 64 + 0x20));

  it('hashes version names as the ABI says', () => {
    expect(elfHash('GLIBC_2.2.5')).to.equal(0x09691a75);
    expect(elfHash('GLIBC_2.38')).to.equal(0x069691b8);
  });

  it('asks for no newer version', () => {
    expect(versionsNeededBy(original)).to.deep.equal(['GLIBC_2.38', 'GLIBC_2.2.5']);
    expect(versionsNeededBy(relabelled(original))).to.deep.equal(['GLIBC_2.2.5', 'GLIBC_2.2.5']);
  });

  it('carries the hash of the version that it names', () => {
    const copy = relabelled(original);
    const entry = 64 + stringsLength + 24 * symbols.length + 2 * symbols.length + 16;
    expect(original.readUInt32LE(entry)).to.equal(elfHash('GLIBC_2.38'));
    expect(copy.readUInt32LE(entry)).to.equal(elfHash('GLIBC_2.2.5'));
  });

  it('names the plain functions instead of the C23 aliases, and touches no other symbol', () => {
    const copy = relabelled(original);
    const names = symbols.map((_, i) => symbolName(copy, i, stringsLength));
    expect(names).to.deep.equal(['strtol', 'fmod', '__isoc23_of_another_version', 'malloc']);
  });

  it('leaves the original as it was, and the length the same', () => {
    const before = Buffer.from(original);
    expect(relabelled(original)).to.have.length(original.length);
    expect(original.equals(before)).to.equal(true);
  });

  it('refuses what needs no relabelling, and what is no ELF file', () => {
    expect(() => relabelled(anElf([['malloc', BASE]], [['GLIBC_2.2.5', BASE]]))).to.throw('GLIBC_2.38');
    expect(() => relabelled(anElf(symbols, [['GLIBC_2.38', NEWER]]))).to.throw('GLIBC_2.2.5');
    expect(() => relabelled(Buffer.alloc(64))).to.throw('ELF');
  });
});
