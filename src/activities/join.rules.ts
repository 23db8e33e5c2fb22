import type { StoredActivity } from './activity.rules.ts';

/** All that decides whether a fresh run may join the activity that it was made from. */
export interface JoinFacts {
  isTeacher: boolean;
  platformId: string;
  activity: Pick<StoredActivity, 'id' | 'copiedFromId'>;
  earlier: Pick<StoredActivity, 'id' | 'title' | 'platformId' | 'createdAt'> | null;
  /** Whether the teacher is known as staff where the earlier activity is shown on this platform. */
  isStaffThere: boolean;
  /** Whether anyone has begun in the fresh run. */
  hasBegun: boolean;
}

export type JoinVerdict =
  | { ok: true; earlier: { id: string; title: string; createdAt: Date } }
  | { ok: false; why: 'activities/join-nothing' | 'activities/join-not-yours' | 'activities/join-begun' };

/**
 * Joining an earlier cohort takes a teacher of that activity on that platform, and only while nobody has begun in the
 * fresh run: their work would stay behind.
 */
export function judgeJoin(facts: JoinFacts): JoinVerdict {
  const { activity, earlier } = facts;
  if (!earlier || activity.copiedFromId === null || earlier.id === activity.id) {
    return { ok: false, why: 'activities/join-nothing' };
  }
  const isTheirs = facts.isTeacher && facts.isStaffThere && earlier.platformId === facts.platformId;
  if (!isTheirs) return { ok: false, why: 'activities/join-not-yours' };
  if (facts.hasBegun) return { ok: false, why: 'activities/join-begun' };
  return { ok: true, earlier: { id: earlier.id, title: earlier.title, createdAt: earlier.createdAt } };
}
