import type { Request, Response } from 'express';
import { requireTeacher } from '../../activities/request.ts';
import { AppError } from '../../kit/errors.ts';
import { readRun, type RouteParts, type RunRequest } from '../course-request.ts';
import type { Run, Standing, Taker } from '../marking.ts';
import type { ChangeSettings } from './run-settings.ts';
import type { Exceptions } from './exceptions.ts';
import { hoursBounds, seenFrom } from './funnel.rules.ts';
import type { DayEvent } from '../days/occasion.rules.ts';
import type { Members } from './members.ts';
import type { Counting, OverviewStore } from './overview.store.ts';
import type { Numbers } from './tallying.ts';

/** What the teacher's pages work with. */
export interface TeachingParts extends Pick<RouteParts, 'clock' | 'packages' | 'marking'> {
  members: Members;
  overview: OverviewStore;
  exceptions: Exceptions;
  /** @returns the occasions for which someone signed up */
  eventsOf: (activityId: string, participantId: string) => Promise<readonly DayEvent[]>;
  /** Counts everyone anew whom an earlier version of the package counted. */
  recount: (run: Run) => Promise<void>;
  /** The numbers of the overview. */
  readNumbers: (run: RunRequest) => Promise<Numbers>;
  changeSettings: ChangeSettings;
}

/** @throws AppError `activities/teachers-only` (403), `course/package-missing` (500) */
export function readTeacher(req: Request, res: Response, parts: TeachingParts): RunRequest {
  requireTeacher(res);
  return readRun(req, res, parts);
}

/** @returns by what the overview of this run counts now */
export function countingOf({ activity, course }: Run, { clock }: Pick<TeachingParts, 'clock'>): Counting {
  return {
    activityId: activity.id,
    from: seenFrom(clock.now()),
    bounds: hoursBounds(course),
    version: course.version,
  };
}

/** A page about one person. */
export interface PersonRequest extends RunRequest {
  taker: Taker;
  name: string | null;
  standing: Standing;
}

/** @throws AppError `http/not-found` (404) for whoever does not take part in this run */
export async function readPerson(req: Request, res: Response, parts: TeachingParts): Promise<PersonRequest> {
  const request = readTeacher(req, res, parts);
  const member = await parts.members.find(request.activity.id, String(req.params['participantId']));
  if (!member) throw new AppError('http/not-found', { status: 404 });
  return { ...request, ...member, standing: await parts.marking.load(request, member.taker) };
}
