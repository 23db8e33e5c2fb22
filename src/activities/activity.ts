import type { GradeForm } from './grade-form.rules.ts';

/** What a teacher set up. Its id is a uuid that travels in the deep link's custom parameters, and opens nothing. */
export interface Activity {
  id: string;
  kind: string;
  title: string;
  /** Language that the teacher chose for the activity, or null: each reader's own. */
  locale: 'fi' | 'sv' | 'en' | null;
  dueAt: Date | null;
  settings: unknown;
  gradeForm: GradeForm;
  /** Points of a new column; null: links get no column by deep linking. */
  points: number | null;
  /** Classroom where it was set up or first launched; null until its first launch when the LMS sent no context. */
  classroomId: string | null;
  platformId: string;
  /** The activity that this fresh run was made from, when its link came from a new classroom. */
  copiedFromId: string | null;
  /** A fresh run whose dates were switched off and are still to be set. */
  isScheduleOpen: boolean;
  createdAt: Date;
}

/** The activity of a launch within which a part was opened, and the link through which the person came to it. */
export interface Whole {
  activity: Activity;
  /** Absent: no line item to send to. */
  placementId: string | undefined;
}

/** One resource link in one classroom that shows an activity, with its own line item. */
export interface Placement {
  id: string;
  activityId: string;
  platformId: string;
  deploymentId: string;
  classroomId: string;
  resourceLinkId: string;
  /** Absent: the link has no column in the gradebook. */
  lineItemUrl: string | null;
  /** Where the classroom's columns are listed and made (AGS 2.0, 3.2); null while no launch has named it. */
  lineItemsUrl: string | null;
  /** The column's maximum as last seen: teachers change it in the LMS. Null while it is not known. */
  lineItemMaximum: number | null;
  /** When it was last asked for. */
  lineItemCheckedAt: Date | null;
}
