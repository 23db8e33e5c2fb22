import type { Request, RequestHandler } from 'express';
import { AppError } from '../kit/errors.ts';
import type { SessionChanges } from '../lti/deep-linking.types.ts';
import type { Session } from '../lti/session.types.ts';
import type { ActivityStore } from './activity.store.ts';
import type { ActivityKind } from './kind.ts';
import { sessionOf } from './request.ts';
import { findCurrent } from './resolve-activity.ts';

/** What must be known of the kind whose routes these are. */
type RoutedKind = Pick<ActivityKind, 'name' | 'mayUseRecent'>;

function mayUseRecent(
  req: Request,
  { activityId, participantId }: Session,
  kind: RoutedKind | undefined,
): boolean {
  if (req.method === 'GET') return true;
  if (activityId === undefined || participantId === undefined) return false;
  return kind?.mayUseRecent?.(req.path, { activityId, participantId }) ?? false;
}

/**
 * Middleware that puts the activity of the launch into `res.locals.activity`: for a page, and where the kind says so, from
 * memory if it was read a moment ago, for whatever changes something in one trip. A session that began before its fresh
 * run joined an earlier activity is led there.
 * @param kind when given, an activity of another kind is a page that does not exist
 * @throws AppError `http/not-found` (404)
 */
export function loadActivity(
  { activities, sessions }: { activities: ActivityStore; sessions: SessionChanges },
  kind?: RoutedKind,
): RequestHandler {
  const recent = { find: (id: string) => activities.findRecent(id) };
  return async (req, res, next) => {
    const session = sessionOf(res);
    if (session.activityId === undefined) {
      next();
      return;
    }
    const source = mayUseRecent(req, session, kind) ? recent : activities;
    const activity = await findCurrent(source, session.activityId);
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
