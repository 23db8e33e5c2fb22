import type { Response } from 'express';
import { AppError } from '../kit/errors.ts';
import type { Session } from '../lti/session.types.ts';
import type { Activity, Whole } from './activity.ts';

declare module 'express-serve-static-core' {
  interface Locals {
    /** Set by activities on every request below `/l/<id>/<kind>`. */
    activity?: Activity;
    /** Set with it where that activity is a part: what the launch itself opened. */
    whole?: Whole;
  }
}

/** @returns the launch's session. @throws AppError `lti/session-missing` (401) where the gate was not passed. */
export function sessionOf(res: Response): Session {
  const { session } = res.locals;
  if (!session) throw new AppError('lti/session-missing', { status: 401 });
  return session;
}

/** @returns the activity that this launch opened. @throws AppError `activities/not-chosen` (409) while there is none. */
export function activityOf(res: Response): Activity {
  const { activity } = res.locals;
  if (!activity) throw new AppError('activities/not-chosen', { status: 409 });
  return activity;
}

/** @returns what the activity of this page is a part of; null where the launch opened the activity itself */
export function wholeOf(res: Response): Whole | null {
  return res.locals.whole ?? null;
}

/** @returns the session of a teacher. @throws AppError `activities/teachers-only` (403) */
export function requireTeacher(res: Response): Session {
  const session = sessionOf(res);
  if (session.role !== 'teacher') throw new AppError('activities/teachers-only', { status: 403 });
  return session;
}

/** @returns the session of someone who takes part. @throws AppError `activities/learners-only` (403) */
export function requireLearner(res: Response): Session & { participantId: string } {
  const session = sessionOf(res);
  if (session.role !== 'learner' || session.participantId === undefined) {
    throw new AppError('activities/learners-only', { status: 403 });
  }
  return { ...session, participantId: session.participantId };
}
