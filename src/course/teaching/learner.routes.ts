import { Router, type Response } from 'express';
import { readDueDate } from '../../activities/due-date.rules.ts';
import { parseBody, sendPage } from '../../http/index.ts';
import { AppError } from '../../kit/errors.ts';
import { LearnerPage } from '../../../views/course/teaching/learner-page.tsx';
import { pathTo } from '../course-request.ts';
import { findModule, type WayModule, type WayStep } from '../way.rules.ts';
import { leavesWithModules, lineOf } from './line.rules.ts';
import { DueForm, ExcuseForm, type Faults } from './teaching.forms.ts';
import { readPerson, type PersonRequest, type TeachingParts } from './teaching-request.ts';

function modulesOf({ standing: { way } }: PersonRequest): WayModule[] {
  const themes = way.modules.flatMap(({ steps }) => steps.flatMap(({ theme }) => theme ?? []));
  return [...way.modules, ...themes];
}

/** What is not done: steps, a chosen theme's among them, and such a theme as a whole. */
function openSteps({ standing: { way } }: PersonRequest): { module: WayModule; step: WayStep }[] {
  const wholes = way.modules.flatMap(module =>
    module.steps.filter(({ theme }) => theme !== null).map(step => ({ module, step })),
  );
  return [...leavesWithModules(way.modules), ...wholes].filter(({ step }) => step.state !== 'done');
}

interface Sent {
  values: { module: string; dueAt: string };
  faults: Faults;
}

async function sendPerson(
  res: Response,
  parts: TeachingParts,
  request: PersonRequest,
  sent?: Sent,
): Promise<void> {
  const { frame, name, taker, standing, activity } = request;
  const { participantId } = taker;
  const props = {
    frame,
    name,
    participantId,
    line: lineOf(standing, parts.packages),
    events: await parts.eventsOf(activity.id, participantId),
    modules: modulesOf(request),
    open: openSteps(request),
    values: sent?.values ?? { module: '', dueAt: '' },
    faults: sent?.faults ?? {},
  };
  sendPage(res, LearnerPage, props, sent ? 422 : 200);
}

/** One learner's way, and what is decided for this person alone. */
export function createLearnerRoutes(parts: TeachingParts): Router {
  const { clock, exceptions } = parts;
  const router = Router();
  const pathOf = (res: Response, { taker }: PersonRequest): string =>
    pathTo(res, `overview/${encodeURIComponent(taker.participantId)}`);

  router.get('/overview/:participantId', async (req, res) => {
    await sendPerson(res, parts, await readPerson(req, res, parts));
  });

  router.post('/overview/:participantId/due', async (req, res) => {
    const request = await readPerson(req, res, parts);
    const { taker, standing } = request;
    const values = parseBody(DueForm, req);
    if (!findModule(standing.way, values.module)) throw new AppError('http/not-found', { status: 404 });
    const own = standing.progress.dueAt;
    const current = Object.hasOwn(own, values.module) ? (own[values.module] ?? null) : null;
    const due = readDueDate(values.dueAt.trim(), clock.now(), current);
    if (!due.ok) {
      await sendPerson(res, parts, request, { values, faults: { dueAt: `activities:fault.${due.why}` } });
      return;
    }
    await exceptions.setDue(request, taker, standing, values.module, due.dueAt);
    res.redirect(303, pathOf(res, request));
  });

  router.post('/overview/:participantId/excuse', async (req, res) => {
    const request = await readPerson(req, res, parts);
    const { taker, standing } = request;
    const { step, act } = parseBody(ExcuseForm, req);
    if (act === 'take-back') await exceptions.takeBack(request, taker, standing, step);
    else {
      const all = [...openSteps(request), ...leavesWithModules(standing.way.modules)];
      if (!all.some(one => one.step.key === step)) throw new AppError('http/not-found', { status: 404 });
      await exceptions.excuse(request, taker, standing, step, clock.now());
    }
    res.redirect(303, pathOf(res, request));
  });

  return router;
}
