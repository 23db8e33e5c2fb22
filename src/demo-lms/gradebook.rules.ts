import type { DemoGrade, DemoLineItem } from './state.ts';

/** A score as a tool posted it (AGS 2.0, 3.4.2), after `parseScore`. */
export interface PostedScore {
  userId: string;
  timestamp: Date;
  isFullyGraded: boolean;
  scoreGiven: number | null;
  scoreMaximum: number;
  comment: string | null;
}

export type ScoreOutcome = { ok: true; grade: DemoGrade } | { ok: false; status: 409 | 500; reason: string };

const ISO_8601 = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?$/i;

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isNumeric(value: unknown): boolean {
  return (
    (typeof value === 'number' && Number.isFinite(value)) ||
    (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value))
  );
}

/**
 * Reads a posted score as Moodle's gradebook services do: userId, timestamp, gradingProgress and activityProgress
 * are required, scoreGiven needs scoreMaximum, numbers must be numbers.
 * @returns the score, or null for what Moodle answers 400 to
 */
export function parseScore(body: unknown): PostedScore | null {
  if (typeof body !== 'object' || body === null) return null;
  const score = body as Record<string, unknown>;
  if (!['userId', 'timestamp', 'gradingProgress', 'activityProgress'].every(name => isGiven(score[name])))
    return null;
  const timestamp =
    typeof score.timestamp === 'string' && ISO_8601.test(score.timestamp) ? new Date(score.timestamp) : null;
  if (!timestamp || Number.isNaN(timestamp.getTime())) return null;
  if (isGiven(score.scoreGiven) && !(isNumeric(score.scoreGiven) && isGiven(score.scoreMaximum))) return null;
  if (isGiven(score.scoreMaximum) && !isNumeric(score.scoreMaximum)) return null;
  return {
    userId: String(score.userId),
    timestamp,
    isFullyGraded: score.gradingProgress === 'FullyGraded',
    scoreGiven: isGiven(score.scoreGiven) ? Number(score.scoreGiven) : null,
    scoreMaximum: isGiven(score.scoreMaximum) ? Number(score.scoreMaximum) : 1,
    comment: typeof score.comment === 'string' && score.comment !== '' ? score.comment : null,
  };
}

function inSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}

/** @returns the moment in whole seconds, as the gradebook keeps it. */
export function wholeSeconds(at: Date): string {
  return new Date(inSeconds(at) * 1000).toISOString();
}

/** Five decimals, as in Moodle's database. */
function rounded(points: number): number {
  return Math.round(points * 100_000) / 100_000;
}

function clipped(points: number | null, maximum: number): number | null {
  return points === null ? null : Math.min(Math.max(points, 0), maximum);
}

/** A score that is not FullyGraded, or has no scoreGiven, counts as no points: it erases what was there. */
function pointsOf(score: PostedScore, maximum: number): number | null {
  if (!score.isFullyGraded || score.scoreGiven === null) return null;
  return rounded(
    score.scoreMaximum === 0 ? score.scoreGiven : (score.scoreGiven * maximum) / score.scoreMaximum,
  );
}

/** @returns an empty cell. */
export function emptyGrade(itemId: string, personId: string): DemoGrade {
  const nothing = { raw: null, final: null, feedback: null, modifiedAt: null };
  return { itemId, personId, ...nothing, isOverridden: false, isLocked: false };
}

/** The column of an activity: an override keeps the final grade, its feedback and its time; the raw one changes. */
function writeActivityGrade(item: DemoLineItem, grade: DemoGrade, score: PostedScore, now: Date): DemoGrade {
  const raw = pointsOf(score, item.maximum);
  if (grade.isOverridden) return { ...grade, raw };
  const next = { ...grade, raw, final: clipped(raw, item.maximum), feedback: score.comment };
  if (raw !== null) return { ...next, modifiedAt: wholeSeconds(score.timestamp) };
  if (next.feedback === null) return { ...next, modifiedAt: null };
  const isChanged = next.final !== grade.final || next.feedback !== grade.feedback;
  return { ...next, modifiedAt: isChanged ? wholeSeconds(now) : grade.modifiedAt };
}

/** A column that the tool made: a manual one, where only the final grade exists and the time follows each change. */
function writeManualGrade(item: DemoLineItem, grade: DemoGrade, score: PostedScore, now: Date): DemoGrade {
  const points = pointsOf(score, item.maximum);
  const next = { ...grade, raw: points, final: clipped(points, item.maximum), feedback: score.comment };
  if (grade.modifiedAt !== null && next.final === grade.final && next.feedback === grade.feedback)
    return grade;
  return { ...next, modifiedAt: wholeSeconds(points === null ? now : score.timestamp) };
}

/**
 * What a posted score does to a cell, by Moodle's rules (mod/lti gradebookservices and lib/grade, 4.2 to 4.5).
 * @param grade the cell as it is, or null while it is empty
 * @returns the new cell; 409 when the cell is not older than the score by whole seconds; 500 when it is locked
 */
export function planScore(
  item: DemoLineItem,
  grade: DemoGrade | null,
  score: PostedScore,
  now: Date,
): ScoreOutcome {
  if (grade?.modifiedAt && inSeconds(new Date(grade.modifiedAt)) >= inSeconds(score.timestamp)) {
    return { ok: false, status: 409, reason: 'Refusing score with an earlier timestamp' };
  }
  const cell = grade ?? emptyGrade(item.id, score.userId);
  if (item.isLocked || cell.isLocked) return { ok: false, status: 500, reason: 'Locked' };
  const write = item.activityId === null ? writeManualGrade : writeActivityGrade;
  return { ok: true, grade: { ...write(item, cell, score, now), rawMaximum: item.maximum } };
}

/** A teacher types a grade into the gradebook: it overrides an activity's column and stays. */
export function overrideGrade(
  item: DemoLineItem,
  grade: DemoGrade,
  points: number | null,
  now: Date,
): DemoGrade {
  return {
    ...grade,
    final: clipped(points, item.maximum),
    modifiedAt: wholeSeconds(now),
    isOverridden: item.activityId !== null,
  };
}

/** A changed maximum keeps each grade's share of it. */
export function rescaleGrade(grade: DemoGrade, oldMaximum: number, newMaximum: number): DemoGrade {
  const rescale = (points: number | null): number | null =>
    points === null || oldMaximum === 0 ? points : rounded((points * newMaximum) / oldMaximum);
  return { ...grade, raw: rescale(grade.raw), final: rescale(grade.final) };
}
