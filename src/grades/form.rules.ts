import type { GradeForm } from '../activities/grade-form.rules.ts';

export type { GradeForm } from '../activities/grade-form.rules.ts';

/** How an activity is graded: its form, and how many points it has (null where its links have no column). */
export interface Grading {
  form: GradeForm;
  points: number | null;
}

/** A judgement as a room has it: a share of everything, points of the activity's own, or a grade from 0 to 5. */
export type Judgement = { share: number } | { points: number } | { grade: number };

/** What goes to the platform: `scoreGiven` of `scoreMaximum` (AGS 2.0, 3.4.5 and 3.4.6). */
export interface Sent {
  given: number;
  maximum: number;
}

const BEST_GRADE = 5;
/** Points when nobody said how many: a column then is of one. */
const NO_POINTS = 1;
/** Where nobody knows of how many points a column is: hundredths of a percent. */
const UNKNOWN_MAXIMUM = 100;

/** The product of two fractions ends in noise (0.1 * 3 is 0.30000000000000004), far beyond what anybody graded. */
function withoutNoise(value: number): number {
  return Number(value.toPrecision(12));
}

/** Halves go up, as they are taught in school; 1.005 too, which is a little less as a double. */
function roundTo(digits: number, value: number): number {
  const factor = 10 ** digits;
  return Math.round(withoutNoise(value * factor)) / factor;
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}

/** @throws RangeError for what is no number: a fault of the room that judged */
function check(value: number, what: string): number {
  if (!Number.isFinite(value)) throw new RangeError(`${what} that is no number`);
  return value;
}

/** @throws RangeError for what no teacher can give: the forms in which grades are entered refuse it */
function checkGrade(grade: number): number {
  if (!Number.isInteger(grade) || grade < 0 || grade > BEST_GRADE) {
    throw new RangeError('a grade that is none of 0, 1, 2, 3, 4, 5');
  }
  return grade;
}

/** @returns the share that a judgement is, from 0 to 1 */
function shareOf(judgement: Judgement, points: number): number {
  if ('share' in judgement) return clamp(check(judgement.share, 'a share'), 1);
  if ('points' in judgement) return clamp(check(judgement.points, 'points') / points, 1);
  return checkGrade(judgement.grade) / BEST_GRADE;
}

/** Nobody passes by rounding: what is below 1 is 0, and from there on the nearest whole grade, halves going up. */
function gradeOf(share: number): number {
  const grade = withoutNoise(share * BEST_GRADE);
  return grade < 1 ? 0 : roundTo(0, grade);
}

/** Two decimals of the maximum; everything is the whole maximum, however many decimals that has. */
function pointsOf(share: number, maximum: number): number {
  return share >= 1 ? maximum : clamp(roundTo(2, share * maximum), maximum);
}

/**
 * Turns a judgement into what is sent. Platforms scale `given / maximum` to the maximum that their column has now
 * (AGS 2.0, 3.4.8; Moodle's `save_grade_item`), so any maximum would arrive right; which one is sent decides what is rounded:
 * - `completion`: done is 1 of 1. What is not done yet is no grade: nothing is sent, and nothing is taken back.
 * - `points`: two decimals of the column's present maximum, so that here and there the same number is shown.
 * - `zero-to-five`: a whole grade of 5, whatever the column's maximum has become.
 * - `pass-fail`: 1 of 1 for a share of 1, else 0 of 1: a fail is a grade.
 * A share or points beyond the ends count as the end.
 * @param judgement null while nobody has judged
 * @param columnMaximum of the platform's column as last seen; null while it is not known
 * @returns null when there is nothing to send: not assessed, which is not a 0
 * @throws RangeError for what is no number, or no grade from 0 to 5
 */
export function toSent(
  judgement: Judgement | null,
  { form, points }: Grading,
  columnMaximum: number | null = null,
): Sent | null {
  if (judgement === null) return null;
  const share = shareOf(judgement, points ?? NO_POINTS);
  switch (form) {
    case 'completion':
      return share >= 1 ? { given: 1, maximum: 1 } : null;
    case 'points': {
      const maximum = columnMaximum ?? points ?? UNKNOWN_MAXIMUM;
      return { given: pointsOf(share, maximum), maximum };
    }
    case 'zero-to-five':
      return { given: gradeOf(share), maximum: BEST_GRADE };
    case 'pass-fail':
      return { given: share >= 1 ? 1 : 0, maximum: 1 };
  }
}

/** @returns the share that the platform gets to know: what a gradebook's result is to be compared with */
export function sentShare({ given, maximum }: Sent): number {
  return given / maximum;
}
