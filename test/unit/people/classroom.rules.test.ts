import { expect } from 'chai';
import { classroomIdOf } from '../../../src/people/classroom.rules.ts';

const here = { platformId: 'p', deploymentId: 'd', context: { id: 'c' }, resourceLink: { id: 'l' } };

describe('the classroom of a launch', () => {
  it('is the same for every link of a context', () => {
    expect(classroomIdOf({ ...here, resourceLink: { id: 'another' } })).to.equal(classroomIdOf(here));
    expect(classroomIdOf({ ...here, resourceLink: undefined })).to.equal(classroomIdOf(here));
  });

  it('differs by platform, deployment, context, and by link where there is no context', () => {
    const places = [
      here,
      { ...here, platformId: 'p2' },
      { ...here, deploymentId: 'd2' },
      { ...here, context: { id: 'c2' } },
      { ...here, context: undefined },
      { ...here, context: undefined, resourceLink: { id: 'l2' } },
      { ...here, context: undefined, resourceLink: undefined },
      { ...here, context: { id: 'link' } },
    ];
    expect(new Set(places.map(classroomIdOf)).size).to.equal(places.length);
  });

  it('cannot be met by ids that run into each other', () => {
    const one = classroomIdOf({ platformId: 'p', deploymentId: 'd1', context: { id: '2' } });
    const other = classroomIdOf({ platformId: 'p', deploymentId: 'd', context: { id: '12' } });
    expect(one).to.not.equal(other);
  });
});
