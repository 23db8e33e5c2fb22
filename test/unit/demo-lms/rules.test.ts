import { expect } from 'chai';
import { customClaim } from '../../../src/demo-lms/custom.rules.ts';
import { moodleLinkHeader, pageOf, readPage, rosterLinkHeader } from '../../../src/demo-lms/paging.rules.ts';
import { permittedScopes, SCOPE } from '../../../src/demo-lms/scopes.rules.ts';

describe('demo LMS: custom parameters', () => {
  const variables = { 'Context.id.history': '4,2', 'Person.name.full': null };
  const CASES: [string, string, string | null][] = [
    ['a plain value', 'yksi', 'yksi'],
    ['a variable', '$Context.id.history', '4,2'],
    ['a variable that the tool is not told', '$Person.name.full', null],
    ['an unknown variable', '$ResourceLink.id.history', '$ResourceLink.id.history'],
    ['a variable within a text', 'id $Context.id.history', 'id $Context.id.history'],
    ['an escaped dollar', '\\$Context.id.history', '$Context.id.history'],
    ['only the first line', 'yksi\nkaksi', 'yksi'],
  ];
  for (const [what, value, sent] of CASES) {
    it(`sends ${what} as ${String(sent)}`, () => {
      expect(customClaim({ a: value }, {}, variables)).to.deep.equal({ a: sent });
    });
  }

  it('sends a name as it was written and in lower case with underscores', () => {
    expect(customClaim({ 'Oma-Nimi': 'x' }, {}, {})).to.deep.equal({ oma_nimi: 'x', 'Oma-Nimi': 'x' });
  });

  it('lets the parameters of the tool win over those of the link', () => {
    expect(customClaim({ a: 'link' }, { a: 'tool' }, {})).to.deep.equal({ a: 'tool' });
  });
});

describe('demo LMS: paging', () => {
  const list = ['a', 'b', 'c', 'd', 'e'];

  it('gives everything without a limit', () => {
    expect(pageOf(list, readPage({ from: '3' }))).to.deep.equal({ rows: list, nextFrom: null });
  });

  it('gives each row once, page by page', () => {
    const seen: string[] = [];
    let from: number | null = 0;
    while (from !== null) {
      const { rows, nextFrom }: { rows: string[]; nextFrom: number | null } = pageOf(list, {
        limit: 2,
        from,
      });
      seen.push(...rows);
      from = nextFrom;
    }
    expect(seen).to.deep.equal(list);
  });

  it('names no next page when the last one is full', () => {
    expect(pageOf(['a', 'b'], { limit: 2, from: 0 }).nextFrom).to.equal(null);
  });

  it('takes a limit that is no number for none', () => {
    expect(readPage({ limit: '-1', from: 'x' })).to.deep.equal({ limit: 0, from: 0 });
  });

  it('writes the roster header so that it can be parsed, without the role', () => {
    const header = rosterLinkHeader('http://lms/memberships', { limit: 2, from: 0 }, 2, '7');
    expect(header).to.equal('<http://lms/memberships?limit=2&from=2&rlid=7>; rel="next"');
  });

  it('writes the header of line items with the curly quotes of Moodle, in UTF-8', () => {
    const header = moodleLinkHeader('http://lms/lineitems?type_id=4', { limit: 2, from: 0 }, 2) ?? '';
    expect(Buffer.from(header, 'latin1').toString('utf8')).to.include('&from=2>; rel=“next”');
  });
});

describe('demo LMS: scopes that a registration gets', () => {
  it('gives the three lower ones to a tool that asks for one of them', () => {
    expect(permittedScopes([SCOPE.score])).to.have.members([
      SCOPE.score,
      SCOPE.resultReadonly,
      SCOPE.lineItemReadonly,
    ]);
  });

  it('gives line items and roster only to a tool that asks for them', () => {
    expect(permittedScopes([SCOPE.lineItem])).to.include(SCOPE.lineItem);
    expect(permittedScopes([SCOPE.roster])).to.deep.equal([SCOPE.roster]);
    expect(permittedScopes(['openid'])).to.deep.equal([]);
  });
});
