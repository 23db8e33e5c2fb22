import { Schema, type Model } from 'mongoose';
import type { Database } from '../db/database.ts';
import type { Answers } from './answers.rules.ts';
import type { TakerRole } from './roles.rules.ts';
import type { Round } from './rounds.rules.ts';

/** One person's answers in one round, under a pseudonym. Nothing here names the person or a time of day. */
export interface AnswerRecord {
  pseudonym: string;
  activityId: string;
  round: Round;
  instrument: { id: string; version: number };
  /** As whom they answer; null: they did not say. */
  role: TakerRole | null;
  /** Where they came from: group results are shown by institution. */
  platformId: string;
  /** Research may have the answers; may be withdrawn at any time. */
  hasConsent: boolean;
  answers: Answers;
  isSubmitted: boolean;
  isTrial: boolean;
  /** The day of the last save, `2026-11-27`: what keeping times are counted from. */
  savedOn: string;
  /**
   * Whether the group's results count the person: once they do it is for good, whatever is sent later (docs/decisions/0014).
   * `with-rows`: in a block whose people all let research have their answers; `sums-only`: in another one.
   */
  release: 'waiting' | 'with-rows' | 'sums-only';
}

export interface AnswerDoc extends AnswerRecord {
  /** Random. */
  _id: string;
}

const text = { type: String, required: true };
const flag = { type: Boolean, required: true };
const schema = new Schema<AnswerDoc>(
  {
    _id: text,
    pseudonym: text,
    activityId: text,
    round: text,
    instrument: { _id: false, id: String, version: Number },
    role: { type: String, default: null },
    platformId: text,
    hasConsent: flag,
    answers: { type: Schema.Types.Mixed },
    isSubmitted: flag,
    isTrial: flag,
    savedOn: text,
    release: text,
  },
  {
    collection: 'self_assessment_answers',
    versionKey: false,
    minimize: false,
    // Kept in the order of the random ids: the order in which people began cannot be read from the collection.
    clusteredIndex: { name: 'random_order', key: { _id: 1 }, unique: true },
  } as object,
);
// One record a person, activity and round, whatever two tabs do; a person's own reads and writes come this way.
schema.index({ pseudonym: 1, activityId: 1, round: 1 }, { unique: true });
// Whose answers to which instruments an activity has: for erasing, and for research.
schema.index({ activityId: 1, 'instrument.id': 1 });
// Those whom no group result counts yet: a handful, however many have answered.
schema.index(
  { activityId: 1, round: 1 },
  { partialFilterExpression: { release: 'waiting', isSubmitted: true, isTrial: false } },
);

/** @returns the collection of answers, for every store that works on it */
export function openAnswers({ connection }: Database): Model<AnswerDoc> {
  const made = connection.models.self_assessment_answers as Model<AnswerDoc> | undefined;
  return made ?? connection.model<AnswerDoc>('self_assessment_answers', schema);
}
