import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '../..');

/** Runs a program of node_modules/.bin. @returns its exit code with what it printed */
function run(program: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(ROOT, 'node_modules/.bin', program), args, { cwd: ROOT });
    let output = '';
    child.stdout.on('data', chunk => (output += String(chunk)));
    child.stderr.on('data', chunk => (output += String(chunk)));
    child.on('error', reject);
    child.on('close', code => {
      resolve({ code, output });
    });
  });
}

describe('the checks of the whole tree', function () {
  this.timeout(300_000);

  it('finds no fault of types', async () => {
    const { code, output } = await run('tsc', '--noEmit');
    expect(code, output).to.equal(0);
  });

  it('finds no fault by the linter', async () => {
    const { code, output } = await run('eslint', '.');
    expect(code, output).to.equal(0);
  });

  it('finds every file formatted', async () => {
    const { code, output } = await run('prettier', '--check', '.');
    expect(code, output).to.equal(0);
  });

  it('finds no import that climbs over a wall', async () => {
    const { code, output } = await run(
      'depcruise',
      'src',
      'views',
      'config',
      '--config',
      '.dependency-cruiser.cjs',
    );
    expect(code, output).to.equal(0);
  });
});
