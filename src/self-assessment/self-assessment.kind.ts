import type { Activity } from '../activities/activity.ts';
import type { ActivityKind, GradedActivity, Progress, Review, Score } from '../activities/kind.ts';
import type { Database } from '../db/database.ts';
import type { Grades } from '../grades/grades.ts';
import { DEFAULT_LOCALE } from '../i18n/index.ts';
import type { Clock } from '../kit/clock.ts';
import { presentSecret, type Secrets } from '../kit/secret-box.ts';
import type { Log } from '../kit/log.ts';
import { createAnswerStore } from './answers.store.ts';
import { createErasing } from './erasing.ts';
import { createErasingStore } from './erasing.store.ts';
import type { Instrument } from './instrument.rules.ts';
import { createGroupResults, type GroupPlace } from './group/group-results.ts';
import { minimumOf } from './group/minimum.rules.ts';
import { createEditing } from './instruments/editing.ts';
import { createInstruments } from './instruments/instruments.ts';
import { keepKeyOf } from './instruments/keep-key.rules.ts';
import { loadVersions } from './load-instruments.ts';
import { stateIn, type ProgressRecord } from './progress.rules.ts';
import type { Names } from './learner-request.ts';
import { createAttemptStore } from './knowledge/attempts.store.ts';
import { createKnowledge } from './knowledge/knowledge.ts';
import { knowledgeSettingsOf } from './knowledge/knowledge.rules.ts';
import { createProgressStore } from './progress.store.ts';
import { queueKeyOf } from './pseudonym.rules.ts';
import { createPseudonymStore } from './pseudonym.store.ts';
import { latestRoundOf, type Round } from './rounds.rules.ts';
import { createReflectionStore } from './reflections/reflections.store.ts';
import { createRoundStore } from './rounds.store.ts';
import { createRoutes } from './self-assessment.routes.ts';
import { createTakingPart } from './taking-part.ts';
import { selfAssessmentTexts } from './text.ts';

