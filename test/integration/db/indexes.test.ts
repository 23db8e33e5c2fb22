import { expect } from 'chai';
import { Schema } from 'mongoose';
import { DatabaseStartError, ensureIndexes, type Database } from '../../../src/db/index.ts';
import { openTestDatabase } from '../../support/database.ts';

describe('ensureIndexes', () => {
  let db: Database;
  beforeEach(async () => {
    db = await openTestDatabase();
  });
  afterEach(() => db.close());

  it('makes what the schemas declare, and again does no harm', async () => {
    const schema = new Schema({ code: String, isOpen: Boolean, at: Date, by: String });
    schema.index({ code: 1, at: -1 }, { unique: true, partialFilterExpression: { isOpen: true } });
    schema.path('by').index(true);
    schema.index({ at: 1 }, { expireAfterSeconds: 60 });
    db.connection.model('things', schema, 'room_things');
    db.connection.model('plain', new Schema({}), 'room_plain');
    await ensureIndexes(db);
    await ensureIndexes(db);
    const made = await db.connection.collection('room_things').listIndexes().toArray();
    const facts = made.map(({ name, unique, expireAfterSeconds, partialFilterExpression }) => {
      return [name, unique, expireAfterSeconds, partialFilterExpression] as unknown[];
    });
    expect(facts).to.have.deep.members([
      ['_id_', undefined, undefined, undefined],
      ['by_1', undefined, undefined, undefined],
      ['code_1_at_-1', true, undefined, { isOpen: true }],
      ['at_1', undefined, 60, undefined],
    ]);
  });

  it('sends one command for all indexes of a collection, of however many models', async () => {
    const sent: string[] = [];
    const counted = await openTestDatabase({ onCommand: name => sent.push(name) });
    const schema = new Schema({ a: String, b: String }).index({ a: 1 }).index({ b: 1 });
    counted.connection.model('things', schema, 'room_things');
    counted.connection.model('others', new Schema({ c: String }).index({ c: 1 }), 'room_things');
    await ensureIndexes(counted);
    expect(sent).to.deep.equal(['createIndexes']);
    expect(await counted.connection.collection('room_things').listIndexes().toArray()).to.have.length(4);
    await counted.close();
  });

  it('says which collection needs a migration when an index changed', async () => {
    await db.connection.collection('room_things').createIndexes([{ key: { code: 1 } }]);
    const schema = new Schema({ code: String }).index({ code: 1 }, { unique: true });
    db.connection.model('things', schema, 'room_things');
    const error = await ensureIndexes(db).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(DatabaseStartError);
    expect(error).to.have.property('message').that.includes('An index of room_things changed');
  });
});
