import type { Connection } from 'mongoose';
import type { Migration } from './migration.ts';

/** Those that hold settled grades too; the ones that took their place hold what waits. */
const EARLIER_INDEXES = ['platformId_1_dueAt_1', 'dueAt_1_platformId_1', 'activityId_1'];
const NEW_FIELDS = { failingSince: null, erringSince: null, openTry: null, shown: null };

async function hasOutbox({ db }: Connection): Promise<boolean> {
  return ((await db?.listCollections({ name: 'grades_outbox' }).toArray()) ?? []).length > 0;
}

/** The grades on their way learn since when they fail, what was under way and what the gradebook showed. */
export const outboxInUse: Migration = {
  id: '0001-outbox-in-use',
  async up(connection) {
    if (!(await hasOutbox(connection))) return;
    const outbox = connection.collection('grades_outbox');
    const names = (await outbox.indexes()).map(index => index.name);
    for (const name of EARLIER_INDEXES) if (names.includes(name)) await outbox.dropIndex(name);
    await outbox.updateMany({ openTry: { $exists: false } }, { $set: NEW_FIELDS });
  },
};
