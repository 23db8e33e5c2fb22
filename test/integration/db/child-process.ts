/**
 * What the tests let another process do with a database: `<task> <data folder> [<database>]`, one line printed for
 * each result.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { shareEngine } from '../../../src/db/embedded/engine.ts';
import { connectDatabase, findRunningUri, runMigrations, type Migration } from '../../../src/db/index.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';

const [, , task, dataDir = '', dbName] = process.argv;
const log = createLog('silent');

async function open() {
  const db = await connectDatabase({ dataDir, log });
  return { db, answers: db.connection.collection<{ _id: number; text: string }>('answers') };
}

/** Two steps with a pause between, so that another process can meet it or it can be killed there. */
const slow: Migration = {
  id: '0001-in-two-steps',
  async up(connection) {
    await connection.collection('steps').insertOne({ step: 'first' });
    console.log('first step');
    await sleep(1000);
    await connection.collection('steps').insertOne({ step: 'second' });
  },
};

const tasks: Record<string, () => Promise<void>> = {
  async insert() {
    const { answers } = await open();
    for (let id = 1; id <= 1000; id++) {
      await answers.insertOne({ _id: id, text: 'an answer of some length '.repeat(10) });
      console.log(id);
    }
  },
  async list() {
    const { db, answers } = await open();
    for (const { _id } of await answers.find().sort({ _id: 1 }).toArray()) console.log(_id);
    await db.close();
  },
  async share() {
    const isOpen = async () => ((await findRunningUri(dataDir)) === null ? 'closed' : 'open');
    const one = await shareEngine(dataDir);
    const other = await shareEngine(dataDir);
    await Promise.all([one.release(), one.release()]);
    console.log('one gave its share back twice:', await isOpen());
    const closing = other.release();
    const next = await shareEngine(dataDir);
    await closing;
    console.log('opened in the middle of a closing:', await isOpen());
    await next.release();
    console.log('all gave back:', await isOpen());
  },
  async hold() {
    await open();
    console.log('open');
    setInterval(() => undefined, 1000);
  },
  async migrate() {
    const mongodbUri = (await findRunningUri(dataDir)) ?? '';
    const db = await connectDatabase({ mongodbUri, dataDir, dbName, log });
    await runMigrations(db, [slow], { clock: systemClock, log });
    console.log('served');
    await db.close();
  },
};

await tasks[task ?? '']?.().catch((error: unknown) => {
  console.log((error as Error).message);
  process.exitCode = 1;
});
