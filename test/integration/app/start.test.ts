import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { closeServer, listen } from '../../support/lms.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PATIENCE_MS = 60_000;

async function freePort(): Promise<string> {
  const server = createServer();
  const port = await listen(server);
  await closeServer(server);
  return String(port);
}

/** Asks from before anybody listens. @returns the first answer */
async function firstAnswer(url: string): Promise<Response> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    const answer = await fetch(url).catch(() => null);
    if (answer) return answer;
    await sleep(5);
  }
  throw new Error(`${url} never answered`);
}

describe('a start of the built tool', function () {
  this.timeout(2 * PATIENCE_MS);
  const dataDir = mkdtempSync(join(tmpdir(), 'sosrake-start-'));
  let ports: { tool: string; demo: string };
  let child: ChildProcess | undefined;

  before(async () => {
    execFileSync(process.execPath, ['src/bootstrap/build.mjs'], { cwd: ROOT });
    ports = { tool: await freePort(), demo: await freePort() };
  });
  after(async () => {
    if (child?.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(dataDir, { recursive: true, force: true });
  });

  /** @returns the tool with its demonstration LMS, and what it prints up to and with the line that names its address */
  function start(): { tool: ChildProcess; said: Promise<string> } {
    const tool = spawn(process.execPath, ['--enable-source-maps', '.build/tool/main.js'], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        PORT: ports.tool,
        DEMO_PORT: ports.demo,
        DATA_DIR: dataDir,
        LOG_LEVEL: 'info',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = tool;
    const said = new Promise<string>((resolve, reject) => {
      let output = '';
      tool.stdout.on('data', chunk => {
        output += String(chunk);
        if (output.includes('Open http')) resolve(output);
      });
      tool.once('exit', () => reject(new Error(`it ended and had said: ${output}`)));
    });
    return { tool, said };
  }

  it('answers whoever asks before it has come up, once it can, and each page as it is', async () => {
    const { tool, said } = start();
    const [live, none] = await Promise.all([
      firstAnswer(`http://127.0.0.1:${ports.tool}/health/live`),
      firstAnswer(`http://127.0.0.1:${ports.tool}/none`),
    ]);
    expect([live.status, await live.json()]).to.deep.equal([200, { status: 'live' }]);
    expect(none.status).to.equal(404);
    expect(await none.text()).to.include('http/not-found');
    const ready = await fetch(`http://127.0.0.1:${ports.tool}/health/ready`);
    expect(ready.status, 'what answers can do its work').to.equal(200);
    await said;
    tool.kill('SIGTERM');
    expect(await once(tool, 'exit')).to.deep.equal([0, null]);
  });

  it('stops in order, and loses nothing, even at the moment at which it says its address', async () => {
    for (let turn = 0; turn < 2; turn += 1) {
      const { tool, said } = start();
      await said;
      tool.kill('SIGTERM');
      expect(await once(tool, 'exit'), `start ${turn + 1}`).to.deep.equal([0, null]);
    }
  });
});
