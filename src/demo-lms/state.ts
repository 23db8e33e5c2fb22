import type { JWK } from 'jose';
import type { Locale } from '../i18n/index.ts';

/**
 * Someone who uses the LMS. Roles hold in every course where the person is a member. An assistant is Moodle's
 * non-editing teacher: Instructor in launches, Learner on the roster, without a cell in the gradebook.
 */
export interface DemoPerson {
  /** The `sub` of launches: digits, as Moodle's user ids are. */
  id: string;
  givenName: string;
  familyName: string;
  role: 'teacher' | 'assistant' | 'student' | 'admin';
  username: string;
  email: string;
  /** The person's own choice: pages and launches are in this language. */
  locale: Locale;
  /** What `$Moodle.Person.userGroupIds` gives. */
  groupIds: string[];
}

/** A course; `history` holds the ids it was copied from, nearest first (`$Context.id.history`). */
export interface DemoCourse {
  id: string;
  shortName: string;
  fullName: string;
  history: string[];
  /** Active enrolments, in the order in which the roster lists them. Site admins need none. */
  members: { personId: string; role: 'teacher' | 'assistant' | 'student' }[];
}

/** What a line item may say about reviewing a submission (AGS 2.0; sent in LtiSubmissionReviewRequest). */
export interface SubmissionReview {
  url?: string | undefined;
  custom?: Record<string, string> | undefined;
}

/** An activity on a course page: a resource link. */
export interface DemoLink {
  id: string;
  courseId: string;
  toolId: string;
  title: string;
  text: string;
  custom: Record<string, string>;
  /** Only when the tool's answer named one; else the tool's own launch address is used. */
  url: string | null;
}

/**
 * A column of the gradebook. `activityId`: the link it belongs to as its own column; null for a manual one, which
 * is what a tool makes through AGS. `coupling`: what the gradebook services keep beside it, null when they keep nothing.
 */
export interface DemoLineItem {
  id: string;
  courseId: string;
  activityId: string | null;
  coupling: {
    toolId: string;
    linkId: string | null;
    resourceId: string;
    tag: string;
    submissionReview: SubmissionReview | null;
  } | null;
  label: string;
  maximum: number;
  isLocked: boolean;
}

/** One cell of the gradebook. `modifiedAt` is in whole seconds, as Moodle's is. */
export interface DemoGrade {
  itemId: string;
  personId: string;
  raw: number | null;
  /** The column's maximum when a score last came; a changed maximum leaves it. */
  rawMaximum?: number;
  final: number | null;
  feedback: string | null;
  modifiedAt: string | null;
  isOverridden: boolean;
  isLocked: boolean;
}

/** A registered tool. Its id is the deployment id. */
export interface DemoTool {
  id: string;
  clientId: string;
  name: string;
  description: string;
  status: 'pending' | 'active';
  domain: string;
  targetLinkUri: string;
  loginUrl: string;
  redirectUris: string[];
  jwksUrl: string;
  deepLinkUrl: string | null;
  custom: Record<string, string>;
  scopes: string[];
  sendsNames: boolean;
  sendsEmail: boolean;
}

/** Everything the LMS remembers: one plain JSON object. Keys: newest first, private. */
export interface DemoState {
  issuer: string;
  title: string;
  /** Frame that keeps data for tools (LTI Platform Storage 0.1); Moodle has none. */
  storageTarget?: string | undefined;
  lastId: number;
  keys: JWK[];
  people: DemoPerson[];
  courses: DemoCourse[];
  links: DemoLink[];
  lineItems: DemoLineItem[];
  grades: DemoGrade[];
  tools: DemoTool[];
}

/** A person as a caller may give one: whatever is left out is filled in. Admins are not enrolled unless told. */
export type DemoPersonInput = Pick<DemoPerson, 'givenName' | 'familyName' | 'role'> &
  Partial<DemoPerson> & { isEnrolled?: boolean };

/** A thing or its id. */
export type Ref = string | { id: string };

export const DEFAULT_PEOPLE: DemoPersonInput[] = [
  { givenName: 'Tiina', familyName: 'Opettaja', role: 'teacher' },
  { givenName: 'Onni', familyName: 'Opiskelija', role: 'student' },
  { givenName: 'Anni', familyName: 'Ylläpitäjä', role: 'admin' },
];

/** @returns the next free id: digits, unique over all kinds of things, so that a mix-up cannot go unseen. */
export function takeId(state: DemoState): string {
  state.lastId += 1;
  return String(state.lastId);
}

export interface NewStateOptions {
  issuer: string;
  title: string;
  course: { fullName: string; shortName: string };
  people: DemoPersonInput[];
}

/** @returns a state with one course, its people and no tool; keys are still to be made. */
export function newState(options: NewStateOptions): DemoState {
  const state: DemoState = {
    issuer: options.issuer,
    title: options.title,
    lastId: 1,
    keys: [],
    people: [],
    courses: [],
    links: [],
    lineItems: [],
    grades: [],
    tools: [],
  };
  const course: DemoCourse = { id: takeId(state), ...options.course, history: [], members: [] };
  state.courses.push(course);
  for (const input of options.people) addPerson(state, course, input);
  return state;
}

/** Adds a person, and to the course unless it is an admin who was not said to be enrolled. @returns the person. */
export function addPerson(state: DemoState, course: DemoCourse, input: DemoPersonInput): DemoPerson {
  const { isEnrolled = input.role !== 'admin', ...given } = input;
  const id = input.id ?? takeId(state);
  const username = input.username ?? `demo${id}`;
  const person: DemoPerson = {
    locale: 'fi',
    groupIds: [],
    ...given,
    id,
    username,
    email: input.email ?? `${username}@example.org`,
  };
  state.people.push(person);
  if (isEnrolled)
    course.members.push({ personId: id, role: person.role === 'admin' ? 'teacher' : person.role });
  return person;
}

/** @returns the thing with this id. @throws Error when there is none. */
export function getById<T extends { id: string }>(list: T[], ref: Ref): T {
  const id = typeof ref === 'string' ? ref : ref.id;
  const found = list.find(one => one.id === id);
  if (!found) throw new Error(`no such thing in the demo LMS: ${id}`);
  return found;
}

export function findById<T extends { id: string }>(list: T[], id: string): T | null {
  return list.find(one => one.id === id) ?? null;
}

/** @returns given name and family name, as the LMS shows them. */
export function fullName(person: DemoPerson): string {
  return `${person.givenName} ${person.familyName}`;
}
