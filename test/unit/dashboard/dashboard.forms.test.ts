import { expect } from 'chai';
import { PlaceForm, ResendForm, TableQuery } from '../../../src/dashboard/dashboard.forms.ts';
import { dashboardPath } from '../../../views/dashboard/paths.ts';

describe('the place in the list', () => {
  it('needs no query for the first page of all', () => {
    expect(dashboardPath('/l/x', { state: undefined, page: 1 })).to.equal('/l/x/dashboard');
    expect(dashboardPath('/l/x')).to.equal('/l/x/dashboard');
  });
  it('is written as it is read', () => {
    const path = dashboardPath('', { state: 'not-started', page: 3 }, { asked: '1' });
    expect(TableQuery.parse(Object.fromEntries(new URLSearchParams(path.split('?')[1])))).to.deep.equal({
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
    expect(PlaceForm.parse({ state: 'nobody', page: 'x' })).to.deep.equal({ state: undefined, page: 1 });
    expect(ResendForm.parse({ participant: 'id-1' })).to.deep.equal({ participant: 'id-1', page: 1 });
  });
});
