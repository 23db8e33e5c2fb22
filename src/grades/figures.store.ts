import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { DAY_MS, plusMs } from '../kit/clock.ts';

/** So many grades for one reason: `grades:why.<reason>`. */
export interface ReasonCount {
  reason: string;
  count: number;
}

/** How the grades of one platform stand; numbers only, nothing of any person. */
export interface GradeFigures {
  platformId: string;
  /** What has not arrived yet and will be tried by itself. */
  waiting: number;
  /** Of these, what could be sent at this moment. */
  due: number;
  /** The oldest event among what waits: since then somebody's grade is missing. */
  oldestAt: Date | null;
  /** What has failed for longest without a break: since when, and why the last time. */
  failing: { since: Date; reason: string | null } | null;
  /** What nobody tries again until a teacher asks for it, most frequent reason first. */
  refused: ReasonCount[];
  /** What arrived within the last 24 hours, and was not changed since. */
  sentLastDay: number;
}

export interface GradeFiguresSource {
  /**
   * @param platformIds whose figures are asked for
   * @param now what is due, and which 24 hours are meant
   * @returns the figures of each, in the same order; noughts where nothing was ever sent
   */
  list(platformIds: readonly string[], now: Date): Promise<GradeFigures[]>;
}

/** A database that does not answer keeps neither the page nor the metrics waiting for ever. */
const MAX_MS = 10_000;
const EVER = new Date(0);

// No documents are read through this schema: it only says which indexes the figures need. Each leads to answers that
// hold all they count or sort by, so that no document is fetched: a count of 100,000 keys takes a fifth of the time of
// grouping as many documents. Each is for one state, so that a grade stands in few of them; the state is a key as well,
// so that no version of the server looks into the document for it.
const schema = new Schema({}, { collection: 'grades_outbox' });
// How many wait, and the oldest event among them.
schema.index({ state: 1, platformId: 1, eventAt: 1 }, { partialFilterExpression: { state: 'waiting' } });
// What has failed for longest; what waits without having failed stays out of it.
schema.index(
  { state: 1, platformId: 1, failingSince: 1 },
  { partialFilterExpression: { state: 'waiting', failingSince: { $gt: EVER } } },
);
// Refused, by reason.
schema.index({ state: 1, platformId: 1, reason: 1 }, { partialFilterExpression: { state: 'refused' } });
// What arrived lately.
schema.index({ state: 1, platformId: 1, sentAt: 1 }, { partialFilterExpression: { state: 'sent' } });

/** Reads how the outbox stands, for operators. To be made before the indexes are ensured. */
export function createGradeFigures(db: Database): GradeFiguresSource {
  db.connection.model('grades_figures', schema);
  const outbox = db.connection.collection('grades_outbox');
  const bound = { maxTimeMS: MAX_MS };

  const findOldest = async (platformId: string): Promise<Date | null> => {
    const [oldest] = await outbox
      .find({ state: 'waiting', platformId }, bound)
      .project<{ eventAt: Date }>({ _id: 0, eventAt: 1 })
      .sort({ eventAt: 1 })
      .limit(1)
      .toArray();
    return oldest?.eventAt ?? null;
  };
  const findFailing = async (platformId: string): Promise<GradeFigures['failing']> => {
    const [first] = await outbox
      .find({ state: 'waiting', platformId, failingSince: { $gt: EVER } }, bound)
      .project<{ failingSince: Date; reason: string | null }>({ _id: 0, failingSince: 1, reason: 1 })
      .sort({ failingSince: 1 })
      .limit(1)
      .toArray();
    return first ? { since: first.failingSince, reason: first.reason } : null;
  };
  const listRefused = async (platformId: string): Promise<ReasonCount[]> => {
    const groups = await outbox
      .aggregate<{ _id: string | null; count: number }>(
        [
          { $match: { state: 'refused', platformId } },
          { $group: { _id: '$reason', count: { $sum: 1 } } },
          { $sort: { count: -1, _id: 1 } },
        ],
        bound,
      )
      .toArray();
    return groups.map(({ _id, count }) => ({ reason: _id ?? '', count }));
  };
  const read = async (platformId: string, now: Date): Promise<GradeFigures> => {
    const lately = { $gt: plusMs(now, -DAY_MS) };
    const [waiting, due, oldestAt, failing, refused, sentLastDay] = await Promise.all([
      outbox.countDocuments({ state: 'waiting', platformId }, bound),
      // Only what waits has a time at which it is due; the sender's own index answers this, and it begins there.
      outbox.countDocuments({ platformId, dueAt: { $gt: EVER, $lte: now } }, bound),
      findOldest(platformId),
      findFailing(platformId),
      listRefused(platformId),
      outbox.countDocuments({ state: 'sent', platformId, sentAt: lately }, bound),
    ]);
    return { platformId, waiting, due, oldestAt, failing, refused, sentLastDay };
  };

  return { list: (platformIds, now) => Promise.all(platformIds.map(id => read(id, now))) };
}
