import type { Connection } from 'mongoose';
import type { Migration } from './migration.ts';

interface EarlierAnswers {
  _id: string;
  activityId: string;
  isSubmitted: boolean;
  answers?: Record<string, Record<string, unknown>>;
}

const EARLIER_INDEX = 'pseudonym_1_activityId_1';

async function has({ db }: Connection, name: string): Promise<boolean> {
  return ((await db?.listCollections({ name }).toArray()) ?? []).length > 0;
}

/** What was given before is in no group's results yet: every number waits to be. */
function keysOf({ answers = {}, isSubmitted }: EarlierAnswers): string[] {
  if (!isSubmitted) return [];
  return Object.entries(answers).flatMap(([id, answer]) =>
    Object.entries(answer).flatMap(([name, value]) => (typeof value === 'number' ? [`${id}.${name}`] : [])),
  );
}

/** Answers and progress from before there were rounds belong to the first one. */
export const rounds: Migration = {
  id: '0002-rounds',
  async up(connection) {
    if (await has(connection, 'self_assessment_progress'))
      await connection
        .collection('self_assessment_progress')
        .updateMany({ rounds: { $exists: false } }, [
          { $set: { rounds: { before: { startedAt: '$startedAt', doneAt: '$doneAt' } } } },
          { $unset: 'state' },
        ]);
    if (!(await has(connection, 'self_assessment_answers'))) return;
    const answers = connection.collection<EarlierAnswers>('self_assessment_answers');
    const names = (await answers.indexes()).map(index => index.name);
    if (names.includes(EARLIER_INDEX)) await answers.dropIndex(EARLIER_INDEX);
    const activities = connection.collection<{ _id: string; platformId: string }>('activities_activities');
    const platforms = new Map<string, string>();
    for await (const one of answers.find({ round: { $exists: false } } as object)) {
      const { _id, activityId } = one;
      if (!platforms.has(activityId))
        platforms.set(activityId, (await activities.findOne({ _id: activityId }))?.platformId ?? '');
      const background = { role: null, hasConsent: false, platformId: platforms.get(activityId) };
      await answers.updateOne(
        { _id },
        { $set: { round: 'before', ...background, released: [], unreleased: keysOf(one) } },
      );
    }
  },
};
