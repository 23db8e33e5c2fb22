import { request } from 'node:http';
import { expect } from 'chai';
import type { DemoLink } from '../../../src/demo-lms/index.ts';
import { startGate, type RunningGate } from '../../support/gate.ts';
import { launchThrough, startDemoLms, walkLogin, type RunningLms } from '../../support/lms.ts';

interface Reply {
  status: number;
  type: string;
  body: string;
}

const FORM = 'application/x-www-form-urlencoded';

/** Sends what no browser would. */
function send(url: string, method: string, headers: Record<string, string>, body = ''): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('what would end or mislead a bare ltijs', () => {
  let tool: RunningGate;
  let lms: RunningLms;
  let link: DemoLink;
  let cookie: string;

  before(async () => {
    tool = await startGate();
    lms = await startDemoLms();
    await lms.register(await tool.gate.newRegistrationLink(), { activate: true });
    link = lms.addLink({ title: 'x' });
    const { jar } = await walkLogin(lms, tool.url, lms.loginRequest(lms.student, link));
    cookie = jar.header(new URL(`${tool.url}/lti/launch`)) ?? '';
  });
  afterEach(async () => {
    expect(tool.launches, 'nothing was let in').to.have.length(0);
    // The process is alive and a good launch still works.
    expect((await launchThrough(lms, tool.url, lms.student, link)).status).to.equal(200);
    tool.launches.length = 0;
  });
  after(async () => {
    await lms.close();
    await tool.close();
  });

  const token = 'eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.eyJpc3MiOiJ4In0.c2ln';
  const attacks: [string, string, string, string, string][] = [
    ['a state that is no cookie name', 'POST', '/lti/launch', FORM, `id_token=${token}&state=a b`],
    [
      'a state that is an object',
      'POST',
      '/lti/launch',
      'application/json',
      '{"state":{"$ne":""},"id_token":"x"}',
    ],
    ['a state that is an operator in a form', 'POST', '/lti/launch', FORM, `id_token=${token}&state[$ne]=`],
    ['a state that nobody made', 'POST', '/lti/launch', FORM, `id_token=${token}&state=${'x'.repeat(43)}`],
    ['two states', 'POST', '/lti/launch', FORM, `id_token=${token}&state=a&state=b`],
    ['an id token that is no token', 'POST', '/lti/launch', FORM, `id_token=hello&state=${'x'.repeat(43)}`],
    ['an empty launch', 'POST', '/lti/launch', FORM, ''],
    ['a launch as text', 'POST', '/lti/launch', 'text/plain', 'state=a b'],
    ['a launch by address', 'GET', '/lti/launch', FORM, ''],
    ['a launch that carries an ltik', 'GET', '/lti/launch?ltik=abc', FORM, ''],
    [
      'an issuer that is an operator',
      'GET',
      '/lti/login?iss[$ne]=x&login_hint=1&target_link_uri=http://x/',
      FORM,
      '',
    ],
    ['two issuers', 'GET', '/lti/login?iss=a&iss=b&login_hint=1&target_link_uri=http://x/', FORM, ''],
    [
      'a login as an object',
      'POST',
      '/lti/login',
      'application/json',
      '{"iss":{"$ne":""},"login_hint":"1","target_link_uri":"x"}',
    ],
    [
      'an unknown platform',
      'GET',
      '/lti/login?iss=https://x.example&login_hint=1&target_link_uri=http://x/',
      FORM,
      '',
    ],
    ['a broken percent sign', 'GET', '/lti/login/%E0%A4%A', FORM, ''],
    [
      'a launch path with a foreign host',
      'POST',
      '//evil.example/lti/launch',
      FORM,
      `state=${'x'.repeat(43)}`,
    ],
    [
      'a registration without a link',
      'GET',
      '/lti/register/x?openid_configuration=http://127.0.0.1:1/',
      FORM,
      '',
    ],
    ['two configurations', 'GET', '/lti/register/x?openid_configuration=a&openid_configuration=b', FORM, ''],
    [
      'markup in the login',
      'GET',
      '/lti/login?iss=<script>alert(1)</script>&login_hint=1&target_link_uri=http://x/',
      FORM,
      '',
    ],
    ['an error from the platform', 'POST', '/lti/launch', FORM, 'error=<script>alert(1)</script>&state=x'],
  ];
  for (const [what, method, path, type, body] of attacks) {
    it(`is refused with a page: ${what}`, async () => {
      const reply = await send(`${tool.url}${path}`, method, { 'content-type': type, cookie }, body);
      expect(reply.status).to.be.within(400, 499);
      expect(reply.type).to.match(/^text\/html/);
      expect(reply.body).to.include('<h1>').and.not.include('<script>alert').and.not.include('$ne');
    });
  }

  it('is refused when a login leads to another site', async () => {
    const { url, params } = lms.loginRequest(lms.student, link);
    const query = new URLSearchParams({ ...params, target_link_uri: 'https://evil.example/' });
    const reply = await send(`${url}?${query.toString()}`, 'GET', { cookie });
    expect(reply.status).to.equal(400);
    expect(reply.body).to.include('lti/target-foreign').and.not.include('evil.example');
  });

  it('is refused when a body has ten megabytes', async () => {
    const reply = await send(
      `${tool.url}/lti/launch`,
      'POST',
      { 'content-type': FORM, cookie },
      'x'.repeat(10_000_000),
    ).catch(() => ({ status: 413, type: '', body: '' }));
    expect(reply.status).to.equal(413);
  });

  it('answers in the reader’s language', async () => {
    for (const [language, word] of [
      ['sv-FI', 'Det gick inte'],
      ['en', 'could not be opened'],
      ['de', 'Avaaminen ei onnistunut'],
    ] as const) {
      const reply = await send(`${tool.url}/lti/login`, 'GET', { 'accept-language': language });
      expect(reply.body).to.include(word);
    }
  });
});
