import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { checkContent } from '../../../src/course/index.ts';
import { openContentFolder, smallPackage, type ContentFolder } from '../../support/package-files.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('an operator who checks packages', () => {
  let folder: ContentFolder;
  beforeEach(() => {
    folder = openContentFolder();
  });
  afterEach(() => {
    folder.remove();
  });

  it('sees each package with what it lacks', () => {
    folder.write(smallPackage({ 'course/small/1/one/a.sv.md': ' Hej' }));
    expect(checkContent(folder.path)).to.deep.equal({
      lines: ['small@1                           fi 100 %  sv 100 %  en 100 %'],
      faults: [],
    });
  });

  it('sees where a text is in another language only', () => {
    folder.write({
      ...smallPackage(),
      'course/small/1/one/module.json': smallPackage()['course/small/1/one/module.json'],
    });
    folder.write({ 'course/small/1/one/b.fi.md': 'b' });
    const module = {
      ...(smallPackage()['course/small/1/one/module.json'] as object),
      summary: { en: 'Only' },
    };
    folder.write({ 'course/small/1/one/module.json': module });
    expect(checkContent(folder.path).lines).to.deep.equal([
      'small@1                           fi  83 %  sv  83 %  en 100 %',
      '    one: lacks summary: fi, sv',
    ]);
  });

  it('is told the faults of a folder, and that there is none', () => {
    folder.write(smallPackage({ 'course/small/1/one/a.sv.md': '<b>x</b>' }));
    const { lines, faults } = checkContent(folder.path);
    expect(lines).to.deep.equal([]);
    expect(faults.join('\n')).to.include('a.sv.md:1: holds HTML');
    expect(checkContent(join(folder.path, 'nowhere')).faults[0]).to.include('there is no such folder');
  });

  it('gets exit code 1 for faults, and 0 without', function () {
    this.timeout(60_000);
    const run = (): { code: number; out: string } => {
      try {
        const args = ['--import', 'tsx', 'src/content.ts', folder.path];
        return {
          code: 0,
          out: execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }),
        };
      } catch (error) {
        const { status, stderr } = error as { status: number; stderr: string };
        return { code: status, out: stderr };
      }
    };
    folder.write(smallPackage());
    expect(run()).to.deep.include({ code: 0 });
    folder.write({ 'course/small/1/one/a.fi.md': '<script>' });
    const faulty = run();
    expect(faulty.code).to.equal(1);
    expect(faulty.out).to.include('a.fi.md:1');
  });
});
