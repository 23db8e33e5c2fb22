import { expect } from 'chai';
import type { DemoLink, DemoPerson } from '../../src/demo-lms/index.ts';
import { placeSelfAssessment } from './learner.ts';
import {
  browse,
  formOf,
  postToken,
  walkLogin,
  type Answer,
  type LaunchWalk,
  type LoginWalk,
  type RunningLms,
  type WalkOptions,
} from './lms.ts';
import { startTool, type RunningTool, type ToolOptions } from './tool.ts';

export const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
export const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim';

export type Claims = Record<string, unknown>;
export type Change = (claims: Claims) => void;
export type Sign = Parameters<RunningLms['signIdToken']>[1];

/** What one launch sends; whatever is left out is as the LMS itself would send it. */
export interface Message extends WalkOptions {
  person?: DemoPerson;
  link?: DemoLink;
  change?: Change;
  sign?: Sign;
  /** Takes the signed token apart, or replaces it. */
  forge?: (token: string) => string;
  /** Changes the form that carries token and state. */
  form?: (fields: Record<string, string>) => Record<string, string>;
  isDeepLinking?: boolean;
}

export interface Sent extends LaunchWalk {
  claims: Claims;
  token: string;
  login: LoginWalk;
}

/** The whole tool, an LMS that it knows, and a link in it that shows a self-assessment. */
export interface Bench {
  tool: RunningTool;
  lms: RunningLms;
  link: DemoLink;
  /** Logs in and posts a signed message. @returns where it ends */
  send(message?: Message): Promise<Sent>;
  /** Everything that a launch may leave behind, as text: the same before and after a launch that was refused. */
  stored(): Promise<string>;
  close(): Promise<void>;
}

/** Collections that a launch may write; what a login leaves by itself is no trace of a person. */
const TRACES =
  /^(lti_(sessions|platforms|registration_links)|people_|activities_|grades_outbox|self_assessment_)/;

async function storedIn({ db: { connection } }: RunningTool): Promise<string> {
  const names = (await connection.listCollections())
    .map(({ name }) => name)
    .filter(name => TRACES.test(name));
  const rows = names
    .sort()
    .map(async name => [name, await connection.collection(name).find().sort({ _id: 1 }).toArray()] as const);
  return JSON.stringify(await Promise.all(rows), null, 1);
}

/** @returns what a token says, whoever signed it */
export function claimsIn(token: string): Claims {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;
}

export async function startBench(
  options: ToolOptions & { lms?: Parameters<RunningTool['startLms']>[0] } = {},
): Promise<Bench> {
  const tool = await startTool(options);
  const lms = await tool.startLms(options.lms);
  const link = await placeSelfAssessment(lms, tool.url);
  return {
    tool,
    lms,
    link,
    async send(message = {}) {
      const { person = lms.student, change, sign, forge, form } = message;
      const request = message.isDeepLinking
        ? lms.deepLinkingRequest(person)
        : lms.loginRequest(person, message.link ?? link);
      const login = await walkLogin(lms, tool.url, request, message);
      if (!login.authUrl) throw new Error(`the login ended with ${login.last.status}: ${login.last.body}`);
      const { action, fields } = formOf(await browse(login.authUrl, message));
      const claims = claimsIn(fields['id_token'] ?? '');
      change?.(claims);
      const signed = lms.signIdToken(claims, sign);
      const token = forge ? forge(signed) : signed;
      const params = { ...fields, id_token: token };
      const how = { ...message, jar: login.jar, steps: login.steps };
      const walk = await postToken(
        lms,
        tool.url,
        { url: action.href, params: form ? form(params) : params },
        how,
      );
      return { ...walk, claims, token, login };
    },
    stored: () => storedIn(tool),
    close: () => tool.close(),
  };
}

/** Takes claims out. */
export function without(...names: string[]): Change {
  return claims => {
    for (const name of names) Reflect.deleteProperty(claims, name);
  };
}

export function withClaims(more: Claims): Change {
  return claims => void Object.assign(claims, more);
}

/** @returns every text in a JSON value that is long enough to be known again */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= 8 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

export interface Refusal {
  status: number;
  code: string;
  /** `fi` unless told. */
  locale?: string;
}

/**
 * A refusal as every one must be: status, a page in the reader's language with its code and a request id, and
 * nothing in it of what was sent.
 */
export function expectRefusal(
  walk: Pick<Answer, 'status' | 'headers' | 'body'>,
  { status, code, locale = 'fi' }: Refusal,
  sent: unknown = null,
): void {
  const { body, headers } = walk;
  expect([walk.status, /<code>([a-z-]+\/[a-z-]+)<\/code>/.exec(body)?.[1]]).to.deep.equal([status, code]);
  expect(headers['content-type']).to.match(/^text\/html/);
  expect(headers['cache-control']).to.equal('no-store');
  expect(headers['set-cookie'], 'cookies').to.equal(undefined);
  expect(body)
    .to.include(`<html lang="${locale}">`)
    .and.match(/<h1>[^<]{5,}<\/h1>/);
  expect(body).to.match(/<code>[\w-]{12}<\/code>/, 'a request id');
  const answered = body + JSON.stringify(headers);
  for (const text of textsIn(sent)) expect(answered.includes(text), `echo of ${text}`).to.equal(false);
}

/** One message that must be refused. */
export type RefusalRow = [
  what: string,
  status: number,
  code: string,
  message: Message | ((bench: Bench) => Message),
];

const READERS = [
  ['fi', 'fi'],
  ['sv-FI', 'sv'],
  ['en-GB', 'en'],
] as const;

/** One `it` a row, readers of the three languages in turn: refused, nothing of it said again, nothing stored. */
export function itRefuses(rows: readonly RefusalRow[], benchOf: () => Bench): void {
  rows.forEach(([what, status, code, given], index) => {
    const [language, locale] = READERS[index % READERS.length]!;
    it(what, async () => {
      const bench = benchOf();
      const message = typeof given === 'function' ? given(bench) : given;
      const before = await bench.stored();
      const sent = await bench.send({ ...message, headers: { 'accept-language': language } });
      expectRefusal(sent, { status, code, locale }, [sent.claims, sent.token, sent.login.state]);
      expect(sent.url.pathname).to.equal('/lti/launch');
      expect(await bench.stored(), 'nothing is stored').to.equal(before);
      expect((await fetch(`${bench.tool.url}/health/ready`)).status).to.equal(200);
    });
  });
}

/** A message with this claim, or with this one of LTI's own. */
export const claim = (name: string, value: unknown): Message => ({ change: withClaims({ [name]: value }) });
export const lti = (name: string, value: unknown): Message => claim(`${LTI}/${name}`, value);
