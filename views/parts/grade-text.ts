import { formatNumber, type TextKey, type Translate } from '../../src/i18n/index.ts';

/** A grade as it stands in a gradebook: so many points of a maximum. */
export interface ShownGrade {
  given: number;
  maximum: number;
}

/**
 * A grade in words that cannot be mistaken: a zero is a number (`0 / 5`), and where nobody has graded no number stands.
 * @param grade null: not assessed
 * @param none text key of the words for that; those of the tool unless told
 */
export function gradeText(
  t: Translate,
  grade: ShownGrade | null,
  none: TextKey = 'grades:not-assessed',
): string {
  if (grade === null) return t(none);
  const number = (points: number): string => formatNumber(points, t.locale, 2);
  return `${number(grade.given)} / ${number(grade.maximum)}`;
}
