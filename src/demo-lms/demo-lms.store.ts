import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import type { DemoState } from './state.ts';

/** Keeps the LMS's state between starts. */
export interface DemoLmsStore {
  /** @returns what was saved last, or null. */
  load(): Promise<DemoState | null>;
  save(state: DemoState): Promise<void>;
}

/** One LMS lives in a database. */
const ID = 'demo';

interface StateDoc {
  _id: string;
  /** As text: an LMS's custom parameters may have names with dots and dollars. */
  json: string;
}

const schema = new Schema<StateDoc>(
  { _id: { type: String, required: true }, json: { type: String, required: true } },
  { collection: 'demo_lms_state', versionKey: false },
);

/** @returns the store of this database; its one document is in `demo_lms_state`. */
export function createDemoLmsStore(db: Database): DemoLmsStore {
  const States = db.connection.model<StateDoc>('DemoLmsState', schema);
  return {
    async load() {
      const doc = await States.findById(ID).lean();
      return doc ? (JSON.parse(doc.json) as DemoState) : null;
    },
    async save(state) {
      await States.updateOne({ _id: ID }, { $set: { json: JSON.stringify(state) } }, { upsert: true });
    },
  };
}
