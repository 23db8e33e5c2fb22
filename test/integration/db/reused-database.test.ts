import { expect } from 'chai';
import type { Database } from '../../../src/db/index.ts';
import { openTestDatabase } from '../../support/database.ts';

describe('a test’s database that is opened again', () => {
  /** Opens and closes as many as rest before one is opened again. @returns the names that came */
  async function openInTurn(usedBy: string, use: (db: Database) => Promise<unknown>): Promise<string[]> {
    const names: string[] = [];
    for (let i = 0; i < 4; i += 1) {
      const db = await openTestDatabase({ usedBy });
      names.push(db.connection.name);
      await use(db);
      await db.close();
    }
    return names;
  }

  it('is empty, has kept its indexes, and was left alone for three others', async () => {
    const found: number[][] = [];
    const names = await openInTurn('reused: kept', async ({ connection }) => {
      const things = connection.collection('things');
      const isThere = (await connection.listCollections()).length > 0;
      const indexes = isThere ? await things.indexes() : [];
      found.push([await things.countDocuments(), indexes.length]);
      await things.createIndex({ code: 1 }, { unique: true }, {});
      await things.insertOne({ code: 'a' });
    });
    expect(names[3]).to.equal(names[0]);
    expect(new Set(names)).to.have.length(3);
    expect(found).to.deep.equal([
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 2],
    ]);
  });

  it('is a new one where a test dropped an index or a collection', async () => {
    const names = await openInTurn('reused: altered', async ({ connection }) => {
      const things = connection.collection('things');
      await things.createIndex({ code: 1 }, {}, {});
      await things.dropIndex('code_1');
    });
    expect(new Set(names)).to.have.length(4);
  });

  it('is never one that another use has closed', async () => {
    const ours = await openInTurn('reused: ours', () => Promise.resolve());
    const theirs = await openInTurn('reused: theirs', () => Promise.resolve());
    expect(theirs.filter(name => ours.includes(name))).to.deep.equal([]);
  });
});
