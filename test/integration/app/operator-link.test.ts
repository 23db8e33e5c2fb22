import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { connectDatabase } from '../../../src/db/index.ts';
import { createLog } from '../../../src/kit/log.ts';
import { testDataDir } from '../../support/database.ts';
import { browse, CookieJar } from '../../support/lms.ts';
import { pressSignIn, TYPED } from '../../support/operator.ts';
import { startTool } from '../../support/tool.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** The command as it is typed, in a process of its own. */
function type(env: Record<string, string>): Promise<{ code: number; out: string; err: string }> {
  const program = ['--import', 'tsx', join(ROOT, 'src/operator-link.ts')];
  const all = { PATH: process.env.PATH, NODE_ENV: '', ...env };
  return new Promise(resolve => {
    execFile(process.execPath, program, { cwd: ROOT, env: all }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

describe('npm run operator-link', function () {
  this.timeout(60_000);

  it('prints one address, which opens the running tool', async () => {
    const dataDir = await testDataDir();
    // The database that a tool on this folder has, unless told otherwise.
    const db = await connectDatabase({ dataDir, log: createLog('silent') });
    const tool = await startTool({ db });
    try {
      const { code, out, err } = await type({ DATA_DIR: dataDir, PUBLIC_URL: tool.url });
      expect([code, err]).to.deep.equal([0, '']);
      expect(out).to.match(/^http:\/\/localhost:\d+\/admin\/sign-in\?link=[\w-]{43}\n$/);
      const jar = new CookieJar();
      expect((await browse(new URL(out.trim()), { jar, headers: TYPED })).status).to.equal(200);
      expect((await pressSignIn(new URL(out.trim()), { jar })).status).to.equal(303);
      expect((await browse(new URL('/admin', tool.url), { jar, headers: TYPED })).status).to.equal(200);
    } finally {
      await tool.close();
      await db.connection.dropDatabase();
      await db.close();
    }
  });

  it('ends with 1 and one line when the database does not answer', async () => {
    const { code, out, err } = await type({ MONGODB_URI: 'mongodb://127.0.0.1:1/x' });
    expect([code, out]).to.deep.equal([1, '']);
    expect(err.trim().split('\n')).to.have.length(1);
    expect(err)
      .to.include('The database at 127.0.0.1:1')
      .and.not.match(/\bat .*\.ts/);
  });
});
