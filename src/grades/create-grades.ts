import type { Placement } from '../activities/activity.ts';
import type { ActivityKind } from '../activities/kind.ts';
import type { Database } from '../db/database.ts';
import type { Clock } from '../kit/clock.ts';
import { newFraction } from '../kit/ids.ts';
import type { Log } from '../kit/log.ts';
import type { Ags } from '../lti/ags.ts';
import { createDelivery, type GradedPerson } from './delivery.ts';
import { createGradeLog } from './grade-log.store.ts';
import { createGradeSender, type GradeSender } from './grades.job.ts';
import type { Grades } from './grades.ts';
import { createOutbox } from './outbox.store.ts';
import { mergeStates } from './state.rules.ts';

export interface GradesOptions {
  db: Database;
  clock: Clock;
  log: Log;
  ags: Ags;
  findPlacement: (placementId: string) => Promise<Pick<Placement, 'lineItemUrl' | 'platformId'> | null>;
  findParticipant: (participantId: string) => Promise<GradedPerson | null>;
  kindOf(activityId: string): Promise<Pick<ActivityKind, 'scoreOf'> | null>;
  /** A random number from 0 to 1, unless told otherwise. */
  random?: () => number;
}

/** The room of grades: what others call, and the sender that app.ts starts and stops. */
export interface GradesRoom extends Grades, Pick<GradeSender, 'start' | 'stop' | 'sendDue'> {}

export function createGrades(options: GradesOptions): GradesRoom {
  const { db, clock, log, findPlacement, findParticipant, random = newFraction } = options;
  const outbox = createOutbox(db);
  const deliver = createDelivery({ ...options, outbox, gradeLog: createGradeLog(db), random });
  const { start, stop, sendDue, kick, kickAll } = createGradeSender({ outbox, deliver, clock, log });
  return {
    start,
    stop,
    sendDue,
    async enqueue({ placementId, activityId, participantId, at }) {
      const [placement, person] = await Promise.all([
        findPlacement(placementId),
        findParticipant(participantId),
      ]);
      if (!placement?.lineItemUrl || !person || person.isTrial) return;
      const { lineItemUrl, platformId } = placement;
      const event = { lineItemUrl, platformId, placementId, activityId, participantId };
      kick(platformId, await outbox.enqueue(event, at, clock.now()));
    },
    async listStates(activityId) {
      return mergeStates(await outbox.listByActivity(activityId));
    },
    async resend(activityId, participantId) {
      const now = clock.now();
      if (participantId !== undefined) await outbox.insist(activityId, participantId, now);
      await outbox.revive(activityId, participantId, now);
      kickAll();
    },
  };
}
