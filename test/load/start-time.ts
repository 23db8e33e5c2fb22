import { readFileSync, readdirSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, startProgram } from './program.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Short beside a start, and long enough that asking takes nothing from it. */
const ASK_AGAIN_MS = 5;
const IMPORT = /^import (?!type )(?:[\w*{][^;]*? from )?'([^.'][^']*)';/gm;

/** What one start took up to the first answer, and to the line that says it; a null where the system does not tell. */
export interface StartTime {
  ms: number;
  saidMs: number;
  processorMs: number | null;
}

/** One for each round. */
export interface StartTimes {
  /** As `npm start` starts it: with the demo LMS. */
  withDemo: StartTime[];
  withoutDemo: StartTime[];
  importsOnly: StartTime[];
}

/** @returns the packages that the code in these files and folders imports when it runs, sorted */
function packagesOf(...paths: string[]): string[] {
  const files = paths.flatMap(path =>
    path.endsWith('.ts')
      ? [path]
      : readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' })
          .filter(name => /\.tsx?$/.test(name))
          .map(name => join(path, name)),
  );
  const found = new Set<string>();
  for (const file of files) {
    if (file.endsWith('.tsx')) found.add('preact/jsx-runtime');
    for (const [, name = ''] of readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)) found.add(name);
  }
  return [...found].filter(name => !name.startsWith('node:')).sort();
}

/** @throws Error when the app that only imports has fallen behind what the tool imports */
export function checkImports(): void {
  const tool = packagesOf('src', 'views', 'config').join(' ');
  const other = packagesOf('test/load/imports-only.ts').join(' ');
  if (tool !== other) throw new Error(`imports-only.ts is to import\n  ${tool}\nand imports\n  ${other}`);
}

interface Start {
  file: string;
  args?: string[];
  env?: Record<string, string>;
  port: string;
  /** Printed when it serves. */
  ready: string;
}

/** @returns the status of an answer, or null where nobody listens yet */
function ask(port: string): Promise<number | null> {
  return new Promise(resolve => {
    const asked = get({ host: '127.0.0.1', port, path: '/health/live', agent: false }, answer => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? null));
    });
    asked.on('error', () => resolve(null));
  });
}

/** Asks again and again, as whoever waits for a service does: who is let in early waits for the answer. */
async function firstAnswer(port: string, isOver: () => boolean): Promise<void> {
  for (;;) {
    const status = await ask(port);
    if (status === 200) return;
    if (status !== null || isOver()) throw new Error(`the first answer was ${String(status)}`);
    await sleep(ASK_AGAIN_MS);
  }
}

/** @returns what it took from the start of the process to the answer of its first request */
async function timeStart({ file, args, env, port, ready }: Start): Promise<StartTime> {
  const startedAt = performance.now();
  const program = startProgram(file, args, env);
  let isOver = false;
  const said = program.said(ready).then(
    () => performance.now() - startedAt,
    (error: unknown) => {
      isOver = true;
      throw error;
    },
  );
  const answered = firstAnswer(port, () => isOver).then(() => ({
    ms: performance.now() - startedAt,
    processorMs: program.processorMs(),
  }));
  const [saidMs, answer] = await Promise.all([said, answered]);
  await program.end();
  return { ...answer, saidMs };
}

/** Starts the tool, with data that an earlier start left, and the app that only imports, in turn. */
export async function measureStarts(
  dataDirs: { demo: string; plain: string },
  rounds: number,
): Promise<StartTimes> {
  const [port, demoPort] = [String(await freePort()), String(await freePort())];
  const env = { PORT: port, LOG_LEVEL: 'warn' };
  const starts: Record<keyof StartTimes, Start> = {
    withDemo: {
      file: '.build/tool/main.js',
      env: { ...env, DEMO_PORT: demoPort, DATA_DIR: dataDirs.demo },
      port,
      ready: 'Open http',
    },
    withoutDemo: {
      file: '.build/tool/main.js',
      env: { ...env, DEMO: '0', DATA_DIR: dataDirs.plain },
      port,
      ready: 'The tool is served at',
    },
    importsOnly: { file: '.build/bench/imports-only.js', args: [port], port, ready: 'serving' },
  };
  for (const start of Object.values(starts)) await timeStart(start);
  const times: StartTimes = { withDemo: [], withoutDemo: [], importsOnly: [] };
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(starts) as (keyof StartTimes)[])
      times[name].push(await timeStart(starts[name]));
  }
  return times;
}
