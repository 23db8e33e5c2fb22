import { expect } from 'chai';
import { createNrps, type MembersResult } from '../../../src/lti/nrps.ts';
import { makeGradeWorld, type GradedLms, type GradeWorld } from '../grades/grade-world.ts';

const STUDENTS = 450;

describe('the roster over HTTP', () => {
  let world: GradeWorld;
  let at: GradedLms;

  before(async () => {
    world = await makeGradeWorld();
    at = await world.addLms(STUDENTS);
    at.lms.addPerson({ givenName: 'Tiina', familyName: 'Opettaja', role: 'teacher' });
  });
  beforeEach(() => {
    at.lms.calls.clear();
    at.lms.pageRosterAs('moodle');
  });
  after(() => world.close());

  const url = (query = ''): string =>
    `${at.lms.issuer}/services/CourseSection/${at.lms.course().id}/bindings/900/memberships${query}`;
  const asked = (): string[] => at.lms.calls.of('memberships').map(call => call.url.split('?')[1] ?? '');
  const fetchAll = (query?: string): Promise<MembersResult> =>
    world.nrps.fetchMembers(at.platform.id, url(query));
  const countOf = (result: MembersResult): [number, boolean] =>
    result.ok ? [new Set(result.members.map(one => one.sub)).size, result.isWhole] : [0, false];

  for (const style of ['moodle', 'curly', 'relative'] as const) {
    it(`is read to its end where it is paged in the way called ${style}`, async () => {
      at.lms.pageRosterAs(style);
      expect(countOf(await fetchAll())).to.deep.equal([STUDENTS + 1, true]);
      expect(asked()).to.have.length(3);
    });
  }

  it('is read to its end in Canvas’s pages of fifty, with several links in one header', async () => {
    at.lms.pageRosterAs('canvas');
    expect(countOf(await fetchAll())).to.deep.equal([STUDENTS + 1, true]);
    expect(asked()).to.have.length(10);
    expect(asked()[1]).to.equal('page=2&per_page=50');
  });

  it('ends where Blackboard’s last page names itself as the next, and is whole', async () => {
    at.lms.pageRosterAs('blackboard');
    expect(countOf(await fetchAll())).to.deep.equal([STUDENTS + 1, true]);
    expect(asked()).to.have.length(3);
  });

  it('never takes our token to another origin, and says that it is not whole', async () => {
    at.lms.pageRosterAs('foreign');
    expect(countOf(await fetchAll())).to.deep.equal([200, false]);
    expect(asked()).to.have.length(1);
  });

  it('ends after fifty pages where there is always a next one, and is not whole', async () => {
    at.lms.pageRosterAs('endless');
    expect(countOf(await fetchAll())).to.deep.equal([STUDENTS + 1, false]);
    expect(asked()).to.have.length(50);
  });

  it('asks for no role, which Moodle forgets on the second page', async () => {
    await fetchAll();
    expect(asked().join()).to.not.contain('role');
  });

  it('knows teachers from learners also where a role in its address is forgotten on page two', async () => {
    const result = await fetchAll('?role=Learner&limit=200');
    const teachers = result.ok ? result.members.filter(one => one.role === 'teacher') : [];
    expect(asked()[0]).to.contain('role=Learner');
    expect(asked()[1]).to.not.contain('role');
    expect(teachers).to.have.length(1);
  });

  const REFUSALS: [number, string][] = [
    [403, 'forbidden'],
    [404, 'gone'],
    [410, 'gone'],
    [400, 'refused'],
    [500, 'unavailable'],
  ];
  for (const [status, outcome] of REFUSALS) {
    it(`is ${outcome} at ${String(status)}, on its first page or a later one`, async () => {
      at.lms.calls.failNext('memberships', { status });
      expect(await fetchAll())
        .to.deep.include({ ok: false })
        .and.to.have.nested.property('failure.outcome', outcome);
      at.lms.calls.failNext('memberships', {});
      at.lms.calls.failNext('memberships', { status });
      expect(await fetchAll()).to.have.nested.property('failure.outcome', outcome);
    });
  }

  it('is refused where the token is, and where the scope is not given', async () => {
    at.lms.calls.failNext('memberships', { status: 401 }, 2);
    expect(await fetchAll()).to.have.nested.property('failure.outcome', 'unauthorised');
  });

  it('is unavailable when it is not JSON, or the connection is cut', async () => {
    at.lms.calls.failNext('memberships', { status: 200, body: '<html>' });
    expect(await fetchAll()).to.have.nested.property('failure.reason', 'malformed');
    at.lms.calls.failNext('memberships', { cut: true });
    expect(await fetchAll()).to.have.nested.property('failure.reason', 'network');
  });

  it('is unavailable when a page keeps us waiting', async () => {
    const impatient = createNrps(world.call, world.clock, { pageMs: 200, listMs: 1000 });
    at.lms.calls.failNext('memberships', { delayMs: 2000 });
    expect(await impatient.fetchMembers(at.platform.id, url())).to.have.nested.property(
      'failure.reason',
      'timeout',
    );
  });
});
