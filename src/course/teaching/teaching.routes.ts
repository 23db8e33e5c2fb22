import { Router } from 'express';
import type { Database } from '../../db/database.ts';
import type { RouteParts } from '../course-request.ts';
import type { Run } from '../marking.ts';
import { createExceptions } from './exceptions.ts';
import { createLearnerRoutes } from './learner.routes.ts';
import type { DayEvent } from '../days/occasion.rules.ts';
import { createMembers, type MemberParts, type Members } from './members.ts';
import { createOverviewRoutes } from './overview.routes.ts';
import { createOverviewStore } from './overview.store.ts';
import { recount } from './recount.ts';
import { createRecountStore } from './recount.store.ts';
import type { ChangeSettings } from './run-settings.ts';
import { createReportRoutes } from './report.routes.ts';
import { createSettingsRoutes } from './settings.routes.ts';
import { createRetaking, readNumbers, take, type TallyingParts } from './tallying.ts';
import { createTallyStore } from './tally.store.ts';
import { countingOf, type TeachingParts } from './teaching-request.ts';

/** What the teacher's pages need of other rooms. */
export interface TeachingOptions extends Omit<MemberParts, 'clock'> {
  changeSettings: ChangeSettings;
  /** @returns the occasions of contact days for which someone signed up */
  eventsOf: (activityId: string, participantId: string) => Promise<readonly DayEvent[]>;
}

type TeachingBase = Pick<RouteParts, 'clock' | 'packages' | 'marking'>;

/** The teacher's part of the room. */
export interface Teaching {
  /** The pages: where people are, one learner's way, and the run's settings. */
  router: Router;
  /** To be told of each change of someone's progress. */
  noteChanged(run: Run): void;
  /** @returns someone who takes part, or null: they are in none of the run's classrooms, or on trial */
  findMember: Members['find'];
  countKnown: Members['countKnown'];
}

export function createTeaching(db: Database, base: TeachingBase, options: TeachingOptions): Teaching {
  const { clock, marking } = base;
  const members = createMembers({ ...options, clock });
  const overview = createOverviewStore(db);
  const recountAll = (run: Run): Promise<void> =>
    recount(run, {
      store: createRecountStore(db),
      standingOf: (...of) => marking.standingOf(...of),
      now: () => clock.now(),
      async onDone(_run, progress, at) {
        const member = progress.isTrial ? null : await members.find(run.activity.id, progress.participantId);
        if (!member) return;
        const standing = marking.standingOf(run, { ...progress, doneAt: at });
        await marking.remindGrade(run, member.taker, standing);
      },
    });
  const tallies = createTallyStore(db);
  const tallyingOf = (run: Run): TallyingParts => ({
    clock,
    overview,
    tallies,
    countKnown: id => members.countKnown(id),
    recount: () => recountAll(run),
  });
  const parts: TeachingParts = {
    ...base,
    members,
    overview,
    exceptions: createExceptions(marking),
    eventsOf: options.eventsOf,
    changeSettings: options.changeSettings,
    recount: recountAll,
    readNumbers: run => readNumbers(countingOf(run, base), tallyingOf(run)),
  };
  const retaking = createRetaking();
  const router = Router();
  router.use(
    createOverviewRoutes(parts),
    createLearnerRoutes(parts),
    createSettingsRoutes(parts),
    createReportRoutes(parts),
  );
  return {
    router,
    findMember: (...of) => members.find(...of),
    countKnown: activityId => members.countKnown(activityId),
    noteChanged(run) {
      retaking.note(run.activity.id, () => take(countingOf(run, base), tallyingOf(run)));
    },
  };
}
