import type { Request, RequestHandler, Response } from 'express';
import { AppError } from '../kit/errors.ts';
import type { SessionChanges } from '../lti/deep-linking.types.ts';
import type { StoredActivity } from './activity.rules.ts';
import type { ActivityKind } from './kind.ts';
import { kindOf } from './kind-of.ts';
import { openPart, shownPart } from './parts.ts';
import { sessionOf } from './request.ts';
import { findCurrent, type ActivitiesParts } from './resolve-activity.ts';

type Parts = Pick<ActivitiesParts, 'activities' | 'kinds' | 'clock'> & { sessions: SessionChanges };

/**
 * Lets a page be one of the part of that kind. It has no line item of its own, so its pages know of no link; and they
 * lead back to what it is a part of.
 * @throws AppError `http/not-found` (404) where the activity has no such part
 */
async function enterPart(
  parts: Parts,
  whole: StoredActivity,
  name: string,
  { method }: Request,
  res: Response,
): Promise<void> {
  const part = await openPart(parts, whole, name, { isRead: method === 'GET' });
  if (!part) throw new AppError('http/not-found', { status: 404 });
  const session = sessionOf(res);
  const { placementId, role, locale } = session;
  res.locals.activity = shownPart(parts, part, whole, locale);
  res.locals.whole = { activity: whole, placementId };
  res.locals.session = { ...session, placementId: undefined };
  const path = kindOf(parts.kinds, whole.kind).open(role);
  res.locals.back = { path, text: 'activities:part.back', title: whole.title };
}

/**
 * Middleware that puts the activity of the launch into `res.locals.activity`: for a page from memory if it was read a
 * moment ago, for whatever changes something in one trip. A session that began before
 * its fresh run joined an earlier activity is led there.
 * @param kind when given: of an activity of another kind the part of this kind is meant, if it has one
 * @throws AppError `http/not-found` (404)
 */
export function loadActivity(parts: Parts, kind?: Pick<ActivityKind, 'name'>): RequestHandler {
  const { activities, sessions } = parts;
  const recent = { find: (id: string) => activities.findRecent(id) };
  return async (req, res, next) => {
    const session = sessionOf(res);
    if (session.activityId === undefined) {
      next();
      return;
    }
    const activity = await findCurrent(req.method === 'GET' ? recent : activities, session.activityId);
    if (!activity) throw new AppError('http/not-found', { status: 404 });
    if (activity.id !== session.activityId) {
      await sessions.change(session.id, { activityId: activity.id });
      res.locals.session = { ...session, activityId: activity.id };
    }
    if (kind && activity.kind !== kind.name) await enterPart(parts, activity, kind.name, req, res);
    else res.locals.activity = activity;
    next();
  };
}
