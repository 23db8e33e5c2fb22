import { expect } from 'chai';
import { firstPath, type FirstPathFacts } from '../../../src/activities/first-path.rules.ts';

const kind = { open: (role: string) => `quiz/${role}` };
const ID = '0b7e6f0a-6a4c-4c2e-9d56-0f9a3a1c2b3d';

describe('the first page of a launch', () => {
  const rows: [string, FirstPathFacts, string][] = [
    [
      'the picker in deep linking',
      { message: 'deep-linking', role: 'teacher', kind: null, namedId: null, about: 'nobody' },
      'activities/pick',
    ],
    [
      'the picker with the edited link’s activity',
      { message: 'deep-linking', role: 'teacher', kind: null, namedId: ID, about: 'nobody' },
      `activities/pick?activity=${ID}`,
    ],
    [
      'the picker for a teacher of an empty link',
      { message: 'resource-link', role: 'teacher', kind: null, namedId: ID, about: 'nobody' },
      'activities/pick',
    ],
    [
      'the waiting page for a learner of an empty link',
      { message: 'resource-link', role: 'learner', kind: null, namedId: null, about: 'nobody' },
      'activities/waiting',
    ],
    [
      'the waiting page for a visitor of an empty link',
      { message: 'resource-link', role: 'visitor', kind: null, namedId: null, about: 'nobody' },
      'activities/waiting',
    ],
    [
      'the dashboard for a teacher',
      { message: 'resource-link', role: 'teacher', kind, namedId: ID, about: 'nobody' },
      'dashboard',
    ],
    [
      'the kind’s page for a learner',
      { message: 'resource-link', role: 'learner', kind, namedId: ID, about: 'nobody' },
      'quiz/learner',
    ],
    [
      'the kind’s page for a visitor',
      { message: 'resource-link', role: 'visitor', kind, namedId: ID, about: 'nobody' },
      'quiz/visitor',
    ],
    [
      'the page of one person for a teacher in a submission review',
      { message: 'submission-review', role: 'teacher', kind, namedId: ID, about: 'another' },
      'dashboard/review',
    ],
    [
      'the dashboard for a teacher when a submission review names nobody',
      { message: 'submission-review', role: 'teacher', kind, namedId: ID, about: 'nobody' },
      'dashboard',
    ],
    [
      'the picker for a teacher in a submission review of an empty link',
      { message: 'submission-review', role: 'teacher', kind: null, namedId: null, about: 'another' },
      'activities/pick',
    ],
    [
      'the kind’s page for a learner in a submission review of their own work',
      { message: 'submission-review', role: 'learner', kind, namedId: ID, about: 'oneself' },
      'quiz/learner',
    ],
    [
      'the page that refuses, for a learner in a submission review of another’s work',
      { message: 'submission-review', role: 'learner', kind, namedId: ID, about: 'another' },
      'dashboard/review',
    ],
    [
      'the page that refuses, for a visitor in a submission review, even of their own',
      { message: 'submission-review', role: 'visitor', kind, namedId: ID, about: 'oneself' },
      'dashboard/review',
    ],
  ];
  for (const [what, facts, path] of rows) {
    it(`is ${what}`, () => {
      expect(firstPath(facts)).to.equal(path);
    });
  }
});
