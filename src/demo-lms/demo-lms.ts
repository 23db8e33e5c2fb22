import type { Express } from 'express';
import type { JWK } from 'jose';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { I18n } from '../i18n/index.ts';
import { createAccessTokens, type AccessTokens } from './access-tokens.ts';
import { createCalls, type Calls } from './calls.ts';
import { claimsOf, lineItemUrl, type Claims, type Message, type MessageType } from './claims.ts';
import type { LmsCore } from './core.ts';
import { addLink, copyCourse, nextNames, removeLink, type LinkInput } from './courses.ts';
import { createDeepLinking } from './deep-linking.ts';
import { demoLmsRoutes } from './demo-lms.routes.ts';
import { coupledLineItem, findGrade, override, removeLineItem, setLock } from './gradebook.ts';
import { newKey, publicJwks, signJwt, type SignOptions } from './keys.ts';
import { createLaunches, type PostForm } from './launches.ts';
import { createRegistration, type RegisterOptions } from './registration.ts';
import type { RosterStyle } from './roster-paging.rules.ts';
import {
  addPerson,
  DEFAULT_PEOPLE,
  getById,
  newState,
  type DemoCourse,
  type DemoGrade,
  type DemoLineItem,
  type DemoLink,
  type DemoPerson,
  type DemoPersonInput,
  type DemoState,
  type DemoTool,
  type Ref,
} from './state.ts';
import { beginDeepLinking, type LmsParts } from './parts.ts';
import { createToolKeys } from './tool-keys.ts';

export interface DemoLmsOptions {
  /** The LMS's own address, without a slash at its end: its issuer. */
  baseUrl: string;
  clock: Clock;
  i18n: I18n;
  log: Log;
  /** Any number; the demonstration's three unless told. */
  people?: DemoPersonInput[];
  /** Name of the LMS. */
  title?: string;
  course?: { fullName: string; shortName: string };
  /** Plays an LMS whose own pages keep data for tools (LTI Platform Storage 0.1), as Canvas and Brightspace do. */
  hasStorage?: boolean;
  /** Private signing keys to begin with, newest first; one is made when there are none. */
  keys?: JWK[];
  /** What `onChange` gave before. A state of another address is not taken up: tools know the LMS by its address. */
  state?: DemoState | null;
  /** Called after each change, with the living object: save it soon, and once for many calls. */
  onChange?: (state: DemoState) => void;
}

/** How a launch differs from the plain one. */
export interface LaunchOptions {
  /** Submission review for this person's work, or the choice of content. */
  message?: MessageType;
  forUser?: Ref;
  /** A teacher who has switched the role to student. */
  asLearner?: boolean;
}

/** A small LMS that behaves towards tools as Moodle does. */
export interface DemoLms {
  app: Express;
  issuer: string;
  /** The living state: read it, and change it only through the methods. */
  state: DemoState;
  calls: Calls;
  tokens: AccessTokens;

  /** @returns the first person of a role. @throws Error without one. */
  person(role: DemoPerson['role']): DemoPerson;
  addPerson(person: DemoPersonInput, course?: Ref): DemoPerson;
  /** The course that the demonstration begins with. */
  course(): DemoCourse;
  copyCourse(course: Ref, names?: Pick<DemoCourse, 'fullName' | 'shortName'>): DemoCourse;

  /** Whether an active tool has its login at this origin. */
  hasTool(origin: string): boolean;
  register(registrationUrl: string, options?: RegisterOptions): Promise<DemoTool>;
  /** The address that the admin page's frame opens. */
  registrationLink(registrationUrl: string): string;
  /** The same for "Update" of a tool that is registered already. */
  updateLink(registrationUrl: string, tool: Ref): string;
  activate(tool: Ref): void;

  /** From now on the roster is paged in this way. */
  pageRosterAs(style: RosterStyle): void;

  /** Puts a link on the course page without asking the tool; `tool` and `course` are the first ones unless told. */
  addLink(input: Omit<LinkInput, 'toolId'> & { tool?: Ref; course?: Ref }): DemoLink;
  removeLink(link: Ref): void;

  /** Begins a launch. @returns what the browser posts (or gets) to the tool's login. */
  loginRequest(person: Ref, link: Ref, options?: LaunchOptions): PostForm;
  /** Begins the choice of content for a new activity, or for one that is edited. */
  deepLinkingRequest(person: Ref, options?: { course?: Ref; tool?: Ref; link?: Ref }): PostForm;
  /** @returns the claims of a launch that was never begun, for tests that change them. */
  claims(person: Ref, link: Ref, nonce: string, options?: LaunchOptions): Claims;
  /** Signs claims with the LMS's newest key, or with what a test wants. */
  signIdToken(claims: Claims, options?: SignOptions): string;
  publicJwks(): { keys: JWK[] };
  /** Makes a new signing key; the old ones stay published unless told. */
  rotateKey(options?: { keepOld?: boolean }): Promise<void>;

