import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { isDuplicateKey } from '../db/duplicate-key.ts';

/** One try to send a grade: neither a name nor the LMS's id of the person. */
export interface GradeLogRow {
  /** Given before the try began: it has one row, whoever writes it. */
  id: string;
  at: Date;
  platformId: string;
  activityId: string;
  participantId: string;
  /** HTTP status of the platform's answer; null when there was none. */
  status: number | null;
  /** What the answer meant; `interrupted` when the process died before it wrote that down. */
  answer: string;
  /** What it came to: `sent`, `waiting`, `refused`. */
  state: string;
  reason: string | null;
  /** The time of the grading event, as sent. */
  timestamp: Date;
  /** How long it took; null when nobody knows. */
  ms: number | null;
}

type GradeLogDoc = Omit<GradeLogRow, 'id'> & { _id: string };

const text = { type: String, required: true };
const date = { type: Date, required: true };
const schema = new Schema<GradeLogDoc>(
  {
    _id: text,
    at: date,
    platformId: text,
    activityId: text,
    participantId: text,
    status: { type: Number, default: null },
    answer: text,
    state: text,
    reason: { type: String, default: null },
    timestamp: date,
    ms: { type: Number, default: null },
  },
  { collection: 'grades_log', versionKey: false },
);
// "Why did my grade not arrive?" is asked of one activity and mostly of one person.
schema.index({ activityId: 1, participantId: 1, at: 1 });

export interface GradeLog {
  /** Writes how a try ended, also over a row that says it was interrupted. */
  write(row: GradeLogRow): Promise<void>;
  /** Notes that nobody wrote how a try ended; where somebody did, nothing changes. */
  noteInterrupted(row: Omit<GradeLogRow, 'status' | 'answer' | 'state' | 'reason' | 'ms'>): Promise<void>;
  /** @returns the tries of one participant, oldest first */
  list(activityId: string, participantId: string): Promise<GradeLogRow[]>;
}

export function createGradeLog(db: Database): GradeLog {
  const model = db.connection.model<GradeLogDoc>('grades_log', schema);
  const { collection } = model;
  const insert = async ({ id, ...row }: GradeLogRow): Promise<boolean> => {
    try {
      // The end of the lease follows, and what is durable of it makes this durable: the journal has one order.
      await collection.insertOne({ _id: id as never, ...row }, { writeConcern: db.ephemeral });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  };
  return {
    async write(row) {
      const { id, ...end } = row;
      if (!(await insert(row))) await collection.replaceOne({ _id: id as never }, end);
    },
    async noteInterrupted(row) {
      await insert({ ...row, status: null, answer: 'interrupted', state: 'waiting', reason: null, ms: null });
    },
    async list(activityId, participantId) {
      const docs = await model.find({ activityId, participantId }).sort({ at: 1 }).lean<GradeLogDoc[]>();
      return docs.map(({ _id, ...row }) => ({ id: _id, ...row }));
    },
  };
}
