import { expect } from 'chai';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRunningUri } from '../../../src/db/index.ts';
import { startChild } from '../../support/child.ts';
import { testDataDir } from '../../support/database.ts';

const CHILD = new URL('child-process.ts', import.meta.url).pathname;

describe('the embedded engine in processes of its own', function () {
  this.timeout(60_000);
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sosrake-engine-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('a second process that opens the same folder gets one clear line', async () => {
    const second = startChild(CHILD, 'list', await testDataDir());
    expect(await second.ended).to.equal(1);
    expect(second.lines).to.have.length(1);
    expect(second.lines[0]).to.match(/^The database in \S+ is in use by another process/);
  });

  it('every insert acknowledged before kill -9 is there after reopening', async () => {
    const writer = startChild(CHILD, 'insert', dataDir);
    await writer.printed(400);
    writer.process.kill('SIGKILL');
    expect(await writer.ended, 'it was killed in the middle').to.equal(null);
    const acknowledged = writer.lines;
    expect(acknowledged.length).to.be.within(400, 999);

    const reader = startChild(CHILD, 'list', dataDir);
    expect(await reader.ended).to.equal(0);
    expect(reader.lines).to.include.members(acknowledged);
  });

  it('the address of an engine that was killed is not taken for that of a running one', async () => {
    const tool = startChild(CHILD, 'hold', dataDir);
    await tool.printed(1);
    expect(await findRunningUri(dataDir)).to.be.a('string');
    tool.process.kill('SIGKILL');
    await tool.ended;
    expect((await stat(join(dataDir, 'mongodb.uri'))).isFile(), 'the file is left').to.equal(true);
    expect(await findRunningUri(dataDir)).to.equal(null);
  });

  it('takes its address away when it closes', async () => {
    const reader = startChild(CHILD, 'list', dataDir);
    expect(await reader.ended).to.equal(0);
    expect(await readdir(dataDir)).to.deep.equal(['mongodb']);
    expect(await findRunningUri(dataDir)).to.equal(null);
  });

  it('stays open while anybody has a share in it, and opens again in the middle of a closing', async () => {
    const child = startChild(CHILD, 'share', dataDir);
    expect(await child.ended).to.equal(0);
    expect(child.lines).to.deep.equal([
      'one gave its share back twice: open',
      'opened in the middle of a closing: open',
      'all gave back: closed',
    ]);
  });
});
