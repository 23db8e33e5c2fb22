import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program of ours in a process of its own. */
export interface Child {
  process: ChildProcess;
  /** The lines it printed so far. */
  lines: string[];
  /** Resolves when it has printed `count` lines, or ended. */
  printed(count: number): Promise<void>;
  /** Resolves with the exit code (null when killed), once its output is read to the end. */
  ended: Promise<number | null>;
}

/** Runs a TypeScript file with the same Node as the tests. */
export function startChild(file: string, ...args: string[]): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', line => lines.push(line));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    process: child,
    lines,
    ended,
    async printed(count) {
      while (lines.length < count && child.exitCode === null && child.signalCode === null) {
        await Promise.race([once(reader, 'line'), ended]);
      }
    },
  };
}
