import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import type { CompareFailure } from './grades.ts';

/** When a line item was last compared with what was sent there. */
export interface ComparedLineItem {
  lineItemUrl: string;
  triedAt: Date;
  /** Null: it never succeeded. */
  comparedAt: Date | null;
  /** Null: the last one succeeded. */
  failure: CompareFailure | null;
}

type ComparedDoc = Omit<ComparedLineItem, 'lineItemUrl'> & { _id: string };

const schema = new Schema<ComparedDoc>(
  {
    _id: { type: String, required: true },
    triedAt: { type: Date, required: true },
    comparedAt: { type: Date, default: null },
    failure: { type: String, default: null },
  },
  { collection: 'grades_comparisons', versionKey: false },
);

export interface ComparisonStore {
  find(lineItemUrls: readonly string[]): Promise<ComparedLineItem[]>;
  note(lineItemUrl: string, at: Date, failure: CompareFailure | null): Promise<void>;
}

export function createComparisonStore(db: Database): ComparisonStore {
  const model = db.connection.model<ComparedDoc>('grades_comparisons', schema);
  return {
    async find(lineItemUrls) {
      const docs = await model.find({ _id: { $in: lineItemUrls } }).lean<ComparedDoc[]>();
      return docs.map(({ _id, ...rest }) => ({ lineItemUrl: _id, ...rest }));
    },
    async note(lineItemUrl, at, failure) {
      const compared = failure === null ? { comparedAt: at } : {};
      await model.updateOne(
        { _id: lineItemUrl },
        { $set: { triedAt: at, failure, ...compared } },
        { upsert: true },
      );
    },
  };
}
