import { expect } from 'chai';
import { createLocalJWKSet, exportJWK, exportPKCS8, generateKeyPair, jwtVerify, type JWK } from 'jose';
import {
  PlatformUnreachable,
  type PlatformHttp,
  type PlatformRequest,
} from '../../../src/lti/platform-http.ts';
import type { Platform, ToolKeys } from '../../../src/lti/platform.ts';
import { createServiceTokens } from '../../../src/lti/service-token.ts';
import { settableClock } from '../../support/settable-clock.ts';

const SCORE = 'https://purl.imsglobal.org/spec/lti-ags/scope/score';
const RESULT = 'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly';

const platform = {
  id: 'p1',
  clientId: 'client-1',
  tokenUrl: 'https://lms.example.fi/token',
  tokenAudience: null,
} as Platform;

async function makeKeys(): Promise<{ keys: ToolKeys; jwks: { keys: JWK[] } }> {
  const pair = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256' };
  const privatePem = await exportPKCS8(pair.privateKey);
  const jwks = { keys: [jwk] };
  return {
    keys: {
      signingKey: () => Promise.resolve({ kid: 'k1', privatePem }),
      publicJwks: () => Promise.resolve(jwks),
    },
    jwks,
  };
}

describe('service tokens', () => {
  const made = makeKeys();
  const asked: PlatformRequest[] = [];
  let answer: () => { status: number; body: string };
  let clock: ReturnType<typeof settableClock>;

  const http: PlatformHttp = async (_url, request = {}) => {
    asked.push(request);
    await Promise.resolve();
    return { headers: {}, ...answer() };
  };
  const makeTokens = async () => createServiceTokens({ keys: (await made).keys, http, clock });

  beforeEach(() => {
    asked.length = 0;
    clock = settableClock('2026-11-27T10:00:00Z');
    answer = () => ({
      status: 200,
      body: JSON.stringify({ access_token: `t${String(asked.length)}`, expires_in: 3600 }),
    });
  });

  it('are asked for with a signed proof of who we are', async () => {
    const tokens = await makeTokens();
    expect(await tokens.get(platform, [SCORE])).to.deep.equal({ ok: true, token: 't1' });
    const form = new URLSearchParams(asked[0]?.body);
    expect(form.get('grant_type')).to.equal('client_credentials');
    expect(form.get('scope')).to.equal(SCORE);
    const assertion = form.get('client_assertion') ?? '';
    const { payload, protectedHeader } = await jwtVerify(assertion, createLocalJWKSet((await made).jwks), {
      audience: 'https://lms.example.fi/token',
      issuer: 'client-1',
      subject: 'client-1',
      currentDate: clock.now(),
    });
    expect(protectedHeader.kid).to.equal('k1');
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).to.equal(60);
    expect(payload.jti).to.be.a('string').with.length.above(20);
  });

  it('are proven to the audience that the platform wants', async () => {
    const tokens = await makeTokens();
    await tokens.get({ ...platform, tokenAudience: 'https://auth.example.com' }, [SCORE]);
    const form = new URLSearchParams(asked[0]?.body);
    const { payload } = await jwtVerify(
      form.get('client_assertion') ?? '',
      createLocalJWKSet((await made).jwks),
      {
        currentDate: clock.now(),
      },
    );
    expect(payload.aud).to.equal('https://auth.example.com');
  });

  it('are asked for once by many at the same moment', async () => {
    const tokens = await makeTokens();
    const got = await Promise.all([1, 2, 3, 4].map(() => tokens.get(platform, [SCORE])));
    expect(asked).to.have.length(1);
    expect(got.every(one => one.ok && one.token === 't1')).to.equal(true);
  });

  it('are kept apart by scope and by platform', async () => {
    const tokens = await makeTokens();
    await tokens.get(platform, [SCORE]);
    await tokens.get(platform, [RESULT]);
    await tokens.get({ ...platform, id: 'p2' }, [SCORE]);
    expect(asked).to.have.length(3);
  });

  it('serve until a minute before their end', async () => {
    const tokens = await makeTokens();
    await tokens.get(platform, [SCORE]);
    clock.advance(3539_000);
    expect(await tokens.get(platform, [SCORE])).to.deep.equal({ ok: true, token: 't1' });
    clock.advance(1000);
    expect(await tokens.get(platform, [SCORE])).to.deep.equal({ ok: true, token: 't2' });
  });

  it('are asked for anew once forgotten, but a newer one stays', async () => {
    const tokens = await makeTokens();
    await tokens.get(platform, [SCORE]);
    tokens.forget(platform, [SCORE], 't1');
    await tokens.get(platform, [SCORE]);
    tokens.forget(platform, [SCORE], 't1');
    expect(await tokens.get(platform, [SCORE])).to.deep.equal({ ok: true, token: 't2' });
  });

  it('are asked for again after a failure', async () => {
    const tokens = await makeTokens();
    answer = () => ({ status: 503, body: '' });
    expect(await tokens.get(platform, [SCORE])).to.deep.equal({
      ok: false,
      failure: { outcome: 'unavailable', status: 503, reason: 'status' },
    });
    answer = () => ({ status: 200, body: '{"access_token":"late"}' });
    expect(await tokens.get(platform, [SCORE])).to.deep.equal({ ok: true, token: 'late' });
  });

  for (const status of [400, 401, 403]) {
    it(`that are refused with ${String(status)} make us unauthorised`, async () => {
      answer = () => ({ status, body: '{"error":"invalid_client"}' });
      expect(await (await makeTokens()).get(platform, [SCORE])).to.deep.equal({
        ok: false,
        failure: { outcome: 'unauthorised', status },
      });
    });
  }

  for (const body of ['', '<html>', '{}', '{"access_token":""}', '[]', 'null']) {
    it(`are not read from ${body || 'nothing'}`, async () => {
      answer = () => ({ status: 200, body });
      expect(await (await makeTokens()).get(platform, [SCORE])).to.deep.equal({
        ok: false,
        failure: { outcome: 'unavailable', status: 200, reason: 'token' },
      });
    });
  }

  it('say why when the platform does not answer', async () => {
    answer = () => {
      throw new PlatformUnreachable('timeout');
    };
    expect(await (await makeTokens()).get(platform, [SCORE])).to.deep.equal({
      ok: false,
      failure: { outcome: 'unavailable', status: null, reason: 'timeout' },
    });
  });
});
