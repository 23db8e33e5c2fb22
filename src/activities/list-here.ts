import type { StoredActivity } from './activity.rules.ts';
import { isBound } from './placement.rules.ts';
import type { ActivitiesParts } from './resolve-activity.ts';

/** An activity that a classroom has, and whether one of its links was ever opened and showed it. */
export type ActivityHere = StoredActivity & { isOpened: boolean };

/**
 * Whether the LMS has a link to one that nobody opened yet, the tool cannot know: in Moodle a choice comes to nothing
 * when the page around the picker is left without saving.
 * @returns the activities that this classroom already has: set up here, or joined from here; newest first
 */
export async function listHere(
  { activities, placements }: ActivitiesParts,
  classroomId: string,
): Promise<ActivityHere[]> {
  const links = await placements.listByClassroom(classroomId);
  const opened = new Set(links.filter(isBound).map(link => link.activityId));
  const here = await activities.list(classroomId, [...opened]);
  return here.map(activity => ({ ...activity, isOpened: opened.has(activity.id) }));
}
