import { expect } from 'chai';
import { pseudonymOf, queueKeyOf } from '../../../src/self-assessment/pseudonym.rules.ts';

describe('the pseudonym', () => {
  it('is the same whenever it is made from the same key, salt and instrument', () => {
    expect(pseudonymOf('key', 'salt', 'instrument')).to.equal(pseudonymOf('key', 'salt', 'instrument'));
  });

  for (const [what, other] of [
    ['key', pseudonymOf('other', 'salt', 'instrument')],
    ['salt', pseudonymOf('key', 'other', 'instrument')],
    ['instrument', pseudonymOf('key', 'salt', 'other')],
  ] as const) {
    it(`changes with the ${what}`, () => {
      expect(other).to.not.equal(pseudonymOf('key', 'salt', 'instrument'));
    });
  }

  it('is HMAC-SHA-256, so that other programs can make it from the same parts', () => {
    // echo -ne 'salt\ninstrument' | openssl dgst -sha256 -hmac key -binary | basenc --base64url
    expect(pseudonymOf('key', 'salt', 'instrument')).to.equal('iFmnbiDRhgun3XOfeV2DkcSasTrZ54XT5JBFs_gwXQI');
  });
});

describe('the name of what a browser keeps', () => {
  it('differs between people and between activities, and holds neither id', () => {
    const name = queueKeyOf('secret', 'activity-1', 'participant-1');
    expect(name).to.not.include('participant-1').and.not.include('activity-1');
    expect(queueKeyOf('secret', 'activity-1', 'participant-2')).to.not.equal(name);
    expect(queueKeyOf('secret', 'activity-2', 'participant-1')).to.not.equal(name);
  });

  it('cannot be made without the secret', () => {
    expect(queueKeyOf('other', 'a', 'p')).to.not.equal(queueKeyOf('secret', 'a', 'p'));
  });
});
