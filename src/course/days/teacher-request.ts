import type { Request, Response } from 'express';
import { requireTeacher } from '../../activities/request.ts';
import { AppError } from '../../kit/errors.ts';
import type { People } from '../../people/people.ts';
import type { DraftText } from '../../questions/question.rules.ts';
import { listSteps } from '../course-package.rules.ts';
import { readRun, type RouteParts, type RunRequest } from '../course-request.ts';
import type { Days } from './days.ts';
import type { Occasion, OccasionKind } from './occasion.rules.ts';

export type TeacherParts = RouteParts & {
  days: Days;
  people: Pick<People, 'findParticipants'>;
  /** Changes some of an activity's settings, which this room has checked. */
  changeSettings: (activityId: string, changes: Record<string, unknown>) => Promise<void>;
};

/** A run as its teacher opens it. @throws AppError `activities/teachers-only` (403) */
export function readTeacher(req: Request, res: Response, parts: TeacherParts): RunRequest {
  requireTeacher(res);
  return readRun(req, res, parts);
}

/** The same with the occasion that the address names. @throws AppError `http/not-found` (404) */
export async function readOccasion(
  req: Request,
  res: Response,
  parts: TeacherParts,
): Promise<RunRequest & { occasion: Occasion }> {
  const run = readTeacher(req, res, parts);
  const occasion = await parts.days.occasions.find({
    id: String(req.params['occasion']),
    activityId: run.activity.id,
  });
  if (!occasion) throw new AppError('http/not-found', { status: 404 });
  return { ...run, occasion };
}

/** @returns the contact days of a package, in order, each once */
export function contactDaysOf({ course }: Pick<RunRequest, 'course'>): { day: number; title: DraftText }[] {
  const found = new Map<number, DraftText>();
  for (const { step } of listSteps(course))
    if (step.kind === 'contact-day' && !found.has(step.day)) found.set(step.day, step.title);
  return [...found].map(([day, title]) => ({ day, title })).sort((a, b) => a.day - b.day);
}

/** What a new occasion is of: `day-2`, `webinar` or `visit`. */
export type OccasionOf = Pick<Occasion, 'kind' | 'day'>;

/** @returns null: the package has no such contact day, or there is no such kind of event */
export function readWhat(what: string, run: Pick<RunRequest, 'course'>): OccasionOf | null {
  const event = (['webinar', 'visit'] satisfies OccasionKind[]).find(one => one === what);
  if (event) return { kind: event, day: null };
  const day = contactDaysOf(run).find(one => what === `day-${String(one.day)}`)?.day;
  return day === undefined ? null : { kind: 'contact-day', day };
}
