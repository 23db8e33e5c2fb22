import { expect } from 'chai';
import { dbNameOf } from '../../../src/db/connect.ts';

describe('the database that an address names', () => {
  for (const [uri, name] of [
    ['mongodb://localhost/sosrake', 'sosrake'],
    ['mongodb://u:p%2Fw@a:27017,b:27018/course?replicaSet=r', 'course'],
    ['mongodb+srv://u:p@cluster.example/tool', 'tool'],
    ['mongodb://localhost/a%20b', 'a b'],
    ['mongodb://localhost', undefined],
    ['mongodb://localhost/', undefined],
    ['mongodb://localhost/?w=1', undefined],
    ['mongodb://%2Ftmp%2Fx.sock/?directConnection=true', undefined],
  ] as const) {
    it(`${uri} -> ${name ?? 'none'}`, () => {
      expect(dbNameOf(uri)).to.equal(name);
    });
  }
});
