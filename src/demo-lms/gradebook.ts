import { AppError } from '../kit/errors.ts';
import type { LmsCore } from './core.ts';
import { emptyGrade, overrideGrade, planScore, rescaleGrade, type PostedScore } from './gradebook.rules.ts';
import { findById, takeId, type DemoGrade, type DemoLineItem, type DemoState } from './state.ts';

/** @returns the cell of a person, or null while nothing was ever written to it. */
export function findGrade(state: DemoState, itemId: string, personId: string): DemoGrade | null {
  return state.grades.find(grade => grade.itemId === itemId && grade.personId === personId) ?? null;
}

function putGrade(state: DemoState, grade: DemoGrade): void {
  const at = state.grades.findIndex(one => one.itemId === grade.itemId && one.personId === grade.personId);
  if (at < 0) state.grades.push(grade);
  else state.grades[at] = grade;
}

/**
 * The one column that launches of a link name as `lineitem`: none when several are coupled to it (AGS 2.0, 3.1;
 * Moodle's gradebookservices::get_launch_parameters).
 */
export function coupledLineItem(state: DemoState, linkId: string): DemoLineItem | null {
  const kept = state.lineItems.filter(item => item.coupling?.linkId === linkId);
  const own = state.lineItems.filter(item => item.activityId === linkId);
  if (kept.length > 1) return null;
  const [first] = kept;
  if (own.length !== 1) return first ?? null;
  return first === undefined || first.id === own[0]?.id ? (own[0] ?? null) : null;
}

/** Only members with the role of a student have cells in the gradebook. */
export function isGradable(state: DemoState, courseId: string, personId: string): boolean {
  const course = findById(state.courses, courseId);
  return course?.members.some(member => member.personId === personId && member.role === 'student') ?? false;
}

/**
 * Takes a posted score into the gradebook.
 * @throws AppError 400 for whoever cannot have a grade, 409 for an older timestamp, 500 for a locked column or cell
 */
export function recordScore(core: LmsCore, item: DemoLineItem, score: PostedScore): void {
  const { state, clock } = core;
  if (!isGradable(state, item.courseId, score.userId)) {
    throw new AppError('demo-lms/score-refused', { status: 400, detail: 'Incorrect score received' });
  }
  const outcome = planScore(item, findGrade(state, item.id, score.userId), score, clock.now());
  if (!outcome.ok)
    throw new AppError('demo-lms/score-refused', { status: outcome.status, detail: outcome.reason });
  putGrade(state, outcome.grade);
  core.changed();
}

/** A teacher's own grade in the gradebook. @returns the new cell. */
export function override(
  core: LmsCore,
  item: DemoLineItem,
  personId: string,
  points: number | null,
): DemoGrade {
  const grade = findGrade(core.state, item.id, personId) ?? emptyGrade(item.id, personId);
  const next = overrideGrade(item, grade, points, core.clock.now());
  putGrade(core.state, next);
  core.changed();
  return next;
}

/** Locks or unlocks a column, or one cell of it. */
export function setLock(
  core: LmsCore,
  item: DemoLineItem,
  personId: string | undefined,
  isLocked: boolean,
): void {
  if (personId === undefined) item.isLocked = isLocked;
  else
    putGrade(core.state, {
      ...(findGrade(core.state, item.id, personId) ?? emptyGrade(item.id, personId)),
      isLocked,
    });
  core.changed();
}

/** Adds a column. @returns it with its id. */
export function addLineItem(core: LmsCore, item: Omit<DemoLineItem, 'id' | 'isLocked'>): DemoLineItem {
  const added = { ...item, id: takeId(core.state), isLocked: false };
  core.state.lineItems.push(added);
  core.changed();
  return added;
}

/** Changes a column's maximum; its grades keep their share. */
export function setMaximum(core: LmsCore, item: DemoLineItem, maximum: number): void {
  const { state } = core;
  state.grades = state.grades.map(grade =>
    grade.itemId === item.id ? rescaleGrade(grade, item.maximum, maximum) : grade,
  );
  item.maximum = maximum;
  core.changed();
}

/** Removes a column and its grades. */
export function removeLineItem(core: LmsCore, itemId: string): void {
  const { state } = core;
  state.lineItems = state.lineItems.filter(item => item.id !== itemId);
  state.grades = state.grades.filter(grade => grade.itemId !== itemId);
  core.changed();
}
