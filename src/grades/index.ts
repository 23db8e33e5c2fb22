export {
  createGradeFigures,
  type GradeFigures,
  type GradeFiguresSource,
  type ReasonCount,
} from './figures.store.ts';
export { createGrades, type GradesOptions, type GradesRoom } from './create-grades.ts';
export type { GradedPerson } from './delivery.ts';
export type { Grades, GradeState, GradeStateName } from './grades.ts';
export { gradesTexts } from './text.ts';
