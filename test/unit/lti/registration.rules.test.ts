import { expect } from 'chai';
import { findHostFault, movesFromOutside } from '../../../src/lti/registration.rules.ts';

const configurationOf = (issuer: string, root = issuer) => ({
  issuer,
  authorization_endpoint: `${root}/auth`,
  token_endpoint: `${root}/token`,
  jwks_uri: `${root}/keys`,
  registration_endpoint: `${root}/register`,
});
const HOST = 'https://lms.example.fi';

describe('the hosts of a configuration', () => {
  const good = configurationOf(HOST);
  it('are one', () => {
    expect(findHostFault(`${HOST}/c`, good, false)).to.equal(null);
  });
  for (const name of Object.keys(good)) {
    it(`are refused when ${name} is elsewhere, or another port`, () => {
      for (const other of ['https://evil.example/x', `${HOST}:8443/x`])
        expect(findHostFault(`${HOST}/c`, { ...good, [name]: other }, false)).to.equal(
          'registration-hosts-differ',
        );
    });
    it(`are refused when ${name} is not https, unless http is let in`, () => {
      const plain = { ...good, [name]: 'http://lms.example.fi/x' };
      expect(findHostFault(`${HOST}/c`, plain, false)).to.equal('registration-needs-https');
      expect(findHostFault(`${HOST}/c`, plain, true)).to.equal(null);
      expect(findHostFault(`${HOST}/c`, { ...good, [name]: 'ftp://lms.example.fi/x' }, true)).to.equal(
        'registration-needs-https',
      );
    });
  }
  it('are refused when the configuration itself is elsewhere', () => {
    expect(findHostFault('https://evil.example/c', good, false)).to.equal('registration-hosts-differ');
  });
});

describe('a known issuer’s addresses', () => {
  const known = (issuer: string) => [
    { issuer, authorizationUrl: `${issuer}/auth`, tokenUrl: `${issuer}/token`, jwksUrl: `${issuer}/keys` },
  ];
  const CASES: [string, string, string, string, boolean][] = [
    ['stay', `${HOST}/koulu`, `${HOST}/naapuri/c`, `${HOST}/koulu`, false],
    ['move within its own path', `${HOST}/koulu`, `${HOST}/koulu/c`, `${HOST}/koulu/v2`, false],
    ['move anywhere on a host that is all its own', HOST, `${HOST}/any/c`, `${HOST}/v2`, false],
    ['do not move on a neighbour’s word', `${HOST}/koulu`, `${HOST}/naapuri/c`, `${HOST}/koulu/v2`, true],
    ['do not move to a neighbour', `${HOST}/koulu`, `${HOST}/koulu/c`, `${HOST}/naapuri`, true],
    [
      'do not move to one whose name begins alike',
      `${HOST}/koulu`,
      `${HOST}/koulu/c`,
      `${HOST}/koulu2`,
      true,
    ],
    ['do not move by dots', `${HOST}/koulu`, `${HOST}/koulu/c`, `${HOST}/koulu/../naapuri`, true],
  ];
  for (const [what, issuer, configurationUrl, root, isRefused] of CASES) {
    it(what, () => {
      expect(movesFromOutside(configurationUrl, configurationOf(issuer, root), known(issuer))).to.equal(
        isRefused,
      );
    });
  }
  it('may lie anywhere on its host while it is not known', () => {
    expect(
      movesFromOutside(`${HOST}/x`, configurationOf(`${HOST}/koulu`, `${HOST}/y`), known(HOST)),
    ).to.equal(false);
  });
});
