import type { Locale } from '../i18n/index.ts';
import type { Launch } from '../lti/launch.ts';
import type { Session } from '../lti/session.types.ts';

/** Someone who came to a classroom as its teacher. */
export interface StaffMember {
  sub: string;
  name: string | null;
  /** The language they chose for themselves, or null. */
  locale: Locale | null;
  lastSeenAt: Date;
}

/** The LTI context of one deployment of one platform: where a group of people works together. */
export interface Classroom {
  id: string;
  platformId: string;
  deploymentId: string;
  /** Null when the LMS names no context: then one link, or the whole deployment, is the classroom. */
  contextId: string | null;
  title: string | null;
  /** Contexts from which this one was copied, newest first, as the LMS tells them. */
  earlierContextIds: string[];
  /** Address of the roster (NRPS 2.0). */
  membershipsUrl: string | null;
  /** Where line items of this context live, and what the tool may do there (AGS 2.0, 3.1). */
  ags: { lineItemsUrl: string | null; scopes: string[] } | null;
  staff: StaffMember[];
  createdAt: Date;
}

/** A person who takes part: the same `sub` of the same platform, in any of its classrooms. */
export interface Participant {
  id: string;
  platformId: string;
  sub: string;
  name: string | null;
  /** The language they chose for themselves, or null. */
  locale: Locale | null;
  /** A teacher's trial run: kept apart from what the same person does as a learner elsewhere. */
  isTrial: boolean;
  classrooms: { id: string; lastSeenAt: Date }[];
  createdAt: Date;
}

/** Who came, as far as the session must know. */
export interface Admission {
  classroomId: string;
  /** Learners and trial runs only. */
  participantId: string | undefined;
  isTrial: boolean;
  /** The reader's own choice of language, when they made one. */
  chosenLocale: Locale | undefined;
}

/** The room that knows who is who. */
export interface People {
  /**
   * Notes who came and where; what says nothing new of a classroom or a person seen a moment ago costs no trip. A
   * teacher is noted as staff of the classroom; teachers and visitors leave no participant. A learner who is known as
   * staff of this classroom, or whom the platform made up for a teacher's look, gets a trial run.
   */
  admit(launch: Launch): Promise<Admission>;
  /** Remembers the language that the reader of this session chose; a visitor's lasts as long as the session. */
  setLocale(session: Session, locale: Locale): Promise<void>;
  /** Takes over the names on an LMS's list for those who are known as participants; nobody is added. */
  renameParticipants(platformId: string, names: ReadonlyMap<string, string>): Promise<void>;
  /** @returns the participant, or null */
  find(participantId: string): Promise<Participant | null>;
  /** @returns the person whom the platform calls `sub`, trial runs left out, or null */
  findBySub(platformId: string, sub: string): Promise<Participant | null>;
  /** @returns those that exist, in no order */
  findParticipants(ids: readonly string[]): Promise<Participant[]>;
  /** @returns all who ever came to the classroom as learners; trial runs are left out */
  listByClassroom(classroomId: string): Promise<Participant[]>;
  /** @returns how many ever came to one of these classrooms as learners; trial runs are left out */
  countByClassrooms(classroomIds: readonly string[]): Promise<number>;
  /** @returns the classrooms that exist, in no order */
  listClassrooms(ids: readonly string[]): Promise<Classroom[]>;
  isStaff(classroomId: string, sub: string): Promise<boolean>;
  /** @returns whether the person is known as staff in at least one of these classrooms */
  isStaffOfAny(classroomIds: readonly string[], sub: string): Promise<boolean>;
}
