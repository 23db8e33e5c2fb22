import { SECOND_MS } from '../kit/clock.ts';

/** What a platform's service said instead of doing what was asked. `status` is null when there was no answer. */
export type ServiceFailure =
  | { outcome: 'refused'; status: number }
  | { outcome: 'unauthorised' | 'forbidden' | 'gone' | 'conflict'; status: number }
  | { outcome: 'rate-limited'; status: number; retryAfterMs: number | null }
  | { outcome: 'unavailable'; status: number | null; reason: string };

type Headers = Record<string, string | string[] | undefined>;

function headerOf(headers: Headers, name: string): string {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}

/**
 * @param header a Retry-After header (RFC 9110, 10.2.3): seconds, or a date
 * @returns how long to wait from `now`; null when it says nothing that can be read
 */
export function parseRetryAfter(header: string, now: Date): number | null {
  const text = header.trim();
  if (/^\d+$/.test(text)) return Number(text) * SECOND_MS;
  const at = /[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

/**
 * @param answer a platform's answer
 * @returns null for 2xx, else what it means; whatever may pass by itself is `unavailable`
 */
export function readFailure(answer: { status: number; headers: Headers }, now: Date): ServiceFailure | null {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return null;
  // Canvas answers 403 when its quota is used up, and says so in this header.
  const isOverQuota = status === 403 && /^(0|-)/.test(headerOf(headers, 'x-rate-limit-remaining').trim());
  if (status === 429 || isOverQuota) {
    return {
      outcome: 'rate-limited',
      status,
      retryAfterMs: parseRetryAfter(headerOf(headers, 'retry-after'), now),
    };
  }
  if (status === 400 || status === 422) return { outcome: 'refused', status };
  if (status === 401) return { outcome: 'unauthorised', status };
  if (status === 403) return { outcome: 'forbidden', status };
  if (status === 404 || status === 410) return { outcome: 'gone', status };
  if (status === 409) return { outcome: 'conflict', status };
  return { outcome: 'unavailable', status, reason: 'status' };
}

/** `isRefused`: a next page is named, at an address where our token must not go, or at none at all. */
export interface NextPage {
  url: string | null;
  isRefused: boolean;
}

/**
 * @param headers of an answer whose Link header (RFC 8288) may name a next page, among others. Moodle writes
 *   `rel=“next”` with curly quotes, whose bytes arrive as several odd characters each
 * @param from the address of this page: the bearer token goes with the next request, so another origin is not followed
 */
export function findNextPage(headers: Headers, from: string): NextPage {
  // No part of these patterns can take what the part before it can: an LMS's header must not cost us seconds.
  for (const [, target = '', params = ''] of headerOf(headers, 'link').matchAll(/<([^<>]*)>([^<]*)/g)) {
    if (!/;\s*rel\s*=[^\w;,-]*([\w-]+\s+)*next\b/i.test(params)) continue;
    const next = URL.canParse(target, from) ? new URL(target, from) : null;
    const isRefused = next?.origin !== new URL(from).origin;
    return { url: isRefused ? null : next.href, isRefused };
  }
  return { url: null, isRefused: false };
}

/**
 * @param lineItemUrl address of a line item; Moodle's has a query
 * @returns the address of its scores or results: the segment goes before the query (AGS 2.0, 3.3.1 and 3.4.1)
 */
export function belowLineItem(lineItemUrl: string, segment: 'scores' | 'results'): URL {
  const url = new URL(lineItemUrl);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${segment}`;
  return url;
}
