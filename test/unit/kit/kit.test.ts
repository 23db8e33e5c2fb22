import { expect } from 'chai';
import fc from 'fast-check';
import { AppError } from '../../../src/kit/errors.ts';
import { digest, isSameSecret, newToken } from '../../../src/kit/ids.ts';
import { createSecretBox } from '../../../src/kit/secret-box.ts';

describe('ids', () => {
  it('are long and never the same twice', () => {
    const tokens = new Set(Array.from({ length: 1000 }, () => newToken()));
    expect(tokens.size).to.equal(1000);
    expect(newToken()).to.match(/^[\w-]{43}$/);
  });

  it('have digests that differ when the parts are cut differently', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (a, b, c) => {
        expect(digest(a + b, c)).to.not.equal(digest(a, b + c));
      }),
    );
  });

  it('compare as secrets', () => {
    expect(isSameSecret('one', 'one')).to.equal(true);
    expect(isSameSecret('one', 'one ')).to.equal(false);
  });
});

describe('a secret box', () => {
  const box = createSecretBox('the operator’s secret', 'tests');

  it('gives back what it was given, and never shows it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), plain => {
        const sealed = box.seal(plain);
        expect(box.open(sealed)).to.equal(plain);
        expect(box.seal(plain)).to.not.equal(sealed);
      }),
    );
  });

  it('opens nothing that was changed, or sealed with another secret or for another purpose', () => {
    const sealed = box.seal('a private key');
    const changed = (sealed.startsWith('A') ? 'B' : 'A') + sealed.slice(1);
    expect(() => box.open(changed)).to.throw();
    for (const written of [`${sealed}=`, `${sealed}A`, ` ${sealed}`])
      expect(() => box.open(written)).to.throw();
    expect(() => createSecretBox('another', 'tests').open(sealed)).to.throw();
    expect(() => createSecretBox('the operator’s secret', 'others').open(sealed)).to.throw();
  });
});

describe('a secret box after the secret was changed', () => {
  const sealed = createSecretBox('first', 'tests').seal('a private key');
  const both = createSecretBox(['second', 'first'], 'tests');

  it('opens what the secret before sealed, and seals with the present one', () => {
    expect(both.open(sealed)).to.equal('a private key');
    expect(createSecretBox('second', 'tests').open(both.seal('another'))).to.equal('another');
  });

  it('renews what the secret before sealed, and leaves the rest', () => {
    const renewed = both.renew(sealed) ?? '';
    expect(createSecretBox('second', 'tests').open(renewed)).to.equal('a private key');
    expect(both.renew(renewed)).to.equal(null);
    expect(both.renew('unreadable')).to.equal(null);
  });

  it('opens nothing of a third secret', () => {
    const third = createSecretBox('third', 'tests').seal('a private key');
    expect(() => both.open(third)).to.throw();
    expect(both.renew(third)).to.equal(null);
  });
});

describe('an error', () => {
  it('carries its code, its status and what the page may say', () => {
    const error = new AppError('workshop/phase-closed', {
      status: 409,
      params: { day: 'Monday' },
      detail: 'phase 3',
    });
    expect(error).to.include({
      code: 'workshop/phase-closed',
      status: 409,
      message: 'workshop/phase-closed: phase 3',
    });
    expect(error.params).to.deep.equal({ day: 'Monday' });
  });
});
