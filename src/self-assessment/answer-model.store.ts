import { Schema, type Model } from 'mongoose';
import type { Database } from '../db/database.ts';
import type { Answers } from './answers.rules.ts';
import type { TakerRole } from './roles.rules.ts';
import type { Round } from './rounds.rules.ts';

/** One person's answers in one round of an activity, under a pseudonym. Nothing here names the person or a time of day. */
export interface AnswerRecord {
  pseudonym: string;
  activityId: string;
  round: Round;
  instrument: { id: string; version: number };
  role: TakerRole | null;
  platformId: string;
  hasConsent: boolean;
  answers: Answers;
  isSubmitted: boolean;
  isTrial: boolean;
  savedOn: string;
  /**
   * Whether group results count it, kept for good once they do: docs/decisions/0014. `with-rows`: in a block whose
   * people all consented to research, so that rows of it may be given out; `sums-only`: in another block.
   */
  release: 'waiting' | 'with-rows' | 'sums-only';
}

export type AnswerDoc = AnswerRecord & { _id: string };

const text = { type: String, required: true };
const schema = new Schema<AnswerDoc>(
  {
    _id: text,
    pseudonym: text,
    activityId: text,
    round: text,
    instrument: { _id: false, id: String, version: Number },
    role: { type: String, default: null },
    platformId: text,
    hasConsent: { type: Boolean, required: true },
    answers: { type: Schema.Types.Mixed },
    isSubmitted: { type: Boolean, required: true },
    isTrial: { type: Boolean, required: true },
    savedOn: text,
    release: text,
  },
  {
    collection: 'self_assessment_answers',
    versionKey: false,
    minimize: false,
    clusteredIndex: { name: 'random_order', key: { _id: 1 }, unique: true },
  } as object,
);
schema.index({ pseudonym: 1, activityId: 1, round: 1 }, { unique: true });
// Those that are in no group result yet: a handful, however many have answered.
schema.index(
  { activityId: 1, round: 1 },
  { partialFilterExpression: { release: 'waiting', isSubmitted: true, isTrial: false } },
);

/** @returns the one collection of answers */
export function openAnswers({ connection }: Database): Model<AnswerDoc> {
  const made = connection.models.self_assessment_answers as Model<AnswerDoc> | undefined;
  return made ?? connection.model<AnswerDoc>('self_assessment_answers', schema);
}
