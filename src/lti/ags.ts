import { z } from 'zod';
import { belowLineItem, type ServiceFailure } from './service-answer.rules.ts';
import { readPages, type ServiceCall } from './service-call.ts';

/** One score to send. `value` is 0..1: the platform scales it to the line item's own maximum (AGS 2.0, 3.4.8). */
export interface AgsScore {
  sub: string;
  value: number;
  /** What stands on the wire, where the form of the grade says it; else `value` of 100. */
  points?: { given: number; maximum: number } | undefined;
  /** Of the grading event; the platform refuses one that is not newer than what it has. */
  timestamp: Date;
  comment?: string | undefined;
}

/** What a platform did with a score. */
export type ScoreResult =
  | { outcome: 'accepted'; status: number }
  | { outcome: 'not-gradable'; status: number }
  | Exclude<ServiceFailure, { outcome: 'refused' }>;

export type ResultReading =
  { outcome: 'found'; value: number } | { outcome: 'none' } | { outcome: 'failed'; failure: ServiceFailure };

/** Assignment and Grade Services 2.0, as far as passing grades back needs them. Never throws for what a platform does. */
export interface Ags {
  /** Sends a final score (AGS 2.0, 3.4). Any other progress erases a grade in Moodle, so there is none. */
  sendScore(platformId: string, lineItemUrl: string, score: AgsScore): Promise<ScoreResult>;
  /** Reads what the gradebook shows for one person (AGS 2.0, 3.3): 0..1, or none. */
  findResult(platformId: string, lineItemUrl: string, sub: string): Promise<ResultReading>;
}

const SCOPE = 'https://purl.imsglobal.org/spec/lti-ags/scope';
const SCORE_TYPE = 'application/vnd.ims.lis.v1.score+json';
const RESULTS_TYPE = 'application/vnd.ims.lis.v2.resultcontainer+json';
const SCORE_MAXIMUM = 100;
/** Few enough that a send ends within its lease even when each answer takes its full time-out. */
const MAX_RESULT_PAGES = 5;

const Results = z.array(
  z.object({
    userId: z.coerce.string(),
    resultScore: z.number().nullish(),
    // AGS 2.0, 3.3.4: a missing maximum is 1.
    resultMaximum: z.number().positive().nullish(),
  }),
);

function pointsOf(value: number): NonNullable<AgsScore['points']> {
  const given = Math.min(1, Math.max(0, value)) * SCORE_MAXIMUM;
  return { given: Math.round(given * 10_000) / 10_000, maximum: SCORE_MAXIMUM };
}

/** @returns the body of a score (AGS 2.0, 3.4.4): an ISO 8601 time with zone and milliseconds, and the points. */
export function writeScore({ sub, value, points, timestamp, comment }: AgsScore): Record<string, unknown> {
  const { given, maximum } = points ?? pointsOf(value);
  return {
    userId: sub,
    timestamp: timestamp.toISOString(),
    activityProgress: 'Completed',
    gradingProgress: 'FullyGraded',
    scoreGiven: given,
    scoreMaximum: maximum,
    ...(comment ? { comment } : {}),
  };
}

export function createAgs(call: ServiceCall): Ags {
  return {
    async sendScore(platformId, lineItemUrl, score) {
      if (!URL.canParse(lineItemUrl)) return { outcome: 'unavailable', status: null, reason: 'address' };
      const reply = await call(platformId, `${SCOPE}/score`, belowLineItem(lineItemUrl, 'scores').href, {
        method: 'POST',
        headers: { 'Content-Type': SCORE_TYPE },
        body: JSON.stringify(writeScore(score)),
      });
      if (reply.ok) return { outcome: 'accepted', status: reply.response.status };
      const { failure } = reply;
      return failure.outcome === 'refused' ? { outcome: 'not-gradable', status: failure.status } : failure;
    },
    async findResult(platformId, lineItemUrl, sub) {
      const url = belowLineItem(lineItemUrl, 'results');
      url.searchParams.set('user_id', sub);
      const fetchPage = (page: string): ReturnType<ServiceCall> =>
        call(platformId, `${SCOPE}/result.readonly`, page, { headers: { Accept: RESULTS_TYPE } });
      const reply = await readPages(url.href, Results, fetchPage, read => read < MAX_RESULT_PAGES);
      if (!reply.ok) return { outcome: 'failed', failure: reply.failure };
      // Some platforms do not know `user_id` and give everybody's.
      const result = reply.pages.flat().find(r => r.userId === sub);
      if (typeof result?.resultScore !== 'number') return { outcome: 'none' };
      return { outcome: 'found', value: result.resultScore / (result.resultMaximum ?? 1) };
    },
  };
}
