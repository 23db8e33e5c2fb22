import { expect } from 'chai';
import mongoose from 'mongoose';
import { isDatabaseAway } from '../../../src/db/index.ts';

const { mongo } = mongoose;

describe('errors that mean that the database is away', () => {
  const away: Record<string, unknown> = {
    'a broken connection': new mongo.MongoNetworkError('connection closed'),
    'a time-out on the network': new mongo.MongoNetworkTimeoutError('timed out'),
    'a server that steps down': new mongo.MongoServerError({ message: 'not primary', code: 10107 }),
    'a server that shuts down': new mongo.MongoServerError({ message: 'going', code: 11600 }),
    'a client that was closed': new mongo.MongoNotConnectedError('not connected'),
    'a model without a connection': new mongoose.Error(
      'Cannot call `a.insertOne()` before initial connection is complete if `bufferCommands = false`.',
    ),
    'an error caused by one of these': new Error('no launch', { cause: new mongo.MongoNetworkError('gone') }),
  };
  for (const [name, error] of Object.entries(away)) {
    it(`${name} does`, () => {
      expect(isDatabaseAway(error)).to.equal(true);
    });
  }

  const others: Record<string, unknown> = {
    'a duplicate key': new mongo.MongoServerError({ message: 'E11000', code: 11000 }),
    'a failed validation': new mongoose.Error.ValidationError(),
    'another error of Mongoose': new mongoose.Error('Model not registered'),
    'an error of another library with the same code': Object.assign(new Error('x'), { code: 91 }),
    'a refused connection to somebody else': Object.assign(new Error('x'), { code: 'ECONNREFUSED' }),
    'no error': undefined,
  };
  for (const [name, error] of Object.entries(others)) {
    it(`${name} does not`, () => {
      expect(isDatabaseAway(error)).to.equal(false);
    });
  }

  it('an error that is its own cause ends the search', () => {
    const error = new Error('round');
    error.cause = error;
    expect(isDatabaseAway(error)).to.equal(false);
  });
});
