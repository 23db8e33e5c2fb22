import { expect } from 'chai';
import { startDemoLms, type RunningLms } from '../../support/lms.ts';
import { startFakeTool, type FakeTool } from './fake-tool.ts';

const CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

describe('demo LMS: dynamic registration', () => {
  let lms: RunningLms;
  let tool: FakeTool;

  before(async () => {
    [lms, tool] = await Promise.all([startDemoLms(), startFakeTool()]);
  });
  after(() => Promise.all([lms.close(), tool.close()]));
  afterEach(() => {
    tool.registration = {};
    tool.configuration = {};
  });

  async function failure(): Promise<string> {
    return lms.register(`${tool.url}/register`).then(
      () => 'registered',
      (error: unknown) => String(error),
    );
  }

  it('keeps the query of the link that the tool gave, and adds its own two parameters', () => {
    const link = new URL(lms.registrationLink(`${tool.url}/register?once=abc`));
    expect([...link.searchParams.keys()]).to.deep.equal([
      'once',
      'openid_configuration',
      'registration_token',
    ]);
    expect(link.searchParams.get('once')).to.equal('abc');
  });

  it('leaves a tool pending until the admin activates it', async () => {
    const registered = await lms.register(`${tool.url}/register`);
    expect([registered.status, lms.hasTool(tool.url)]).to.deep.equal(['pending', false]);
    lms.activate(registered);
    expect(lms.hasTool(tool.url)).to.equal(true);
  });

  it('takes over addresses, scopes, claims and custom parameters', async () => {
    const registered = await lms.register(`${tool.url}/register`, { activate: true });
    expect(registered).to.deep.include({
      loginUrl: `${tool.url}/login`,
      redirectUris: [`${tool.url}/launch`],
      custom: { context_history: '$Context.id.history' },
      sendsNames: true,
      sendsEmail: false,
    });
    expect(registered.scopes).to.have.length(5);
  });

  it('registers a tool again under the same client and deployment', async () => {
    const first = await lms.register(`${tool.url}/register`, { activate: true });
    tool.registration = { client_name: 'Renamed' };
    const again = await lms.register(`${tool.url}/register`, { update: first.id });
    expect(again).to.include({ id: first.id, clientId: first.clientId, name: 'Renamed', status: 'active' });
  });

  it('takes a token for an update more than once, as Moodle does', async () => {
    const known = await lms.register(`${tool.url}/register`, { activate: true });
    const link = lms.updateLink(`${tool.url}/register`, known);
    expect((await fetch(link)).status).to.equal(200);
    expect((await fetch(link)).status).to.equal(200);
    expect(lms.state.tools.filter(one => one.clientId === known.clientId)).to.have.length(1);
  });

  it('takes each registration token once', async () => {
    const link = new URL(lms.registrationLink(`${tool.url}/register`));
    expect((await fetch(link)).status).to.equal(200);
    const count = lms.state.tools.length;
    const again = await fetch(link);
    expect([again.status, await again.text()]).to.deep.equal([400, 'token_already_used']);
    expect(lms.state.tools.length).to.equal(count);
  });

  it('refuses a registration without a token or with one of its own making', async () => {
    const post = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${lms.issuer}/lti/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{}',
      });
    expect((await post({})).status).to.equal(401);
    expect((await post({ authorization: 'Bearer a.b.c' })).status).to.equal(401);
  });

  const REFUSALS: [
    string,
    { registration?: Record<string, unknown>; configuration?: Record<string, unknown> },
    string,
  ][] = [
    ...[
      'initiate_login_uri',
      'redirect_uris',
      'jwks_uri',
      'client_name',
      'response_types',
      CONFIGURATION,
    ].map((name): [string, { registration: Record<string, unknown> }, string] => [
      `has no ${name}`,
      { registration: { [name]: undefined } },
      `missing required attribute ${name}`,
    ]),
    ['names no id_token', { registration: { response_types: ['code'] } }, 'invalid_response_types'],
    [
      'wants a shared secret',
      { registration: { token_endpoint_auth_method: 'client_secret_post' } },
      'invalid_token_endpoint_auth_method',
    ],
    [
      'is launched at another host than its own',
      { configuration: { domain: 'other.example' } },
      'domain_targetlinkuri_mismatch',
    ],
    ['names no domain', { configuration: { domain: '' } }, 'missing_domain'],
  ];
  for (const [what, changes, reason] of REFUSALS) {
    it(`refuses a tool that ${what}`, async () => {
      Object.assign(tool, changes);
      expect(await failure()).to.include(reason);
    });
  }
});
