/** A program of the benchmark: one embedded engine over a folder, for all tools. `engine.ts <folder>` */
import { shareEngine } from '../../src/db/embedded/engine.ts';

const [, , dataDir = ''] = process.argv;

const engine = await shareEngine(dataDir);
process.once('SIGTERM', () => void engine.release().then(() => process.exit(0)));
// The address names no database: each user of the engine puts in its own.
console.log(`uri ${engine.uri}`);
