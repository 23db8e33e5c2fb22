import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { CookieJar } from './cookie-jar.ts';

/** One answer, redirects not followed. */
export interface Answer {
  method: string;
  url: URL;
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  /** Where it redirects to, absolute; null when it does not. */
  location: URL | null;
}

export interface BrowseOptions {
  jar?: CookieJar;
  /** False: no cookie ever reaches the browser or leaves it. */
  keepsCookies?: boolean;
  headers?: Record<string, string | undefined>;
  /** Sends a request for one origin to another address: where a tool listens when it is not at its public URL. */
  route?: (url: URL) => URL;
}

/** What a browser says of a navigation in the LMS's frame; a test may replace or (undefined) drop each. */
export const FRAME_HEADERS: Record<string, string> = {
  'sec-fetch-dest': 'iframe',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'cross-site',
  'accept-language': 'fi',
  accept: 'text/html',
};

function definedOnly(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter((one): one is [string, string] => one[1] !== undefined),
  );
}

/**
 * One request as a browser makes it; a form makes it a POST. node:http, since fetch would put in headers of its own.
 * @throws Error of the connection
 */
export function browse(
  url: URL,
  options: BrowseOptions = {},
  form?: Record<string, string> | URLSearchParams,
): Promise<Answer> {
  const { jar = new CookieJar(), keepsCookies = true, route = (one: URL) => one } = options;
  const body = form && new URLSearchParams(form).toString();
  const method = form ? 'POST' : 'GET';
  const headers = definedOnly({
    ...FRAME_HEADERS,
    host: url.host,
    cookie: keepsCookies ? jar.header(url) : undefined,
    'content-type': form && 'application/x-www-form-urlencoded',
    'content-length': body === undefined ? undefined : String(Buffer.byteLength(body)),
    ...options.headers,
  });
  return new Promise((resolve, reject) => {
    const sent = httpRequest(route(url), { method, headers }, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        if (keepsCookies) jar.store(url, response.headers['set-cookie'] ?? []);
        const { location } = response.headers;
        resolve({
          method,
          url,
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
          location: location === undefined ? null : new URL(location, url),
        });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => ENTITIES[name] ?? '');
}

/** @returns the first form of a page with its hidden fields. @throws Error when there is none */
export function formOf({ body, url, status }: Answer): { action: URL; fields: Record<string, string> } {
  const action = /<form[^>]*\baction="([^"]*)"/.exec(body)?.[1];
  if (action === undefined)
    throw new Error(`no form at ${url.href} (${String(status)}): ${body.slice(0, 400)}`);
  const fields: Record<string, string> = {};
  for (const [tag] of body.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1];
    if (name !== undefined) fields[unescaped(name)] = unescaped(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '');
  }
  return { action: new URL(unescaped(action), url), fields };
}
