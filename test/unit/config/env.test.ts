import { expect } from 'chai';
import { parseEnv, renderFaults, type Env } from '../../../config/env.ts';

function envOf(variables: Record<string, string>): Env {
  const result = parseEnv(variables);
  if (!result.ok) throw new Error(renderFaults(result.faults));
  return result.env;
}

function faultsOf(variables: Record<string, string>): string[] {
  const result = parseEnv(variables);
  return result.ok ? [] : result.faults.map(fault => fault.name);
}

const SECRET_KEY = 'x'.repeat(32);

describe('the settings', () => {
  it('need nothing at all to show the demonstration', () => {
    expect(envOf({})).to.include({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      demo: true,
      demoPort: 3001,
      allowHttpPlatforms: true,
      dataDir: './data',
      production: false,
    });
  });

  for (const [name, value] of [
    ['PUBLIC_URL', 'https://tool.example.fi'],
    ['MONGODB_URI', 'mongodb://db.example'],
    ['DEMO', '0'],
  ] as const) {
    it(`leave the demonstration out when ${name} is set`, () => {
      const env = envOf({ [name]: value });
      expect(env.demo).to.equal(false);
      expect(env.allowHttpPlatforms).to.equal(false);
    });
  }

  it('leave it out in production, unless it is asked for', () => {
    const production = { NODE_ENV: 'production', SECRET_KEY, EMBEDDED: '1' };
    expect(envOf(production)).to.include({ demo: false, production: true, allowHttpPlatforms: false });
    expect(envOf({ ...production, DEMO: '1' }).demo).to.equal(true);
  });

  for (const [word, value] of [
    ['1', true],
    ['true', true],
    ['TRUE', true],
    ['0', false],
    ['false', false],
  ] as const) {
    it(`read the switch ${word} as ${String(value)}`, () => {
      expect(envOf({ DEMO: word }).demo).to.equal(value);
      expect(envOf({ DEMO: '0', ALLOW_HTTP_PLATFORMS: word }).allowHttpPlatforms).to.equal(value);
    });
  }

  it('require a secret and a database in production, or the word that the embedded one is meant', () => {
    expect(faultsOf({ NODE_ENV: 'production' })).to.deep.equal(['SECRET_KEY', 'MONGODB_URI']);
    expect(faultsOf({ NODE_ENV: 'production', SECRET_KEY })).to.deep.equal(['MONGODB_URI']);
    expect(faultsOf({ NODE_ENV: 'production', SECRET_KEY, EMBEDDED: '0' })).to.deep.equal(['MONGODB_URI']);
    expect(faultsOf({ NODE_ENV: 'production', SECRET_KEY, EMBEDDED: '1' })).to.deep.equal([]);
    expect(faultsOf({ NODE_ENV: 'production', SECRET_KEY, MONGODB_URI: 'mongodb://db' })).to.deep.equal([]);
  });

  it('name every fault at once', () => {
    const faults = faultsOf({
      PORT: 'many',
      PUBLIC_URL: 'https://tool.example.fi/path',
      MONGODB_URI: 'postgres://x',
      SECRET_KEY: 'short',
      DEMO: 'maybe',
      TRUST_PROXY: 'someone',
      LOG_LEVEL: 'loud',
    });
    expect(faults).to.have.members([
      'PORT',
      'PUBLIC_URL',
      'MONGODB_URI',
      'SECRET_KEY',
      'DEMO',
      'TRUST_PROXY',
      'LOG_LEVEL',
    ]);
  });

  it('show the faults as a table', () => {
    const text = renderFaults([
      { name: 'PORT', fault: 'must be a port number, 0 to 65535' },
      { name: 'SECRET_KEY', fault: 'is required' },
    ]);
    expect(text).to.include('  PORT        must be a port number').and.include('  SECRET_KEY  is required');
  });

  it('take an empty variable for an absent one', () => {
    expect(envOf({ PUBLIC_URL: '', MONGODB_URI: '', PORT: '' })).to.include({ demo: true, port: 3000 });
  });

  it('follow the port with the public address when none is given', () => {
    expect(envOf({ PORT: '4000' }).publicUrl).to.equal('http://localhost:4000');
    expect(envOf({ PUBLIC_URL: 'https://tool.example.fi/' }).publicUrl).to.equal('https://tool.example.fi');
  });

  it('read proxies as a number or as addresses', () => {
    expect(envOf({ TRUST_PROXY: '2' }).trustProxy).to.equal(2);
    expect(envOf({ TRUST_PROXY: 'true' }).trustProxy).to.equal(1);
    expect(envOf({ TRUST_PROXY: 'loopback, 10.0.0.0/8' }).trustProxy).to.deep.equal([
      'loopback',
      '10.0.0.0/8',
    ]);
  });

  it('take a token for the metrics that is long enough and can stand in a header, or none', () => {
    expect(envOf({}).metricsToken).to.equal(undefined);
    for (const token of ['x'.repeat(32), `${'aZ9-._~+/'.repeat(4)}==`])
      expect(envOf({ METRICS_TOKEN: token }).metricsToken).to.equal(token);
    for (const token of ['x'.repeat(31), `${'x'.repeat(32)} `, `x x${'x'.repeat(32)}`, 'ä'.repeat(32)])
      expect(faultsOf({ METRICS_TOKEN: token }), token).to.include('METRICS_TOKEN');
  });
});
