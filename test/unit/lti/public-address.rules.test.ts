import { expect } from 'chai';
import { isPublicAddress } from '../../../src/lti/public-address.rules.ts';

describe('an address of the public internet', () => {
  for (const address of ['193.166.3.2', '8.8.8.8', '172.32.0.1', '2001:708:10::1', '::ffff:8.8.8.8']) {
    it(`may be ${address}`, () => {
      expect(isPublicAddress(address)).to.equal(true);
    });
  }
  const inside = [
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.255'],
    ...['192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ...[
      '::',
      '::1',
      'fc00::1',
      'fd12::1',
      'fe80::1',
      'ff02::1',
      '::ffff:127.0.0.1',
      '::ffff:a00:1',
      '64:ff9b::a00:1',
    ],
    // What carries an IPv4 address within: compatible, translated, 6to4, Teredo.
    ...['::7f00:1', '::ffff:0:a00:1', '2002:a00:1::1', '2001:0:7f00:1::1'],
    ...['fec0::1', '100::1', '2001:db8::1', '3fff::1', '192.0.2.1', '198.51.100.1', '203.0.113.1'],
  ];
  for (const address of inside) {
    it(`is not ${address}`, () => {
      expect(isPublicAddress(address)).to.equal(false);
    });
  }
  it('is not what is no address', () => {
    expect(isPublicAddress('localhost')).to.equal(false);
    expect(isPublicAddress('')).to.equal(false);
  });
});
