import type { Claims, DemoLink, DemoPerson, PostForm } from '../../src/demo-lms/index.ts';
import { createBrowser, type Browser, type Reply } from './browser.ts';
import type { Platform } from './platform.ts';

/** A tool that is launched, and the link that leads to it. */
export interface Target {
  name: string;
  origin: string;
  link: DemoLink;
  /** What the first page must hold. */
  expected: string[];
}

/** One person with a browser, at one tool. */
export interface Learner {
  browser: Browser;
  login: PostForm;
  /** Nonce and times are put in at each launch. */
  claims: Claims;
  /** The first page of the last launch. */
  page: URL | null;
}

const TOKEN_LIFE_S = 60;

/** @returns the people with new browsers, ready to open the target's link */
export function learnersOf(platform: Platform, target: Target, people: DemoPerson[]): Learner[] {
  const { lms } = platform;
  return people.map(person => ({
    browser: createBrowser(),
    login: lms.loginRequest(person, target.link),
    claims: lms.claims(person, target.link, ''),
    page: null,
  }));
}

function unexpected(what: string, { status, location, body }: Reply): Error {
  return new Error(`${what}: ${String(status)} ${location?.href ?? ''}\n${body.slice(0, 1000)}`);
}

async function logIn(
  platform: Platform,
  target: Target,
  { browser, login }: Learner,
): Promise<URLSearchParams> {
  let reply = await browser.post(new URL(login.url), login.params);
  // A browser without our cookie makes one more hop before the tool asks the platform.
  if (reply.location?.origin === target.origin) reply = await browser.get(reply.location);
  if (reply.location?.origin !== platform.lms.issuer) throw unexpected(`login at ${target.name}`, reply);
  return reply.location.searchParams;
}

/** From the login to the tool's redirect, with a token signed for this login. @returns where the first page is */
export async function enter(platform: Platform, target: Target, learner: Learner): Promise<URL> {
  const asked = await logIn(platform, target, learner);
  const iat = Math.floor(Date.now() / 1000);
  const times = { iat, exp: iat + TOKEN_LIFE_S };
  const idToken = await platform.sign({ ...learner.claims, ...times, nonce: asked.get('nonce') });
  const launchUrl = new URL(asked.get('redirect_uri') ?? '');
  const reply = await learner.browser.post(launchUrl, { id_token: idToken, state: asked.get('state') ?? '' });
  if (reply.location?.origin !== target.origin) throw unexpected(`launch at ${target.name}`, reply);
  return reply.location;
}

/** Reads the first page and looks whether it is the right one. */
export async function open(target: Target, learner: Learner, page: URL): Promise<void> {
  const reply = await learner.browser.get(page);
  const isRight = reply.status === 200 && target.expected.every(text => reply.body.includes(text));
  if (!isRight) throw unexpected(`first page of ${target.name}`, reply);
  learner.page = page;
}

/** A whole launch, from the login to the first page. */
export async function launch(platform: Platform, target: Target, learner: Learner): Promise<void> {
  await open(target, learner, await enter(platform, target, learner));
}

const STATEMENTS = ['A', 'B', 'C'].flatMap(area =>
  [1, 2, 3, 4, 5, 6].map(number => `${area}${String(number)}`),
);

/** Saves one answer of the self-assessment, as its script does. @param turn chooses statement and answer */
export async function saveAnswer(learner: Pick<Learner, 'browser' | 'page'>, turn: number): Promise<void> {
  if (!learner.page) throw new Error('a learner cannot answer before a launch');
  const statement = STATEMENTS[turn % STATEMENTS.length];
  const reply = await learner.browser.postJson(new URL('answer', learner.page), {
    statement,
    skill: 1 + (turn % 5),
    importance: 1 + (turn % 4),
  });
  if (reply.status !== 200 || !reply.body.includes('"answered"')) throw unexpected('saving an answer', reply);
}
