import type { Request, Response } from 'express';
import type { Activity } from '../activities/activity.ts';
import { keepKeyOf } from '../activities/keep-key.rules.ts';
import { activityOf, requireLearner, sessionOf } from '../activities/request.ts';
import { pageFrame, type PageFrame } from '../http/index.ts';
import type { Clock } from '../kit/clock.ts';
import { AppError } from '../kit/errors.ts';
import { nameOfPackage } from './course-package.rules.ts';
import type { Packages } from './load-packages.ts';
import type { Marking, Run, Standing, Taker } from './marking.ts';
import { emptyProgress, keyOf, type StepKey } from './progress.rules.ts';
import { runOf, type RunSettings } from './run.rules.ts';
import { findStep, wayOf, type WayModule, type WayStep } from './way.rules.ts';

/** What the room's routes work with. */
export interface RouteParts {
  clock: Clock;
  packages: Packages;
  marking: Marking;
  /** The operator's secret: names what browsers keep. */
  secretKey: string;
}

/** What every page of a run comes with, whoever looks. */
export interface RunRequest extends Run {
  activity: Activity;
  settings: RunSettings;
  frame: PageFrame;
}

/** A learner's request: themselves, and how far they are. */
export interface LearnerRequest extends RunRequest {
  taker: Taker;
  standing: Standing;
}

/** A page as someone reads it: a learner, or a teacher or visitor who looks and leaves nothing. */
export interface ReaderRequest extends RunRequest {
  taker: Taker | null;
  standing: Standing;
}

/** @throws AppError `course/package-missing` (500) where the tool does not have the run's package any more */
export function readRun(req: Request, res: Response, { packages }: Pick<RouteParts, 'packages'>): RunRequest {
  const activity = activityOf(res);
  const settings = runOf(activity);
  const course = packages.get(nameOfPackage(settings.package));
  if (!course) throw new AppError('course/package-missing', { status: 500 });
  return { activity, settings, course, frame: pageFrame(req, res) };
}

/** @throws AppError `activities/learners-only` (403) */
export async function readLearner(req: Request, res: Response, parts: RouteParts): Promise<LearnerRequest> {
  const { participantId, platformId, placementId, isTrial, locale } = requireLearner(res);
  const taker = { participantId, platformId, placementId, isTrial, locale };
  const run = readRun(req, res, parts);
  return { ...run, taker, standing: await parts.marking.load(run, taker) };
}

/** The whole course open, and nothing done: for those who look. */
function previewOf({ activity, course, settings }: RunRequest, { packages, clock }: RouteParts): Standing {
  const of = { activityId: activity.id, participantId: '', platformId: '', isTrial: true };
  const progress = emptyProgress(of);
  const options = { course, packages, run: settings, progress, isScheduleOpen: true };
  return { progress, way: wayOf({ ...options, now: clock.now(), isPreview: true }) };
}

/** Reads a page for whoever asks: the learner's own way, or a preview. */
export async function readReader(req: Request, res: Response, parts: RouteParts): Promise<ReaderRequest> {
  if (sessionOf(res).role === 'learner') return readLearner(req, res, parts);
  const run = readRun(req, res, parts);
  return { ...run, taker: null, standing: previewOf(run, parts) };
}

/** @returns the step that the address names. @throws AppError `http/not-found` (404) */
export function stepAt(req: Request, { way }: Standing): { module: WayModule; step: WayStep } {
  const { module, step } = req.params;
  const found = findStep(way, keyOf(String(module), String(step)));
  if (!found) throw new AppError('http/not-found', { status: 404 });
  return found;
}

/** The same for what changes something. @throws AppError `http/not-found` (404), `course/locked` (403) */
export function openStepAt(req: Request, standing: Standing): { module: WayModule; step: WayStep } {
  const found = stepAt(req, standing);
  if (found.step.state === 'locked') throw new AppError('course/locked', { status: 403 });
  return found;
}

/** @returns the name under which this person's browser keeps what they write at a step until it is sent */
export function keepKeyAt(res: Response, { secretKey }: Pick<RouteParts, 'secretKey'>, key: StepKey): string {
  return keepKeyOf(secretKey, sessionOf(res), `step ${key}`);
}

/** @returns the address of a page of this room within the launch. */
export function pathTo(res: Response, page: string): string {
  return `${res.locals.base ?? ''}/course/${page}`;
}
