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

/** What the gradebook shows for one person. */
export interface AgsResult {
  sub: string;
  /** 0..1 */
  value: number;
  /** The points that are 1; null where the platform does not say. */
  maximum: number | null;
}

export type ResultReading =
  ({ outcome: 'found' } & AgsResult) | { outcome: 'none' } | { outcome: 'failed'; failure: ServiceFailure };

/** Everybody's results; those without a grade are left out. `isWhole` false: cut off by length or time. */
export type ResultsReading =
  { ok: true; results: AgsResult[]; isWhole: boolean } | { ok: false; failure: ServiceFailure };

/** Assignment and Grade Services 2.0, as far as passing grades back needs them. Never throws for what a platform does. */
export interface Ags {
  /** Sends a final score (AGS 2.0, 3.4). Any other progress erases a grade in Moodle, so there is none. */
  sendScore(platformId: string, lineItemUrl: string, score: AgsScore): Promise<ScoreResult>;
  /** Reads what the gradebook shows for one person (AGS 2.0, 3.3): 0..1, or none. */
  findResult(platformId: string, lineItemUrl: string, sub: string): Promise<ResultReading>;
  /** Reads what the gradebook shows for all, page by page (AGS 2.0, 3.3). */
  listResults(platformId: string, lineItemUrl: string): Promise<ResultsReading>;
}

const SCOPE = 'https://purl.imsglobal.org/spec/lti-ags/scope';
const SCORE_TYPE = 'application/vnd.ims.lis.v1.score+json';
const RESULTS_TYPE = 'application/vnd.ims.lis.v2.resultcontainer+json';
const SCORE_MAXIMUM = 100;
/** Few enough that a send ends within its lease even when each answer takes its full time-out. */
const MAX_RESULT_PAGES = 5;
/** Canvas gives ten at a time unless asked: a course of 20,000 is read with what we ask for. */
const MAX_LIST_PAGES = 200;
const PAGE_SIZE = 100;

const Results = z.array(
  z.object({
    userId: z.coerce.string(),
    resultScore: z.number().nullish(),
    resultMaximum: z.number().positive().nullish(),
  }),
);

function toResult({
  userId,
  resultScore,
  resultMaximum,
}: z.output<typeof Results>[number]): AgsResult | null {
  if (typeof resultScore !== 'number') return null;
  // AGS 2.0, 3.3.4: a missing maximum is 1.
  return { sub: userId, value: resultScore / (resultMaximum ?? 1), maximum: resultMaximum ?? null };
}

const NO_ADDRESS = {
  ok: false,
  failure: { outcome: 'unavailable', status: null, reason: 'address' },
} as const;

const INCOMPLETE = { outcome: 'unavailable', status: null, reason: 'incomplete' } as const;

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
  const readResults = async (
    platformId: string,
    lineItemUrl: string,
    query: Record<string, string>,
    maxPages: number,
  ): Promise<ResultsReading> => {
    if (!URL.canParse(lineItemUrl)) return NO_ADDRESS;
    const url = belowLineItem(lineItemUrl, 'results');
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const fetchPage = (page: string): ReturnType<ServiceCall> =>
      call(platformId, `${SCOPE}/result.readonly`, page, { headers: { Accept: RESULTS_TYPE } });
    const reply = await readPages(url.href, Results, fetchPage, read => read < maxPages);
    if (!reply.ok) return reply;
    const results = reply.pages.flat().flatMap(one => toResult(one) ?? []);
    return { ok: true, results, isWhole: reply.isWhole };
  };
  return {
    async sendScore(platformId, lineItemUrl, score) {
      if (!URL.canParse(lineItemUrl)) return NO_ADDRESS.failure;
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
      const reply = await readResults(platformId, lineItemUrl, { user_id: sub }, MAX_RESULT_PAGES);
      if (!reply.ok) return { outcome: 'failed', failure: reply.failure };
      // Some platforms do not know `user_id` and give everybody's.
      const result = reply.results.find(one => one.sub === sub);
      if (result) return { outcome: 'found', ...result };
      return reply.isWhole ? { outcome: 'none' } : { outcome: 'failed', failure: INCOMPLETE };
    },
    listResults: (platformId, lineItemUrl) =>
      readResults(platformId, lineItemUrl, { limit: String(PAGE_SIZE) }, MAX_LIST_PAGES),
  };
}
