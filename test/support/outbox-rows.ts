import type { Database } from '../../src/db/index.ts';
import { newUuid } from '../../src/kit/ids.ts';

/** What the figures look at in an outbox document. */
export interface OutboxRow {
  platformId: string;
  state: 'waiting' | 'sent' | 'refused' | 'none';
  eventAt: Date;
  reason?: string | null;
  dueAt?: Date | null;
  failingSince?: Date | null;
  sentAt?: Date | null;
}

/** Puts documents into the outbox as they are: states that real sending reaches after hours or by chance only. */
export async function storeOutboxRows({ connection }: Database, rows: readonly OutboxRow[]): Promise<void> {
  const common = { reason: null, dueAt: null, failingSince: null, sentAt: null };
  const where = { lineItemUrl: 'https://lms.example/1/lineitem', activityId: 'a', placementId: 'l' };
  const lease = { leasedUntil: new Date(0), leaseId: null, version: 1, failures: 0, tries: 1 };
  await connection.collection('grades_outbox').insertMany(
    rows.map(row => ({
      _id: newUuid() as never,
      participantId: newUuid(),
      ...common,
      ...where,
      ...lease,
      ...row,
    })),
  );
}
