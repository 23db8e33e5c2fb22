import { expect } from 'chai';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Schema } from 'mongoose';
import { connectDatabase, DatabaseStartError, findRunningUri, type Database } from '../../../src/db/index.ts';
import { createLog } from '../../../src/kit/log.ts';
import { openTestDatabase, testDataDir } from '../../support/database.ts';

const log = createLog('silent');

async function failureOf(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).to.be.instanceOf(DatabaseStartError);
  return error as Error;
}

describe('connectDatabase', () => {
  let opened: Database[];
  beforeEach(() => {
    opened = [];
  });
  afterEach(async () => {
    for (const db of opened) await db.close();
  });

  async function opening(work: Promise<Database>): Promise<Database> {
    const db = await work;
    opened.push(db);
    return db;
  }

  it('gives databases that share the engine but no documents', async () => {
    const one = await opening(openTestDatabase());
    const other = await opening(openTestDatabase());
    await one.connection.collection('things').insertOne({ name: 'mine' });
    expect(await one.connection.collection('things').countDocuments()).to.equal(1);
    expect(await other.connection.collection('things').countDocuments()).to.equal(0);
  });

  it('serves Mongoose models, unique indexes among them', async () => {
    const db = await opening(openTestDatabase());
    const schema = new Schema({ code: String }).index({ code: 1 }, { unique: true });
    const Thing = db.connection.model('things', schema);
    await Thing.createIndexes();
    await Thing.create({ code: 'a' });
    const again = await Thing.create({ code: 'a' }).catch((error: unknown) => error);
    expect(again).to.have.property('code', 11000);
  });

  it('writes journaled on the embedded engine, majority on a server, and neither for what is ephemeral', async () => {
    const dataDir = await testDataDir();
    const uri = (await findRunningUri(dataDir)) ?? '';
    for (const [mongodbUri, kept, ephemeral] of [
      [undefined, { w: 1, j: true }, { w: 1, j: false }],
      [uri, { w: 'majority', j: true }, { w: 1 }],
    ] as const) {
      const db = await opening(
        connectDatabase({
          mongodbUri,
          dataDir,
          dbName: 'concerns',
          log,
          onCommand: () => undefined,
        }),
      );
      const seen: unknown[] = [];
      db.connection.getClient().on('commandStarted', event => seen.push(event.command.writeConcern));
      const Note = db.connection.model('notes', new Schema({ text: String }));
      await Note.create({ text: 'kept' });
      await Note.collection.insertOne({ text: 'ephemeral' }, { writeConcern: db.ephemeral });
      expect(seen).to.deep.equal([kept, ephemeral]);
    }
  });

  it('names its database in the address that it gives, so that another process opens the same one', async () => {
    const db = await opening(openTestDatabase());
    await db.connection.collection('things').insertOne({ name: 'seen by both' });
    const other = await opening(connectDatabase({ mongodbUri: db.uri, dataDir: '/nowhere', log }));
    expect(other.kind).to.equal('server');
    expect(await other.connection.collection('things').countDocuments()).to.equal(1);
  });

  it('opens the database sosrake where nothing names another', async () => {
    const db = await opening(
      connectDatabase({
        mongodbUri: (await findRunningUri(await testDataDir())) ?? '',
        dataDir: '/nowhere',
        log,
      }),
    );
    expect(db.connection.name).to.equal('sosrake');
  });

  it('keeps the address of the running engine in a file for its owner alone', async () => {
    const dataDir = await testDataDir();
    const { mode } = await stat(join(dataDir, 'mongodb.uri'));
    expect(mode & 0o777).to.equal(0o600);
    const uri = await findRunningUri(dataDir);
    expect(uri).to.match(/^mongodb:\/\/.+mongodb\.sock/);
  });

  it('tells every command to whoever counts them', async () => {
    const commands: string[] = [];
    const dataDir = await testDataDir();
    const db = await opening(
      connectDatabase({
        dataDir,
        dbName: 'counted',
        log,
        onCommand: name => commands.push(name),
      }),
    );
    await db.connection.collection('things').insertOne({});
    await db.connection.collection('things').findOne({});
    expect(commands).to.deep.equal(['insert', 'find']);
  });

  it('refuses a second folder in the same process with one line', async () => {
    await testDataDir();
    const { message } = await failureOf(connectDatabase({ dataDir: '/tmp/another', log }));
    expect(message).to.match(/^This process has another database open, in \S+$/);
  });

  it('says which server does not answer, without the password, and within its time', async () => {
    const mongodbUri = 'mongodb://tool:a-password@127.0.0.1:1/sosrake';
    const before = performance.now();
    const { message } = await failureOf(connectDatabase({ mongodbUri, dataDir: '/nowhere', log }));
    expect(message).to.include('127.0.0.1:1').and.not.include('a-password');
    expect(performance.now() - before).to.be.within(1000, 6000);
  });
});
