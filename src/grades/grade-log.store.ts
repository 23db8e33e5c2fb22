import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { newUuid } from '../kit/ids.ts';

/** One try to send a grade: neither a name nor the LMS's id of the person. */
export interface GradeLogRow {
  at: Date;
  platformId: string;
  activityId: string;
  participantId: string;
  /** HTTP status of the platform's answer; null when there was none. */
  status: number | null;
  /** What the answer meant. */
  answer: string;
  /** What it came to: `sent`, `waiting`, `refused`. */
  state: string;
  reason: string | null;
  /** The time of the grading event, as sent. */
  timestamp: Date;
  ms: number;
}

type GradeLogDoc = GradeLogRow & { _id: string };

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
    ms: { type: Number, required: true },
  },
  { collection: 'grades_log', versionKey: false },
);
// "Why did my grade not arrive?" is asked of one activity and mostly of one person.
schema.index({ activityId: 1, participantId: 1, at: 1 });

export interface GradeLog {
  insert(row: GradeLogRow): Promise<void>;
  /** @returns the tries of one participant, oldest first */
  list(activityId: string, participantId: string): Promise<GradeLogRow[]>;
}

export function createGradeLog(db: Database): GradeLog {
  const model = db.connection.model<GradeLogDoc>('grades_log', schema);
  return {
    async insert(row) {
      await model.create({ ...row, _id: newUuid() });
    },
    async list(activityId, participantId) {
      const docs = await model.find({ activityId, participantId }).sort({ at: 1 }).lean<GradeLogDoc[]>();
      return docs.map(({ _id, ...row }) => row);
    },
  };
}
