import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { newUuid } from '../kit/ids.ts';

/** What a teacher decided about grades that are, or are not, in the gradebook. */
export interface Decision {
  at: Date;
  activityId: string;
  /** Null: all of the activity. */
  participantId: string | null;
  decision: 'send-again' | 'keep-theirs';
  /** The LMS's id of the teacher: whoever decides on a grade answers for it. */
  by: string;
}

type DecisionDoc = Decision & { _id: string };

const text = { type: String, required: true };
const schema = new Schema<DecisionDoc>(
  {
    _id: text,
    at: { type: Date, required: true },
    activityId: text,
    participantId: { type: String, default: null },
    decision: text,
    by: text,
  },
  { collection: 'grades_decisions', versionKey: false },
);
// Asked together with the log of tries: of one activity, and mostly of one person.
schema.index({ activityId: 1, participantId: 1, at: 1 });

export interface Decisions {
  insert(decision: Decision): Promise<void>;
  /** @returns those on one participant and those on all, oldest first */
  list(activityId: string, participantId: string): Promise<Decision[]>;
}

export function createDecisions(db: Database): Decisions {
  const model = db.connection.model<DecisionDoc>('grades_decisions', schema);
  return {
    async insert(decision) {
      await model.create({ _id: newUuid(), ...decision });
    },
    async list(activityId, participantId) {
      const whose = { activityId, participantId: { $in: [participantId, null] } };
      const docs = await model.find(whose).sort({ at: 1 }).lean<DecisionDoc[]>();
      return docs.map(({ _id, ...rest }) => rest);
    },
  };
}
