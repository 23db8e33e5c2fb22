import { expect } from 'chai';
import { makeGradeWorld, onlyStudent, type GradedLms, type GradeWorld } from '../grades/grade-world.ts';

describe('a platform’s services', () => {
  let world: GradeWorld;
  let at: GradedLms;

  before(async () => {
    world = await makeGradeWorld();
    at = await world.addLms(450);
    at.lms.addPerson({ givenName: 'Tiina', familyName: 'Opettaja', role: 'teacher' });
  });
  after(() => world.close());

  const membershipsUrl = (): string =>
    `${at.lms.issuer}/services/CourseSection/${at.lms.course().id}/bindings/900/memberships`;
  const lineItemUrl = (): string => at.lms.lineItemUrl(at.lms.lineItem(at.link) ?? '');

  it('give the whole list of a course, page by page, without e-mail addresses', async () => {
    const result = await world.nrps.fetchMembers(at.platform.id, membershipsUrl());
    if (!result.ok) throw new Error(result.failure.outcome);
    expect(at.lms.calls.of('memberships')).to.have.length(3);
    expect(result.isWhole).to.equal(true);
    expect(result.members.filter(member => member.role === 'learner')).to.have.length(450);
    expect(result.members.filter(member => member.role === 'teacher')).to.have.length(1);
    expect(result.members[0]).to.deep.equal({
      sub: onlyStudent(at).id,
      name: 'Onni Opiskelija 0',
      role: 'learner',
      status: 'active',
    });
    expect(JSON.stringify(result)).not.to.contain('@');
  });

  it('say when they give no list', async () => {
    at.lms.calls.failNext('memberships', { status: 403 });
    expect(await world.nrps.fetchMembers(at.platform.id, membershipsUrl())).to.deep.equal({
      ok: false,
      failure: { outcome: 'forbidden', status: 403 },
    });
  });

  it('show a score as it was taken, and none before', async () => {
    const sub = onlyStudent(at).id;
    expect(await world.ags.findResult(at.platform.id, lineItemUrl(), sub)).to.deep.equal({ outcome: 'none' });
    const score = { sub, value: 0.6, timestamp: world.clock.now() };
    expect((await world.ags.sendScore(at.platform.id, lineItemUrl(), score)).outcome).to.equal('accepted');
    expect(await world.ags.findResult(at.platform.id, lineItemUrl(), sub)).to.deep.equal({
      outcome: 'found',
      sub,
      value: 0.6,
      maximum: 5,
    });
  });

  it('are not asked of a platform that is not known', async () => {
    const result = await world.nrps.fetchMembers('unknown', membershipsUrl());
    expect(result).to.deep.equal({
      ok: false,
      failure: { outcome: 'unavailable', status: null, reason: 'platform-off' },
    });
  });
});
