import { expect } from 'chai';
import { createNrps } from '../../../src/lti/nrps.ts';
import type { PlatformRequest } from '../../../src/lti/platform-http.ts';
import type { ServiceCall, ServiceReply } from '../../../src/lti/service-call.ts';
import { settableClock } from '../../support/settable-clock.ts';

const URL_1 = 'https://lms.example.fi/memberships?limit=200';
const M = 'http://purl.imsglobal.org/vocab/lis/v2/membership';

function page(members: unknown, link?: string): ServiceReply {
  return {
    ok: true,
    response: { status: 200, headers: link ? { link } : {}, body: JSON.stringify({ members }) },
  };
}

describe('the roster', () => {
  const clock = settableClock('2026-11-27T10:00:00Z');
  const made: { url: string; scope: string; request: PlatformRequest }[] = [];
  let replies: ServiceReply[];
  const call: ServiceCall = (_platform, scope, url, request) => {
    made.push({ url, scope, request });
    return Promise.resolve(replies.shift() ?? page([]));
  };
  const fetchMembers = (url = 'https://lms.example.fi/memberships') =>
    createNrps(call, clock).fetchMembers('p1', url);

  beforeEach(() => {
    made.length = 0;
    replies = [];
  });

  it('keeps sub, name, role and status, and never an e-mail address', async () => {
    replies = [
      page([
        {
          user_id: '7',
          name: 'Onni Opiskelija',
          email: 'onni@example.org',
          picture: 'https://lms.example.fi/7.png',
          roles: ['Learner'],
          status: 'Active',
          lis_person_sourcedid: '010190-123A',
        },
      ]),
    ];
    expect(await fetchMembers()).to.deep.equal({
      ok: true,
      isWhole: true,
      members: [{ sub: '7', name: 'Onni Opiskelija', role: 'learner', status: 'active' }],
    });
  });

  it('takes nobody whose id may be another’s, or is none', async () => {
    const strange = [9007199254740993, 1e21, 1.5, null, true, {}, ['7'], '', 'x'.repeat(256)];
    replies = [page([...strange, 7, '8'].map(user_id => ({ user_id, roles: ['Learner'] })))];
    const result = await fetchMembers();
    expect(result.ok && result.members.map(({ sub }) => sub)).to.deep.equal(['7', '8']);
  });

  it('is no longer than can be kept, however long one answer is', async () => {
    replies = [page(Array.from({ length: 10_001 }, (_one, index) => ({ user_id: index, roles: [] })))];
    const result = await fetchMembers();
    expect(result.ok && [result.members.length, result.isWhole]).to.deep.equal([10_000, false]);
  });

  it('is asked for with its media type and scope, in pages', async () => {
    await fetchMembers();
    expect(made[0]?.url).to.equal(URL_1);
    expect(made[0]?.scope).to.equal(
      'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
    );
    expect(made[0]?.request.headers?.['Accept']).to.equal(
      'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
    );
  });

  it('leaves a page size alone that the platform chose', async () => {
    await fetchMembers('https://lms.example.fi/memberships?limit=7&x=1');
    expect(made[0]?.url).to.equal('https://lms.example.fi/memberships?limit=7&x=1');
  });

  const roles: [unknown, string][] = [
    [['Learner'], 'learner'],
    [[`${M}#Learner`], 'learner'],
    [['Instructor'], 'teacher'],
    [[`${M}/Instructor#TeachingAssistant`], 'teacher'],
    [[`${M}#Learner`, `${M}#Instructor`], 'teacher'],
    [[`${M}#Mentor`], 'other'],
    [[], 'other'],
    [undefined, 'other'],
    ['Learner', 'learner'],
  ];
  for (const [given, role] of roles) {
    it(`knows ${JSON.stringify(given ?? null)} as ${role}`, async () => {
      replies = [page([{ user_id: 'a', roles: given }])];
      const result = await fetchMembers();
      expect(result.ok && result.members[0]?.role).to.equal(role);
    });
  }

  it('makes a name of its parts, and none where there are none', async () => {
    replies = [
      page([
        { user_id: 'a', given_name: 'Ada', family_name: 'Niemi' },
        { user_id: 'b', name: '  ' },
        { user_id: 3 },
      ]),
    ];
    const result = await fetchMembers();
    expect(result.ok && result.members.map(m => [m.sub, m.name])).to.deep.equal([
      ['a', 'Ada Niemi'],
      ['b', undefined],
      ['3', undefined],
    ]);
  });

  it('reads the status whatever its case', async () => {
    replies = [
      page([
        { user_id: 'a', status: 'Inactive' },
        { user_id: 'b', status: 'deleted' },
        { user_id: 'c', status: null },
      ]),
    ];
    const result = await fetchMembers();
    expect(result.ok && result.members.map(m => m.status)).to.deep.equal(['inactive', 'deleted', 'active']);
  });

  it('passes over one member that cannot be read', async () => {
    replies = [page([{ roles: ['Learner'] }, 'x', null, { user_id: 'a' }])];
    const result = await fetchMembers();
    expect(result.ok && result.members.map(m => m.sub)).to.deep.equal(['a']);
  });

  it('is read to its last page, and counts nobody twice', async () => {
    const next = '<https://lms.example.fi/memberships?limit=200&from=2>; rel=“next”';
    replies = [page([{ user_id: 'a' }, { user_id: 'b' }], next), page([{ user_id: 'b' }, { user_id: 'c' }])];
    const result = await fetchMembers();
    expect(result.ok && result.members.map(m => m.sub)).to.deep.equal(['a', 'b', 'c']);
    expect(made).to.have.length(2);
  });

  it('ends after fifty pages and says that it is not whole', async () => {
    replies = Array.from({ length: 60 }, (_, i) =>
      page([{ user_id: 'a' }], `<https://lms.example.fi/memberships?from=${i}>; rel="next"`),
    );
    const result = await fetchMembers();
    expect(result.ok && result.isWhole).to.equal(false);
    expect(made).to.have.length(50);
  });

  it('ends when it takes too long', async () => {
    let pages = 0;
    const slow: ServiceCall = () => {
      clock.advance(3000);
      pages += 1;
      const next = `<https://lms.example.fi/memberships?from=${pages}>; rel="next"`;
      return Promise.resolve(page([{ user_id: 'a' }], next));
    };
    const result = await createNrps(slow, clock).fetchMembers('p1', 'https://lms.example.fi/memberships');
    expect(result.ok && result.isWhole).to.equal(false);
    expect(pages).to.equal(4);
  });

  it('ends, whole, where a last page names an earlier one as the next', async () => {
    const at = (from: number): string =>
      `<https://lms.example.fi/memberships?limit=200&from=${from}>; rel="next"`;
    replies = [
      page([{ user_id: 'a' }], at(1)),
      page([{ user_id: 'b' }], at(2)),
      page([{ user_id: 'c' }], at(1)),
    ];
    const result = await fetchMembers();
    expect(result.ok && [result.members.length, result.isWhole]).to.deep.equal([3, true]);
    expect(made).to.have.length(3);
  });

  it('ends, and not whole, where the first page names itself as the next', async () => {
    replies = [page([{ user_id: 'a' }], `<${URL_1}>; rel="next"`)];
    const result = await fetchMembers();
    expect(result.ok && result.isWhole).to.equal(false);
    expect(made).to.have.length(1);
  });

  it('is not whole where the next page lies at another origin, which is never asked', async () => {
    replies = [page([{ user_id: 'a' }], '<https://evil.example/m>; rel="next"')];
    const result = await fetchMembers();
    expect(result.ok && result.isWhole).to.equal(false);
    expect(made).to.have.length(1);
  });

  it('takes no e-mail address for a name', async () => {
    const address = 'onni@example.org';
    replies = [
      page([
        { user_id: 'a', name: address, given_name: 'Onni', family_name: 'Niemi' },
        { user_id: 'b', name: ` ${address} ` },
        { user_id: 'c', given_name: address },
      ]),
    ];
    const result = await fetchMembers();
    expect(result.ok && result.members.map(m => m.name)).to.deep.equal(['Onni Niemi', undefined, undefined]);
  });

  it('is a failure when the platform refuses it, on any page', async () => {
    const next = '<https://lms.example.fi/memberships?from=1>; rel="next"';
    replies = [page([{ user_id: 'a' }], next), { ok: false, failure: { outcome: 'forbidden', status: 403 } }];
    expect(await fetchMembers()).to.deep.equal({ ok: false, failure: { outcome: 'forbidden', status: 403 } });
  });

  it('is a failure when it has no address', async () => {
    expect((await fetchMembers('nonsense')).ok).to.equal(false);
  });
});
