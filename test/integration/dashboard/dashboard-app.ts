import { createServer } from 'node:http';
import express from 'express';
import {
  activitiesTexts,
  type Activity,
  type Placement,
  type Progress,
  type Review,
} from '../../../src/activities/index.ts';
import type { Score } from '../../../src/activities/kind.ts';
import type { JoinVerdict } from '../../../src/activities/index.ts';
import { createDashboard, dashboardTexts } from '../../../src/dashboard/index.ts';
import { gradesTexts, type GradeState, type LastComparison } from '../../../src/grades/index.ts';
import {
  errorPages,
  httpTexts,
  readBodies,
  requireSameOrigin,
  securityHeaders,
  serveAssets,
} from '../../../src/http/index.ts';
import { createI18n, type Locale } from '../../../src/i18n/index.ts';
import { createLog } from '../../../src/kit/log.ts';
import type { Member, MembersResult } from '../../../src/lti/nrps.ts';
import type { Session } from '../../../src/lti/session.types.ts';
import { peopleTexts, type Classroom, type Participant } from '../../../src/people/index.ts';
import { selfAssessmentTexts } from '../../../src/self-assessment/index.ts';
import { closeServer, listen } from '../../support/lms.ts';
import { settableClock, type SettableClock } from '../../support/settable-clock.ts';

const NOW = '2026-11-27T10:00:00Z';

