import { expect } from 'chai';
import type { Database } from '../../../src/db/index.ts';
import { createPseudonymStore } from '../../../src/self-assessment/pseudonym.store.ts';
import { openTestDatabase } from '../../support/database.ts';
import { startTool, type ToolOptions } from '../../support/tool.ts';

const [FIRST, SECOND, THIRD] = ['first', 'second', 'third'].map(word => word.padEnd(32, '.')) as [
  string,
  string,
  string,
];
const PERSON = { participantId: 'participant-1', startedAt: new Date('2026-09-01T09:00:00Z') };
const INSTRUMENT = 'structural-social-work';

describe('a changed SECRET_KEY', () => {
  let db: Database;
  beforeEach(async () => {
    db = await openTestDatabase();
  });
  afterEach(() => db.close());

  /** Starts the tool on the same database and stops it. @returns the public keys that it showed, or why it did not start */
  async function start(options: ToolOptions): Promise<string> {
    try {
      const tool = await startTool({ db, ...options });
      const keys = await (await fetch(`${tool.url}/lti/keys`)).text();
      await tool.close();
      return keys;
    } catch (error) {
      return (error as Error).message;
    }
  }
  const pseudonymUnder = (secret: string): Promise<string | null> =>
    createPseudonymStore(db, secret).find(PERSON, INSTRUMENT);

  it('loses neither the tool’s key nor anyone’s answers, when the one before was given for one start', async () => {
    const keys = await start({ secretKey: FIRST });
    const pseudonym = await createPseudonymStore(db, FIRST).get(PERSON, INSTRUMENT);
    expect(await start({ secretKey: SECOND, secretKeyBefore: FIRST })).to.equal(keys);
    expect(await start({ secretKey: SECOND })).to.equal(keys);
    expect(await pseudonymUnder(SECOND))
      .to.equal(pseudonym)
      .and.be.a('string');
  });

  it('seals anew, so that the one before opens nothing any more', async () => {
    await start({ secretKey: FIRST });
    await createPseudonymStore(db, FIRST).get(PERSON, INSTRUMENT);
    await start({ secretKey: SECOND, secretKeyBefore: FIRST });
    expect(await start({ secretKey: FIRST })).to.include('SECRET_KEY_BEFORE');
    const error = await pseudonymUnder(FIRST).catch((e: unknown) => e);
    expect(error).to.have.property('message').that.includes('SECRET_KEY_BEFORE');
  });

  it('is told plainly when neither is the one that sealed', async () => {
    await start({ secretKey: FIRST });
    expect(await start({ secretKey: THIRD })).to.include('SECRET_KEY_BEFORE');
    expect(await start({ secretKey: THIRD, secretKeyBefore: SECOND })).to.include('SECRET_KEY_BEFORE');
  });

  it('serves the requests that come while both are given', async () => {
    const pseudonym = await createPseudonymStore(db, FIRST).get(PERSON, INSTRUMENT);
    const both = createPseudonymStore(db, [SECOND, FIRST]);
    expect(await both.find(PERSON, INSTRUMENT)).to.equal(pseudonym);
    expect(await pseudonymUnder(SECOND)).to.equal(pseudonym);
  });
});
