import type { Request, Response } from 'express';
import type { Activity } from '../activities/activity.ts';
import { activityOf, requireLearner } from '../activities/request.ts';
import { pageFrame, type PageFrame } from '../http/index.ts';
import type { Clock } from '../kit/clock.ts';
import { AppError } from '../kit/errors.ts';
import type { Participant } from '../people/people.ts';
import type { Erasing } from './erasing.ts';
import type { Instrument } from './instrument.rules.ts';
import type { ProgressStore } from './progress.store.ts';
import { openRoundOf, type Round, type Rounds } from './rounds.rules.ts';
import type { RoundStore } from './rounds.store.ts';
import type { Taker, TakingPart } from './taking-part.ts';

/** What the people are called who take part, for their teacher. */
export interface Names {
  findParticipants(ids: readonly string[]): Promise<Pick<Participant, 'id' | 'name'>[]>;
}

/** What the room's routes work with. */
export interface RouteParts {
  clock: Clock;
  takingPart: TakingPart;
  erasing: Erasing;
  rounds: RoundStore;
  progress: Pick<ProgressStore, 'find' | 'list'>;
  /** Changes these settings and leaves the others. */
  changeSettings: (activityId: string, changes: Record<string, unknown>) => Promise<void>;
  people: Names;
  /** @returns the instrument that the activity uses. */
  instrumentOf(activity: Activity): Promise<Instrument>;
  /** @returns the version with which someone began; the given one for who has not */
  atVersion(instrument: Instrument, version: number | null | undefined): Promise<Instrument>;
  /** Told when answers that count were sent. */
  onSubmitted(activity: Activity): void;
  /** Told when a round was closed. */
  onRoundClosed(activity: Activity, round: Round): Promise<void>;
  /** @returns the name under which a browser keeps what it could not send. */
  queueKeyOf(taker: Taker, round: Round): string;
}

/** What a learner's request comes with. */
export interface LearnerRequest {
  taker: Taker;
  instrument: Instrument;
  rounds: Rounds;
  frame: PageFrame;
}

/** One that is about the round in which answers are taken now. */
export interface RoundRequest extends LearnerRequest {
  round: Round;
  queueKey: string;
}

/** @throws AppError `activities/learners-only` (403) */
export async function readLearnerRequest(
  req: Request,
  res: Response,
  parts: RouteParts,
): Promise<LearnerRequest> {
  const { participantId, placementId, platformId, isTrial } = requireLearner(res);
  const activity = activityOf(res);
  const [instrument, rounds] = await Promise.all([
    parts.instrumentOf(activity),
    parts.rounds.find(activity.id),
  ]);
  const taker = { activityId: activity.id, participantId, placementId, platformId, isTrial };
  return { taker, instrument, rounds, frame: pageFrame(req, res) };
}

/** @throws AppError `activities/learners-only` (403), `self-assessment/round-closed` (423) */
export async function readRoundRequest(
  req: Request,
  res: Response,
  parts: RouteParts,
): Promise<RoundRequest> {
  const request = await readLearnerRequest(req, res, parts);
  const { taker, rounds } = request;
  const round = openRoundOf(rounds);
  if (round === null) throw new AppError('self-assessment/round-closed', { status: 423 });
  const version = await parts.takingPart.findVersion(taker, round, request.instrument.id);
  const instrument = await parts.atVersion(request.instrument, version);
  return { ...request, instrument, round, queueKey: parts.queueKeyOf(taker, round) };
}

/** @returns the address of a page of this room within the launch. */
export function pathTo(res: Response, page: string): string {
  return `${res.locals.base ?? ''}/self-assessment/${page}`;
}
