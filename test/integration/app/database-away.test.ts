import { expect } from 'chai';
import { connectDatabase, type Database } from '../../../src/db/index.ts';
import { createLog } from '../../../src/kit/log.ts';
import type { DemoLink } from '../../../src/demo-lms/index.ts';
import { openTestDatabase } from '../../support/database.ts';
import { startDatabaseProxy, type DatabaseProxy } from '../../support/database-proxy.ts';
import { openAsLearner, placeSelfAssessment, type Learner } from '../../support/learner.ts';
import type { RunningLms } from '../../support/lms.ts';
import { startTool, type RunningTool } from '../../support/tool.ts';

/** Stands for the minute of the issue: longer than every time-out on the way. */
const AWAY_MS = 8000;

describe('a tool whose database goes away', function () {
  this.timeout(60_000);
  let behind: Database;
  let db: Database;
  let proxy: DatabaseProxy;
  let tool: RunningTool;
  let lms: RunningLms;
  let link: DemoLink;
  let learner: Learner;

  before(async () => {
    behind = await openTestDatabase();
    proxy = await startDatabaseProxy(behind.uri);
    db = await connectDatabase({
      mongodbUri: proxy.uri,
      dbName: behind.connection.name,
      dataDir: '',
      log: createLog('silent'),
    });
    tool = await startTool({ db });
    lms = await tool.startLms();
    link = await placeSelfAssessment(lms, tool.url);
    learner = await openAsLearner(lms, tool.url, lms.student, link);
  });
  after(async () => {
    await proxy.restore();
    await tool.close();
    await db.close();
    await proxy.cut();
    await behind.close();
  });

  it('says so on a page, loses nothing that it acknowledged, and goes on by itself', async () => {
    expect(await learner.save('A1', 4)).to.equal(200);
    await proxy.cut();
    const page = await learner.get('area/A');
    expect(page.status).to.equal(503);
    expect(page.headers['retry-after']).to.equal('5');
    expect(page.body).to.include('http/database-away');
    expect(await learner.save('A1', 5)).to.equal(503);
    expect((await fetch(`${tool.url}/health/live`)).status).to.equal(200);
    await new Promise(resolve => setTimeout(resolve, AWAY_MS));
    expect((await fetch(`${tool.url}/health/ready`)).status).to.equal(503);
    await proxy.restore();
    let status = 503;
    for (let i = 0; i < 100 && status !== 200; i += 1) {
      status = await learner.save('A2', 2);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    expect(status).to.equal(200);
    const { body } = await learner.get('area/A');
    expect(body).to.match(/<input[^>]*name="A1\.skill"[^>]*value="4"[^>]*checked/);
    expect((await fetch(`${tool.url}/health/ready`)).status).to.equal(200);
  });
});
