import { createBrowser } from './browser.ts';
import { launch, learnersOf, saveAnswer, type Learner } from './launch.ts';
import type { Platform } from './platform.ts';
import { freePort, startProgram, type Program } from './program.ts';
import { inTurn, runAtOnce, type Run } from './rate.ts';
import { databaseOn, startOurs } from './tools.ts';

/** Answers saved a second by as many at once, one number a round, in the same minutes on the same engine. */
export interface Saves {
  ours: number[];
  /** Of an Express route with one update and nothing else. */
  bare: number[];
}

export interface SaveAmounts {
  rounds: number;
  saves: Run;
}

interface Side {
  program: Program;
  learners: Pick<Learner, 'browser' | 'page'>[];
  perSecond: number[];
}

async function startTool(platform: Platform, engineUri: string, dataDir: string): Promise<Side> {
  const tool = await startOurs(platform, {
    MONGODB_URI: databaseOn(engineUri, 'saves'),
    DATA_DIR: `${dataDir}/saves`,
  });
  const learners = learnersOf(platform, tool.target, platform.students);
  const everyone = { count: learners.length, atOnce: 16, limitMs: Infinity };
  await runAtOnce(everyone, turn => launch(platform, tool.target, inTurn(learners, turn)));
  return { program: tool.program, learners, perSecond: [] };
}

async function startBareRoute(engineUri: string, people: number): Promise<Side> {
  const port = String(await freePort());
  const program = startProgram('test/load/bare-save.ts', [databaseOn(engineUri, 'bare-saves'), port]);
  await program.said('serving');
  const learners = Array.from({ length: people }, (_one, index) => ({
    browser: createBrowser(),
    page: new URL(`http://localhost:${port}/learner-${String(index)}/`),
  }));
  return { program, learners, perSecond: [] };
}

/** Everyone in turn: with each turn through the class comes the next statement. */
async function save({ learners }: Side, run: Run): Promise<number> {
  const task = (turn: number): Promise<void> =>
    saveAnswer(inTurn(learners, turn), Math.floor(turn / learners.length));
  return (await runAtOnce(run, task)).perSecond;
}

/** The same people save the same answers in the tool, as its pages' script does, and over a bare route. */
export async function measureSaves(
  platform: Platform,
  engineUri: string,
  dataDir: string,
  { rounds, saves }: SaveAmounts,
): Promise<Saves> {
  const ours = await startTool(platform, engineUri, dataDir);
  const bare = await startBareRoute(engineUri, ours.learners.length);
  // A round beforehand: it makes the records, for an ordinary save changes one, and lets the code get compiled.
  for (const side of [ours, bare]) await save(side, saves);
  for (let round = 0; round < rounds; round++) {
    for (const side of [ours, bare]) side.perSecond.push(await save(side, saves));
  }
  await bare.program.end();
  await ours.program.end();
  return { ours: ours.perSecond, bare: bare.perSecond };
}
