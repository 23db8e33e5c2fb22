import { createPrivateKey, sign as signCallback } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { promisify } from 'node:util';
import type { Claims, DemoPerson, DemoTool } from '../../src/demo-lms/index.ts';
import { startDemoLms, type RunningLms } from '../support/lms.ts';

/** The LMS of the benchmark, with a class. */
export interface Platform {
  lms: RunningLms;
  /** As many as asked for, and nobody else. */
  students: DemoPerson[];
  sign(claims: Claims): Promise<string>;
  /** @returns how often a tool asked for the LMS's keys since the last time this was asked */
  takeKeyFetches(): number;
  close(): Promise<void>;
}

const sign = promisify(signCallback);

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/**
 * Signs beside the event loop and with a key that is read once, unlike the LMS itself: what the platform's part of a
 * launch costs comes out of the same two or so processors, and should hide nothing of the tools.
 */
function createSigner({ state }: RunningLms): Platform['sign'] {
  const jwk = state.keys[0] as JsonWebKey & { kid: string };
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const header = encode({ typ: 'JWT', alg: 'RS256', kid: jwk.kid });
  return async claims => {
    const text = `${header}.${encode(claims)}`;
    return `${text}.${(await sign('RSA-SHA256', Buffer.from(text), key)).toString('base64url')}`;
  };
}

export async function startPlatform(size: number): Promise<Platform> {
  const students = Array.from({ length: size }, (_one, index) => ({
    givenName: 'Opiskelija',
    familyName: String(index + 1),
    role: 'student' as const,
  }));
  const lms = await startDemoLms({
    people: [{ givenName: 'Tiina', familyName: 'Opettaja', role: 'teacher' }, ...students],
  });
  return {
    lms,
    students: lms.state.people.filter(person => person.role === 'student'),
    sign: createSigner(lms),
    takeKeyFetches() {
      const count = lms.calls.of('jwks').length;
      lms.calls.clear();
      return count;
    },
    close: () => lms.close(),
  };
}

/** Registers a tool that is not asked, as an admin who types its addresses in. @returns it, active */
export async function registerByHand({ lms }: Platform, origin: string): Promise<DemoTool> {
  const token = new URL(lms.registrationLink(origin)).searchParams.get('registration_token') ?? '';
  const response = await fetch(`${lms.issuer}/lti/register`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      response_types: ['id_token'],
      client_name: 'Bare ltijs',
      initiate_login_uri: `${origin}/login`,
      redirect_uris: [`${origin}/`],
      jwks_uri: `${origin}/keys`,
      token_endpoint_auth_method: 'private_key_jwt',
      'https://purl.imsglobal.org/spec/lti-tool-configuration': {
        domain: new URL(origin).host,
        target_link_uri: `${origin}/`,
        claims: ['name', 'given_name', 'family_name'],
      },
    }),
  });
  if (!response.ok) throw new Error(`the LMS refused the bare tool: ${await response.text()}`);
  const { client_id: clientId } = (await response.json()) as { client_id: string };
  const tool = lms.state.tools.find(one => one.clientId === clientId);
  if (!tool) throw new Error('the LMS did not keep the bare tool');
  lms.activate(tool);
  return tool;
}
