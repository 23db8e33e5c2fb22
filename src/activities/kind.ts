import type { Router } from 'express';
import type { VNode } from 'preact';
import type { z } from 'zod';
import type { PageFrame } from '../http/frame.ts';
import type { Locale, TextKey } from '../i18n/index.ts';
import type { Activity } from './activity.ts';
import type { GradeForm } from './grade-form.rules.ts';

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

/**
 * One participant's work as a teacher may see it who comes from the LMS's gradebook (Submission Review 1.0): a hand-in
 * or a workshop work in full, of a self-assessment its state.
 */
export interface Review {
  progress: Progress;
  /** Text key of the sentence that says what a teacher sees of this kind of work, and what not. */
  says: TextKey;
  /** The work itself, as a part of a page; null where there is none yet, or where a teacher sees none. */
  work: ((frame: PageFrame) => VNode) | null;
}

/** What a kind must know of an activity to say how far people are and what they earned. */
export type GradedActivity = Pick<Activity, 'id' | 'gradeForm' | 'settings'>;

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
  /** The forms in which it can be graded, the usual one first. */
  gradeForms: readonly [GradeForm, ...GradeForm[]];
  /** Points a new line item gets, where its form leaves them open. */
  defaultPoints: number;
  /** Routes below `/l/<launch>/<name>`; requests there have a session with an activity of this kind. */
  router: Router;
  /** The kind's own pages for teachers, below `/l/<launch>/`, to which the overview leads. */
  teacherPages: readonly { path: string; title: TextKey }[];
  /** First page of an activity for this role, below `/l/<launch>/`. */
  open(role: 'teacher' | 'learner' | 'visitor'): string;
  /** @returns the scores to send, by participant; who has none is left out. Read just in time by the sender. */
  scoresOf(activity: GradedActivity, participantIds: readonly string[]): Promise<ReadonlyMap<string, Score>>;
  /** @returns the progress of all who have begun, trial runs left out. */
  listProgress(activity: GradedActivity): Promise<Progress[]>;
  /** @returns what a teacher may see of one participant's work, who may not have begun; of trial runs nobody asks. */
  review(activity: GradedActivity, participantId: string): Promise<Review>;
  /**
   * Whether a request that changes something may do with the activity as it was at most ten seconds ago: a save that
   * comes often, of someone of whom this process knows that they have begun, whom nothing leads elsewhere any more.
   * @param path below `/l/<launch>/<name>`
   */
  mayUseRecent?(path: string, person: { activityId: string; participantId: string }): boolean;
  /** Whether anyone but trial runs has begun. */
  hasBegun(activityId: string): Promise<boolean>;
  /** Removes what a trial run left. */
  clearTrial(activityId: string, participantId: string): Promise<void>;
}
