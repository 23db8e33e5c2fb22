import { Schema } from 'mongoose';
import type { Database } from '../../db/database.ts';
import { openAnswers, type AnswerRecord } from '../answer-model.store.ts';
import type { Answers } from '../answers.rules.ts';
import type { TakerRole } from '../roles.rules.ts';
import type { Round } from '../rounds.rules.ts';

/** What exports show of a record, as it was when one showed it for the first time: changed later, it stays. */
export interface Shared {
  /** The id of that export. */
  step: string;
  /** Records of one person that exports show as one person's have the same. */
  thread: string;
  answers: Answers;
  role: TakerRole | null;
  platformId: string;
}

/** A record that research may have. */
export interface ResearchRecord extends Pick<
  AnswerRecord,
  'pseudonym' | 'round' | 'instrument' | 'answers' | 'role' | 'platformId' | 'isSubmitted'
> {
  id: string;
  shared: Shared | null;
}

/** Who took what out of the house, when and why. */
export interface LogEntry {
  /** The export's. */
  id: string;
  at: Date;
  /** Who made it, by their own word. */
  by: string;
  activityId: string;
  /** The activity's name then. */
  title: string;
  rounds: Round[];
  reason: string;
  /** Rounded down to fives. */
  people: number;
}

interface LogDoc extends Omit<LogEntry, 'id'> {
  _id: string;
}

/** How many records of a round research may have; never shown. */
export interface RoundCount {
  activityId: string;
  round: Round;
  count: number;
}

export interface ResearchStore {
  /** @param activityId all activities unless given */
  countRounds(activityId?: string): Promise<RoundCount[]>;
  /** @returns the records of an activity that count in its group's results, and whose people all consented and still do */
  list(activityId: string): Promise<ResearchRecord[]>;
  /** Freezes what exports show of these, unless an export in the log shows them already. */
  share(records: readonly { id: string; shared: Shared }[], loggedSteps: readonly string[]): Promise<void>;
  insertLog(entry: LogEntry): Promise<void>;
  /** @returns the ids of all exports of an activity */
  listSteps(activityId: string): Promise<string[]>;
  /** @returns the newest exports of all activities, at most 200 */
  listLog(): Promise<LogEntry[]>;
}

const logSchema = new Schema<LogDoc>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    by: { type: String, required: true },
    activityId: { type: String, required: true },
    title: { type: String, required: true },
    rounds: [String],
    reason: { type: String, required: true },
    people: { type: Number, required: true },
  },
  { collection: 'self_assessment_research_log', versionKey: false },
);
// The page's list, newest first.
logSchema.index({ at: -1 });
// The steps of one activity.
logSchema.index({ activityId: 1 });

const LISTED = 200;
/** `release` says how the group's results count a record: docs/decisions/0014. */
const ALLOWED = { release: 'with-rows', hasConsent: true, isTrial: false } as const;
const FIELDS = {
  pseudonym: 1,
  round: 1,
  instrument: 1,
  answers: 1,
  role: 1,
  platformId: 1,
  isSubmitted: 1,
  shared: 1,
} as const;

type RecordDoc = Omit<ResearchRecord, 'id' | 'shared'> & { _id: string; shared?: Shared };

export function createResearchStore(db: Database): ResearchStore {
  const log = db.connection.model<LogDoc>('self_assessment_research_log', logSchema);
  const answers = openAnswers(db).collection;

  return {
    countRounds: activityId =>
      answers
        .aggregate<RoundCount>([
          { $match: { ...(activityId !== undefined && { activityId }), ...ALLOWED } },
          { $group: { _id: { activityId: '$activityId', round: '$round' }, count: { $sum: 1 } } },
          { $project: { _id: 0, activityId: '$_id.activityId', round: '$_id.round', count: 1 } },
        ])
        .toArray(),

    async list(activityId) {
      const docs = await answers.find({ activityId, ...ALLOWED }, { projection: FIELDS }).toArray();
      return (docs as unknown as RecordDoc[]).map(({ _id: id, shared = null, ...rest }) => ({
        id,
        shared,
        ...rest,
      }));
    },

    async share(records, loggedSteps) {
      if (records.length === 0) return;
      const unshared = { 'shared.step': { $nin: [...loggedSteps] }, hasConsent: true };
      await answers.bulkWrite(
        records.map(({ id, shared }) => ({
          updateOne: { filter: { _id: id as never, ...unshared }, update: { $set: { shared } } },
        })),
        { ordered: false },
      );
    },

    async insertLog({ id, ...entry }) {
      await log.create({ _id: id, ...entry });
    },

    listSteps: activityId => log.distinct('_id', { activityId }).exec(),

    async listLog() {
      const docs = await log.find().sort({ at: -1 }).limit(LISTED).lean<LogDoc[]>();
      return docs.map(({ _id: id, ...entry }) => ({ id, ...entry }));
    },
  };
}
