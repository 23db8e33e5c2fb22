import { lookup } from 'node:dns';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { SECOND_MS } from '../kit/clock.ts';
import { isPublicAddress } from './public-address.rules.ts';

/** Why there is no answer. `address`: not https, or not a public host, where that is required. */
export type HttpFault = 'timeout' | 'network' | 'too-large' | 'redirect' | 'address';

export interface PlatformRequest {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  /** Shorter than the usual 10 seconds where somebody waits for the page. */
  timeoutMs?: number;
}

export interface PlatformResponse {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** The platform gave no answer that we take. */
export class PlatformUnreachable extends Error {
  readonly fault: HttpFault;

  constructor(fault: HttpFault, cause?: unknown) {
    super(fault, { cause });
    this.name = 'PlatformUnreachable';
    this.fault = fault;
  }
}

/**
 * The only way in which the tool calls a platform: whatever the platform does, it ends in bounded time. A GET follows
 * redirects within its own origin; any other redirect is a fault.
 * @throws PlatformUnreachable when there is no answer; an answer of any status is returned
 */
export type PlatformHttp = (url: string, request?: PlatformRequest) => Promise<PlatformResponse>;

export interface PlatformHttpOptions {
  /** Lets http in, and platforms on private or loopback addresses. */
  allowHttp: boolean;
  timeoutMs?: number;
  maxBytes?: number;
}

const MAX_REDIRECTS = 3;
const MAX_BYTES = 1024 * 1024;

class AddressError extends Error {}

/** Judges the very addresses that the connection will use, so that a name cannot change its meaning in between. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, '', 0);
      return;
    }
    const [first] = addresses;
    if (!first || !addresses.every(one => isPublicAddress(one.address)))
      callback(new AddressError(hostname), '', 0);
    else if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

function isAllowed(url: URL, allowHttp: boolean): boolean {
  if (allowHttp) return url.protocol === 'https:' || url.protocol === 'http:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return url.protocol === 'https:' && (isIP(host) === 0 || isPublicAddress(host));
}

/** Reads the body up to the cap; leaving the loop ends the connection. */
async function readBody(response: http.IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new PlatformUnreachable('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** @returns where a redirect leads, or null for an answer that is none. */
function redirectTarget(response: PlatformResponse, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(response.status)) return null;
  const { location = '' } = response.headers;
  if (!URL.canParse(location, from.href)) throw new PlatformUnreachable('redirect');
  return new URL(location, from);
}

function toUnreachable(error: unknown, signal: AbortSignal): PlatformUnreachable {
  if (error instanceof PlatformUnreachable) return error;
  if (signal.aborted) return new PlatformUnreachable('timeout', error);
  return new PlatformUnreachable(error instanceof AddressError ? 'address' : 'network', error);
}

/** @param options see each; 10 seconds and 1 MB unless told otherwise */
export function createPlatformHttp(options: PlatformHttpOptions): PlatformHttp {
  const { allowHttp, timeoutMs = 10 * SECOND_MS, maxBytes = MAX_BYTES } = options;
  const agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  };

  const exchange = (url: URL, request: PlatformRequest, signal: AbortSignal): Promise<PlatformResponse> =>
    new Promise((resolve, reject) => {
      const { method = 'GET', headers = {}, body } = request;
      const call = (url.protocol === 'https:' ? https : http).request(url, {
        method,
        // Some Moodles answer 403 to requests that do not say who they are.
        headers: { 'User-Agent': 'sosrake-lti', ...headers },
        agent: agents[url.protocol as 'http:' | 'https:'],
        signal,
        ...(allowHttp ? {} : { lookup: lookupPublic }),
      });
      call.on('error', reject);
      call.on('response', response => {
        const { statusCode: status = 0, headers: got } = response;
        readBody(response, maxBytes).then(text => {
          resolve({ status, headers: got, body: text });
        }, reject);
      });
      call.end(body);
    });

  const follow = async (
    start: URL,
    request: PlatformRequest,
    signal: AbortSignal,
  ): Promise<PlatformResponse> => {
    let url = start;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      if (!isAllowed(url, allowHttp)) throw new PlatformUnreachable('address');
      const response = await exchange(url, request, signal);
      const target = redirectTarget(response, url);
      if (target === null) return response;
      if (target.origin !== url.origin || (request.method ?? 'GET') !== 'GET') break;
      url = target;
    }
    throw new PlatformUnreachable('redirect');
  };

  return async (address, request = {}) => {
    if (!URL.canParse(address)) throw new PlatformUnreachable('address');
    const signal = AbortSignal.timeout(request.timeoutMs ?? timeoutMs);
    try {
      return await follow(new URL(address), request, signal);
    } catch (error) {
      throw toUnreachable(error, signal);
    }
  };
}
