import { Router } from 'express';
import type { TextKey } from '../i18n/index.ts';
import { AppError } from '../kit/errors.ts';
import {
  markAnswer,
  presentQuestion,
  readAnswers,
  reviewAnswer,
  type DraftQuestion,
  type GivenAnswers,
} from '../questions/index.ts';
import { CheckStep } from '../../views/course/steps/check-step.tsx';
import {
  openStepAt,
  pathTo,
  readLearner,
  type LearnerRequest,
  type ReaderRequest,
  type RouteParts,
} from './course-request.ts';
import type { StepKey } from './progress.rules.ts';
import { sendStep, type StepWork, type Work } from './step-work.ts';
import type { Writing, WritingStore } from './writing.store.ts';

export type CheckParts = RouteParts & { writings: WritingStore };

function placeOf({ activity, taker }: Pick<LearnerRequest, 'activity' | 'taker'>, key: StepKey) {
  return { activityId: activity.id, participantId: taker.participantId, key };
}

/** The questions to answer. @param faults text keys by the question's id */
function askWork(
  { frame, taker }: ReaderRequest,
  key: StepKey,
  questions: readonly DraftQuestion[],
  answers: GivenAnswers,
  faults: Record<string, TextKey> = {},
): Work {
  const asked = questions.map(question => ({
    question: presentQuestion(question, frame.t.locale),
    answer: answers[question.id],
  }));
  const body = CheckStep({ frame, stepKey: key, asked, faults, result: null, isLearner: taker !== null });
  return { body, status: Object.keys(faults).length > 0 ? 422 : 200 };
}

/** What was answered, with what is right and why. */
function resultWork(
  { frame }: ReaderRequest,
  key: StepKey,
  questions: readonly DraftQuestion[],
  { answers }: Writing,
): Work {
  const { locale } = frame.t;
  const asked = questions.map(question => ({
    question: presentQuestion(question, locale),
    answer: answers[question.id],
    review: reviewAnswer(question, answers[question.id], locale),
  }));
  const most = questions.reduce((sum, { points }) => sum + points, 0);
  const points = questions.reduce(
    (sum, question) => sum + markAnswer(question, answers[question.id]).share * question.points,
    0,
  );
  const result = { points, most };
  return { body: CheckStep({ frame, stepKey: key, asked, faults: {}, result, isLearner: true }) };
}

/** A check's page: its questions, or what came of them the last time. */
export function createCheckWork({ writings }: Pick<CheckParts, 'writings'>): StepWork<'check'> {
  return async (request, { step: { key } }, { questions }, { req }) => {
    const { taker, activity } = request;
    const found = taker && (await writings.find(placeOf({ activity, taker }, key)));
    return found && !('again' in req.query)
      ? resultWork(request, key, questions, found)
      : askWork(request, key, questions, {});
  };
}

/** Answers to a check. */
export function createCheckRoutes(parts: CheckParts): Router {
  const router = Router();
  router.post('/step/:module/:step/check', async (req, res) => {
    const request = await readLearner(req, res, parts);
    const at = openStepAt(req, request.standing);
    const { key, step } = at.step;
    if (step.kind !== 'check') throw new AppError('http/not-found', { status: 404 });
    const { questions } = step;
    const { answers, faults } = readAnswers(questions, req.body);
    for (const { id } of questions) {
      if (answers[id] === undefined) faults[id] ??= 'course:check.unanswered';
    }
    if (Object.keys(faults).length > 0) {
      sendStep(res, request, at, askWork(request, key, questions, answers, faults));
      return;
    }
    await parts.writings.save(placeOf(request, key), { answers, text: null, at: parts.clock.now() });
    await parts.marking.markDone(request, request.taker, request.standing, key);
    res.redirect(303, pathTo(res, `step/${key}`));
  });
  return router;
}
