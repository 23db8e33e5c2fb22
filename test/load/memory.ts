import { setTimeout as sleep } from 'node:timers/promises';
import { launch, learnersOf, saveAnswer, type Learner } from './launch.ts';
import type { Platform } from './platform.ts';
import { quantile, runAtOnce } from './rate.ts';
import { startOurs } from './tools.ts';

/** What a class that saves at a steady pace did to a tool with its own engine. */
export interface SteadyLoad {
  learners: number;
  seconds: number;
  /** Answers saved a second: as many as learners, unless the tool could not keep up. */
  perSecond: number;
  /** From sending an answer to reading that it is kept. */
  medianMs: number;
  slowestHundredthMs: number;
  peakBytes: number | null;
}

const SECOND_MS = 1000;

/** Saves once a second; a save that takes longer makes the next one late, and none is left out. */
async function keepSaving(learner: Learner, times: number, startAt: number, took: number[]): Promise<void> {
  for (let turn = 0; turn < times; turn++) {
    await sleep(Math.max(0, startAt + turn * SECOND_MS - performance.now()));
    const sentAt = performance.now();
    await saveAnswer(learner, turn);
    took.push(performance.now() - sentAt);
  }
}

/** Starts the tool with an engine of its own over `dataDir`, and lets every student save once a second. */
export async function measureSteadyLoad(
  platform: Platform,
  dataDir: string,
  seconds: number,
): Promise<SteadyLoad> {
  const { program, target } = await startOurs(platform, { DATA_DIR: dataDir });
  const learners = learnersOf(platform, target, platform.students);
  const everyone = { count: learners.length, atOnce: 16, limitMs: Infinity };
  await runAtOnce(everyone, turn => launch(platform, target, learners[turn] as Learner));
  const took: number[] = [];
  const startAt = performance.now() + SECOND_MS;
  await Promise.all(
    learners.map((learner, index) =>
      keepSaving(learner, seconds, startAt + (index * SECOND_MS) / learners.length, took),
    ),
  );
  const lasted = (performance.now() - startAt) / SECOND_MS;
  const peakBytes = program.peakMemory();
  await program.end();
  return {
    learners: learners.length,
    seconds,
    perSecond: took.length / Math.max(lasted, seconds),
    medianMs: quantile(took, 0.5),
    slowestHundredthMs: quantile(took, 0.99),
    peakBytes,
  };
}