  /** The column that launches of a link name, or null. */
  lineItem(link: Ref): DemoLineItem | null;
  lineItemUrl(item: Ref): string;
  removeLineItem(item: Ref): void;
  /** The cell of a person in a link's column; null while empty. */
  grade(link: Ref, person: Ref): DemoGrade | null;
  /** A teacher types a grade into the gradebook. */
  overrideGrade(link: Ref, person: Ref, points: number | null): DemoGrade;
  /** Locks a column, or one cell of it. */
  lock(link: Ref, person?: Ref, isLocked?: boolean): void;
}

function first<T>(list: T[], what: string): T {
  const [one] = list;
  if (!one) throw new Error(`the demo LMS has no ${what}`);
  return one;
}

function idOf(ref: Ref): string {
  return typeof ref === 'string' ? ref : ref.id;
}

async function stateOf(options: DemoLmsOptions): Promise<DemoState> {
  const { baseUrl: issuer, state, people = DEFAULT_PEOPLE, title = 'Demo-LMS' } = options;
  const course = options.course ?? { fullName: 'Rakenteellinen sosiaalityö', shortName: 'RST' };
  const own = state?.issuer === issuer ? state : newState({ issuer, title, course, people });
  if (options.hasStorage) own.storageTarget = '_parent';
  if (own.keys.length === 0) own.keys = options.keys ?? [await newKey()];
  return own;
}

/** @returns an LMS; nothing listens until its `app` is given to a server. */
export async function createDemoLms(options: DemoLmsOptions): Promise<DemoLms> {
  const state = await stateOf(options);
  const core: LmsCore = {
    state,
    clock: options.clock,
    log: options.log,
    changed: () => options.onChange?.(state),
  };
  const calls = createCalls();
  const toolKeys = createToolKeys(core);
  const tokens = createAccessTokens(core, toolKeys);
  const launches = createLaunches(core);
  const deepLinking = createDeepLinking(core, toolKeys);
  const registration = createRegistration(core);
  const rosterPaging: LmsParts['rosterPaging'] = { style: 'moodle' };
  const { i18n } = options;
  const parts = { core, i18n, calls, tokens, launches, deepLinking, registration, rosterPaging };
  core.changed();

  const messageOf = (person: Ref, link: Ref, given: LaunchOptions = {}): Message => {
    const found = getById(state.links, link);
    return {
      type: given.message ?? 'LtiResourceLinkRequest',
      person: getById(state.people, person),
      course: getById(state.courses, found.courseId),
      tool: getById(state.tools, found.toolId),
      link: found,
      asLearner: given.asLearner ?? false,
      forUserId: given.forUser && idOf(given.forUser),
    };
  };
  const columnOf = (link: Ref): DemoLineItem => {
    const item =
      state.lineItems.find(one => one.activityId === idOf(link)) ?? coupledLineItem(state, idOf(link));
    return first(item ? [item] : [], `line item of link ${idOf(link)}`);
  };

  return {
    app: demoLmsRoutes(parts),
    issuer: state.issuer,
    state,
    calls,
    tokens,
    person: role =>
      first(
        state.people.filter(person => person.role === role),
        role,
      ),
    addPerson(person, course = first(state.courses, 'course')) {
      const added = addPerson(state, getById(state.courses, course), person);
      core.changed();
      return added;
    },
    course: () => first(state.courses, 'course'),
    copyCourse(course, names) {
      return copyCourse(core, course, names ?? nextNames(state, getById(state.courses, course)));
    },
    hasTool: origin =>
      state.tools.some(tool => tool.status === 'active' && new URL(tool.loginUrl).origin === origin),
    register: (url, given) => registration.register(url, given),
    registrationLink: url => registration.link(url),
    updateLink: (url, tool) => registration.link(url, idOf(tool)),
    activate: tool => registration.activate(idOf(tool)),
    pageRosterAs(style) {
      rosterPaging.style = style;
    },
    addLink({ tool = first(state.tools, 'tool'), course = first(state.courses, 'course'), ...input }) {
      return addLink(core, idOf(course), { ...input, toolId: idOf(tool) });
    },
    removeLink: link => removeLink(core, link),
    loginRequest: (person, link, given) => launches.begin(messageOf(person, link, given)),
    deepLinkingRequest: (person, given) => beginDeepLinking(parts, person, given),
    claims: (person, link, nonce, given) => claimsOf(core, messageOf(person, link, given), nonce),
    signIdToken: (claims, given) => signJwt(claims, first(state.keys, 'key'), given),
    publicJwks: () => publicJwks(state.keys),
    async rotateKey({ keepOld = true } = {}) {
      state.keys = [await newKey(), ...(keepOld ? state.keys : [])];
      core.changed();
    },
    lineItem: link => coupledLineItem(state, idOf(link)),
    lineItemUrl(item) {
      const found = getById(state.lineItems, item);
      const toolId = found.coupling?.toolId ?? getById(state.links, found.activityId ?? '').toolId;
      return lineItemUrl(state, found, toolId);
    },
    removeLineItem: item => removeLineItem(core, idOf(item)),
    grade: (link, person) => findGrade(state, columnOf(link).id, idOf(person)),
    overrideGrade: (link, person, points) => override(core, columnOf(link), idOf(person), points),
    lock: (link, person, isLocked = true) => setLock(core, columnOf(link), person && idOf(person), isLocked),
  };
}
