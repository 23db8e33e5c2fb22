import { Agent, request, type IncomingMessage } from 'node:http';
import { CookieJar, FRAME_HEADERS } from '../support/lms.ts';

/** One answer; redirects are not followed. */
export interface Reply {
  status: number;
  /** Where it redirects to, absolute; null when it does not. */
  location: URL | null;
  body: string;
}

/** One learner's browser: its cookies, and the headers of a page in the LMS's frame. */
export interface Browser {
  get(url: URL): Promise<Reply>;
  post(url: URL, form: Record<string, string>): Promise<Reply>;
  /** As a script of a page sends it to the page's own origin. */
  postJson(url: URL, body: unknown): Promise<Reply>;
}

/** Idle connections are closed before the tool, after 5 s, would: a request never meets a connection that is closing. */
const agent = new Agent({ keepAlive: true, timeout: 3000 });

const SCRIPT_HEADERS = {
  accept: 'application/json',
  'sec-fetch-dest': 'empty',
  'sec-fetch-site': 'same-origin',
};

interface Sent {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
}

/** Every tool is on loopback, whatever its name: no look-up of names is measured. */
function send(
  url: URL,
  { method, headers, body }: Sent,
): Promise<{ response: IncomingMessage; body: string }> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port: url.port,
        path: url.pathname + url.search,
        method,
        headers: { ...headers, ...length, host: url.host },
      },
      response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('error', reject);
        response.on('end', () => resolve({ response, body: text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

export function createBrowser(): Browser {
  const jar = new CookieJar();
  const go = async (url: URL, sent: Sent): Promise<Reply> => {
    const cookie = jar.header(url);
    const headers = { ...FRAME_HEADERS, ...sent.headers, ...(cookie !== undefined && { cookie }) };
    const { response, body } = await send(url, { ...sent, headers });
    jar.store(url, response.headers['set-cookie'] ?? []);
    const { location } = response.headers;
    return {
      status: response.statusCode ?? 0,
      location: location === undefined ? null : new URL(location, url),
      body,
    };
  };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const json = { ...SCRIPT_HEADERS, 'content-type': 'application/json' };
  return {
    get: url => go(url, { method: 'GET', headers: {} }),
    post: (url, fields) =>
      go(url, { method: 'POST', headers: form, body: new URLSearchParams(fields).toString() }),
    postJson: (url, body) => go(url, { method: 'POST', headers: json, body: JSON.stringify(body) }),
  };
}

/** Lets go of all connections. */
export function closeBrowsers(): void {
  agent.destroy();
}
