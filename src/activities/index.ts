export type { Activity, Placement } from './activity.ts';
export type { ActivityKind, Progress, ProgressState, Review, Score } from './kind.ts';
export type { Schedule } from './activity.rules.ts';
export { asksForPoints, GRADE_FORMS, setupOf, type GradeForm, type GradeSetup } from './grade-form.rules.ts';
export type { JoinVerdict } from './join.rules.ts';
export { activityOf, requireLearner, requireTeacher, sessionOf } from './request.ts';
export { createActivities, type Activities, type ActivitiesOptions } from './create-activities.ts';
export { activitiesTexts } from './text.ts';
