import { expect } from 'chai';
import { isAdministrator, isTestUser, readRole } from '../../../src/lti/roles.ts';

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
    // LTI 1.3 core, A.2.3: sub-roles by their principal role, whatever they are called.
    [[`${MEMBERSHIP}/Instructor#Grader`], 'teacher'],
    [[`${MEMBERSHIP}/ContentDeveloper#ContentExpert`], 'teacher'],
    [[`${MEMBERSHIP}/Learner#GuestLearner`], 'learner'],
    [[`${MEMBERSHIP}/Learner#NonCreditLearner`], 'learner'],
    [[`${MEMBERSHIP}/Learner#Instructor`], 'learner'],
    [[`${MEMBERSHIP}/Mentor#LearningFacilitator`], 'visitor'],
    [[`${MEMBERSHIP}/Manager#Observer`], 'visitor'],
    [[`${MEMBERSHIP}#Administrator`], 'visitor'],
    [[`${MEMBERSHIP}/Administrator#Support`], 'visitor'],
    [[`${MEMBERSHIP}#Member`, `${MEMBERSHIP}#Officer`], 'visitor'],
    // Seen from platforms: Canvas's lower case, a principal role of older versions, URNs of LTI 1.1.
    [[`${MEMBERSHIP}/instructor#TeachingAssistant`], 'teacher'],
    [[`${MEMBERSHIP}#TeachingAssistant`], 'teacher'],
    [['urn:lti:role:ims/lis/Instructor'], 'teacher'],
    [['urn:lti:role:ims/lis/Learner/NonCreditLearner'], 'learner'],
    [['Instructor/GuestInstructor'], 'teacher'],
    [['urn:lti:instrole:ims/lis/Instructor'], 'visitor'],
    [['urn:lti:sysrole:ims/lis/Administrator', 'urn:lti:instrole:ims/lis/Administrator'], 'visitor'],
    [[`${SYSTEM}#User`, `${INSTITUTION}#Guest`], 'visitor'],
    [['Guest', 'NonLearner', 'Observer', 'Student'], 'visitor'],
    [[`${INSTITUTION}#Administrator`, `${MEMBERSHIP}#Learner`], 'learner'],
    [['http://evil.example/membership#Instructor'], 'visitor'],
    [[`x${MEMBERSHIP}#Instructor`, `${MEMBERSHIP}s#Instructor`, ' Instructor'], 'visitor'],
  ];
  for (const [roles, role] of cases) {
    it(`[${roles.map(one => one.split('/').at(-1)).join(', ')}] make a ${role}`, () => {
      expect(readRole(roles)).to.equal(role);
    });
  }

  it('say who administers', () => {
    expect(isAdministrator([`${SYSTEM}#Administrator`])).to.equal(true);
    expect(isAdministrator([`${MEMBERSHIP}#Instructor`])).to.equal(false);
    expect(isAdministrator(['urn:lti:instrole:ims/lis/Administrator'])).to.equal(true);
    expect(isAdministrator(['http://purl.imsglobal.org/vocab/lis/v2/person#Administrator'])).to.equal(true);
    expect(isAdministrator(['http://evil.example/#Administrator'])).to.equal(false);
    expect(isAdministrator([`${MEMBERSHIP}/Learner#Administrator`])).to.equal(false);
  });

  it('say whom the platform made up', () => {
    expect(isTestUser([`${MEMBERSHIP}#Learner`])).to.equal(false);
    const made = 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser';
    expect(isTestUser([`${MEMBERSHIP}#Learner`, made])).to.equal(true);
  });
});
