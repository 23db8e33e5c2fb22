import { expect } from 'chai';
import { firstPath, type FirstPathFacts } from '../../../src/activities/first-path.rules.ts';

const kind = { open: (role: string) => `quiz/${role}` };
const ID = '0b7e6f0a-6a4c-4c2e-9d56-0f9a3a1c2b3d';

describe('the first page of a launch', () => {
  const rows: [string, FirstPathFacts, string][] = [
    [
      'the picker in deep linking',
      { message: 'deep-linking', role: 'teacher', kind: null, namedId: null },
      'activities/pick',
    ],
    [
      'the picker with the edited link’s activity',
      { message: 'deep-linking', role: 'teacher', kind: null, namedId: ID },
      `activities/pick?activity=${ID}`,
    ],
    [
      'the picker for a teacher of an empty link',
      { message: 'resource-link', role: 'teacher', kind: null, namedId: ID },
      'activities/pick',
    ],
    [
      'the waiting page for a learner of an empty link',
      { message: 'resource-link', role: 'learner', kind: null, namedId: null },
      'activities/waiting',
    ],
    [
      'the waiting page for a visitor of an empty link',
      { message: 'resource-link', role: 'visitor', kind: null, namedId: null },
      'activities/waiting',
    ],
    [
      'the dashboard for a teacher',
      { message: 'resource-link', role: 'teacher', kind, namedId: ID },
      'dashboard',
    ],
    [
      'the kind’s page for a learner',
      { message: 'resource-link', role: 'learner', kind, namedId: ID },
      'quiz/learner',
    ],
    [
      'the kind’s page for a visitor',
      { message: 'resource-link', role: 'visitor', kind, namedId: ID },
      'quiz/visitor',
    ],
  ];
  for (const [what, facts, path] of rows) {
    it(`is ${what}`, () => {
      expect(firstPath(facts)).to.equal(path);
    });
  }
});
