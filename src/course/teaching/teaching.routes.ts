import { Router } from 'express';
import type { Database } from '../../db/database.ts';
import type { RouteParts } from '../course-request.ts';
import { createExceptions } from './exceptions.ts';
import { createLearnerRoutes } from './learner.routes.ts';
import type { DayEvent } from './line.rules.ts';
import { createMembers, type MemberParts } from './members.ts';
import { createOverviewRoutes } from './overview.routes.ts';
import { createOverviewStore } from './overview.store.ts';
import { recount } from './recount.ts';
import { createRecountStore } from './recount.store.ts';
import type { ChangeSettings } from './run-settings.ts';
import { createSettingsRoutes } from './settings.routes.ts';
import type { TeachingParts } from './teaching-request.ts';

/** What the teacher's pages need of other rooms. */
export interface TeachingOptions extends Omit<MemberParts, 'clock'> {
  changeSettings: ChangeSettings;
  /** @returns the occasions of contact days for which someone signed up */
  eventsOf: (activityId: string, participantId: string) => Promise<readonly DayEvent[]>;
}

/** The teacher's pages of a run: where people are, one learner's way, and the run's settings. */
export function createTeachingRoutes(
  db: Database,
  { clock, packages, marking }: Pick<RouteParts, 'clock' | 'packages' | 'marking'>,
  options: TeachingOptions,
): Router {
  const members = createMembers({ ...options, clock });
  const recountParts = {
    store: createRecountStore(db),
    standingOf: marking.standingOf,
    now: () => clock.now(),
  };
  const parts: TeachingParts = {
    clock,
    packages,
    marking,
    members,
    overview: createOverviewStore(db),
    exceptions: createExceptions(marking),
    eventsOf: options.eventsOf,
    changeSettings: options.changeSettings,
    recount: run =>
      recount(run, {
        ...recountParts,
        async onDone(_run, progress, at) {
          const member = progress.isTrial ? null : await members.find(run.activity.id, progress.participantId);
          if (!member) return;
          const standing = marking.standingOf(run, { ...progress, doneAt: at });
          await marking.remindGrade(run, member.taker, standing);
        },
      }),
  };
  const router = Router();
  router.use(createOverviewRoutes(parts), createLearnerRoutes(parts), createSettingsRoutes(parts));
  return router;
}
