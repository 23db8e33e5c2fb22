import { newUuid } from '../kit/ids.ts';
import type { Launch } from '../lti/launch.ts';
import type { StoredActivity } from './activity.rules.ts';
import { hasAnyoneBegun } from './parts.ts';
import { isBound, mustResolve, namedActivityOf, newsOf, type StoredLink } from './placement.rules.ts';
import type { LinkKey, Shown } from './placement.store.ts';
import { resolveActivity, type ActivitiesParts } from './resolve-activity.ts';

/** @returns what a link keeps of the activity that it shows */
export function shownOf({ id, kind, locale }: StoredActivity): Shown {
  return { activityId: id, kind, locale };
}

async function placeNew(
  parts: ActivitiesParts,
  key: LinkKey,
  launch: Launch,
  classroomId: string,
): Promise<StoredLink> {
  const namedId = namedActivityOf(launch.custom);
  const place = { classroomId, platformId: launch.platformId };
  const activity = namedId === null ? null : await resolveActivity(parts, namedId, place);
  const shown = activity ? shownOf(activity) : { activityId: null, kind: null, locale: null };
  const { lineItemUrl = null, lineItemsUrl = null } = launch.ags ?? {};
  return parts.placements.insert({
    id: newUuid(),
    ...key,
    classroomId,
    ...shown,
    lineItemUrl,
    lineItemsUrl,
    lineItemMaximum: null,
    lineItemCheckedAt: null,
    namedId,
    isNameHeld: false,
  });
}

async function mayFollow(parts: ActivitiesParts, link: StoredLink): Promise<boolean> {
  if (!isBound(link)) return true;
  const { activityId: id, kind } = link;
  return parts.kinds.has(kind) && !(await hasAnyoneBegun(parts, { id, kind }));
}

/**
 * The link names an activity that it does not show: nothing was shown yet, or a teacher edited the link. It follows
 * while nobody has begun in the earlier one; then it stays, so that no work and no grade loses its place.
 */
async function follow(parts: ActivitiesParts, link: StoredLink, namedId: string): Promise<StoredLink> {
  const { placements } = parts;
  if (namedId !== link.activityId && !(await mayFollow(parts, link))) {
    await placements.remember(link.id, namedId, true);
    return { ...link, namedId, isNameHeld: true };
  }
  const activity = await resolveActivity(parts, namedId, link);
  if (!activity) {
    if (isBound(link)) await placements.remember(link.id, namedId, false);
    return link;
  }
  const shown = shownOf(activity);
  const isDone = await placements.show(link, shown, namedId);
  return isDone
    ? { ...link, ...shown, namedId, isNameHeld: false }
    : ((await placements.find(link.id)) ?? link);
}

/**
 * Finds what a link shows; at most one trip for a link that says nothing new. A new link is kept even while nothing was chosen
 * for it, for its line item may come with this launch only.
 * @returns the link, or null for a launch without one (deep linking)
 */
export async function bindPlacement(
  parts: ActivitiesParts,
  launch: Launch,
  classroomId: string,
): Promise<StoredLink | null> {
  if (launch.message === 'deep-linking' || !launch.resourceLink) return null;
  const { platformId, deploymentId, resourceLink } = launch;
  const key = { platformId, deploymentId, resourceLinkId: resourceLink.id };
  const known = await parts.placements.findByLink(key);
  if (!known) return placeNew(parts, key, launch, classroomId);
  const news = newsOf(known, launch, classroomId);
  if (Object.keys(news).length > 0) await parts.placements.renew(known.id, news);
  const link = { ...known, ...news };
  const namedId = namedActivityOf(launch.custom);
  return mustResolve(link, namedId) ? follow(parts, link, namedId) : link;
}
