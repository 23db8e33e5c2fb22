import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = ['src', 'views', 'config', 'test'];
const VAGUE = /(^|[-.])(utils?|helpers?|common|managers?|services?|data|misc)([-.]|$)/;

function listFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
}

const files = SOURCES.flatMap(listFiles);
const code = files.filter(file => /\.tsx?$/.test(file));
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('names', () => {
  it('are kebab-case for every file of code', () => {
    const odd = code.filter(file => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.tsx?$/.test(basename(file)));
    expect(odd).to.deep.equal([]);
  });

  it('say what a file is, never that it helps', () => {
    // `data-dir.ts` is the folder that DATA_DIR names; `service-*` in lti are the services of LTI Advantage.
    const allowed = /^(src\/data-dir\.ts|(src|test)\/.*\/(service-|services\.test))/;
    expect(code.filter(file => VAGUE.test(basename(file)) && !allowed.test(file))).to.deep.equal([]);
  });

  it('begin each collection with its room', () => {
    const wrong = code.flatMap(file => {
      const room = /^src\/([a-z-]+)\//.exec(file)?.[1];
      if (!room) return [];
      const names = [...read(file).matchAll(/collection: '([a-z_]+)'/g)].map(match => match[1] ?? '');
      return names
        .filter(name => !name.startsWith(`${room.replaceAll('-', '_')}_`))
        .map(name => `${file}: ${name}`);
    });
    expect(wrong).to.deep.equal([]);
  });

  it('begin each error code with its room', () => {
    // A room may throw the edge's codes (`http/…`), and what the gate says of a missing session.
    const wrong = code.flatMap(file => {
      const room = /^src\/([a-z-]+)\//.exec(file)?.[1];
      if (!room) return [];
      const codes = [...read(file).matchAll(/new AppError\(\s*'([a-z-]+)\//g)].map(match => match[1] ?? '');
      return codes.filter(name => ![room, 'http', 'lti'].includes(name)).map(name => `${file}: ${name}`);
    });
    expect(wrong).to.deep.equal([]);
  });

  it('export nothing by default', () => {
    const wrong = code.filter(file => !file.endsWith('.d.ts') && /^export default /m.test(read(file)));
    expect(wrong).to.deep.equal([]);
  });
});

describe('sizes', () => {
  it('are printed where a file has grown large', () => {
    const sizes = code
      .filter(file => !file.startsWith('test/'))
      .map(file => ({ file, lines: read(file).split('\n').length }))
      .sort((a, b) => b.lines - a.lines);
    for (const { file, lines } of sizes.filter(size => size.lines > 250))
      console.log(`      ${lines} lines: ${file}`);
    expect(sizes.length).to.be.greaterThan(0);
  });
});
