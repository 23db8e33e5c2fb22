import type { Database } from '../db/database.ts';
import type { Clock } from '../kit/clock.ts';
import { createClassroomStore } from './classroom.store.ts';
import { createParticipantStore } from './participant.store.ts';
import type { People } from './people.ts';

/** @returns the room of people over one database */
export function createPeople({ db, clock }: { db: Database; clock: Clock }): People {
  const classrooms = createClassroomStore(db, clock);
  const participants = createParticipantStore(db, clock);
  return {
    async admit(launch) {
      const classroom = await classrooms.admit(launch);
      const staff = classroom.staff.find(one => one.sub === launch.sub);
      if (launch.role !== 'learner') {
        const chosenLocale = launch.role === 'teacher' ? (staff?.locale ?? undefined) : undefined;
        return { classroomId: classroom.id, participantId: undefined, isTrial: false, chosenLocale };
      }
      const isTrial = staff !== undefined || launch.isTestUser;
      const participant = await participants.admit(launch, classroom.id, isTrial);
      const chosenLocale = participant.locale ?? undefined;
      return { classroomId: classroom.id, participantId: participant.id, isTrial, chosenLocale };
    },
    async setLocale(session, locale) {
      if (session.participantId !== undefined) await participants.setLocale(session.participantId, locale);
      if (session.role === 'teacher')
        await classrooms.setStaffLocale(session.classroomId, session.sub, locale);
    },
    renameParticipants: (platformId, names) => participants.rename(platformId, names),
    find: participantId => participants.find(participantId),
    findBySub: (platformId, sub) => participants.findBySub(platformId, sub),
    findParticipants: ids => participants.findMany(ids),
    listByClassroom: classroomId => participants.listByClassroom(classroomId),
    countByClassrooms: ids => participants.countByClassrooms(ids),
    listClassrooms: ids => classrooms.list(ids),
    isStaff: (classroomId, sub) => classrooms.isStaffOfAny([classroomId], sub),
    isStaffOfAny: (classroomIds, sub) => classrooms.isStaffOfAny(classroomIds, sub),
  };
}
