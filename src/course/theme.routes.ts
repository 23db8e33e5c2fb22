import { Router } from 'express';
import { z } from 'zod';
import { parseBody } from '../http/index.ts';
import { AppError } from '../kit/errors.ts';
import { ThemeStep } from '../../views/course/steps/theme-step.tsx';
import { nameOfPackage, type CoursePackage } from './course-package.rules.ts';
import { openStepAt, pathTo, readLearner, type ReaderRequest, type RouteParts } from './course-request.ts';
import type { Standing } from './marking.ts';
import type { StepKey } from './progress.rules.ts';
import type { StepWork } from './step-work.ts';
import { findStep, themesToChoose } from './way.rules.ts';

/** Which themes a learner's own answers elsewhere recommend, by their letters. */
export type Recommend = (request: ReaderRequest) => Promise<readonly string[]>;

const themeForm = z.object({ theme: z.string().max(100) });

const nameOf = ({ id, version }: CoursePackage): string => nameOfPackage({ package: id, version });

/** @returns whether anything of the theme chosen at this step is done: then it stays */
function hasBegun({ way }: Standing, key: StepKey): boolean {
  return findStep(way, key)?.step.theme?.steps.some(({ doneAt }) => doneAt !== null) ?? false;
}

/** The choice of a theme, those recommended first; once chosen, the way into it. */
export function createThemeWork(
  { packages }: Pick<RouteParts, 'packages'>,
  recommend: Recommend,
): StepWork<'theme'> {
  return async (request, { step: { key, theme } }, _step, { req }) => {
    const { course, standing, taker, frame } = request;
    const { progress } = standing;
    const isChanging = 'change' in req.query && !hasBegun(standing, key);
    const isAsked = taker !== null && (!theme || isChanging);
    const recommended = new Set(isAsked ? await recommend(request) : []);
    const themes = themesToChoose({ course, packages, progress }, key).map(one => ({
      name: nameOf(one),
      title: one.title,
      summary: one.summary,
      isRecommended: one.theme !== undefined && recommended.has(one.theme),
    }));
    themes.sort((a, b) => Number(b.isRecommended) - Number(a.isRecommended));
    const body = ThemeStep({
      frame,
      stepKey: key,
      themes,
      chosen: theme && !isChanging ? theme : null,
      mayChange: !hasBegun(standing, key),
      isGone: !theme && Object.hasOwn(progress.themes, key),
      isLearner: taker !== null,
    });
    return { body };
  };
}

/** Chooses a theme, or another one while nothing of the first is done. */
export function createThemeRoutes(parts: RouteParts): Router {
  const router = Router();
  router.post('/step/:module/:step/theme', async (req, res) => {
    const request = await readLearner(req, res, parts);
    const { course, standing, taker } = request;
    const { key, step } = openStepAt(req, standing).step;
    if (step.kind !== 'theme') throw new AppError('http/not-found', { status: 404 });
    const { theme: name } = parseBody(themeForm, req);
    await parts.marking.change(request, taker, standing, now => {
      const { progress } = now;
      if (progress.themes[key] === name) return null;
      if (hasBegun(now, key)) throw new AppError('course/theme-begun', { status: 409 });
      const offered = themesToChoose({ course, packages: parts.packages, progress }, key);
      if (!offered.some(one => nameOf(one) === name))
        throw new AppError('http/form-invalid', { status: 422, fields: { theme: 'course:theme.missing' } });
      return {
        themes: { ...progress.themes, [key]: name },
        startedAt: progress.startedAt ?? parts.clock.now(),
      };
    });
    res.redirect(303, pathTo(res, `step/${key}`));
  });
  return router;
}
