import { createServer, type RequestListener, type Server } from 'node:http';
import { expect } from 'chai';
import type { Platform } from '../../../src/lti/platform.ts';
import { startGate, type RunningGate } from '../../support/gate.ts';
import {
  browse,
  closeServer,
  launchThrough,
  listen,
  startDemoLms,
  type RunningLms,
} from '../../support/lms.ts';

describe('dynamic registration', () => {
  let tool: RunningGate;
  const open: { close(): Promise<void> }[] = [];

  beforeEach(async () => {
    tool = await startGate();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map(one => one.close()));
    await tool.close();
  });

  async function anLms(): Promise<RunningLms> {
    const lms = await startDemoLms();
    open.push(lms);
    return lms;
  }
  const visit = (link: string): ReturnType<typeof browse> => browse(new URL(link));

  it('makes the platform active at once, with the deployment that it names', async () => {
    const lms = await anLms();
    const link = await tool.gate.newRegistrationLink();
    const page = await visit(lms.registrationLink(link));
    expect(page.status, page.body).to.equal(200);
    const [platform] = await tool.gate.platforms.list();
    expect(platform).to.include({ issuer: lms.issuer, status: 'active', productFamily: 'moodle' });
    expect(platform?.deployments).to.have.length(1);
    expect(platform?.deployments[0]?.source).to.equal('registration');
  });

  it('says what is left to press in Moodle, and brings the script that closes the frame', async () => {
    const lms = await anLms();
    const page = await visit(lms.registrationLink(await tool.gate.newRegistrationLink()));
    expect(page.body).to.include('Aktivoi').and.include('registered.js');
    expect(page.headers['content-security-policy']).to.include('frame-ancestors *');
  });

  it('asks for names and never for e-mail, for four scopes and two variables', async () => {
    const lms = await anLms();
    await visit(lms.registrationLink(await tool.gate.newRegistrationLink()));
    const asked = lms.calls.of('registration')[0]?.body;
    const told = asked as Record<string, Record<string, unknown>> & { scope: string };
    const tool_ = told['https://purl.imsglobal.org/spec/lti-tool-configuration'];
    expect(JSON.stringify(asked)).to.not.include('email');
    expect(told.scope.split(' ')).to.have.length(4);
    expect(tool_?.claims).to.deep.equal(['iss', 'sub', 'name', 'given_name', 'family_name']);
    expect(tool_?.custom_parameters).to.deep.equal({
      context_history: '$Context.id.history',
      user_groups: '$Moodle.Person.userGroupIds',
    });
  });

  it('works once: the second use gets a page and changes nothing', async () => {
    const [first, second] = [await anLms(), await anLms()];
    const link = await tool.gate.newRegistrationLink();
    await visit(first.registrationLink(link));
    const page = await visit(second.registrationLink(link));
    expect(page.status).to.equal(410);
    expect(page.body).to.include('lti/registration-link-used');
    expect(await tool.gate.platforms.list()).to.have.length(1);
    expect(second.state.tools).to.have.length(0);
  });

  it('gives one of three uses at the same moment the platform', async () => {
    const lmses = [await anLms(), await anLms(), await anLms()];
    const link = await tool.gate.newRegistrationLink();
    const pages = await Promise.all(lmses.map(lms => visit(lms.registrationLink(link))));
    expect(pages.map(page => page.status).sort()).to.deep.equal([200, 410, 410]);
    expect(await tool.gate.platforms.list()).to.have.length(1);
  });

  it('refuses a link that was never made', async () => {
    const lms = await anLms();
    const page = await visit(lms.registrationLink(`${tool.url}/lti/register/${'x'.repeat(43)}`));
    expect(page.status).to.equal(410);
  });

  it('says what a link is for when it is opened by hand, and leaves it unused', async () => {
    const lms = await anLms();
    const link = await tool.gate.newRegistrationLink();
    expect((await visit(link)).status).to.equal(200);
    expect((await visit(lms.registrationLink(link))).status).to.equal(200);
  });

  it('admits the deployment of the first signed launch when the registration names none, and no other', async () => {
    const lms = await anLms();
    await lms.register(await tool.gate.newRegistrationLink(), { activate: true });
    const [platform] = await tool.gate.platforms.list();
    await tool.db.connection.collection('lti_platforms').updateOne({}, { $set: { deployments: [] } });
    await tool.gate.platforms.list();
    const link = lms.addLink({ title: 'x' });
    expect((await launchThrough(lms, tool.url, lms.student, link)).status).to.equal(200);
    const known = await tool.gate.platforms.find(platform?.id ?? '');
    expect(known?.deployments.map(d => d.source)).to.deep.equal(['first-launch']);
    expect(await tool.gate.platforms.admitDeployment(known as Platform, 'another')).to.equal(false);
  });

  /** A host that answers every path with this JSON. */
  async function aHost(answer: (origin: string) => unknown, status = 200): Promise<string> {
    const server: Server = createServer();
    const origin = `http://127.0.0.1:${await listen(server)}`;
    const respond: RequestListener = (_req, res) => {
      res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer(origin)));
    };
    server.on('request', respond);
    open.push({ close: () => closeServer(server) });
    return origin;
  }
  const configuration = (origin: string, issuer = origin): Record<string, unknown> => ({
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    registration_endpoint: `${origin}/register`,
    client_id: 'made-up',
  });

  async function tryConfiguration(url: string): Promise<number> {
    const link = await tool.gate.newRegistrationLink();
    const target = new URL(link);
    target.searchParams.set('openid_configuration', url);
    const page = await browse(target);
    expect(await tool.gate.platforms.list(), page.body).to.have.length(0);
    return page.status;
  }

  it('refuses a stranger that names another LMS as issuer', async () => {
    const lms = await anLms();
    const origin = await aHost(own => configuration(own, lms.issuer));
    expect(await tryConfiguration(origin)).to.equal(400);
    expect(tool.refusals).to.deep.equal(['lti/registration-hosts-differ']);
  });

  it('refuses a configuration that cannot be read, is missing, or lacks an endpoint', async () => {
    expect(await tryConfiguration(await aHost(() => ({ issuer: 'x' })))).to.equal(400);
    expect(await tryConfiguration(await aHost(() => ({}), 404))).to.equal(400);
    expect(await tryConfiguration('http://127.0.0.1:1/configuration')).to.equal(400);
    expect(await tryConfiguration('file:///etc/passwd')).to.equal(400);
  });

  it('refuses http and private addresses where they are not allowed', async () => {
    const strict = await startGate({ allowHttp: false });
    open.push(strict);
    const lms = await anLms();
    for (const url of [
      `${lms.issuer}/.well-known/openid-configuration`,
      'https://127.0.0.1/x',
      'https://localhost/x',
      'https://[::1]/x',
    ]) {
      const target = new URL(await strict.gate.newRegistrationLink());
      target.searchParams.set('openid_configuration', url);
      expect((await browse(target)).status, url).to.equal(400);
    }
    expect(await strict.gate.platforms.list()).to.have.length(0);
    expect(lms.calls.recorded).to.have.length(0);
  });

  it('leaves the link unused when the registration came to nothing', async () => {
    const lms = await anLms();
    const link = await tool.gate.newRegistrationLink();
    const broken = new URL(link);
    broken.searchParams.set('openid_configuration', 'http://127.0.0.1:1/');
    expect((await browse(broken)).status).to.equal(400);
    expect((await visit(lms.registrationLink(link))).status).to.equal(200);
  });

  it('keeps one platform when a fresh link registers the same client again', async () => {
    const origin = await aHost(own => configuration(own));
    for (let round = 0; round < 2; round += 1) {
      const target = new URL(await tool.gate.newRegistrationLink());
      target.searchParams.set('openid_configuration', origin);
      expect((await browse(target)).status).to.equal(200);
    }
    expect(await tool.gate.platforms.list()).to.have.length(1);
  });
});
