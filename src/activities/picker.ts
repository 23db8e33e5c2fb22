import { newUuid } from '../kit/ids.ts';
import type { SessionChanges } from '../lti/deep-linking.types.ts';
import type { Session } from '../lti/session.types.ts';
import { classroomIdOf } from '../people/index.ts';
import type { StoredActivity } from './activity.rules.ts';
import { shownOf } from './bind-placement.ts';
import { kindOf, variantOf } from './kind-of.ts';
import type { NewActivity, Picked } from './pick.rules.ts';
import { isBound, type BoundPlacement, type StoredLink } from './placement.rules.ts';
import type { ActivitiesParts } from './resolve-activity.ts';

export type PickerParts = ActivitiesParts & { sessions: SessionChanges };

/** The LMS named no context, so that what is set up here belongs to the classroom of its first launch. */
function isWithoutContext(session: Session): boolean {
  return session.deepLinking !== undefined && session.classroomId === classroomIdOf(session);
}

async function setUp(parts: PickerParts, session: Session, wanted: NewActivity): Promise<StoredActivity> {
  const { kind, title, locale, dueAt, gradeForm, points } = wanted;
  const { settings } = variantOf(kindOf(parts.kinds, kind), wanted.variant);
  const activity: StoredActivity = {
    id: newUuid(),
    kind,
    title,
    locale,
    dueAt,
    gradeForm,
    points,
    settings,
    classroomId: isWithoutContext(session) ? null : session.classroomId,
    platformId: session.platformId,
    copiedFromId: null,
    movedToId: null,
    partOfId: null,
    isScheduleOpen: false,
    createdAt: parts.clock.now(),
  };
  await parts.activities.insert(activity);
  return activity;
}

/** A picked activity, and of a new one the variant that it was made from. */
export interface Taken {
  activity: StoredActivity;
  variant: string | null;
}

/**
 * Sets up what is new among the picks.
 * @param here the classroom's activities, in which the existing picks are
 */
export async function take(
  parts: PickerParts,
  session: Session,
  picks: readonly Picked[],
  here: readonly StoredActivity[],
): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (const pick of picks) {
    const activity =
      pick.type === 'new' ? await setUp(parts, session, pick) : here.find(({ id }) => id === pick.id);
    if (activity) taken.push({ activity, variant: pick.type === 'new' ? pick.variant : null });
  }
  return taken;
}

async function findLink({ placements }: PickerParts, session: Session): Promise<StoredLink | null> {
  const { platformId, deploymentId, resourceLinkId } = session;
  return resourceLinkId === undefined
    ? null
    : placements.findByLink({ platformId, deploymentId, resourceLinkId });
}

/**
 * The link of a launch that found nothing chosen may show something by now: a colleague was quicker, or the teacher
 * chose while the learner waited. The session is told.
 * @returns what the link shows, or null while nothing was chosen
 */
export async function catchUp(parts: PickerParts, session: Session): Promise<BoundPlacement | null> {
  const link = await findLink(parts, session);
  if (!link || !isBound(link)) return null;
  await parts.sessions.change(session.id, { placementId: link.id, activityId: link.activityId });
  return link;
}

/**
 * Lets the link of this launch show what its teacher picked, unless a colleague was quicker: then theirs stays, and a
 * new activity that nobody will see is removed.
 */
export async function showPick(
  parts: PickerParts,
  session: Session,
  picks: readonly Picked[],
  here: readonly StoredActivity[],
): Promise<void> {
  const link = await findLink(parts, session);
  if (!link || isBound(link)) {
    await catchUp(parts, session);
    return;
  }
  const [taken] = await take(parts, session, picks.slice(0, 1), here);
  if (!taken) return;
  const { activity } = taken;
  const isShown = await parts.placements.show(link, shownOf(activity), null);
  if (!isShown && picks[0]?.type === 'new') await parts.activities.remove(activity.id);
  await catchUp(parts, session);
}
