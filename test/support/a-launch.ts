import type { Launch } from '../../src/lti/launch.ts';

/** @returns a learner's launch of a link in a course, as the gate hands it on; `facts` replace what differs */
export function aLaunch(facts: Partial<Launch> = {}): Launch {
  return {
    message: 'resource-link',
    platformId: 'platform-1',
    deploymentId: 'deployment-1',
    sub: 'sub-1',
    name: 'Aino Aalto',
    role: 'learner',
    isAdmin: false,
    isTestUser: false,
    forUser: undefined,
    context: { id: 'course-1', title: 'Kurssi', earlierIds: [] },
    resourceLink: { id: 'link-1' },
    custom: {},
    locale: 'fi',
    ags: undefined,
    membershipsUrl: undefined,
    deepLinking: undefined,
    returnUrl: undefined,
    wayBack: undefined,
    productFamily: undefined,
    ...facts,
  };
}
