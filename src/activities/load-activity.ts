import type { RequestHandler } from 'express';
import { AppError } from '../kit/errors.ts';
import type { SessionChanges } from '../lti/deep-linking.types.ts';
import type { ActivityStore } from './activity.store.ts';
import type { ActivityKind } from './kind.ts';
import { sessionOf } from './request.ts';
import { findCurrent } from './resolve-activity.ts';

/**
 * Middleware that puts the activity of the launch into `res.locals.activity`: for a page from memory if it was read a
 * moment ago, for whatever changes something in one trip. A session that began before
 * its fresh run joined an earlier activity is led there.
 * @param kind when given, an activity of another kind is a page that does not exist
 * @throws AppError `http/not-found` (404)
 */
export function loadActivity(
  { activities, sessions }: { activities: ActivityStore; sessions: SessionChanges },
  kind?: Pick<ActivityKind, 'name'>,
): RequestHandler {
  const recent = { find: (id: string) => activities.findRecent(id) };
  return async (req, res, next) => {
    const session = sessionOf(res);
    if (session.activityId === undefined) {
      next();
      return;
    }
    const activity = await findCurrent(req.method === 'GET' ? recent : activities, session.activityId);
    if (!activity || (kind && activity.kind !== kind.name))
      throw new AppError('http/not-found', { status: 404 });
    if (activity.id !== session.activityId) {
      await sessions.change(session.id, { activityId: activity.id });
      res.locals.session = { ...session, activityId: activity.id };
    }
    res.locals.activity = activity;
    next();
  };
}
