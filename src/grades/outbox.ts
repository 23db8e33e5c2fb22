import type { GradeStateName } from './grades.ts';
import type { PairHistory, Sending } from './sending.rules.ts';

/** One line item and one participant: what is wanted, what was tried, what the platform has. */
export interface OutboxItem extends PairHistory {
  id: string;
  lineItemUrl: string;
  participantId: string;
  activityId: string;
  placementId: string;
  platformId: string;
  /** When the last event came. */
  eventAt: Date;
  /** Grows with each event: what came during a send is sent after it. */
  version: number;
  /** `none`: there was no score to send. */
  state: GradeStateName | 'none';
  reason: string | null;
  /** Null: nothing to do. */
  dueAt: Date | null;
  /** Nobody else takes it before then; after a send it also keeps the distance to the next. */
  leasedUntil: Date;
  leaseId: string | null;
  /** Failures in a row. */
  failures: number;
  /** Since when it fails without a success between; null when the last try succeeded or was final. */
  failingSince: Date | null;
  /** Since when each answer was the same error of the platform's own (500): that of a locked cell, for one. */
  erringSince: Date | null;
  tries: number;
  /** A try whose end nobody wrote down yet: under way, or its process died. */
  openTry: OpenTry | null;
  sentAt: Date | null;
  /** When our grade was asked to stand against the LMS's newer one: it counts as of this moment. */
  insistedAt: Date | null;
  /** What the gradebook held when it was last compared, or when it refused ours as older. */
  shown: Shown | null;
}

/** Its id is that of its row in the log, so that the row is written once. */
export interface OpenTry {
  id: string;
  at: Date;
  timestamp: Date;
}

/** What is about to be sent. */
export interface PlannedTry {
  item: OutboxItem;
  sending: Sending;
  openTry: OpenTry;
}

/** What the gradebook holds of one person. */
export interface Shown {
  /** 0..1; null: no grade. */
  value: number | null;
  /** The points that are 1; null where the gradebook did not say. */
  maximum: number | null;
  at: Date;
  /** A teacher looked at it and let it stand. */
  isKept: boolean;
}

/** Whose grade changed, and where it goes. */
export type OutboxEvent = Pick<
  OutboxItem,
  'lineItemUrl' | 'participantId' | 'activityId' | 'placementId' | 'platformId'
>;

/** How a send, or the decision not to send, ended. */
export type Settlement = Pick<
  OutboxItem,
  'state' | 'reason' | 'dueAt' | 'failures' | 'failingSince' | 'erringSince'
>;

/** What a try brought to light, besides how it ended. */
export interface Findings {
  /** What the platform took, and when. */
  accepted?: { sending: Sending; at: Date } | undefined;
  /** What the gradebook held when it was asked. */
  shown?: Shown | undefined;
  /** Our grade counts as of this moment: the gradebook still held an earlier one of ours, with a later time. */
  restampedAt?: Date | undefined;
}

/** The sender's side of the outbox. */
export interface Outbox {
  /** Notes that something may have changed, and when. @returns when it can be taken at the earliest */
  enqueue(event: OutboxEvent, at: Date, now: Date): Promise<Date>;
  /** @returns the platforms that have anything waiting, due or not */
  listWaitingPlatforms(): Promise<string[]>;
  /** Takes the longest due of a platform: of several workers one gets each, and it alone until the lease is over. */
  lease(platformId: string, now: Date, most: number): Promise<OutboxItem[]>;
  /** Gives a lease back with its try noted and not made. */
  release(item: OutboxItem): Promise<void>;
  /**
   * Notes what is about to be tried, and lets the leases begin anew.
   * @returns the ids of those whose lease still was ours
   */
  noteTries(tries: readonly PlannedTry[]): Promise<ReadonlySet<string>>;
  /**
   * Ends the lease. What changed since it was taken stays due. What the platform took is kept whoever holds the lease.
   * @param at when the next send of this pair may start
   * @returns when it is due next, or null
   */
  settle(item: OutboxItem, settlement: Settlement, at: Date, findings?: Findings): Promise<Date | null>;
  /** @returns the participants whom their LMS took for no students */
  listNotGradable(): Promise<string[]>;
  /** Tries again, now, what an LMS refused since it took the participant for no student. */
  reviveNotGradable(participantId: string, now: Date): Promise<void>;
}

/** The teacher's side of the outbox. */
export interface OutboxDesk {
  listByActivity(activityId: string): Promise<OutboxItem[]>;
  listByParticipant(activityId: string, participantId: string): Promise<OutboxItem[]>;
  listByLineItem(lineItemUrl: string): Promise<OutboxItem[]>;
  /** The columns in which an activity's grades are, or are to be. */
  listPlaces(activityId: string): Promise<{ platformId: string; lineItemUrl: string }[]>;
  /** Each column to which something was sent since then, one after the other. */
  eachLineItem(sentSince: Date): AsyncIterable<{ platformId: string; lineItemUrl: string }>;
  /** Makes what waits or was refused due now, with a fresh count of failures. */
  revive(activityId: string, participantId: string | undefined, now: Date): Promise<void>;
  /** Lets what was sent, or refused as older, stand as of now: whatever the gradebook shows. */
  insist(activityId: string, participantId: string, now: Date): Promise<void>;
  /** Lets what was sent stand as of now where the gradebook shows nothing. */
  insistOnMissing(activityId: string, now: Date): Promise<void>;
  /** Lets the gradebook's grade stand until the next grading event. */
  keep(activityId: string, participantId: string): Promise<void>;
  /** Takes documents out of use, whose grades now go elsewhere. */
  retire(items: readonly OutboxItem[]): Promise<void>;
  /** Notes what the gradebook holds, for those whose grade was not touched since they were read. */
  noteShown(readings: readonly { item: OutboxItem; shown: Shown }[]): Promise<void>;
}
