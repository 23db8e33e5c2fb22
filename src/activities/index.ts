export type { Activity, Placement, Whole } from './activity.ts';
export type { ActivityKind, PartDone, Progress, ProgressState, Review, Score, Variant } from './kind.ts';
export type { Schedule } from './activity.rules.ts';
export type { PartDoor, ThemePlace } from './parts.ts';
export { asksForPoints, GRADE_FORMS, setupOf, type GradeForm, type GradeSetup } from './grade-form.rules.ts';
export type { JoinVerdict } from './join.rules.ts';
export { activityOf, requireLearner, requireTeacher, sessionOf, wholeOf } from './request.ts';
export { createActivities, type Activities, type ActivitiesOptions } from './create-activities.ts';
export { activitiesTexts } from './text.ts';
