/**
 * A program of the benchmark: what saving an answer is compared with, an Express route that makes one update and knows
 * nothing of sessions, rounds or rules. `bare-save.ts <database> <port>`
 */
import express from 'express';
import { MongoClient } from 'mongodb';

interface Sent {
  statement: string;
  skill: number;
  importance: number;
}

const [, , url = '', port = ''] = process.argv;

// As the tool asks for it: acknowledged once it is in the journal.
const client = await MongoClient.connect(url, { writeConcern: { w: 'majority', journal: true } });
const answers = client.db().collection<{ _id: string }>('answers');

const app = express();
app.use(express.urlencoded({ extended: false }), express.json());
app.post('/:learner/answer', async (req, res) => {
  const { statement, ...answer } = req.body as Sent;
  await answers.updateOne(
    { _id: req.params.learner },
    { $set: { [`answers.${statement}`]: answer } },
    { upsert: true },
  );
  res.json({ answered: true });
});
const server = app.listen(Number(port), '127.0.0.1', () => console.log('serving'));
process.once('SIGTERM', () => {
  server.close();
  void client.close().finally(() => process.exit(0));
});
