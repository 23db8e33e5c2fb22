import type { z } from 'zod';
import type { Clock } from '../kit/clock.ts';
import {
  PlatformUnreachable,
  type PlatformHttp,
  type PlatformRequest,
  type PlatformResponse,
} from './platform-http.ts';
import type { Platforms } from './platform.ts';
import { findNextPage, readFailure, type ServiceFailure } from './service-answer.rules.ts';
import type { ServiceTokens } from './service-token.ts';

export type ServiceReply = { ok: true; response: PlatformResponse } | { ok: false; failure: ServiceFailure };

/**
 * Calls a service of a platform with a token for one scope; a refused token is renewed, once.
 * @returns the 2xx answer or what else it was: never throws for what a platform does
 */
export type ServiceCall = (
  platformId: string,
  scope: string,
  url: string,
  request: PlatformRequest,
) => Promise<ServiceReply>;

export interface ServiceCallOptions {
  platforms: Pick<Platforms, 'find'>;
  tokens: ServiceTokens;
  http: PlatformHttp;
  clock: Clock;
}

function unavailable(reason: string, status: number | null = null): { ok: false; failure: ServiceFailure } {
  return { ok: false, failure: { outcome: 'unavailable', status, reason } };
}

export function createServiceCall({ platforms, tokens, http, clock }: ServiceCallOptions): ServiceCall {
  const attempt = async (url: string, request: PlatformRequest, token: string): Promise<ServiceReply> => {
    try {
      const response = await http(url, {
        ...request,
        headers: { ...request.headers, Authorization: `Bearer ${token}` },
      });
      const failure = readFailure(response, clock.now());
      return failure ? { ok: false, failure } : { ok: true, response };
    } catch (error) {
      if (!(error instanceof PlatformUnreachable)) throw error;
      return unavailable(error.fault);
    }
  };

  return async (platformId, scope, url, request) => {
    const platform = await platforms.find(platformId);
    if (platform?.status !== 'active') return unavailable('platform-off');
    const held = await tokens.get(platform, [scope]);
    if (!held.ok) return held;
    const first = await attempt(url, request, held.token);
    if (first.ok || first.failure.outcome !== 'unauthorised') return first;
    tokens.forget(platform, [scope], held.token);
    const renewed = await tokens.get(platform, [scope]);
    return renewed.ok ? attempt(url, request, renewed.token) : renewed;
  };
}

/** How long one page, and the whole list, may take. */
export interface Patience {
  pageMs: number;
  listMs: number;
}

export type PagesReply<T> =
  { ok: true; pages: T[]; isWhole: boolean } | { ok: false; failure: ServiceFailure };

/**
 * Reads a container page by page. A next page that was read before is the end: Blackboard's last page names one.
 * @param fetchPage asks for one page
 * @param mayGoOn asked before each further page with the number read
 * @returns the pages, and whether they were all; a failure on any page is the failure of the whole
 */
export async function readPages<S extends z.ZodType>(
  firstUrl: string,
  schema: S,
  fetchPage: (url: string) => Promise<ServiceReply>,
  mayGoOn: (pagesRead: number) => boolean,
): Promise<PagesReply<z.output<S>>> {
  const pages: z.output<S>[] = [];
  const read = new Set<string>();
  let url = firstUrl;
  for (;;) {
    const reply = await fetchPage(url);
    if (!reply.ok) return reply;
    try {
      pages.push(schema.parse(JSON.parse(reply.response.body)));
    } catch {
      return unavailable('malformed', reply.response.status);
    }
    read.add(url);
    const next = findNextPage(reply.response.headers, url);
    if (next.url === null) return { ok: true, pages, isWhole: !next.isRefused };
    // One page that names itself says that there is more, and gives nothing of it.
    if (read.has(next.url)) return { ok: true, pages, isWhole: pages.length > 1 };
    if (!mayGoOn(pages.length)) return { ok: true, pages, isWhole: false };
    url = next.url;
  }
}
