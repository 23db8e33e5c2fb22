import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A program in a process of its own, which the benchmark started and will end. */
export interface Program {
  /** @returns what follows `beginning` on the first line that begins so. @throws Error when the program ends before it */
  said(beginning: string): Promise<string>;
  /** @returns the most memory it ever held, in bytes (VmHWM); null where the system does not tell */
  peakMemory(): number | null;
  /** @returns the processor time that it used so far, in milliseconds; null where the system does not tell */
  processorMs(): number | null;
  end(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '../..');
const PATIENCE_MS = 5000;
/** Linux counts processor time in hundredths of a second (proc(5), `stat`). */
const TICK_MS = 10;

/** What an operator may have set for the tool itself must not change what is measured. */
const CLEARED = [
  ...[
    'NODE_ENV',
    'PORT',
    'HOST',
    'PUBLIC_URL',
    'TRUST_PROXY',
    'MONGODB_URI',
    'DATA_DIR',
    'SECRET_KEY',
    'DEMO',
  ],
  ...['DEMO_PORT', 'ALLOW_HTTP_PLATFORMS', 'EMBEDDED', 'LOG_LEVEL', 'NODE_OPTIONS', 'NODE_V8_COVERAGE'],
];

const running: Program[] = [];

function readProcess<T>(pid: number | undefined, file: string, read: (text: string) => T): T | null {
  try {
    return read(readFileSync(`/proc/${String(pid)}/${file}`, 'utf8'));
  } catch {
    return null;
  }
}

/** The name of a program may hold spaces and brackets; after its last bracket come fields 3 and on. */
function ticksOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  child.kill('SIGTERM');
  await ended;
  clearTimeout(late);
}

function listenTo(child: ChildProcess): Program['said'] {
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  reader.on('line', line => lines.push(line));
  let isOver = false;
  const over = once(child, 'close').then(() => (isOver = true));
  return async beginning => {
    for (;;) {
      const line = lines.find(one => one.trimStart().startsWith(beginning));
      if (line !== undefined) return line.trimStart().slice(beginning.length).trim();
      if (isOver)
        throw new Error(
          `${child.spawnargs.join(' ')} ended before it said "${beginning}":\n${lines.join('\n')}`,
        );
      await Promise.race([once(reader, 'line'), over]);
    }
  };
}

/**
 * Starts a file of this repository: one of the build as `npm start` does, TypeScript as the tests do.
 * @param file from the repository's root
 */
export function startProgram(file: string, args: string[] = [], env: Record<string, string> = {}): Program {
  const cleared = Object.fromEntries(CLEARED.map(name => [name, undefined]));
  const runner = file.endsWith('.ts') ? ['--import', 'tsx'] : ['--enable-source-maps'];
  const child = spawn(process.execPath, [...runner, file, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...cleared, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const program: Program = {
    said: listenTo(child),
    peakMemory: () =>
      readProcess(child.pid, 'status', text => Number(/^VmHWM:\s+(\d+) kB/m.exec(text)?.[1]) * 1024),
    processorMs: () => readProcess(child.pid, 'stat', text => ticksOf(text) * TICK_MS),
    async end() {
      await endProcess(child);
      if (running.includes(program)) running.splice(running.indexOf(program), 1);
    },
  };
  running.push(program);
  return program;
}

/** Ends every program that still runs, the latest first: tools before the engine that they use. */
export async function endPrograms(): Promise<void> {
  for (const program of [...running].reverse()) await program.end();
}

/** @returns a port of loopback that was free a moment ago */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
