import { expect } from 'chai';
import { compareVersions, engineFit, type EngineFit } from '../../../src/db/embedded/c-library.ts';
import { unsupportedMessage } from '../../../src/db/embedded/load-engine.ts';

describe('versions of the C library', () => {
  for (const [one, other, sign] of [
    ['2.36', '2.38', -1],
    ['2.4', '2.38', -1],
    ['2.38', '2.38', 0],
    ['2.38', '2.38.0', 0],
    ['2.38.1', '2.38', 1],
    ['2.41', '2.38', 1],
    ['3.0', '2.38', 1],
  ] as const) {
    it(`${one} is ${sign < 0 ? 'older than' : sign > 0 ? 'newer than' : 'the same as'} ${other}`, () => {
      expect(Math.sign(compareVersions(one, other))).to.equal(sign);
    });
  }
});

describe('the machines that the engine runs on', () => {
  const rows: [string, string, string | null, EngineFit][] = [
    ['linux', 'x64', '2.41', 'as-is'],
    ['linux', 'x64', '2.38', 'as-is'],
    ['linux', 'x64', '2.37', 'relabelled'],
    ['linux', 'x64', '2.36', 'relabelled'],
    ['linux', 'x64', '2.35', 'unsupported'],
    ['linux', 'x64', null, 'unsupported'],
    ['linux', 'arm64', '2.38', 'as-is'],
    ['linux', 'arm64', '2.36', 'unsupported'],
    ['linux', 's390x', '2.41', 'unsupported'],
    ['darwin', 'arm64', null, 'as-is'],
    ['darwin', 'x64', null, 'unsupported'],
    ['win32', 'x64', null, 'unsupported'],
  ];
  for (const [platform, arch, glibc, fit] of rows) {
    it(`${platform} ${arch} with ${glibc === null ? 'no glibc' : `glibc ${glibc}`}: ${fit}`, () => {
      expect(engineFit({ platform, arch, glibc })).to.equal(fit);
    });
  }

  it('elsewhere one line says what is missing, what to set and how to get it', () => {
    const message = unsupportedMessage({ platform: 'linux', arch: 'arm64', glibc: '2.36' });
    expect(message)
      .to.include('linux arm64 with glibc 2.36')
      .and.include('MONGODB_URI')
      .and.include('docker run');
    expect(message).to.not.include('\n');
    expect(unsupportedMessage({ platform: 'linux', arch: 'x64', glibc: null })).to.include('without glibc');
    expect(unsupportedMessage({ platform: 'win32', arch: 'x64', glibc: null })).to.include('on win32 x64.');
  });
});
