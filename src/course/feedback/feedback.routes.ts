import { Router, type Request, type Response } from 'express';
import { requireTeacher } from '../../activities/request.ts';
import { sendPage } from '../../http/index.ts';
import type { TextKey } from '../../i18n/index.ts';
import { AppError } from '../../kit/errors.ts';
import { FeedbackPage } from '../../../views/course/feedback/feedback-page.tsx';
import { FeedbackStep } from '../../../views/course/feedback/feedback-step.tsx';
import { nameOfPackage, type CoursePackage, type StepOf } from '../course-package.rules.ts';
import {
  openStepAt,
  readLearner,
  readRun,
  type LearnerRequest,
  type ReaderRequest,
  type RouteParts,
} from '../course-request.ts';
import type { Packages } from '../load-packages.ts';
import { keyOf, type StepKey } from '../progress.rules.ts';
import { sendStep, type StepWork, type Work } from '../step-work.ts';
import { pathAfter } from '../steps.routes.ts';
import { readFeedback } from './feedback.forms.ts';
import { LONGEST_WORDS, resultsOf, STEP, type FeedbackAnswers } from './feedback.rules.ts';
import type { FeedbackStore } from './feedback.store.ts';

export type FeedbackParts = RouteParts & { feedback: FeedbackStore };

/** @returns whether the person has sent it or passed it over: which of the two is kept nowhere */
function isAnswered({ standing }: Pick<ReaderRequest, 'standing'>, key: StepKey): boolean {
  return Object.hasOwn(standing.progress.steps, key);
}

function workOf(
  request: ReaderRequest,
  key: StepKey,
  step: StepOf<'feedback'>,
  { answers, faults }: { answers: FeedbackAnswers; faults: Record<string, TextKey> },
): Work {
  const { frame, taker } = request;
  const body = FeedbackStep({
    frame,
    step,
    stepKey: key,
    answers,
    faults,
    longest: LONGEST_WORDS,
    least: STEP,
    isLearner: taker !== null,
    isTrial: taker?.isTrial ?? false,
    isAnswered: isAnswered(request, key),
  });
  return { body, status: Object.keys(faults).length > 0 ? 422 : 200 };
}

/** The questions at a course's end, and who will see the answers. */
export const feedbackWork: StepWork<'feedback'> = (request, { step: { key } }, step) =>
  workOf(request, key, step, { answers: {}, faults: {} });

/**
 * Marks the step, and keeps the answers where this request was the one that marked it: of two tabs one. The mark comes
 * first: a crash between the two loses one person's answers. The other way round it would count them twice, and answers
 * that wait for their mark would have to say whose they are.
 */
async function keepOnce(
  parts: FeedbackParts,
  request: LearnerRequest,
  key: StepKey,
  answers: FeedbackAnswers | null,
): Promise<LearnerRequest['standing']> {
  const { activity, taker } = request;
  let isFirst = false as boolean;
  const standing = await parts.marking.change(request, taker, request.standing, ({ progress }) => {
    isFirst = !Object.hasOwn(progress.steps, key);
    if (!isFirst) return null;
    const at = parts.clock.now();
    return { steps: { ...progress.steps, [key]: at }, startedAt: progress.startedAt ?? at };
  });
  // A trial run leaves nothing that could not be taken away again.
  if (isFirst && answers && !taker.isTrial)
    await parts.feedback.add({ activityId: activity.id, key }, answers);
  return standing;
}

/** The steps in which this course asks for feedback, those of its themes included. */
function listFeedbackSteps(
  course: CoursePackage,
  packages: Packages,
): { key: StepKey; step: StepOf<'feedback'> }[] {
  const themes = course.themes.flatMap(theme => {
    const found = packages.get(nameOfPackage(theme));
    // A theme's steps are known by its package: way.rules.ts.
    return found ? found.modules.map(module => ({ ...module, id: found.id })) : [];
  });
  return [...course.modules, ...themes].flatMap(({ id, steps }) =>
    steps.flatMap(step => (step.kind === 'feedback' ? [{ key: keyOf(id, step.id), step }] : [])),
  );
}

/** Sending feedback or passing it over; and what a teacher sees of it. */
export function createFeedbackRoutes(parts: FeedbackParts): Router {
  const router = Router();

  async function readOpen(req: Request, res: Response) {
    const request = await readLearner(req, res, parts);
    const at = openStepAt(req, request.standing);
    const { key, step } = at.step;
    if (step.kind !== 'feedback') throw new AppError('http/not-found', { status: 404 });
    return { request, at, key, step };
  }

  router.post('/step/:module/:step/feedback', async (req, res) => {
    const { request, at, key, step } = await readOpen(req, res);
    const form = readFeedback(step.questions, req.body);
    if (Object.keys(form.faults).length > 0 && !isAnswered(request, key)) {
      sendStep(res, request, at, workOf(request, key, step, form));
      return;
    }
    const { way } = await keepOnce(parts, request, key, form.answers);
    res.redirect(303, pathAfter(res, way, key));
  });

  router.post('/step/:module/:step/feedback/pass', async (req, res) => {
    const { request, key } = await readOpen(req, res);
    const { way } = await keepOnce(parts, request, key, null);
    res.redirect(303, pathAfter(res, way, key));
  });

  router.get('/feedback', async (req, res) => {
    requireTeacher(res);
    const { activity, course, frame } = readRun(req, res, parts);
    const forms = await Promise.all(
      listFeedbackSteps(course, parts.packages).map(async ({ key, step }) => {
        const records = await parts.feedback.listShown({ activityId: activity.id, key });
        return { title: step.title, count: records.length, results: resultsOf(step.questions, records) };
      }),
    );
    sendPage(res, FeedbackPage, { frame, activity, forms, least: STEP });
  });
  return router;
}
