import { z } from 'zod';
import type { Activity } from '../activities/activity.ts';
import type { ActivityKind, Progress, Review, Score } from '../activities/kind.ts';
import type { Database } from '../db/database.ts';
import type { Grades } from '../grades/grades.ts';
import { DEFAULT_LOCALE } from '../i18n/index.ts';
import type { Clock } from '../kit/clock.ts';
import { presentSecret, type Secrets } from '../kit/secret-box.ts';
import { createAnswerStore } from './answers.store.ts';
import type { Instrument } from './instrument.rules.ts';
import { createErasing } from './erasing.ts';
import { createErasingStore } from './erasing.store.ts';
import { loadInstruments } from './load-instruments.ts';
import { stateIn, type ProgressRecord } from './progress.rules.ts';
import type { Names } from './learner-request.ts';
import { createProgressStore } from './progress.store.ts';
import { queueKeyOf } from './pseudonym.rules.ts';
import { createPseudonymStore } from './pseudonym.store.ts';
import { latestRoundOf, type Round } from './rounds.rules.ts';
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
  /** Folder of the instruments; the tool's own unless given. */
  contentFolder?: string | undefined;
}

/** The room: an activity's kind, and what its other pages need. */
export interface SelfAssessment extends ActivityKind {
  /** @returns the instrument in the version that was answered, or null */
  findInstrument(id: string, version: number): Promise<Instrument | null>;
}

const DEFAULT_INSTRUMENT = 'structural-social-work';

function settingsOf(instruments: Map<string, Instrument>) {
  const [first = DEFAULT_INSTRUMENT] = instruments.keys();
  const fallback = instruments.has(DEFAULT_INSTRUMENT) ? DEFAULT_INSTRUMENT : first;
  return z.object({
    instrument: z
      .string()
      .default(fallback)
      .refine(id => instruments.has(id), 'self-assessment:fault.unknown-instrument'),
  });
}

/** How far someone is in the round that was opened last. */
function toProgress(progress: ProgressRecord, round: Round): Progress {
  const { participantId } = progress;
  const { startedAt, doneAt } = progress.rounds[round] ?? {};
  return { participantId, state: stateIn(progress, round), startedAt, doneAt: doneAt ?? undefined };
}

/** A teacher sees how far someone is, never an answer or a profile: docs/decisions/0010. */
function toReview(participantId: string, progress: ProgressRecord | null, round: Round): Review {
  const isCounted = progress !== null && !progress.isTrial;
  return {
    progress: isCounted ? toProgress(progress, round) : { participantId, state: 'not-started' },
    says: 'self-assessment:review.says',
    work: null,
  };
}

/** Completion is the whole score: what was answered never becomes a grade. */
function toScore({ doneAt, isTrial, locale }: ProgressRecord): Score | null {
  if (!doneAt || isTrial) return null;
  return { value: 1, at: doneAt, comment: selfAssessmentTexts[locale ?? DEFAULT_LOCALE]['grade.comment'] };
}

/**
 * Makes the room. Its answers lie apart from its people: docs/decisions/0010.
 * @throws Error at once when an instrument's file cannot be used, naming the file and the faulty paths
 */
export function createSelfAssessment(options: SelfAssessmentOptions): SelfAssessment {
  const { db, clock, secretKey, grades, people, contentFolder } = options;
  const instruments = loadInstruments(contentFolder);
  const settings = settingsOf(instruments);
  const instrumentOf = (activity: Activity): Promise<Instrument> =>
    Promise.resolve(instruments.get(settings.parse(activity.settings ?? {}).instrument) as Instrument);
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
  const erasing = createErasing({ progress, pseudonyms, answers: createErasingStore(db) });
  return {
    name: 'self-assessment',
    title: 'self-assessment:kind.title',
    summary: 'self-assessment:kind.summary',
    settings,
    defaultSettings: settings.parse({}),
    defaultTitle: locale => selfAssessmentTexts[locale]['kind.title'] ?? '',
    // What was answered never becomes a grade, so that there is nothing but done and not done.
    gradeForms: ['completion'],
    defaultPoints: 1,
    router: createRoutes({
      clock,
      takingPart,
      erasing,
      rounds,
      people,
      progress,
      instrumentOf,
      onRoundClosed: () => Promise.resolve(),
      queueKeyOf: (taker, round) =>
        queueKeyOf(presentSecret(secretKey), `${taker.activityId} ${round}`, taker.participantId),
    }),
    open: role => (role === 'teacher' ? 'dashboard' : 'self-assessment/'),
    async scoresOf(activityId, participantIds) {
      const found = await progress.findMany(activityId, participantIds);
      return new Map(
        found.flatMap(one => {
          const score = toScore(one);
          return score ? [[one.participantId, score]] : [];
        }),
      );
    },
    async listProgress(activityId) {
      const [round, all] = await Promise.all([latestRound(activityId), progress.list(activityId)]);
      return all.map(one => toProgress(one, round));
    },
    async review(activityId, participantId) {
      const [round, found] = await Promise.all([
        latestRound(activityId),
        progress.find({ activityId, participantId }),
      ]);
      return toReview(participantId, found, round);
    },
    teacherPages: [{ path: 'self-assessment/rounds', title: 'self-assessment:rounds.title' }],
    findInstrument(id, version) {
      const instrument = instruments.get(id);
      return Promise.resolve(instrument?.version === version ? instrument : null);
    },
    hasBegun: activityId => progress.hasBegun(activityId),
    clearTrial: (activityId, participantId) =>
      takingPart.clearTrial(activityId, participantId, [...instruments.keys()]),
  };
}
