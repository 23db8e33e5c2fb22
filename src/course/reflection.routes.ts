import { Router } from 'express';
import { z } from 'zod';
import { parseBody } from '../http/index.ts';
import type { TextKey } from '../i18n/index.ts';
import { AppError } from '../kit/errors.ts';
import { ReflectionStep } from '../../views/course/steps/reflection-step.tsx';
import { openStepAt, pathTo, readLearner, type ReaderRequest } from './course-request.ts';
import type { CheckParts } from './check.routes.ts';
import type { StepOf } from './course-package.rules.ts';
import { sendStep, type StepAt, type StepWork, type Work } from './step-work.ts';
import { pathAfter } from './steps.routes.ts';

/** Most characters of a reflection. */
const LONGEST = 8000;

/** A browser sends line ends as two characters. Too long a text is shown again whole, so it is not cut here. */
const reflectionForm = z.object({
  text: z.string().transform(text => text.replaceAll('\r\n', '\n').trim()),
});

function workOf(
  { frame, taker }: ReaderRequest,
  { step: { key } }: StepAt,
  step: StepOf<'reflection'>,
  { text, at, fault }: { text: string; at: Date | null; fault?: TextKey },
): Work {
  const props = { frame, step, stepKey: key, text, savedAt: at, fault, longest: LONGEST };
  return {
    body: ReflectionStep({ ...props, isLearner: taker !== null }),
    status: fault ? 422 : 200,
  };
}

/** What one thinks, for oneself alone. */
export function createReflectionWork({ writings }: Pick<CheckParts, 'writings'>): StepWork<'reflection'> {
  return async (request, at, step) => {
    const { taker, activity } = request;
    const place = taker && { activityId: activity.id, participantId: taker.participantId, key: at.step.key };
    const found = place && (await writings.find(place));
    return workOf(request, at, step, { text: found?.text ?? '', at: found?.at ?? null });
  };
}

function faultOf(text: string): TextKey | null {
  if (text === '') return 'course:reflection.empty';
  return text.length > LONGEST ? 'course:reflection.long' : null;
}

/** Keeps a reflection; writing it is what makes the step done. */
export function createReflectionRoutes(parts: CheckParts): Router {
  const router = Router();
  router.post('/step/:module/:step/reflection', async (req, res) => {
    const request = await readLearner(req, res, parts);
    const at = openStepAt(req, request.standing);
    const { key, step, state } = at.step;
    if (step.kind !== 'reflection') throw new AppError('http/not-found', { status: 404 });
    const { text } = parseBody(reflectionForm, req);
    const fault = faultOf(text);
    if (fault) {
      sendStep(res, request, at, workOf(request, at, step, { text, at: null, fault }));
      return;
    }
    const { activity, taker } = request;
    const place = { activityId: activity.id, participantId: taker.participantId, key };
    await parts.writings.save(place, { text, answers: {}, at: parts.clock.now() });
    const { way } = await parts.marking.markDone(request, taker, request.standing, key);
    res.redirect(303, state === 'done' ? pathTo(res, `step/${key}`) : pathAfter(res, way, key));
  });
  return router;
}
