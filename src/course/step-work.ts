import type { Request, Response } from 'express';
import type { ComponentChildren } from 'preact';
import { sendPage } from '../http/index.ts';
import { LockedPage, StepPage } from '../../views/course/step-page.tsx';
import type { StepKind, StepOf } from './course-package.rules.ts';
import type { ReaderRequest } from './course-request.ts';
import type { WayModule, WayStep } from './way.rules.ts';

/** A step where it stands. */
export interface StepAt {
  module: WayModule;
  step: WayStep;
}

/** What a kind of step shows within the page that every step has. */
export interface Work {
  body: ComponentChildren;
  scripts?: readonly string[];
  /** The learner says that it is done, with the page's own button. */
  isMarkable?: boolean;
  /** Of a form that was sent with faults: 422. */
  status?: number;
}

export type StepWork<K extends StepKind> = (
  request: ReaderRequest,
  at: StepAt,
  step: StepOf<K>,
  http: { req: Request; res: Response },
) => Work | Promise<Work>;

/** One for each kind of step. */
export type StepWorks = { [K in StepKind]: StepWork<K> };

/**
 * Answers with a step's page; one that is locked says what opens it, with 403.
 * @param work null: it is locked
 */
export function sendStep(res: Response, { frame }: ReaderRequest, at: StepAt, work: Work | null): void {
  const { module, step } = at;
  if (!work) {
    sendPage(res, LockedPage, { frame, module, step }, 403);
    return;
  }
  const place = module.steps.indexOf(step);
  sendPage(
    res,
    StepPage,
    {
      frame,
      module,
      step,
      before: module.steps[place - 1],
      after: module.steps[place + 1],
      isMarkable: work.isMarkable ?? false,
      scripts: work.scripts,
      children: work.body,
    },
    work.status,
  );
}

/** @returns what the step shows */
export async function showWork(
  works: StepWorks,
  request: ReaderRequest,
  at: StepAt,
  http: { req: Request; res: Response },
): Promise<Work> {
  const { step } = at.step;
  // The kind in the step and the kind of its work are the same: TypeScript cannot see it through the table.
  const work = works[step.kind] as StepWork<StepKind>;
  return work(request, at, step, http);
}
