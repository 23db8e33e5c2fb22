import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { closeServer, listen, startDemoLms, type RunningLms } from '../../support/lms.ts';
import { openAsLearner, placeSelfAssessment, type Learner } from '../../support/learner.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SAVES = 1000;
const LEARNERS = 8;
const STATEMENTS = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'B1', 'B2'];

/** The tool as an operator starts it, on the embedded engine in `dataDir`. */
async function startMain(
  dataDir: string,
  port: number,
): Promise<{ child: ChildProcess; link: string | null }> {
  const child = spawn(process.execPath, ['--enable-source-maps', '.build/tool/main.js'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: String(port),
      DATA_DIR: dataDir,
      DEMO: '0',
      ALLOW_HTTP_PLATFORMS: '1',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', chunk => (output += String(chunk)));
  for (let i = 0; i < 400 && !/served at/.test(output); i += 1)
    await new Promise(resolve => setTimeout(resolve, 50));
  await new Promise(resolve => setTimeout(resolve, 200));
  return { child, link: /^registration link: (\S+)$/m.exec(output)?.[1] ?? null };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await closeServer(server);
  return port;
}

describe('a tool that is killed', function () {
  this.timeout(120_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'sosrake-kill-'));
  let lms: RunningLms;
  let child: ChildProcess | undefined;

  before(() => {
    execFileSync(process.execPath, ['src/bootstrap/build.mjs'], { cwd: ROOT });
  });
  after(async () => {
    if (child?.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await lms.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('has every answer that it acknowledged after it starts again', async () => {
    const port = await freePort();
    const toolUrl = `http://localhost:${port}`;
    const first = await startMain(dataDir, port);
    child = first.child;
    lms = await startDemoLms();
    await lms.register(first.link ?? '', { activate: true });
    const link = await placeSelfAssessment(lms, toolUrl);
    const people = Array.from({ length: LEARNERS }, (_, i) =>
      lms.addPerson({ role: 'student', givenName: 'Oppija', familyName: String(i) }),
    );
    const learners: Learner[] = [];
    for (const person of people) learners.push(await openAsLearner(lms, toolUrl, person, link));

    // Each learner's answers go 1, 2, 3, … round and round: what may be found is the last acknowledged, or the one sent.
    const acknowledged = people.map(() => new Map<string, { last: number; sent: number }>());
    let count = 0;
    const saveOn = async (
      learner: Learner,
      seen: Map<string, { last: number; sent: number }>,
    ): Promise<void> => {
      for (let i = 0; i < SAVES / LEARNERS; i += 1) {
        const statement = STATEMENTS[i % STATEMENTS.length] ?? '';
        const skill = (Math.floor(i / STATEMENTS.length) % 5) + 1;
        seen.set(statement, { last: seen.get(statement)?.last ?? 0, sent: skill });
        try {
          if ((await learner.save(statement, skill)) !== 200) return;
        } catch {
          return;
        }
        seen.set(statement, { last: skill, sent: skill });
        count += 1;
        if (count === SAVES / 2) first.child.kill('SIGKILL');
      }
    };
    const isDead = once(first.child, 'exit');
    await Promise.all(learners.map((learner, i) => saveOn(learner, acknowledged[i]!)));
    expect(count)
      .to.be.at.least(SAVES / 2)
      .and.below(SAVES);
    await isDead;
    expect(first.child.signalCode).to.equal('SIGKILL');

    const second = await startMain(dataDir, port);
    child = second.child;
    expect(second.link, 'a known platform needs no link').to.equal(null);
    for (const [i, person] of people.entries()) {
      const { body } = await (await openAsLearner(lms, toolUrl, person, link)).get('area/A');
      for (const [statement, { last, sent }] of acknowledged[i] ?? []) {
        if (!statement.startsWith('A') || last === 0) continue;
        const chosen = [...body.matchAll(new RegExp(`<input[^>]*name="${statement}\\.skill"[^>]*>`, 'g'))]
          .map(([tag]) => tag)
          .find(tag => /\bchecked\b/.test(tag));
        expect([`"${last}"`, `"${sent}"`], `${person.familyName} ${statement}`).to.include(
          /value=("\d")/.exec(chosen ?? '')?.[1],
        );
      }
    }
  });
});
