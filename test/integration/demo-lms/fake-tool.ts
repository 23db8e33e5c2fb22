import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { JWK } from 'jose';
import { newKey, publicJwks, signJwt, type SignOptions } from '../../../src/demo-lms/keys.ts';
import type { DemoTool } from '../../../src/demo-lms/index.ts';
import { systemClock, type Clock } from '../../../src/kit/clock.ts';
import { newToken } from '../../../src/kit/ids.ts';
import { closeServer, listen, type RunningLms } from '../../support/lms.ts';

const CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration';
const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope';
const NRPS = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';

/** The least that can be registered, launched, and call services: an independent party to try the LMS with. */
export interface FakeTool {
  url: string;
  keys: JWK[];
  /** Forms that were posted to /launch. */
  launches: Record<string, string>[];
  /** Gives the page that a launch shows; a redirect to /page without it. */
  pageOf?: (form: Record<string, string>) => string;
  /** Replaces members of the next registrations. */
  registration: Record<string, unknown>;
  configuration: Record<string, unknown>;
  jwksRequests: number;
  assertion(lms: RunningLms, tool: DemoTool, claims?: Record<string, unknown>, options?: SignOptions): string;
  tokenRequest(
    lms: RunningLms,
    assertion: string,
    scope: string,
  ): Promise<{ status: number; body: Record<string, unknown> }>;
  /** @returns a bearer token. */
  token(lms: RunningLms, tool: DemoTool, ...scopes: string[]): Promise<string>;
  close(): Promise<void>;
}

async function readBody(req: IncomingMessage): Promise<Record<string, string>> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
}

function registrationOf(tool: FakeTool): Record<string, unknown> {
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['client_credentials', 'implicit'],
    initiate_login_uri: `${tool.url}/login`,
    redirect_uris: [`${tool.url}/launch`],
    client_name: 'Fake tool',
    jwks_uri: `${tool.url}/jwks`,
    token_endpoint_auth_method: 'private_key_jwt',
    scope: [`${AGS}/lineitem`, `${AGS}/result.readonly`, `${AGS}/score`, NRPS].join(' '),
    [CONFIGURATION]: {
      domain: new URL(tool.url).host,
      target_link_uri: `${tool.url}/launch`,
      claims: ['iss', 'sub', 'name'],
      custom_parameters: { context_history: '$Context.id.history' },
      messages: [{ type: 'LtiDeepLinkingRequest', target_link_uri: `${tool.url}/launch` }],
      ...tool.configuration,
    },
    ...tool.registration,
  };
}

async function register(tool: FakeTool, query: URLSearchParams, res: ServerResponse): Promise<void> {
  const configuration = (await (await fetch(String(query.get('openid_configuration')))).json()) as Record<
    string,
    string
  >;
  const answer = await fetch(String(configuration.registration_endpoint), {
    method: 'POST',
    headers: {
      authorization: `Bearer ${query.get('registration_token') ?? ''}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(registrationOf(tool)),
  });
  const close = `<script>parent.postMessage({ subject: 'org.imsglobal.lti.close' }, '*')</script>`;
  res.writeHead(answer.ok ? 200 : 400, { 'content-type': 'text/html' });
  res.end(answer.ok ? close : await answer.text());
}

/** Sends the browser on to the platform (OpenID Connect third-party login). */
function login(params: Record<string, string>, tool: FakeTool, res: ServerResponse): void {
  const to = new URL(`${params.iss ?? ''}/lti/auth`);
  const { client_id = '', login_hint = '', lti_message_hint = '' } = params;
  const fixed = { scope: 'openid', response_type: 'id_token', response_mode: 'form_post', prompt: 'none' };
  const own = { redirect_uri: `${tool.url}/launch`, state: newToken(8), nonce: newToken(8) };
  to.search = new URLSearchParams({ ...fixed, ...own, client_id, login_hint, lti_message_hint }).toString();
  res.writeHead(302, { location: to.href }).end();
}

async function answer(tool: FakeTool, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', tool.url);
  const params = req.method === 'POST' ? await readBody(req) : Object.fromEntries(url.searchParams);
  if (url.pathname === '/jwks') {
    tool.jwksRequests += 1;
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(publicJwks(tool.keys)));
  } else if (url.pathname === '/register') await register(tool, url.searchParams, res);
  else if (url.pathname === '/login') login(params, tool, res);
  else if (url.pathname === '/launch') {
    tool.launches.push(params);
    if (tool.pageOf) res.writeHead(200, { 'content-type': 'text/html' }).end(tool.pageOf(params));
    else res.writeHead(303, { location: '/page' }).end();
  } else res.writeHead(200).end('a page of the tool');
}

/** Making an RSA key takes a while. */
let firstKey: Promise<JWK> | undefined;

/** @returns a tool that listens on a free port of 127.0.0.1. */
export async function startFakeTool(clock: Clock = systemClock): Promise<FakeTool> {
  const server = createServer((req, res) => void answer(tool, req, res));
  const port = await listen(server);
  const tool: FakeTool = {
    url: `http://localhost:${String(port)}`,
    keys: [await (firstKey ??= newKey())],
    launches: [],
    registration: {},
    configuration: {},
    jwksRequests: 0,
    assertion(lms, registered, claims = {}, options = {}) {
      const iat = Math.floor(clock.now().getTime() / 1000);
      const { clientId } = registered;
      const base = {
        iss: clientId,
        sub: clientId,
        aud: `${lms.issuer}/lti/token`,
        iat,
        exp: iat + 60,
        jti: newToken(8),
      };
      return signJwt({ ...base, ...claims }, tool.keys[0] as JWK, options);
    },
    async tokenRequest(lms, assertion, scope) {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        scope,
      });
      const response = await fetch(`${lms.issuer}/lti/token`, { method: 'POST', body });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    async token(lms, registered, ...scopes) {
      const { body } = await tool.tokenRequest(lms, tool.assertion(lms, registered), scopes.join(' '));
      return String(body.access_token);
    },
    close: () => closeServer(server),
  };
  return tool;
}
