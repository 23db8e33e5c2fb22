import { Router } from 'express';
import { z } from 'zod';
import { parseBody } from '../http/index.ts';
import type { TextKey } from '../i18n/index.ts';
import { AppError } from '../kit/errors.ts';
import { ReflectionStep } from '../../views/course/steps/reflection-step.tsx';
import { KEEP_SCRIPT } from '../../views/parts/kept-form.tsx';
import { keepKeyAt, openStepAt, pathTo, readLearner, type ReaderRequest } from './course-request.ts';
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

interface Written {
  text: string;
  at: Date | null;
  fault?: TextKey;
  /** Null: someone who looks. */
  keepKey: string | null;
}

function workOf(
  { frame }: ReaderRequest,
  { step: { key } }: StepAt,
  step: StepOf<'reflection'>,
  { text, at, fault, keepKey }: Written,
): Work {
  const props = { frame, step, stepKey: key, text, savedAt: at, fault, longest: LONGEST, keepKey };
  return { body: ReflectionStep(props), scripts: [KEEP_SCRIPT], status: fault ? 422 : 200 };
}

/** What one thinks, for oneself alone. */
export function createReflectionWork(parts: CheckParts): StepWork<'reflection'> {
  return async (request, at, step, { res }) => {
    const { taker, activity } = request;
    const place = taker && { activityId: activity.id, participantId: taker.participantId, key: at.step.key };
    const found = place && (await parts.writings.find(place));
    const keepKey = taker && keepKeyAt(res, parts, at.step.key);
    return workOf(request, at, step, { text: found?.text ?? '', at: found?.at ?? null, keepKey });
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
      sendStep(
        res,
        request,
        at,
        workOf(request, at, step, { text, at: null, fault, keepKey: keepKeyAt(res, parts, key) }),
      );
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
