import { expect } from 'chai';
import { createRosters } from '../../../src/dashboard/roster.ts';
import type { MembersResult } from '../../../src/lti/nrps.ts';
import type { Classroom } from '../../../src/people/index.ts';
import { settableClock } from '../../support/settable-clock.ts';

const session = { classroomId: 'c1', platformId: 'p1' };

describe('the LMS’s list in memory', () => {
  let asked: string[];
  let renamed: unknown[];
  let answer: MembersResult;
  let membershipsUrl: string | null;
  let clock: ReturnType<typeof settableClock>;
  const makeRosters = () =>
    createRosters({
      clock,
      people: {
        renameParticipants: (platformId, names) => {
          renamed.push([platformId, ...names.entries()]);
          return Promise.resolve();
        },
        listClassrooms: ids => Promise.resolve(ids.map(id => ({ id, membershipsUrl }) as Classroom)),
      },
      nrps: {
        fetchMembers: async (platformId, url) => {
          asked.push(`${platformId} ${url}`);
          await Promise.resolve();
          return answer;
        },
      },
    });

  beforeEach(() => {
    asked = [];
    renamed = [];
    answer = { ok: true, members: [], isWhole: true };
    membershipsUrl = 'https://lms.example.fi/memberships';
    clock = settableClock('2026-11-27T10:00:00Z');
  });

  it('is asked for at the classroom’s address, and says when', async () => {
    const roster = await makeRosters().get(session);
    expect(asked).to.deep.equal(['p1 https://lms.example.fi/memberships']);
    expect(roster).to.deep.equal({
      has: 'list',
      members: [],
      isWhole: true,
      isOld: false,
      fetchedAt: clock.now(),
    });
  });

  it('serves for five minutes', async () => {
    const rosters = makeRosters();
    await rosters.get(session);
    clock.advance(299_000);
    await rosters.get(session);
    expect(asked).to.have.length(1);
    clock.advance(1000);
    await rosters.get(session);
    expect(asked).to.have.length(2);
  });

  it('is asked for once by several teachers at the same moment', async () => {
    const rosters = makeRosters();
    await Promise.all([rosters.get(session), rosters.get(session)]);
    expect(asked).to.have.length(1);
  });

  it('is asked for anew when someone wants so', async () => {
    const rosters = makeRosters();
    await rosters.get(session);
    rosters.forget('c1');
    await rosters.get(session);
    expect(asked).to.have.length(2);
  });

  it('is kept apart by classroom', async () => {
    const rosters = makeRosters();
    await rosters.get(session);
    await rosters.get({ ...session, classroomId: 'c2' });
    rosters.forget('c2');
    await rosters.get(session);
    expect(asked).to.have.length(2);
  });

  it('that was refused is asked for again after a minute, not at each page', async () => {
    answer = { ok: false, failure: { outcome: 'forbidden', status: 403 } };
    const rosters = makeRosters();
    expect(await rosters.get(session)).to.deep.equal({
      has: 'nothing',
      why: 'forbidden',
      fetchedAt: clock.now(),
    });
    clock.advance(59_000);
    await rosters.get(session);
    expect(asked).to.have.length(1);
    clock.advance(1000);
    await rosters.get(session);
    expect(asked).to.have.length(2);
  });

  it('is absent where the classroom has no address for it', async () => {
    membershipsUrl = null;
    expect(await makeRosters().get(session)).to.include({ has: 'nothing', why: 'absent' });
    expect(asked).to.have.length(0);
  });

  const members = [
    { sub: '1', name: 'Aino', role: 'learner' as const, status: 'active' as const },
    { sub: '2', name: undefined, role: 'learner' as const, status: 'active' as const },
  ];
  const away: MembersResult = {
    ok: false,
    failure: { outcome: 'unavailable', status: null, reason: 'timeout' },
  };

  it('gives its names on, those that there are', async () => {
    answer = { ok: true, members, isWhole: true };
    await makeRosters().get(session);
    expect(renamed).to.deep.equal([['p1', ['1', 'Aino']]]);
  });

  it('outlives an LMS that does not answer, for an hour, and asks again each minute', async () => {
    answer = { ok: true, members, isWhole: true };
    const rosters = makeRosters();
    const { fetchedAt } = await rosters.get(session);
    answer = away;
    rosters.forget('c1');
    expect(await rosters.get(session)).to.deep.equal({
      has: 'list',
      members,
      isWhole: true,
      isOld: true,
      fetchedAt,
    });
    await rosters.get(session);
    expect(asked).to.have.length(2);
    clock.advance(60_000);
    expect((await rosters.get(session)).has).to.equal('list');
    expect(asked).to.have.length(3);
    clock.advance(3_540_000);
    expect(await rosters.get(session)).to.include({ has: 'nothing', why: 'unavailable' });
  });

  it('is shown no longer once it is refused', async () => {
    answer = { ok: true, members, isWhole: true };
    const rosters = makeRosters();
    await rosters.get(session);
    rosters.forget('c1');
    answer = { ok: false, failure: { outcome: 'forbidden', status: 403 } };
    expect(await rosters.get(session)).to.include({ has: 'nothing', why: 'forbidden' });
    answer = away;
    rosters.forget('c1');
    expect(await rosters.get(session)).to.include({ has: 'nothing', why: 'unavailable' });
  });
});
