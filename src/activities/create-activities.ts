import type { RequestHandler, Router } from 'express';
import type { Database } from '../db/database.ts';
import type { Clock } from '../kit/clock.ts';
import { AppError } from '../kit/errors.ts';
import type { DeepLinkingResponder, SessionChanges } from '../lti/deep-linking.types.ts';
import type { Launch } from '../lti/launch.ts';
import type { LaunchOutcome, Session } from '../lti/session.types.ts';
import type { People } from '../people/index.ts';
import { createActivitiesRouter } from './activities.routes.ts';
import type { Schedule } from './activity.rules.ts';
import type { Activity, Placement } from './activity.ts';
import { createActivityStore } from './activity.store.ts';
import { bindPlacement } from './bind-placement.ts';
import { mayJoin } from './join.ts';
import type { JoinVerdict } from './join.rules.ts';
import type { ActivityKind } from './kind.ts';
import { loadActivity } from './load-activity.ts';
import { openLaunch } from './open-launch.ts';
import { createPartDoor, type PartDoor } from './parts.ts';
import { listHere } from './list-here.ts';
import { isBound, type StoredLink } from './placement.rules.ts';
import { createPlacementStore, type ColumnStore } from './placement.store.ts';

export interface ActivitiesOptions {
  db: Database;
  clock: Clock;
  kinds: readonly ActivityKind[];
  people: People;
  sessions: SessionChanges;
  /** The operator's secret: names what browsers keep. */
  secretKey: string;
  deepLinking: DeepLinkingResponder;
}

/** The shared room of what teachers set up, and of the links that show it. */
export interface Activities {
  /** Turns a finished launch into its session's facts and first page; app.ts gives it to the gate. */
  openLaunch(launch: Launch): Promise<LaunchOutcome>;
  /** @returns what the launch's link shows, or null while nothing was chosen for it */
  bindPlacement(launch: Launch, classroomId: string): Promise<Placement | null>;
  /** Routes to mount at `/l/<id>/activities`. */
  router: Router;
  /** Puts the launch's activity into `res.locals.activity`; at most one trip. */
  loadActivity: RequestHandler;
  /** The same for a kind's own routes: of an activity of another kind its part of this one, if it has any. */
  loadActivityOf(kind: Pick<ActivityKind, 'name' | 'mayUseRecent'>): RequestHandler;
  find(activityId: string): Promise<Activity | null>;
  /** @returns the activity as it was at most ten seconds ago */
  findRecent(activityId: string): Promise<Activity | null>;
  /** @throws AppError `http/not-found` (404) */
  get(activityId: string): Promise<Activity>;
  /**
   * Changes these of the kind's own settings, which the kind has checked, and leaves the others as they are.
   * @param schedule given: the due date changes with them, and the schedule counts as set
   */
  changeSettings(activityId: string, changes: Record<string, unknown>, schedule?: Schedule): Promise<void>;
  /** @returns the activities of a classroom, newest first */
  listByClassroom(classroomId: string): Promise<Activity[]>;
  /** @returns the placement, or null; a link for which nothing was chosen is none */
  findPlacement(placementId: string): Promise<Placement | null>;
  listPlacements(activityId: string): Promise<Placement[]>;
  /** What feature rooms ask of activities inside each other. */
  parts: PartDoor;
  /** What the room of grades keeps of links' columns. */
  columns: ColumnStore;
  /** @returns whether the teacher of this session may let the fresh run join the earlier activity */
  mayJoin(session: Session, activity: Activity): Promise<JoinVerdict>;
}

function boundOrNull(link: StoredLink | null): Placement | null {
  return link && isBound(link) ? link : null;
}

/** @returns the room over one database, with the kinds of activity that the feature rooms offer */
export function createActivities(options: ActivitiesOptions): Activities {
  const { db, clock, people, sessions, secretKey, deepLinking } = options;
  const kinds = new Map(options.kinds.map(kind => [kind.name, kind]));
  const activities = createActivityStore(db, clock);
  const placements = createPlacementStore(db, clock);
  const parts = { activities, placements, kinds, clock, people, sessions, secretKey, deepLinking };
  return {
    openLaunch: launch => openLaunch(parts, launch),
    bindPlacement: async (launch, classroomId) =>
      boundOrNull(await bindPlacement(parts, launch, classroomId)),
    router: createActivitiesRouter(parts),
    loadActivity: loadActivity(parts),
    loadActivityOf: kind => loadActivity(parts, kind),
    find: activityId => activities.find(activityId),
    findRecent: activityId => activities.findRecent(activityId),
    async get(activityId) {
      const activity = await activities.find(activityId);
      if (!activity) throw new AppError('http/not-found', { status: 404 });
      return activity;
    },
    changeSettings: (...of) => activities.changeSettings(...of),
    listByClassroom: classroomId => listHere(parts, classroomId),
    findPlacement: async placementId => boundOrNull(await placements.find(placementId)),
    listPlacements: async activityId => (await placements.listByActivity(activityId)).filter(isBound),
    parts: createPartDoor(parts),
    columns: placements,
    mayJoin: (session, activity) => mayJoin(parts, session, activity),
  };
}
