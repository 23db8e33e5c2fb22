// Runs before everything else, on plain Node: brings in what `npm start` and `npm test` need on a bare machine.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const [MAJOR = 0, MINOR = 0] = process.versions.node.split('.').map(Number);

function fail(line) {
  console.error(line);
  process.exit(1);
}

function mtimeOf(file) {
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}

/** npm writes this file last; a lock file newer than it means that something changed since. */
function needsInstall() {
  const installed = mtimeOf(join(ROOT, 'node_modules/.package-lock.json'));
  return installed === 0 || installed < mtimeOf(join(ROOT, 'package-lock.json'));
}

function findBrowser() {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable'];
  return names.some(name => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0);
}

function installBrowser() {
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall)
    fail('The tests need Chromium: install it (Debian: apt-get install chromium) and run npm test again.');
  const apt = args =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  console.log('Installing Chromium for the tests ...');
  apt(['update', '-qq']);
  apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
}

if (MAJOR < 20 || (MAJOR === 20 && MINOR < 19))
  fail(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
if (needsInstall()) {
  console.log('Installing dependencies ...');
  const installed = spawnSync('npm', ['ci', '--no-fund', '--no-audit'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (installed.status !== 0) fail('Dependencies could not be installed: run npm ci and see what it says.');
}
if (process.argv.includes('--browser') && !findBrowser()) installBrowser();
