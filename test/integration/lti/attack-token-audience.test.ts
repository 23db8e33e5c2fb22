import { createServer } from 'node:http';
import { expect } from 'chai';
import { startGate, type RunningGate } from '../../support/gate.ts';
import { browse, closeServer, listen, startDemoLms, type RunningLms } from '../../support/lms.ts';

/**
 * Whoever has a registration link chooses the client id and may name the audience of the proofs with which the tool asks
 * for access tokens. With another platform's client id and token endpoint, the tool would sign for the attacker what that
 * platform takes for the tool's own word: its rosters and its gradebook would be open.
 */
describe('a platform that wants the tool’s proof for another platform', () => {
  let tool: RunningGate;
  let victim: RunningLms;
  const open: { close(): Promise<void> }[] = [];

  before(async () => {
    tool = await startGate();
    victim = await startDemoLms();
    open.push(tool, victim);
    await victim.register(await tool.gate.newRegistrationLink(), { activate: true });
  });
  after(() => Promise.all(open.map(one => one.close())));

  async function registerAttacker(audience: unknown): Promise<number> {
    const server = createServer();
    const origin = `http://127.0.0.1:${String(await listen(server))}`;
    open.push({ close: () => closeServer(server) });
    const answer = {
      issuer: origin,
      authorization_endpoint: `${origin}/auth`,
      token_endpoint: `${origin}/token`,
      jwks_uri: `${origin}/jwks`,
      registration_endpoint: `${origin}/register`,
      authorization_server: audience,
      client_id: victim.state.tools[0]?.clientId,
    };
    server.on('request', (_req, res) => {
      res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
    });
    const link = new URL(await tool.gate.newRegistrationLink());
    link.searchParams.set('openid_configuration', `${origin}/configuration`);
    return (await browse(link)).status;
  }
  const audiences = async (): Promise<(string | null)[]> =>
    (await tool.gate.platforms.list())
      .filter(({ issuer }) => issuer !== victim.issuer)
      .map(({ tokenAudience }) => tokenAudience);

  it('is refused when it names that platform as audience', async () => {
    const [known] = await tool.gate.platforms.list();
    for (const audience of [known?.tokenUrl, known?.issuer, `${victim.issuer}/`, 'https://lms.example/token'])
      expect(await registerAttacker(audience), audience).to.equal(400);
    expect(new Set(tool.refusals)).to.deep.equal(new Set(['lti/registration-hosts-differ']));
    expect(await audiences()).to.deep.equal([]);
  });

  it('gets its own token endpoint as audience when it names what is no address', async () => {
    for (const audience of ['lms', 7, { toString: victim.issuer }])
      expect(await registerAttacker(audience)).to.equal(200);
    expect(await audiences()).to.deep.equal([null, null, null]);
  });
});
