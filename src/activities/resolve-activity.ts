import { newUuid } from '../kit/ids.ts';
import type { Clock } from '../kit/clock.ts';
import type { ActivityKind } from './kind.ts';
import { freshRunOf, type StoredActivity } from './activity.rules.ts';
import type { ActivityStore } from './activity.store.ts';
import type { PlacementStore } from './placement.store.ts';

/** What the functions of this room share. */
export interface ActivitiesParts {
  activities: ActivityStore;
  placements: PlacementStore;
  kinds: ReadonlyMap<string, ActivityKind>;
  clock: Clock;
}

export interface Place {
  classroomId: string;
  platformId: string;
}

const MOVES_AT_MOST = 5;

/** @returns the activity, or the one that it joined: whoever comes to a fresh run that joined is led on; null if none */
export async function findCurrent(
  activities: Pick<ActivityStore, 'find'>,
  id: string,
): Promise<StoredActivity | null> {
  let activity = await activities.find(id);
  for (let moves = 0; activity?.movedToId != null && moves < MOVES_AT_MOST; moves++) {
    activity = await activities.find(activity.movedToId);
  }
  return activity;
}

async function findFreshRun(
  parts: ActivitiesParts,
  source: StoredActivity,
  place: Place,
): Promise<StoredActivity> {
  const { activities, clock } = parts;
  const known = await activities.findFreshRun(source.id, place.classroomId);
  if (known) return known;
  const fresh = freshRunOf(source, { id: newUuid(), ...place }, clock.now());
  return activities.insertFreshRun({ ...fresh, copiedFromId: source.id, classroomId: place.classroomId });
}

/** @returns the activity if it belongs here: set up here, not yet anyone's and of this platform, or joined from here */
async function findAtHome(
  parts: ActivitiesParts,
  named: StoredActivity,
  place: Place,
): Promise<StoredActivity | null> {
  if (named.classroomId === place.classroomId) return named;
  if (named.classroomId === null) {
    const claimed =
      (await parts.activities.claim(named.id, place.platformId, place.classroomId)) ??
      (await parts.activities.find(named.id));
    if (claimed?.classroomId === place.classroomId) return claimed;
  }
  return (await parts.placements.isShownIn(named.id, place.classroomId)) ? named : null;
}

/**
 * What a uuid that came with a launch means in this classroom. The uuid alone opens nothing: any teacher can read and
 * edit it, and it travels in course copies and backups. From a new classroom it means a fresh run of its own.
 * @returns the activity to show, or null for a uuid that nobody knows
 */
export async function resolveActivity(
  parts: ActivitiesParts,
  namedId: string,
  place: Place,
): Promise<StoredActivity | null> {
  const named = await parts.activities.find(namedId);
  // A part is opened through what it is a part of, and has no link.
  if (!named || named.partOfId !== null || !parts.kinds.has(named.kind)) return null;
  const activity = (await findAtHome(parts, named, place)) ?? (await findFreshRun(parts, named, place));
  return activity.movedToId === null ? activity : findCurrent(parts.activities, activity.movedToId);
}
