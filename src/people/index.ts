export type { Admission, Classroom, Participant, People, StaffMember } from './people.ts';
export { classroomIdOf } from './classroom.rules.ts';
export { createPeople } from './create-people.ts';
export { createPeopleRouter } from './people.routes.ts';
export { peopleTexts } from './text.ts';
