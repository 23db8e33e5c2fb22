import type { Router } from 'express';
import type { z } from 'zod';
import type { Locale, TextKey } from '../i18n/index.ts';

/** A score of one participant, 0..1, as of a moment. */
export interface Score {
  /** 0..1; multiplied by the line item's maximum when sent. */
  value: number;
  /** When the event happened that made this score: the timestamp that the platform gets. */
  at: Date;
  /** Plain text shown beside the grade in the LMS; sent again with each score, since a missing one wipes it. */
  comment?: string | undefined;
}

export type ProgressState = 'not-started' | 'under-way' | 'done';

/** How far one participant is, and nothing of what was answered. */
export interface Progress {
  participantId: string;
  state: ProgressState;
  startedAt?: Date | undefined;
  doneAt?: Date | undefined;
}

/** What a feature room offers to the shared rooms: everything they may know of it. */
export interface ActivityKind {
  /** The room's name, first segment of its paths below a launch, collections and text keys. */
  name: string;
  /** Text key of the kind's name, shown in the picker. */
  title: TextKey;
  /** Text key of one sentence that says what it is. */
  summary: TextKey;
  /** Checks the kind's own settings as they lie in the database. */
  settings: z.ZodType;
  defaultSettings: unknown;
  /** The name a new activity gets, in that language. */
  defaultTitle(locale: Locale): string;
  /** Points a new line item gets. */
  defaultPoints: number;
  /** Routes below `/l/<launch>/<name>`; requests there have a session with an activity of this kind. */
  router: Router;
  /** First page of an activity for this role, below `/l/<launch>/`. */
  open(role: 'teacher' | 'learner' | 'visitor'): string;
  /** @returns the score to send, or null while there is none. Read just in time by the sender. */
  scoreOf(activityId: string, participantId: string): Promise<Score | null>;
  /** @returns the progress of all who have begun, trial runs left out. */
  listProgress(activityId: string): Promise<Progress[]>;
  /** Whether anyone but trial runs has begun. */
  hasBegun(activityId: string): Promise<boolean>;
  /** Removes what a trial run left. */
  clearTrial(activityId: string, participantId: string): Promise<void>;
}
