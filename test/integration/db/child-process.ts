/** What the tests let another process do with a database: `<task> <data folder>`, one line printed for each result. */
import { connectDatabase } from '../../../src/db/index.ts';
import { createLog } from '../../../src/kit/log.ts';

const [, , task, dataDir = ''] = process.argv;

async function open() {
  const db = await connectDatabase({ dataDir, log: createLog('silent') });
  return { db, answers: db.connection.collection<{ _id: number; text: string }>('answers') };
}

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
  async hold() {
    await open();
    console.log('open');
    setInterval(() => undefined, 1000);
  },
};

await tasks[task ?? '']?.().catch((error: unknown) => {
  console.log((error as Error).message);
  process.exitCode = 1;
});
