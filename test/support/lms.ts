import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWK } from 'jose';
import { newKey } from '../../src/demo-lms/keys.ts';
import {
  createDemoLms,
  demoLmsTexts,
  type DemoLms,
  type DemoPerson,
  type PostForm,
} from '../../src/demo-lms/index.ts';
import type { DemoLmsOptions, LaunchOptions } from '../../src/demo-lms/index.ts';
import { httpTexts } from '../../src/http/index.ts';
import { createI18n } from '../../src/i18n/index.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { browse, formOf, type Answer, type BrowseOptions } from './browse.ts';
import { CookieJar } from './cookie-jar.ts';

export { CookieJar } from './cookie-jar.ts';
export { browse, formOf, FRAME_HEADERS, type Answer, type BrowseOptions } from './browse.ts';

/** A running demo LMS with its people at hand; `close` ends it. */
export interface RunningLms extends DemoLms {
  teacher: DemoPerson;
  student: DemoPerson;
  admin: DemoPerson;
  close(): Promise<void>;
}

export function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

export function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Making an RSA key takes a while: each is used again once its LMS is closed, and never by two at a time. */
const freeKeys: JWK[] = [];

/**
 * Starts an LMS on a free port of 127.0.0.1, with a teacher, a student and an admin unless told. Any number may run.
 * @param options as `createDemoLms`'s; all may be left out
 */
export async function startDemoLms(options: Partial<DemoLmsOptions> = {}): Promise<RunningLms> {
  const server = createServer();
  const port = await listen(server);
  const key = freeKeys.pop() ?? (await newKey());
  const lms = await createDemoLms({
    keys: [key],
    baseUrl: `http://127.0.0.1:${String(port)}`,
    clock: systemClock,
    log: createLog('silent'),
    i18n: createI18n({ http: httpTexts, 'demo-lms': demoLmsTexts }),
    ...options,
  });
  server.on('request', lms.app as unknown as RequestListener);
  const one = (role: DemoPerson['role']): DemoPerson =>
    lms.state.people.find(person => person.role === role) as DemoPerson;
  return {
    ...lms,
    teacher: one('teacher'),
    student: one('student'),
    admin: one('admin'),
    async close() {
      await closeServer(server);
      if (!freeKeys.includes(key)) freeKeys.push(key);
    },
  };
}

export interface WalkOptions extends BrowseOptions, LaunchOptions {
  /** How the LMS sends the browser to the tool's login: Moodle posts. */
  loginMethod?: 'GET' | 'POST';
}

/** How far a login came: to the LMS's authentication endpoint, or to a page of the tool (`authUrl` null). */
export interface LoginWalk {
  authUrl: URL | null;
  state: string;
  nonce: string;
  jar: CookieJar;
  last: Answer;
  steps: Answer[];
}

/** Where a launch ended: the last answer, which is no redirect, and all answers on the way. */
export interface LaunchWalk {
  status: number;
  url: URL;
  body: string;
  headers: Answer['headers'];
  jar: CookieJar;
  steps: Answer[];
}

const MOST_HOPS = 10;

/** The tool's registered address may differ from where it listens. */
function routeTo(lms: DemoLms, toolUrl: string): (url: URL) => URL {
  const registered = new Set(lms.state.tools.map(tool => new URL(tool.loginUrl).origin));
  return url => (registered.has(url.origin) ? new URL(url.href.slice(url.origin.length), toolUrl) : url);
}

/** Follows redirects while `goesOn` says so. */
async function follow(
  from: Answer,
  options: BrowseOptions,
  steps: Answer[],
  goesOn: (to: URL) => boolean,
): Promise<Answer> {
  let last = from;
  for (let hops = 0; last.location && goesOn(last.location); hops += 1) {
    if (hops >= MOST_HOPS)
      throw new Error(`more than ${String(MOST_HOPS)} redirects, the last to ${last.location.href}`);
    last = await browse(last.location, options);
    steps.push(last);
  }
  return last;
}

/**
 * Takes a login request (from `lms.loginRequest` or `lms.deepLinkingRequest`) to the tool and follows the tool's own
 * redirects up to the LMS's authentication endpoint, which is not asked yet.
 */
export async function walkLogin(
  lms: DemoLms,
  toolUrl: string,
  login: PostForm,
  options: WalkOptions = {},
): Promise<LoginWalk> {
  const jar = options.jar ?? new CookieJar();
  const how = { route: routeTo(lms, toolUrl), ...options, jar };
  const url = new URL(login.url);
  const isGet = options.loginMethod === 'GET';
  if (isGet) for (const [name, value] of Object.entries(login.params)) url.searchParams.set(name, value);
  const steps = [await browse(url, how, isGet ? undefined : login.params)];
  const last = await follow(steps[0] as Answer, how, steps, to => to.origin !== lms.issuer);
  const authUrl = last.location;
  const param = (name: string): string => authUrl?.searchParams.get(name) ?? '';
  return { authUrl, state: param('state'), nonce: param('nonce'), jar, last, steps };
}

/** Posts an id_token (a good one or not) to the tool and follows its redirects. */
export async function postToken(
  lms: DemoLms,
  toolUrl: string,
  form: { url: string; params: Record<string, string> },
  options: BrowseOptions & { steps?: Answer[] } = {},
): Promise<LaunchWalk> {
  const jar = options.jar ?? new CookieJar();
  const how = { route: routeTo(lms, toolUrl), ...options, jar };
  const steps = options.steps ?? [];
  const posted = await browse(new URL(form.url), how, form.params);
  steps.push(posted);
  const last = await follow(posted, how, steps, () => true);
  return { status: last.status, url: last.url, body: last.body, headers: last.headers, jar, steps };
}

/** Takes any login request the whole way: login, authentication, launch, first page. Stops where the tool stops it. */
export async function walkLaunch(
  lms: DemoLms,
  toolUrl: string,
  login: PostForm,
  options: WalkOptions = {},
): Promise<LaunchWalk> {
  const begun = await walkLogin(lms, toolUrl, login, options);
  const { jar, steps, last, authUrl } = begun;
  if (!authUrl)
    return { status: last.status, url: last.url, body: last.body, headers: last.headers, jar, steps };
  const asked = await browse(authUrl, { ...options, jar });
  steps.push(asked);
  const { action, fields } = formOf(asked);
  return postToken(lms, toolUrl, { url: action.href, params: fields }, { ...options, jar, steps });
}

/** A person opens a link in the LMS's frame. @returns the page where it ends, and the browser's cookies. */
export function launchThrough(
  lms: DemoLms,
  toolUrl: string,
  person: DemoPerson | string,
  link: { id: string } | string,
  options: WalkOptions = {},
): Promise<LaunchWalk> {
  return walkLaunch(lms, toolUrl, lms.loginRequest(person, link, options), options);
}

/** A teacher chooses content: the page of the tool's picker is where it ends. */
export function chooseContent(
  lms: DemoLms,
  toolUrl: string,
  person: DemoPerson | string,
  options: WalkOptions & { link?: { id: string } | string } = {},
): Promise<LaunchWalk> {
  const { link } = options;
  return walkLaunch(
    lms,
    toolUrl,
    lms.deepLinkingRequest(person, link === undefined ? {} : { link }),
    options,
  );
}
