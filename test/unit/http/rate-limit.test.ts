import { expect } from 'chai';
import { senderOf } from '../../../src/http/rate-limit.ts';

describe('who counts as one sender', () => {
  const SENDERS: [address: string, sender: string][] = [
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::', 'fe80:0:0:0'],
    ['', ''],
  ];
  for (const [address, sender] of SENDERS) {
    it(`takes ${address || 'nothing'} for ${sender || 'nobody'}`, () => {
      expect(senderOf(address)).to.equal(sender);
    });
  }
});
