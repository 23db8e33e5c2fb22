import { expect } from 'chai';
import { queryOf, RefreshForm, ResendForm, TableQuery } from '../../../src/dashboard/dashboard.forms.ts';

describe('the place in the list', () => {
  it('is nothing for the first page of all', () => {
    expect(queryOf({ state: undefined, page: 1 })).to.equal('');
    expect(queryOf({})).to.equal('');
  });
  it('is written as it is read', () => {
    const query = queryOf({ state: 'not-started', page: 3 }, { asked: '1' });
    expect(TableQuery.parse(Object.fromEntries(new URLSearchParams(query)))).to.deep.equal({
      state: 'not-started',
      page: 3,
      asked: '1',
    });
  });
  for (const query of [{ state: 'nobody' }, { page: '0' }, { page: '1.5' }, { page: 'x' }, { page: '1e9' }]) {
    it(`is no page when it is ${JSON.stringify(query)}`, () => {
      expect(TableQuery.safeParse(query).success).to.equal(false);
    });
  }
  it('costs nobody their form when it is wrong', () => {
    expect(RefreshForm.parse({ state: 'nobody', page: 'x' })).to.deep.equal({ state: undefined, page: 1 });
    expect(ResendForm.parse({ participant: 'id-1' })).to.deep.equal({ participant: 'id-1', page: 1 });
  });
});
