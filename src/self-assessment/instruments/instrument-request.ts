import type { Request, Response } from 'express';
import type { Activity } from '../../activities/activity.ts';
import { requireTeacher } from '../../activities/request.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Session } from '../../lti/session.types.ts';
import type { Editing } from './editing.ts';
import type { Instruments } from './instruments.ts';
import type { InstrumentCopy, Owner } from './instrument.store.ts';
import type { OpenedForm } from './keep-key.rules.ts';

/** What the pages of instruments work with. */
export interface InstrumentRouteParts {
  clock: Clock;
  instruments: Instruments;
  editing: Editing;
  /** Whether anyone but trial runs has begun. */
  hasBegun(activityId: string): Promise<boolean>;
  /** @returns the name under which the browser keeps what was written into a form */
  keepKeyOf(session: Session, form: OpenedForm): string;
  /** Changes these of the activity's settings, for everyone who begins from now on. */
  changeSettings(activityId: string, changes: Record<string, unknown>): Promise<void>;
}

/** @returns the classroom that the teacher comes from. @throws AppError `activities/teachers-only` (403) */
export function ownerOf(res: Response): Owner {
  const { platformId, classroomId } = requireTeacher(res);
  return { platformId, classroomId };
}

/** @returns the copy that the address names. @throws AppError 403, 404 */
export async function copyOf(
  req: Request,
  res: Response,
  { editing }: Pick<InstrumentRouteParts, 'editing'>,
): Promise<InstrumentCopy> {
  return editing.get(String(req.params['copy']), ownerOf(res));
}

/**
 * Answers lie under a pseudonym of their instrument: once somebody has begun, an activity may go on to another version
 * of its instrument, and not to another instrument.
 */
export async function mayUse(
  { instruments, hasBegun }: Pick<InstrumentRouteParts, 'instruments' | 'hasBegun'>,
  activity: Activity,
  instrumentId: string,
): Promise<boolean> {
  if (instruments.choiceOf(activity).instrument === instrumentId) return true;
  return !(await hasBegun(activity.id));
}

/** @returns the address of a page of instruments within the launch. */
export function pathTo(res: Response, page = ''): string {
  return `${res.locals.base ?? ''}/self-assessment/instruments${page && `/${page}`}`;
}
