import { expect } from 'chai';
import { retryDuplicate } from '../../../src/db/duplicate-key.ts';

const duplicate = Object.assign(new Error('E11000 duplicate key'), { code: 11_000 });

/** A write that fails with these errors, one after the other, before it succeeds. */
function writeFailing(...errors: Error[]): () => Promise<string> {
  return async () => {
    const error = errors.shift();
    if (error) throw error;
    return 'written';
  };
}

const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error as Error).message,
  );

describe('an upsert that meets another', () => {
  it('is tried once more', async () => {
    expect(await retryDuplicate(writeFailing(duplicate))).to.equal('written');
  });

  it('is not tried for ever', async () => {
    expect(await messageOf(retryDuplicate(writeFailing(duplicate, duplicate)))).to.equal(duplicate.message);
  });

  it('is not tried again for another fault', async () => {
    expect(await messageOf(retryDuplicate(writeFailing(new Error('disk full'))))).to.equal('disk full');
  });
});
