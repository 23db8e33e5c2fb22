export {
  createGradeFigures,
  type GradeFigures,
  type GradeFiguresSource,
  type ReasonCount,
} from './figures.store.ts';
export { createGrades, type GradesOptions, type GradesRoom } from './create-grades.ts';
export type { ActivityGrading, GradedPerson } from './deciding.ts';
export type { Grades, GradeState, GradeStateName, LastComparison } from './grades.ts';
export { gradesTexts } from './text.ts';
export { createColumns } from './columns.ts';
export type { ColumnFault } from './columns.rules.ts';
export type { ColumnOutcome, Columns, ColumnsOptions, ColumnState } from './columns.types.ts';
export { sentShare, toSent, type GradeForm, type Grading, type Judgement, type Sent } from './form.rules.ts';
