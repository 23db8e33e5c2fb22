import type { Activity } from '../../../src/activities/activity.ts';
import type { ActivityKind } from '../../../src/activities/kind.ts';
import { createLog } from '../../../src/kit/log.ts';
import type { Session } from '../../../src/lti/session.types.ts';
import { createSelfAssessment, selfAssessmentTexts } from '../../../src/self-assessment/index.ts';
import type { Names } from '../../../src/self-assessment/learner-request.ts';
import {
  openKindWorld,
  type Answer,
  type Enqueued,
  type KindWorld,
  type TakersGrades,
  type Visit as KindVisit,
} from '../../support/kind-world.ts';

export type { Answer, Enqueued, TakersGrades };

/** One launch, and what its person can do. */
export interface Visit extends KindVisit {
  /** Saves one answer, as the script does. */
  save(answer: unknown): Promise<Answer>;
}

/** The room over a real database, with sessions in memory and grades that only note what they are told. */
export interface World extends KindWorld<ActivityKind> {
  launch(facts?: Partial<Session>): Visit;
}

export const SECRET = 'a secret of at least thirty-two characters';

export function aSelfAssessment(facts: Partial<Activity> = {}): Activity {
  return {
    id: 'activity-1',
    kind: 'self-assessment',
    title: 'Osaamisen itsearviointi',
    locale: null,
    dueAt: null,
    settings: {},
    gradeForm: 'completion',
    points: 1,
    classroomId: 'classroom-1',
    platformId: 'platform-1',
    copiedFromId: null,
    isScheduleOpen: false,
    createdAt: new Date('2026-08-01T08:00:00Z'),
    ...facts,
  };
}

/** Everybody is called by their id. */
export const NAMES: Names = {
  findParticipants: ids => Promise.resolve(ids.map(id => ({ id, name: `Name of ${id}` }))),
};

interface WorldOptions {
  activity?: Partial<Activity>;
  grades?: (enqueued: Enqueued[]) => TakersGrades;
}

export async function openWorld({ activity = {}, grades }: WorldOptions = {}): Promise<World> {
  const world = await openKindWorld({
    create: parts =>
      createSelfAssessment({
        ...parts,
        secretKey: SECRET,
        people: NAMES,
        log: createLog('silent'),
        institutionNamesOf: () => Promise.resolve(new Map([['platform-1', 'Oma korkeakoulu']])),
      }),
    texts: { 'self-assessment': selfAssessmentTexts },
    activity: aSelfAssessment(activity),
    grades,
  });
  return {
    ...world,
    launch(facts) {
      const visit = world.launch(facts);
      return { ...visit, save: answer => visit.postJson('answer', answer) };
    },
  };
}

export const STATEMENT_IDS = ['A', 'B', 'C'].flatMap(area =>
  Array.from({ length: area === 'C' ? 7 : 6 }, (_one, index) => `${area}${String(index + 1)}`),
);

/** Answers every statement, the way a form does. */
export async function answerAll(visit: Visit, skill = '3', importance = '4'): Promise<void> {
  for (const area of ['A', 'B', 'C']) {
    const ids = STATEMENT_IDS.filter(id => id.startsWith(area));
    const entries = ids.flatMap(id => [
      [`${id}.skill`, skill],
      [`${id}.importance`, importance],
    ]);
    await visit.post(`area/${area}`, Object.fromEntries(entries) as Record<string, string>);
  }
}
