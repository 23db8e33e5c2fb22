import { createOperatorLinkStore, operatorAddress } from '../../src/admin/index.ts';
import { systemClock, type Clock } from '../../src/kit/clock.ts';
import { browse, type Answer, type BrowseOptions } from './browse.ts';
import { CookieJar } from './cookie-jar.ts';
import type { Database } from '../../src/db/index.ts';

/** The tool, or the operators' room by itself. */
export interface OpenTool {
  db: Database;
  url: string;
}

/** What a browser says of a form or link on one of our own pages, in a window of its own. */
export const OWN_PAGE = { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'document' };
/** And of an address that somebody typed or pasted. */
export const TYPED = { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' };

/** @returns a fresh one-time address, as the command prints it */
export async function newOperatorLink(tool: OpenTool, clock: Clock = systemClock): Promise<URL> {
  return new URL(operatorAddress(tool.url, await createOperatorLinkStore(tool.db, clock).insert()));
}

/** Presses the button of the page that a link opens. @param headers replace what a browser would say */
export function pressSignIn(
  link: URL,
  { jar = new CookieJar(), headers = {} }: BrowseOptions = {},
): Promise<Answer> {
  const secret = link.searchParams.get('link') ?? '';
  return browse(
    new URL('/admin/sign-in', link),
    { jar, headers: { ...OWN_PAGE, ...headers } },
    { link: secret },
  );
}

/** A browser that is signed in. */
export interface OperatorBrowser {
  jar: CookieJar;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(
    path: string,
    form?: Record<string, string> | URLSearchParams,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}

export async function signInAsOperator(tool: OpenTool, clock: Clock = systemClock): Promise<OperatorBrowser> {
  const jar = new CookieJar();
  const answer = await pressSignIn(await newOperatorLink(tool, clock), { jar });
  if (answer.status !== 303) throw new Error(`not signed in: ${answer.body}`);
  return {
    jar,
    get: (path, headers = {}) => browse(new URL(path, tool.url), { jar, headers: { ...TYPED, ...headers } }),
    post: (path, form = {}, headers = {}) =>
      browse(new URL(path, tool.url), { jar, headers: { ...OWN_PAGE, ...headers } }, form),
  };
}
