import { createServer, type RequestListener, type Server } from 'node:http';
import { expect } from 'chai';
import { ensureIndexes } from '../../../src/db/index.ts';
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

  describe('again', () => {
    const freshLink = (): Promise<string> => tool.gate.newRegistrationLink();

    /** An LMS whose client id and addresses a test chooses. */
    async function aChangingHost(facts: {
      clientId?: string;
      path?: string;
      issuerPath?: string;
    }): Promise<string> {
      return aHost(origin => {
        const { clientId = 'made-up', path = '', issuerPath = '' } = facts;
        return {
          ...configuration(origin),
          issuer: `${origin}${issuerPath}`,
          authorization_endpoint: `${origin}${path}/auth`,
          token_endpoint: `${origin}${path}/token`,
          jwks_uri: `${origin}${path}/jwks`,
          scopes_supported: path === '' ? [] : ['https://purl.imsglobal.org/spec/lti-ags/scope/score'],
          client_id: clientId,
        };
      });
    }
    async function openWith(configurationUrl: string): ReturnType<typeof browse> {
      const target = new URL(await freshLink());
      target.searchParams.set('openid_configuration', configurationUrl);
      return browse(target);
    }

    it('by Moodle’s “Update” keeps id, status, name and deployments, and every launch goes on working', async () => {
      const lms = await anLms();
      const registered = await lms.register(await freshLink(), { activate: true });
      const [before] = await tool.gate.platforms.list();
      if (!before) throw new Error('no platform');
      await tool.gate.platforms.update(before.id, { name: 'Oma Moodle', jwksUrl: `${lms.issuer}/old` });
      await tool.gate.platforms.addDeployment(before.id, 'by hand', 'operator');
      const page = await visit(lms.updateLink(await freshLink(), registered));
      expect(page.status, page.body).to.equal(200);
      const after = await tool.gate.platforms.list();
      expect(after).to.have.length(1);
      expect(after[0]).to.deep.include({
        ...before,
        name: 'Oma Moodle',
        deployments: after[0]?.deployments,
      });
      expect(after[0]?.deployments.map(d => [d.id, d.source])).to.deep.equal([
        [registered.id, 'registration'],
        ['by hand', 'operator'],
      ]);
      const link = lms.addLink({ title: 'x' });
      expect((await launchThrough(lms, tool.url, lms.student, link)).body).to.include('opened');
    });

    it('by “Update” says so on the last page, and what Moodle has undone', async () => {
      const lms = await anLms();
      const registered = await lms.register(await freshLink(), { activate: true });
      const page = await visit(lms.updateLink(await freshLink(), registered));
      expect(page.body).to.include('Yhteys on ajan tasalla').and.include('Näytä aktiviteettivalitsimessa');
      expect(page.body).to.not.include('Aktivoi').and.not.include('jo aiemmin');
      expect(page.body).to.include('registered.js');
    });

    it('takes over new addresses and scopes of the same client', async () => {
      const facts: { path?: string } = {};
      const origin = await aChangingHost(facts);
      await openWith(origin);
      const [before] = await tool.gate.platforms.list();
      facts.path = '/v2';
      expect((await openWith(origin)).status).to.equal(200);
      const after = await tool.gate.platforms.list();
      expect(after).to.have.length(1);
      expect(after[0]).to.include({
        id: before?.id,
        authorizationUrl: `${origin}/v2/auth`,
        tokenUrl: `${origin}/v2/token`,
        jwksUrl: `${origin}/v2/jwks`,
      });
      expect(after[0]?.scopes).to.have.length(1);
    });

    it('opens no connection that an operator has closed, and says that it stays closed', async () => {
      const lms = await anLms();
      const registered = await lms.register(await freshLink(), { activate: true });
      const [platform] = await tool.gate.platforms.list();
      await tool.gate.platforms.update(platform?.id ?? '', { status: 'disabled' });
      const page = await visit(lms.updateLink(await freshLink(), registered));
      expect(page.body).to.include('pysyy suljettuna');
      expect((await tool.gate.platforms.list())[0]?.status).to.equal('disabled');
    });

    it('under another client id makes a second platform, and says that the first one stays', async () => {
      const lms = await anLms();
      const first = await lms.register(await freshLink(), { activate: true });
      const page = await visit(lms.registrationLink(await freshLink()));
      expect(page.status).to.equal(200);
      expect(page.body).to.include('jo aiemmin');
      const platforms = await tool.gate.platforms.list();
      expect(platforms.map(p => p.issuer)).to.deep.equal([lms.issuer, lms.issuer]);
      expect(new Set(platforms.map(p => p.clientId)).size).to.equal(2);
      const link = lms.addLink({ title: 'x', tool: first });
      expect((await launchThrough(lms, tool.url, lms.student, link)).body).to.include('opened');
      expect(tool.launches[0]?.platformId).to.equal(platforms[0]?.id);
    });

    it('from two frames at the same moment ends in one platform', async () => {
      await ensureIndexes(tool.db);
      const origin = await aChangingHost({});
      const pages = await Promise.all([openWith(origin), openWith(origin), openWith(origin)]);
      expect(pages.map(page => page.status)).to.deep.equal([200, 200, 200]);
      expect(await tool.gate.platforms.list()).to.have.length(1);
    });

    it('moves no addresses of an issuer on the word of a neighbour below another path of its host', async () => {
      const facts = { path: '/koulu', issuerPath: '/koulu' };
      const origin = await aChangingHost(facts);
      expect((await openWith(`${origin}/koulu/configuration`)).status).to.equal(200);
      const [before] = await tool.gate.platforms.list();
      facts.path = '/naapuri';
      const page = await openWith(`${origin}/naapuri/configuration`);
      expect(page.status).to.equal(409);
      expect(page.body).to.include('lti/registration-issuer-taken');
      facts.path = '/koulu/uusi';
      expect((await openWith(`${origin}/naapuri/configuration`)).status).to.equal(409);
      expect(await tool.gate.platforms.list()).to.deep.equal([before]);
    });

    it('by a stranger that names the known client of another host changes nothing', async () => {
      const lms = await anLms();
      const { clientId } = await lms.register(await freshLink(), { activate: true });
      const before = await tool.gate.platforms.list();
      const stranger = await aHost(own => ({ ...configuration(own, lms.issuer), client_id: clientId }));
      expect((await openWith(stranger)).status).to.equal(400);
      expect(await tool.gate.platforms.list()).to.deep.equal(before);
    });

    it('needs a fresh link: the used one changes nothing, on either side', async () => {
      const lms = await anLms();
      const link = await freshLink();
      const registered = await lms.register(link, { activate: true });
      const posted = lms.calls.of('registration').length;
      const page = await visit(lms.updateLink(link, registered));
      expect(page.status).to.equal(410);
      expect(lms.calls.of('registration')).to.have.length(posted);
    });
  });
});
