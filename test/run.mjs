// Runs the tests in one mocha and closes with one plain line. `node test/run.mjs unit integration` runs these only.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const GROUPS = ['unit', 'walls', 'integration', 'conformance', 'endurance', 'e2e'];
const asked = process.argv.slice(2);
const groups = asked.length > 0 ? asked : GROUPS;

const run = spawn(
  process.execPath,
  [join(ROOT, 'node_modules/mocha/bin/mocha.js'), ...groups.map(group => `test/${group}/**/*.test.{ts,tsx}`)],
  { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
);
let output = '';
run.stdout.on('data', chunk => {
  output += chunk;
  process.stdout.write(chunk);
});
run.on('close', code => {
  const count = word => Number(new RegExp(`^\\s+(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);
  const passed = count('passing');
  const failed = count('failing') || (code === 0 ? 0 : 1);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(code === 0 && passed > 0 ? 0 : 1);
});
