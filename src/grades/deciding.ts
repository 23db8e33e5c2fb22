import type { Score } from '../activities/kind.ts';
import type { Clock } from '../kit/clock.ts';
import { newUuid } from '../kit/ids.ts';
import { sentShare, toSent, type Grading, type Sent } from './form.rules.ts';
import type { OpenTry, OutboxItem, Settlement } from './outbox.ts';
import { planSend, type Sending, type WantedScore } from './sending.rules.ts';

/** Who a participant is at the platform. */
export interface GradedPerson {
  id: string;
  sub: string;
  platformId: string;
  isTrial: boolean;
}

/** How an activity is graded, and what gives its scores. */
export interface ActivityGrading extends Grading {
  /** @returns the scores to send, by participant; who has none is left out */
  scoresOf(participantIds: readonly string[]): Promise<ReadonlyMap<string, Score>>;
}

export interface DecidingOptions {
  findParticipants(ids: readonly string[]): Promise<GradedPerson[]>;
  /** Reads how an activity is graded, and what gives its scores. */
  gradingOf(activityId: string): Promise<ActivityGrading | null>;
  /** Reads the maximum of the placement's column, as far as it is known. */
  maximumOf(placementId: string): Promise<number | null>;
  clock: Clock;
}

/** How an activity is graded, and the scores of a batch in it; null: it is gone. */
type ActivityReading = { grading: ActivityGrading; scores: ReadonlyMap<string, Score> } | null;

/** What one batch reads; an activity that cannot be read harms no other's grades. */
interface Reading {
  people: Promise<ReadonlyMap<string, GradedPerson>>;
  activities: ReadonlyMap<string, Promise<ActivityReading>>;
}

/** Whose score is to stand in the gradebook, as it is and as it goes on the wire. */
export interface Wanted {
  sub: string;
  score: WantedScore;
  points: Sent;
}

/** What a lease is for: a send, or an end without one. */
export type Decided =
  { settlement: Settlement; wanted?: undefined } | { wanted: Wanted; sending: Sending; openTry: OpenTry };

/** By the documents' ids; one that could not be decided harms no other. */
export type Decisions = Map<string, PromiseSettledResult<Decided>>;

/** How a document stands after which nothing more is to do. */
export const SETTLED = { reason: null, dueAt: null, failures: 0, failingSince: null, erringSince: null };

/**
 * What is to be done with leased documents.
 * @returns what decides for a batch: scores read just in time, for all of it at once
 */
export function createDeciding(
  options: DecidingOptions,
): (items: readonly OutboxItem[]) => Promise<Decisions> {
  const { clock } = options;

  const readPeople = async (ids: readonly string[]): Promise<ReadonlyMap<string, GradedPerson>> =>
    new Map((await options.findParticipants(ids)).map(one => [one.id, one]));

  const readActivity = async (activityId: string, ids: readonly string[]): Promise<ActivityReading> => {
    const grading = await options.gradingOf(activityId);
    return grading && { grading, scores: await grading.scoresOf(ids) };
  };

  /** Reads, at the last moment, all that a batch needs: question by question it would cost as much as the sending. */
  const read = (items: readonly OutboxItem[]): Reading => {
    const idsOf = (of: readonly OutboxItem[]): string[] => of.map(item => item.participantId);
    const activities = new Map<string, Promise<ActivityReading>>();
    for (const { activityId } of items) {
      if (activities.has(activityId)) continue;
      const here = items.filter(item => item.activityId === activityId);
      activities.set(activityId, readActivity(activityId, idsOf(here)));
    }
    return { people: readPeople(idsOf(items)), activities };
  };

  /** @returns null when there is nothing to send, or nobody to send it for */
  const wantedOf = async (item: OutboxItem, { people, activities }: Reading): Promise<Wanted | null> => {
    const [everyone, activity] = await Promise.all([people, activities.get(item.activityId)]);
    const person = everyone.get(item.participantId);
    const { grading, scores } = activity ?? {};
    const score = scores?.get(item.participantId);
    if (!grading || !score || !person || person.isTrial || person.platformId !== item.platformId) return null;
    // The other forms are of the same points whatever the column's are.
    const maximum = grading.form === 'points' ? await options.maximumOf(item.placementId) : null;
    const points = toSent({ share: score.value }, grading, maximum);
    if (!points) return null;
    const at = item.insistedAt && item.insistedAt > score.at ? item.insistedAt : score.at;
    return { sub: person.sub, score: { value: sentShare(points), comment: score.comment, at }, points };
  };

  /** @returns what is to be sent, or how the lease ends without a try */
  const decide = async (item: OutboxItem, reading: Reading): Promise<Decided> => {
    const wanted = await wantedOf(item, reading);
    // A grade that is in the gradebook stays there: sending "not graded" would erase it.
    if (!wanted) return { settlement: { state: item.accepted ? 'sent' : 'none', ...SETTLED } };
    const plan = planSend(wanted.score, item, clock.now());
    if (plan.do === 'send') {
      const { sending } = plan;
      return { wanted, sending, openTry: { id: newUuid(), at: clock.now(), timestamp: sending.timestamp } };
    }
    if (plan.do === 'settle') return { settlement: { state: 'sent', ...SETTLED } };
    const { failures, failingSince, erringSince } = item;
    const kept = { failures, failingSince, erringSince };
    return { settlement: { state: 'waiting', reason: null, dueAt: plan.until, ...kept } };
  };

  return async items => {
    const reading = read(items);
    const decisions = await Promise.allSettled(items.map(item => decide(item, reading)));
    return new Map(items.map(({ id }, i) => [id, decisions[i] as PromiseSettledResult<Decided>]));
  };
}
