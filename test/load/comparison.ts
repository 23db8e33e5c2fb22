import { launch, learnersOf, open, saveAnswer, type Learner, type Target } from './launch.ts';
import type { Platform } from './platform.ts';
import type { Program } from './program.ts';
import { inTurn, runAtOnce, type Rate, type Run } from './rate.ts';
import type { MeasuredTool } from './tools.ts';

/** How much is measured. */
export interface Amounts {
  rounds: number;
  /** So many of the platform's students launch before anything is measured; the others come as newcomers. */
  warming: number;
  warmUp: Run;
  alone: Run;
  crowd: Run;
  pages: Run;
}

/** One tool's launches per second: one number a round, except for the first launches, which happen once. */
export interface Launches {
  alone: number[];
  crowd: number[];
  /** Of people whom the tool never saw, in browsers without its cookie; 16 at once. */
  first: number;
  keyFetches: number;
  launched: number;
  /** Processor time of one launch; null where the system does not tell. */
  toolMs: number | null;
  databaseMs: number | null;
}

export interface Comparison {
  ours: Launches;
  bare: Launches;
  /** First pages a second, of learners who have not begun, and of those under way. */
  pages: number;
  pagesUnderWay: number;
}

interface Side extends MeasuredTool {
  learners: Learner[];
  launches: Launches;
  used: { toolMs: number; databaseMs: number };
}

async function prepare(platform: Platform, tool: MeasuredTool, { warming, warmUp }: Amounts): Promise<Side> {
  const { students } = platform;
  const learners = learnersOf(platform, tool.target, students.slice(0, warming));
  await runAtOnce(warmUp, turn => launch(platform, tool.target, inTurn(learners, turn)));
  const newcomers = learnersOf(platform, tool.target, students.slice(warming));
  return {
    ...tool,
    learners: newcomers,
    launches: {
      alone: [],
      crowd: [],
      first: 0,
      keyFetches: 0,
      launched: 0,
      toolMs: null,
      databaseMs: null,
    },
    used: { toolMs: 0, databaseMs: 0 },
  };
}

function launchMany(platform: Platform, { target, learners }: Side, run: Run): Promise<Rate> {
  return runAtOnce(run, turn => launch(platform, target, inTurn(learners, turn)));
}

/** One run of one tool, with what it took of the platform and the processors. */
async function measureRun(platform: Platform, side: Side, engine: Program, run: Run): Promise<number> {
  const { launches, program, used } = side;
  const before = [program.processorMs() ?? NaN, engine.processorMs() ?? NaN] as const;
  platform.takeKeyFetches();
  const { done, perSecond } = await launchMany(platform, side, run);
  launches.keyFetches += platform.takeKeyFetches();
  launches.launched += done;
  used.toolMs += (program.processorMs() ?? NaN) - before[0];
  used.databaseMs += (engine.processorMs() ?? NaN) - before[1];
  return perSecond;
}

function finish({ launches, used }: Side): Launches {
  const each = (ms: number): number | null => (Number.isNaN(ms) ? null : ms / launches.launched);
  return { ...launches, toolMs: each(used.toolMs), databaseMs: each(used.databaseMs) };
}

async function measurePages(target: Target, learners: Learner[], run: Run): Promise<number> {
  const visited = learners.filter(learner => learner.page !== null);
  const { perSecond } = await runAtOnce(run, turn => {
    const learner = inTurn(visited, turn);
    return open(target, learner, learner.page as URL);
  });
  return perSecond;
}

/** Launches both tools in turn, and lets the learners of ours read and answer. */
export async function compare(
  platform: Platform,
  tools: { ours: MeasuredTool; bare: MeasuredTool; engine: Program },
  amounts: Amounts,
): Promise<Comparison> {
  const { rounds, alone, crowd } = amounts;
  const ours = await prepare(platform, tools.ours, amounts);
  const bare = await prepare(platform, tools.bare, amounts);
  const everyone = { count: ours.learners.length, atOnce: crowd.atOnce, limitMs: Infinity };
  for (const side of [ours, bare])
    side.launches.first = (await launchMany(platform, side, everyone)).perSecond;
  for (let round = 0; round < rounds; round++) {
    for (const side of [ours, bare])
      side.launches.alone.push(await measureRun(platform, side, tools.engine, alone));
    for (const side of [ours, bare])
      side.launches.crowd.push(await measureRun(platform, side, tools.engine, crowd));
  }
  const { target, learners } = ours;
  const pages = await measurePages(target, learners, amounts.pages);
  await runAtOnce(everyone, turn => saveAnswer(inTurn(learners, turn), 0));
  const pagesUnderWay = await measurePages(target, learners, amounts.pages);
  return { ours: finish(ours), bare: finish(bare), pages, pagesUnderWay };
}
