import type { Connection } from 'mongoose';
import type { Migration } from './migration.ts';

interface EarlierAnswers {
  _id: string;
  activityId: string;
}

const EARLIER_INDEX = 'pseudonym_1_activityId_1';

async function has({ db }: Connection, name: string): Promise<boolean> {
  return ((await db?.listCollections({ name }).toArray()) ?? []).length > 0;
}

/** Answers and progress from before there were rounds belong to the first one. */
export const rounds: Migration = {
  id: '0002-rounds',
  // What was given before is in no group's results yet: it waits to be.
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
    for await (const { _id, activityId } of answers.find({ round: { $exists: false } } as object)) {
      if (!platforms.has(activityId))
        platforms.set(activityId, (await activities.findOne({ _id: activityId }))?.platformId ?? '');
      const background = { role: null, hasConsent: false, platformId: platforms.get(activityId) };
      await answers.updateOne({ _id }, { $set: { round: 'before', ...background, release: 'waiting' } });
    }
  },
};
