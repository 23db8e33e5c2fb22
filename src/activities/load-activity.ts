import type { Request, RequestHandler, Response } from 'express';
import { AppError } from '../kit/errors.ts';
import type { SessionChanges } from '../lti/deep-linking.types.ts';
import type { Session } from '../lti/session.types.ts';
import type { StoredActivity } from './activity.rules.ts';
import type { ActivityKind } from './kind.ts';
import { kindOf } from './kind-of.ts';
import { openPart, shownPart } from './parts.ts';
import { sessionOf } from './request.ts';
import { findCurrent, type ActivitiesParts } from './resolve-activity.ts';

type Parts = Pick<ActivitiesParts, 'activities' | 'kinds' | 'clock'> & { sessions: SessionChanges };

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
 * Lets a page be one of the part of that kind. It has no line item of its own, so its pages know of no link; and they
 * lead back to what it is a part of.
 * @throws AppError `http/not-found` (404) where the activity has no such part
 */
async function enterPart(
  parts: Parts,
  whole: StoredActivity,
  kind: RoutedKind,
  req: Request,
  res: Response,
): Promise<void> {
  const session = sessionOf(res);
  const part = await openPart(parts, whole, kind.name, {
    mayUseRecent: activityId => mayUseRecent(req, { ...session, activityId }, kind),
  });
  if (!part) throw new AppError('http/not-found', { status: 404 });
  const { placementId, role, locale } = session;
  res.locals.activity = shownPart(parts, part, whole, locale);
  res.locals.whole = { activity: whole, placementId };
  res.locals.session = { ...session, placementId: undefined };
  const path = kindOf(parts.kinds, whole.kind).open(role);
  res.locals.back = { path, text: 'activities:part.back', title: whole.title };
}

/**
 * Middleware that puts the activity of the launch into `res.locals.activity`: for a page, and where the kind says so, from
 * memory if it was read a moment ago, for whatever changes something in one trip. A session that began before its fresh
 * run joined an earlier activity is led there.
 * @param kind when given: of an activity of another kind the part of this kind is meant, if it has one
 * @throws AppError `http/not-found` (404)
 */
export function loadActivity(parts: Parts, kind?: RoutedKind): RequestHandler {
  const { activities, sessions } = parts;
  const recent = { find: (id: string) => activities.findRecent(id) };
  return async (req, res, next) => {
    const session = sessionOf(res);
    if (session.activityId === undefined) {
      next();
      return;
    }
    const source = mayUseRecent(req, session, kind) ? recent : activities;
    const activity = await findCurrent(source, session.activityId);
    if (!activity) throw new AppError('http/not-found', { status: 404 });
    if (activity.id !== session.activityId) {
      await sessions.change(session.id, { activityId: activity.id });
      res.locals.session = { ...session, activityId: activity.id };
    }
    if (kind && activity.kind !== kind.name) await enterPart(parts, activity, kind, req, res);
    else res.locals.activity = activity;
    next();
  };
}
