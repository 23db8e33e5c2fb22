import type { Router } from 'express';
import type { VNode } from 'preact';
import type { z } from 'zod';
import type { PageFrame } from '../http/frame.ts';
import type { Locale, TextKey } from '../i18n/index.ts';
import type { Activity, Whole } from './activity.ts';
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

/** How a phase of an activity stands for one person: of a self-assessment a round. */
export interface PhaseStanding {
  state: 'not-opened' | 'open' | 'closed';
  hasBegun: boolean;
  /** When the person was done with it; null: not yet. */
  doneAt: Date | null;
}

/** What a kind must be able to say that can be a part of another activity: docs/decisions/0016. */
export interface AsPart {
  /** @param participantId null: for someone who takes no part */
  phasesOf(
    activityId: string,
    participantId: string | null,
  ): Promise<Readonly<Record<string, PhaseStanding>>>;
  /** @returns the page, below `/l/<launch>/`, of what came of a phase */
  resultPath(phase: string): string;
}

/** Someone is done with a phase of a part. */
export interface PartDone {
  whole: Whole;
  /** The part's kind. */
  kind: string;
  phase: string;
  participant: { participantId: string; platformId: string; isTrial: boolean };
  /** In which they read. */
  locale: Locale;
}

/** One of the things that a new activity of a kind can be: each is a choice of its own in the picker. */
export interface Variant {
  /** Small letters, digits and hyphens: it is a part of the picker's values. Never changed, since browsers keep it. */
  id: string;
  /** The name a new activity gets, in that language. */
  title(locale: Locale): string;
  /** What sort of thing it is and how long it takes, in a few words; absent where the kind has one variant. */
  brief?(locale: Locale): string;
  /** What it is, in a sentence or three; the LMS gets it with the link. */
  summary(locale: Locale): string;
  /** The settings that a new activity starts with. */
  settings: unknown;
  /** The form in which it is usually graded; the kind's usual one where it is absent. */
  gradeForm?: GradeForm;
  /** Points of a new line item, where its form leaves them open; the kind's own where it is absent. */
  points?: number;
}

/** What a feature room offers to the shared rooms: everything they may know of it. */
export interface ActivityKind {
  /** The room's name, first segment of its paths below a launch, collections and text keys. */
  name: string;
  /** Text key of the kind's name, shown in the picker. */
  title: TextKey;
  /** Text key of one sentence that says what activities of this kind are. */
  summary: TextKey;
  /** Checks the kind's own settings as they lie in the database. */
  settings: z.ZodType;
  /** What a new activity can be, the usual one first. */
  variants: readonly [Variant, ...Variant[]];
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
  /** Absent: activities of this kind are never parts of others. */
  asPart?: AsPart;
  /** @returns the kinds of the activities that are inside this one, each once; absent: there never are any. */
  partsOf?(activity: Pick<Activity, 'settings'>): readonly string[];
  /** Told when someone is done with a phase of a part. Told again, it changes nothing. */
  notePartDone?(done: PartDone): Promise<void>;
  /**
   * Themes that are recommended to a person by their own last answers, by their letters; none while there are no such
   * answers. Asked only for a page of that person's own, and kept nowhere.
   */
  recommendations?(activity: Activity, participantId: string): Promise<readonly string[]>;
  /**
   * @param participantId null: whoever it is
   * @returns the themes that an activity holds, by their letters, each with its page below `/l/<launch>/`
   */
  themesIn?(activity: Activity, participantId: string | null): Promise<ReadonlyMap<string, string>>;
}
