import { expect } from 'chai';
import { isAdministrator, readRole } from '../../../src/lti/roles.ts';

const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const INSTITUTION = 'http://purl.imsglobal.org/vocab/lis/v2/institution/person';
const SYSTEM = 'http://purl.imsglobal.org/vocab/lis/v2/system/person';

describe('roles', () => {
  const cases: [string[], string][] = [
    [[`${MEMBERSHIP}#Instructor`], 'teacher'],
    [[`${MEMBERSHIP}#Learner`], 'learner'],
    [['Instructor'], 'teacher'],
    [['Learner'], 'learner'],
    [[`${MEMBERSHIP}/Instructor#TeachingAssistant`], 'teacher'],
    [[`${MEMBERSHIP}#Learner`, `${MEMBERSHIP}#Instructor`], 'teacher'],
    [[`${MEMBERSHIP}#Learner`, `${INSTITUTION}#Staff`, `${MEMBERSHIP}#Mentor`], 'learner'],
    [[`${MEMBERSHIP}#Mentor`], 'visitor'],
    [[`${INSTITUTION}#Instructor`], 'visitor'],
    [[`${SYSTEM}#Administrator`], 'visitor'],
    [['http://purl.imsglobal.org/vocab/lis/v2/unknown/unknown#Helper'], 'visitor'],
    [[''], 'visitor'],
    [[], 'visitor'],
    [[`${MEMBERSHIP}#InstructorOfNothing`], 'visitor'],
  ];
  for (const [roles, role] of cases) {
    it(`[${roles.map(one => one.split('/').at(-1)).join(', ')}] make a ${role}`, () => {
      expect(readRole(roles)).to.equal(role);
    });
  }

  it('say who administers', () => {
    expect(isAdministrator([`${SYSTEM}#Administrator`])).to.equal(true);
    expect(isAdministrator([`${MEMBERSHIP}#Instructor`])).to.equal(false);
  });
});