/** What the dashboard sees; a test changes it as it likes. */
export interface DashboardWorld {
  clock: SettableClock;
  url: string;
  session: Session;
  activity: Activity | undefined;
  placement: Placement;
  /** What the LMS's list answers. */
  members: MembersResult;
  membershipsUrl: string | null;
  /** How often the LMS was asked. */
  rosterCalls: number;
  participants: Participant[];
  progress: Progress[];
  /** Subs of the classroom's teachers. */
  staff: string[];
  /** The work itself, of a kind that shows it. */
  work: Review['work'];
  states: GradeState[];
  join: JoinVerdict;
  enqueued: { placementId: string; participantId: string; at: Date }[];
  resent: (string | undefined)[];
  kept: { participantId: string; by: string }[];
  lastComparison: LastComparison | null;
  compare(): Promise<void>;
  /** What the kind would score, by participant. */
  scores: Map<string, Score>;
  get(query?: string, locale?: Locale): Promise<Response>;
  post(path: string, form?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

export function aMember(sub: string, change: Partial<Member> = {}): Member {
  return { sub, name: `Opiskelija ${sub}`, role: 'learner', status: 'active', ...change };
}

export function aParticipant(sub: string, change: Partial<Participant> = {}): Participant {
  const at = new Date(NOW);
  return {
    id: `id-${sub}`,
    platformId: 'platform-1',
    sub,
    name: `Opiskelija ${sub}`,
    locale: null,
    isTrial: false,
    classrooms: [{ id: 'classroom-1', lastSeenAt: at }],
    createdAt: at,
    ...change,
  };
}

export function aState(sub: string, change: Partial<GradeState> = {}): GradeState {
  const sentAt = new Date('2026-11-26T12:30:00Z');
  return {
    participantId: `id-${sub}`,
    placementId: 'link-1',
    state: 'sent',
    waitingSince: null,
    sentAt,
    sentValue: 1,
    nextTryAt: null,
    reason: null,
    tries: 1,
    comparison: null,
    shown: null,
    ...change,
  };
}

export const isDone = (sub: string): Progress => ({
  participantId: `id-${sub}`,
  state: 'done',
  startedAt: new Date('2026-11-25T08:00:00Z'),
  doneAt: new Date('2026-11-26T12:29:00Z'),
});

export const isUnderWay = (sub: string): Progress => ({
  participantId: `id-${sub}`,
  state: 'under-way',
  startedAt: new Date('2026-11-25T08:00:00Z'),
});

function aSession(): Session {
  return {
    id: 'launch-1',
    isCookieless: false,
    role: 'teacher',
    isTrial: false,
    participantId: undefined,
    classroomId: 'classroom-1',
    placementId: 'link-1',
    activityId: 'activity-1',
    locale: 'fi',
    platformId: 'platform-1',
    deploymentId: '1',
    sub: 'teacher',
    name: 'Tiina Opettaja',
    resourceLinkId: '5',
    productFamily: 'moodle',
    returnUrl: undefined,
    deepLinking: undefined,
    createdAt: new Date(NOW),
    expiresAt: new Date('2026-11-27T22:00:00Z'),
  };
}

function anActivity(): Activity {
  return {
    id: 'activity-1',
    kind: 'self-assessment',
    title: 'Osaamisen itsearviointi',
    locale: null,
    dueAt: null,
    settings: {},
    gradeForm: 'completion',
    points: 1,
    classroomId: 'classroom-1',
    platformId: 'platform-1',
    copiedFromId: null,
    isScheduleOpen: false,
    createdAt: new Date('2026-11-01T10:00:00Z'),
  };
}

type Facts = Omit<DashboardWorld, 'url' | 'get' | 'post' | 'close'>;

function appOf(world: Facts): express.Express {
  const app = express();
  const log = createLog('silent');
  const texts = {
    http: httpTexts,
    activities: activitiesTexts,
    grades: gradesTexts,
    dashboard: dashboardTexts,
    'self-assessment': selfAssessmentTexts,
  };
  const i18n = createI18n({ ...texts, people: peopleTexts });
  app.use(securityHeaders({ https: false, frameAncestors: () => [] }), serveAssets());
  app.use('/l/:launch', (req, res, next) => {
    const locale = (req.get('x-locale') ?? world.session.locale) as Locale;
    const { session, activity } = world;
    Object.assign(res.locals, {
      i18n,
      session,
      locale,
      base: '/l/launch-1',
      ...(activity ? { activity } : {}),
    });
    next();
  });
  app.use('/l/:launch', requireSameOrigin('https://tool.example'), readBodies);
  app.use(
    '/l/:launch/dashboard',
    createDashboard({
      clock: world.clock,
      log,
      activities: {
        listPlacements: () => Promise.resolve([world.placement]),
        mayJoin: () => Promise.resolve(world.join),
      },
      people: {
        listClassrooms: () =>
          Promise.resolve([{ id: 'classroom-1', membershipsUrl: world.membershipsUrl } as Classroom]),
        renameParticipants: () => Promise.resolve(),
        listByClassroom: id =>
          Promise.resolve(
            world.participants.filter(one => !one.isTrial && one.classrooms.some(room => room.id === id)),
          ),
        findBySub: (platformId, sub) =>
          Promise.resolve(
            world.participants.find(
              one => one.platformId === platformId && one.sub === sub && !one.isTrial,
            ) ?? null,
          ),
        isStaff: (_classroom, sub) => Promise.resolve(world.staff.includes(sub)),
        findParticipants: ids => Promise.resolve(world.participants.filter(one => ids.includes(one.id))),
      },
      grades: {
        enqueue: ({ placementId, participantId, at }) => {
          world.enqueued.push({ placementId, participantId, at });
          return Promise.resolve();
        },
        listStates: () => Promise.resolve(world.states),
        findState: (_activity, participantId) =>
          Promise.resolve(world.states.find(one => one.participantId === participantId) ?? null),
        resend: ({ participantId }) => {
          world.resent.push(participantId);
          return Promise.resolve();
        },
        keepTheirs: ({ participantId, by }) => {
          world.kept.push({ participantId, by });
          return Promise.resolve();
        },
        compare: () => world.compare(),
        findLastComparison: () => Promise.resolve(world.lastComparison),
      },
      kinds: [
        {
          name: 'self-assessment',
          title: 'self-assessment:kind.title',
          teacherPages: [{ path: 'self-assessment/rounds', title: 'self-assessment:rounds.title' }],
          scoresOf: () => Promise.resolve(world.scores),
          listProgress: () => Promise.resolve(world.progress),
          review: (_activity, participantId) =>
            Promise.resolve({
              progress: world.progress.find(one => one.participantId === participantId) ?? {
                participantId,
                state: 'not-started',
              },
              says: 'self-assessment:review.says',
              work: world.work,
            }),
        },
      ],
      nrps: {
        fetchMembers: () => {
          world.rosterCalls += 1;
          return Promise.resolve(world.members);
        },
      },
    }),
  );
  app.use(errorPages({ log, isDatabaseAway: () => false }));
  return app;
}

/** Serves the dashboard on loopback; behind it are plain lists. */
export async function openDashboard(): Promise<DashboardWorld> {
  const placement = {
    id: 'link-1',
    activityId: 'activity-1',
    platformId: 'platform-1',
    deploymentId: '1',
    classroomId: 'classroom-1',
    resourceLinkId: '5',
    lineItemUrl: 'https://lms.example.fi/lineitem',
    lineItemsUrl: 'https://lms.example.fi/lineitems',
    lineItemMaximum: null,
    lineItemCheckedAt: null,
  };
  const world: Facts = {
    clock: settableClock(NOW),
    session: aSession(),
    activity: anActivity(),
    placement,
    members: { ok: true, members: [], isWhole: true },
    membershipsUrl: 'https://lms.example.fi/memberships',
    rosterCalls: 0,
    participants: [],
    progress: [],
    staff: [],
    work: null,
    states: [],
    join: { ok: false, why: 'activities/join-nothing' },
    enqueued: [],
    resent: [],
    kept: [],
    lastComparison: null,
    compare: () => Promise.resolve(),
    scores: new Map(),
  };
  const server = createServer(appOf(world));
  const url = `http://127.0.0.1:${String(await listen(server))}/l/launch-1/dashboard`;
  const headers = { origin: 'https://tool.example' };
  return Object.assign(world, {
    url,
    get: (query = '', locale: Locale = 'fi') => fetch(`${url}${query}`, { headers: { 'x-locale': locale } }),
    post: (path: string, form: Record<string, string> = {}) =>
      fetch(`${url}/${path}`, {
        method: 'POST',
        headers,
        body: new URLSearchParams(form),
        redirect: 'manual',
      }),
    close: () => closeServer(server),
  });
}
