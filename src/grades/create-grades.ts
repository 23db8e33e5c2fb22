import type { Database } from '../db/database.ts';
import { HOUR_MS } from '../kit/clock.ts';
import { newFraction } from '../kit/ids.ts';
import { createComparer, type Comparer, type ComparerOptions } from './comparing.ts';
import { createComparisonStore } from './comparison.store.ts';
import { createDecisions } from './decision.store.ts';
import { createDelivery, type DeliveryOptions } from './delivery.ts';
import { createGradeLog } from './grade-log.store.ts';
import { createGradeSender, type GradeSender } from './grades.job.ts';
import type { Grades } from './grades.ts';
import { createOutboxDesk } from './outbox-desk.store.ts';
import { createOutbox } from './outbox.store.ts';
import { PACE, type Pace } from './sending.rules.ts';
import { mergeStates } from './state.rules.ts';

export interface GradesOptions
  extends
    Pick<
      DeliveryOptions,
      'ags' | 'clock' | 'log' | 'findPlacement' | 'findParticipants' | 'gradingOf' | 'maximumOf'
    >,
    Pick<ComparerOptions, 'findMaximum'> {
  db: Database;
  /** A random number from 0 to 1, unless told otherwise. */
  random?: () => number;
  pace?: Pace;
}

/** The room of grades: what others call, and the sender that app.ts starts and stops. */
export interface GradesRoom
  extends Grades, Pick<GradeSender, 'start' | 'stop' | 'sendDue'>, Pick<Comparer, 'compareDue'> {
  /** Someone was seen again: what their LMS refused for them, since it took them for no student, is tried again. */
  noteSeen(participantId: string | undefined): void;
  /** Sends to a link's column what of the link still waits for another one. */
  moveGrades(
    placement: { id: string; activityId: string; platformId: string },
    lineItemUrl: string,
  ): Promise<void>;
}

export function createGrades(options: GradesOptions): GradesRoom {
  const { db, clock, log, findPlacement, findParticipants, random = newFraction, pace = PACE } = options;
  const outbox = createOutbox(db, pace.leaseMs);
  const desk = createOutboxDesk(db);
  const gradeLog = createGradeLog(db);
  const decisions = createDecisions(db);
  const comparer = createComparer({ ...options, desk, comparisons: createComparisonStore(db) });
  /** Kept in memory, so that a launch need not ask. */
  const notGradable = new Set<string>();
  const deliver = createDelivery({
    ...options,
    outbox,
    gradeLog,
    random,
    pace,
    onNotGradable: id => void notGradable.add(id),
  });
  const sender = createGradeSender({
    outbox,
    deliver,
    clock,
    log,
    pace,
    async onPoll() {
      for (const id of await outbox.listNotGradable()) notGradable.add(id);
    },
  });
  const compareSafely = (): void => {
    comparer.compareDue().catch((error: unknown) => {
      log.warn({ err: error }, 'grades: not compared with the gradebooks; tried again in an hour');
    });
  };
  let comparing: NodeJS.Timeout | undefined;

  return {
    start() {
      sender.start();
      comparing ??= setInterval(compareSafely, HOUR_MS).unref();
    },
    async stop() {
      clearInterval(comparing);
      comparing = undefined;
      await sender.stop();
    },
    sendDue: () => sender.sendDue(),
    async enqueue({ placementId, activityId, participantId, at }) {
      const [placement, [person]] = await Promise.all([
        findPlacement(placementId),
        findParticipants([participantId]),
      ]);
      if (!placement?.lineItemUrl || !person || person.isTrial) return;
      const { lineItemUrl, platformId } = placement;
      const event = { lineItemUrl, platformId, placementId, activityId, participantId };
      sender.kick(platformId, await outbox.enqueue(event, at, clock.now()));
    },
    async listStates(activityId) {
      return mergeStates(await desk.listByActivity(activityId));
    },
    async findState(activityId, participantId) {
      const [state = null] = mergeStates(await desk.listByParticipant(activityId, participantId));
      return state;
    },
    async resend({ activityId, participantId, by }) {
      const now = clock.now();
      const whose = { activityId, participantId: participantId ?? null };
      await decisions.insert({ at: now, ...whose, decision: 'send-again', by });
      if (participantId === undefined) await desk.insistOnMissing(activityId, now);
      else await desk.insist(activityId, participantId, now);
      await desk.revive(activityId, participantId, now);
      sender.kickAll();
    },
    async keepTheirs({ activityId, participantId, by }) {
      await decisions.insert({ at: clock.now(), activityId, participantId, decision: 'keep-theirs', by });
      await desk.keep(activityId, participantId);
    },
    compare: activityId => comparer.compareActivity(activityId),
    compareDue: () => comparer.compareDue(),
    findLastComparison: activityId => comparer.findLast(activityId),
    async moveGrades({ id, activityId, platformId }, lineItemUrl) {
      const items = (await desk.listByActivity(activityId)).filter(
        item =>
          item.placementId === id &&
          item.lineItemUrl !== lineItemUrl &&
          (item.state === 'waiting' || item.state === 'refused'),
      );
      for (const { participantId, eventAt } of items) {
        const event = { lineItemUrl, platformId, placementId: id, activityId, participantId };
        await outbox.enqueue(event, eventAt, clock.now());
      }
      await desk.retire(items);
      sender.kickAll();
    },
    noteSeen(participantId) {
      if (participantId === undefined || !notGradable.delete(participantId)) return;
      outbox
        .reviveNotGradable(participantId, clock.now())
        .then(() => {
          sender.kickAll();
        })
        .catch((error: unknown) => {
          notGradable.add(participantId);
          log.warn({ err: error }, 'grades: a refused grade was not taken up again');
        });
    },
  };
}
