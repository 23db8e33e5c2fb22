import type { Request, Response } from 'express';
import type { Activity } from '../activities/activity.ts';
import { activityOf, requireLearner } from '../activities/request.ts';
import { pageFrame, type PageFrame } from '../http/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { Instrument } from './instrument.rules.ts';
import type { Taker, TakingPart } from './taking-part.ts';

/** What the room's routes work with. */
export interface RouteParts {
  clock: Clock;
  takingPart: TakingPart;
  /** @returns the instrument that the activity uses. */
  instrumentOf(activity: Activity): Instrument;
  /** @returns the name under which a browser keeps what it could not send. */
  queueKeyOf(taker: Taker): string;
}

/** What a learner's request comes with. */
export interface LearnerRequest {
  taker: Taker;
  instrument: Instrument;
  frame: PageFrame;
  queueKey: string;
}

/** @throws AppError `activities/learners-only` (403) */
export function readLearnerRequest(req: Request, res: Response, parts: RouteParts): LearnerRequest {
  const { participantId, placementId, isTrial } = requireLearner(res);
  const activity = activityOf(res);
  const taker = { activityId: activity.id, participantId, placementId, isTrial };
  return {
    taker,
    instrument: parts.instrumentOf(activity),
    frame: pageFrame(req, res),
    queueKey: parts.queueKeyOf(taker),
  };
}

/** @returns the address of a page of this room within the launch. */
export function pathTo(res: Response, page: string): string {
  return `${res.locals.base ?? ''}/self-assessment/${page}`;
}