export interface SelfAssessmentOptions {
  db: Database;
  clock: Clock;
  /** The operator's secret: wraps the key of the pseudonyms. */
  secretKey: Secrets;
  grades: Pick<Grades, 'enqueue' | 'findState'>;
  people: Names;
  log: Log;
  /** @returns what an operator called these platforms */
  institutionNamesOf: (platformIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Changes some of an activity's settings, which this room has checked. */
  changeSettings: (activityId: string, changes: Record<string, unknown>) => Promise<void>;
  /** Folder of the instruments; the tool's own unless given. */
  contentFolder?: string | undefined;
}

/** The room: an activity's kind, and what its other pages need. */
export interface SelfAssessment extends ActivityKind {
  /** @returns the instrument in the version that was answered, or null */
  findInstrument(id: string, version: number): Promise<Instrument | null>;
}

/** How far someone is in the round that was opened last; where the knowledge check is the grade, whether they took it. */
function toProgress(progress: ProgressRecord, round: Round, { gradeForm }: GradedActivity): Progress {
  const { participantId, knowledge } = progress;
  if (gradeForm === 'points') {
    const state = knowledge ? 'done' : 'under-way';
    return { participantId, state, startedAt: progress.startedAt, doneAt: knowledge?.last.at };
  }
  const { startedAt, doneAt } = progress.rounds[round] ?? {};
  return { participantId, state: stateIn(progress, round), startedAt, doneAt: doneAt ?? undefined };
}

/** A teacher sees how far someone is, never an answer or a profile: docs/decisions/0010. */
function toReview(
  participantId: string,
  progress: ProgressRecord | null,
  round: Round,
  activity: GradedActivity,
): Review {
  const isCounted = progress !== null && !progress.isTrial;
  return {
    progress: isCounted ? toProgress(progress, round, activity) : { participantId, state: 'not-started' },
    says: 'self-assessment:review.says',
    work: null,
  };
}

/** The points of the knowledge check, of the best time or the last. */
function toPoints({ knowledge, isTrial }: ProgressRecord, activity: GradedActivity): Score | null {
  if (!knowledge || isTrial) return null;
  const { share, at } = knowledge[knowledgeSettingsOf(activity).counts];
  return { value: share, at };
}

/** Completion is the whole score: what was answered never becomes a grade. */
function toCompletion({ doneAt, isTrial, locale }: ProgressRecord): Score | null {
  if (!doneAt || isTrial) return null;
  return { value: 1, at: doneAt, comment: selfAssessmentTexts[locale ?? DEFAULT_LOCALE]['grade.comment'] };
}

/**
 * Makes the room. Its answers lie apart from its people: docs/decisions/0010.
 * @throws Error at once when an instrument's file cannot be used, naming the file and the faulty paths
 */
export function createSelfAssessment(options: SelfAssessmentOptions): SelfAssessment {
  const { db, clock, log, secretKey, grades, people, changeSettings, institutionNamesOf, contentFolder } =
    options;
  const instruments = createInstruments(db, loadVersions(contentFolder));
  const rounds = createRoundStore(db, clock);
  const latestRound = async (activityId: string): Promise<Round> =>
    latestRoundOf(await rounds.find(activityId));
  const progress = createProgressStore(db);
  const pseudonyms = createPseudonymStore(db, secretKey);
  const takingPart = createTakingPart({
    clock,
    grades,
    progress,
    answers: createAnswerStore(db),
    pseudonyms,
  });
  const knowledge = createKnowledge({
    clock,
    grades,
    progress,
    pseudonyms,
    attempts: createAttemptStore(db),
  });
  const groupResults = createGroupResults({ db, clock, log });
  const placeOf = (activity: Activity): GroupPlace => ({
    activityId: activity.id,
    minimum: minimumOf(activity),
  });
  const erasing = createErasing({
    progress,
    pseudonyms,
    answers: createErasingStore(db),
    listOffered: async () => [...instruments.shipped.keys(), ...(await instruments.store.listIds())],
  });
  return {
    name: 'self-assessment',
    title: 'self-assessment:kind.title',
    summary: 'self-assessment:kind.summary',
    settings: instruments.settings,
    defaultSettings: instruments.defaultSettings,
    defaultTitle: locale => selfAssessmentTexts[locale]['kind.title'] ?? '',
    // What was said of oneself never becomes a grade: it is done, or the points are those of the knowledge check.
    gradeForms: ['completion', 'points'],
    defaultPoints: 1,
    router: createRoutes({
      clock,
      knowledge,
      changeSettings,
      pseudonyms,
      reflections: createReflectionStore(db),
      takingPart,
      erasing,
      rounds,
      people,
      progress,
      instrumentOf: activity => instruments.instrumentOf(activity),
      atVersion: async (instrument, version) =>
        version == null || version === instrument.version
          ? instrument
          : ((await instruments.findVersion(instrument.id, version)) ?? instrument),
      instruments,
      editing: createEditing(instruments.store, clock),
      hasBegun: activityId => progress.hasBegun(activityId),
      keepKeyOf: (session, form) => keepKeyOf(presentSecret(secretKey), session, form),
      groupResults,
      minimumOf,
      institutionNamesOf,
      onSubmitted: activity => {
        groupResults.noteSubmitted(placeOf(activity));
      },
      onRoundClosed: (activity, round) => groupResults.closeRound(placeOf(activity), round),
      queueKeyOf: (taker, round) =>
        queueKeyOf(presentSecret(secretKey), `${taker.activityId} ${round}`, taker.participantId),
    }),
    mayUseRecent: (path, person) => path === '/answer' && takingPart.isKnown(person),
    open: role => (role === 'teacher' ? 'dashboard' : 'self-assessment/'),
    async scoresOf(activity, participantIds) {
      const found = await progress.findMany(activity.id, participantIds);
      const toScore = activity.gradeForm === 'points' ? toPoints : toCompletion;
      return new Map(
        found.flatMap(one => {
          const score = toScore(one, activity);
          return score ? [[one.participantId, score]] : [];
        }),
      );
    },
    async listProgress(activity) {
      const { id } = activity;
      const [round, all] = await Promise.all([latestRound(id), progress.list(id)]);
      return all.map(one => toProgress(one, round, activity));
    },
    async review(activity, participantId) {
      const { id } = activity;
      const [round, found] = await Promise.all([
        latestRound(id),
        progress.find({ activityId: id, participantId }),
      ]);
      return toReview(participantId, found, round, activity);
    },
    teacherPages: [
      { path: 'self-assessment/rounds', title: 'self-assessment:rounds.title' },
      { path: 'self-assessment/group', title: 'self-assessment:group.title' },
      { path: 'self-assessment/knowledge/settings', title: 'self-assessment:knowledge.title' },
      { path: 'self-assessment/instruments', title: 'self-assessment:instruments.list.title' },
    ],
    findInstrument: (id, version) => instruments.findVersion(id, version),
    hasBegun: activityId => progress.hasBegun(activityId),
    async clearTrial(activityId, participantId) {
      const begun = await progress.find({ activityId, participantId });
      if (begun?.isTrial) await erasing.erasePerson(participantId, [activityId]);
    },
  };
}
