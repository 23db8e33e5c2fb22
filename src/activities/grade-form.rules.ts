/**
 * How an activity is graded. `completion`: done or not. `points`: so many of a maximum. `zero-to-five`: the grade scale
 * of Finland's universities of applied sciences, 0 being a fail. `pass-fail`: passed or failed.
 */
export const GRADE_FORMS = ['completion', 'points', 'zero-to-five', 'pass-fail'] as const;
export type GradeForm = (typeof GRADE_FORMS)[number];

/** What an activity without a form of its own is graded by: those that were set up before there were forms. */
export const DEFAULT_FORM: GradeForm = 'completion';

/** The maximum of the column, where it follows from the form; null where the teacher says it. */
const FIXED_MAXIMUM: Readonly<Record<GradeForm, number | null>> = {
  completion: null,
  points: null,
  'zero-to-five': 5,
  'pass-fail': 1,
};

/** @returns whether the teacher says how many points there are */
export function asksForPoints(form: GradeForm): boolean {
  return FIXED_MAXIMUM[form] === null;
}

/**
 * @param points what the teacher said; null: no column in the gradebook
 * @returns the points of an activity of this form, and with them the `scoreMaximum` of a new column
 */
export function pointsFor(form: GradeForm, points: number | null): number | null {
  return points === null ? null : (FIXED_MAXIMUM[form] ?? points);
}

/** What a teacher sets by hand in the LMS, since no tool can: beside the maximum, which comes with a deep link. */
export interface GradeSetup {
  /** Null: as many as the teacher said. */
  maximum: number | null;
  /** The least that is a pass; `none`: no such grade is needed; `own`: the teacher's choice. */
  gradeToPass: number | 'none' | 'own';
  /** On which grade the LMS counts the activity as done. */
  completion: 'any-grade' | 'passing-grade';
}

const SETUPS: Readonly<Record<GradeForm, GradeSetup>> = {
  // Nothing is sent before it is done: whatever grade there is, is the full one.
  completion: { maximum: null, gradeToPass: 'none', completion: 'any-grade' },
  points: { maximum: null, gradeToPass: 'own', completion: 'passing-grade' },
  // A fail is a grade too: on any grade the LMS would call a 0 done.
  'zero-to-five': { maximum: 5, gradeToPass: 1, completion: 'passing-grade' },
  'pass-fail': { maximum: 1, gradeToPass: 1, completion: 'passing-grade' },
};

/** @returns what to set in the LMS for this form */
export function setupOf(form: GradeForm): GradeSetup {
  return SETUPS[form];
}
