// Runs the tests and closes with one plain line. `node test/run.mjs unit integration` runs these groups only;
// `--also <node>` (any number) runs those that hold on every Node with that one besides.
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = join(import.meta.dirname, '..');

/** Each in a process of its own, with its own engine: what takes longest first, so that the lanes end together. */
const GROUPS = ['e2e', 'integration', 'walls', 'unit', 'endurance', 'conformance'];
/** On every Node that the tool is to run on. */
const EVERYWHERE = ['integration', 'unit'];
/**
 * In no company: the fuzzers try as much as their seconds allow, and would try less of it unseen; the endurance tests
 * keep several processes busy at once by themselves.
 */
const ALONE = ['endurance', 'conformance'];
/** The cores of a small machine. */
const LANES = 2;

const { values, positionals } = parseArgs({
  options: { also: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
});
const asked = positionals.length > 0 ? positionals : GROUPS;
const jobs = [
  ...asked.map(group => ({ group, node: process.execPath })),
  ...values.also.flatMap(node =>
    asked.filter(group => EVERYWHERE.includes(group)).map(group => ({ group, node })),
  ),
]
  .sort((one, other) => GROUPS.indexOf(one.group) - GROUPS.indexOf(other.group))
  .map(job => ({ ...job, name: `${job.group}, Node ${versionOf(job.node)}` }));

function versionOf(node) {
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim().slice(1);
}

/** Those that are at work, told to end when this is: their output so far is then shown, and they count as failed. */
const atWork = new Set();
let isToldToEnd = false;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    isToldToEnd = true;
    // Mocha hands on this one, and no other, to the process that it has started.
    for (const mocha of atWork) mocha.kill('SIGINT');
  });

/** Its output is shown whole once it has ended, unless it is the only one. @returns what came of it */
function run({ node, group, name }) {
  const mocha = spawn(
    node,
    [join(ROOT, 'node_modules/mocha/bin/mocha.js'), `test/${group}/**/*.test.{ts,tsx}`],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  atWork.add(mocha);
  if (jobs.length > 1) console.log(`===== ${name} begins`);
  const startedAt = performance.now();
  let output = '';
  const take = chunk => {
    output += chunk;
    if (jobs.length === 1) process.stdout.write(chunk);
  };
  mocha.stdout.setEncoding('utf8').on('data', take);
  mocha.stderr.setEncoding('utf8').on('data', take);
  return new Promise(resolve => {
    mocha.on('close', (code, signal) => {
      atWork.delete(mocha);
      const count = word => Number(new RegExp(`^\\s+(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);
      const passed = count('passing');
      const hasEnded = code === 0 && passed > 0 && !isToldToEnd;
      const failed = Math.max(count('failing'), hasEnded ? 0 : 1);
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      const end = hasEnded ? '' : `, ended with ${signal ?? `exit code ${code}`}`;
      const line = `${name}: ${passed} passed, ${failed} failed, ${seconds} s${end}`;
      if (jobs.length > 1) process.stdout.write(`\n===== ${name}\n${output}`);
      console.log(`===== ${line}`);
      resolve({ passed, failed, line });
    });
  });
}

/** Runs them in turn, so many at a time. */
async function runAll(queue, lanes) {
  const results = [];
  const waiting = [...queue];
  const lane = async () => {
    for (let job = waiting.shift(); job && !isToldToEnd; job = waiting.shift()) results.push(await run(job));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

// Made once, before several find at the same time that it is not there.
if (asked.includes('integration')) execFileSync(process.execPath, ['src/bootstrap/build.mjs'], { cwd: ROOT });
const results = [
  ...(await runAll(
    jobs.filter(({ group }) => !ALONE.includes(group)),
    LANES,
  )),
  ...(await runAll(
    jobs.filter(({ group }) => ALONE.includes(group)),
    1,
  )),
];
const sum = word => results.reduce((total, result) => total + result[word], 0);
for (const { failed, line } of results) if (failed > 0) console.log(line);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 && sum('passed') > 0 ? 0 : 1);
