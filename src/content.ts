import { resolve } from 'node:path';
import { checkContent, CONTENT_USAGE } from './course/index.ts';

/** Checks a folder of course packages for an operator: what is faulty, and what lacks a language. */
const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h') || args.length > 1) {
  process.stdout.write(`${CONTENT_USAGE}\n`);
  process.exitCode = args.length > 1 ? 1 : 0;
} else {
  const { lines, faults } = checkContent(args[0] === undefined ? undefined : resolve(args[0]));
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
  if (faults.length > 0) process.stderr.write(`${faults.join('\n')}\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
