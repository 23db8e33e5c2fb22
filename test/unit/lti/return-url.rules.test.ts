import { expect } from 'chai';
import { checkedReturnUrl } from '../../../src/lti/return-url.rules.ts';

const platform = { issuer: 'https://lms.example', authorizationUrl: 'https://login.example/auth' };

describe('the address that a launch leads back to', () => {
  for (const url of ['https://lms.example/return?sesskey=1', 'https://login.example/back']) {
    it(`is taken from the platform’s own origins: ${url}`, () => {
      expect(checkedReturnUrl(url, platform)).to.equal(url);
    });
  }
  for (const url of [
    undefined,
    '',
    'return',
    'http://lms.example/',
    'https://lms.example:8443/',
    'https://lms.example.evil.example/',
    'https://lms.example@evil.example/',
    '//lms.example/',
    'javascript:alert(1)//https://lms.example',
    'blob:https://lms.example/1',
  ]) {
    it(`is none for ${String(url)}`, () => {
      expect(checkedReturnUrl(url, platform)).to.equal(undefined);
    });
  }
  it('is none where the issuer is no address', () => {
    const odd = { issuer: 'urn:lms', authorizationUrl: 'none' };
    expect(checkedReturnUrl('https://lms.example/', odd)).to.equal(undefined);
  });
});
