import { createServer, type RequestListener } from 'node:http';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import type { Score } from '../../../src/activities/kind.ts';
import { ensureIndexes, type Database } from '../../../src/db/index.ts';
import {
  createDemoLms,
  demoLmsTexts,
  type DemoLink,
  type DemoLms,
  type DemoPerson,
  type DemoState,
} from '../../../src/demo-lms/index.ts';
import { createGrades, type GradesRoom } from '../../../src/grades/index.ts';
import { createI18n } from '../../../src/i18n/index.ts';
import type { Clock } from '../../../src/kit/clock.ts';
import { createLog } from '../../../src/kit/log.ts';
import { createAgs, type Ags } from '../../../src/lti/ags.ts';
import { createLineItems } from '../../../src/lti/line-items.ts';
import { createNrps, type Nrps } from '../../../src/lti/nrps.ts';
import { createPlatformHttp } from '../../../src/lti/platform-http.ts';
import type { Platform, ToolKeys } from '../../../src/lti/platform.ts';
import { createServiceCall, type ServiceCall } from '../../../src/lti/service-call.ts';
import { createServiceTokens } from '../../../src/lti/service-token.ts';
import { openTestDatabase } from '../../support/database.ts';
import { closeServer, listen } from '../../support/lms.ts';
import { participantIdOf, personOf } from './participant-id.ts';
import { settableClock, type SettableClock } from '../../support/settable-clock.ts';

const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope';
const SCOPES = [
  `${AGS}/lineitem`,
  `${AGS}/result.readonly`,
  `${AGS}/score`,
  'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
];
export const ACTIVITY = 'activity-1';

/** One LMS with one link that has a column, and the students in it. */
export interface GradedLms {
  lms: DemoLms;
  platform: Platform;
  link: DemoLink;
  placementId: string;
  students: DemoPerson[];
}

/** A tool's grades and services, over real HTTP and a real database, with platforms that can be made to fail. */
export interface GradeWorld<C extends Clock = SettableClock> {
  db: Database;
  clock: C;
  /** The tool's key, for another process that is to sign with it. */
  keys: ToolKeys;
  ags: Ags;
  nrps: Nrps;
  call: ServiceCall;
  grades: GradesRoom;
  /** The scores that the activity's kind would give, by participant. */
  scores: Map<string, Score>;
  trials: Set<string>;
  /** @returns another worker on the same database */
  anotherWorker(options?: { beforeScore?: () => Promise<void> }): GradesRoom;
  addLms(students?: number): Promise<GradedLms>;
  /** Gives a score now. @returns the participant's id */
  score(at: GradedLms, student: DemoPerson, value: number, comment?: string): Promise<string>;
  /** @returns the participant's id */
  idOf(at: GradedLms, student: DemoPerson): string;
  /** Waits until it is so, two seconds at the most. */
  until(isSo: () => boolean | Promise<boolean>): Promise<void>;
  close(): Promise<void>;
}

/** Made once: it takes longer than a test. */
let toolKeys: Promise<ToolKeys> | undefined;

async function makeToolKeys(): Promise<ToolKeys> {
  const pair = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'tool-key', alg: 'RS256', use: 'sig' };
  const privatePem = await exportPKCS8(pair.privateKey);
  return {
    signingKey: () => Promise.resolve({ kid: 'tool-key', privatePem }),
    publicJwks: () => Promise.resolve({ keys: [jwk] }),
  };
}

/** An LMS that never signs anything: making its key would take longer than the test. */
function stateOf(issuer: string): DemoState {
  const course = {
    id: '1',
    shortName: 'RST-1',
    fullName: 'Rakenteellinen sosiaalityö',
    history: [],
    members: [],
  };
  const nothing = { people: [], links: [], lineItems: [], grades: [], tools: [] };
  return {
    issuer,
    title: 'LMS',
    lastId: 1,
    keys: [{ kty: 'RSA', kid: 'unused' }],
    courses: [course],
    ...nothing,
  };
}

function registerTool(lms: DemoLms, jwksUrl: string): void {
  const origin = new URL(jwksUrl).origin;
  lms.state.tools.push({
    id: '900',
    clientId: 'client-of-the-tool',
    name: 'SOSRAKE',
    description: '',
    status: 'active',
    domain: 'localhost',
    targetLinkUri: origin,
    loginUrl: origin,
    redirectUris: [origin],
    jwksUrl,
    deepLinkUrl: null,
    custom: {},
    scopes: SCOPES,
    sendsNames: true,
    sendsEmail: true,
  });
}

function platformOf(lms: DemoLms): Platform {
  const at = new Date('2026-11-27T08:00:00Z');
  return {
    id: `platform-${new URL(lms.issuer).port}`,
    issuer: lms.issuer,
    clientId: 'client-of-the-tool',
    authorizationUrl: `${lms.issuer}/lti/auth`,
    tokenUrl: `${lms.issuer}/lti/token`,
    tokenAudience: null,
    jwksUrl: `${lms.issuer}/lti/keys`,
    productFamily: 'moodle',
    name: 'Demo',
    status: 'active',
    deployments: [],
    scopes: SCOPES,
    createdAt: at,
  };
}

/** @param httpTimeoutMs so that tests of silence are short */
export function makeGradeWorld(httpTimeoutMs = 5000): Promise<GradeWorld> {
  return makeWorldAt(settableClock('2026-11-27T10:00:00.250Z'), httpTimeoutMs);
}

/** @param clock the real one where other processes take part */
export async function makeWorldAt<C extends Clock>(clock: C, httpTimeoutMs = 5000): Promise<GradeWorld<C>> {
  const db = await openTestDatabase({ usedBy: 'grade world' });
  const log = createLog('silent');
  toolKeys ??= makeToolKeys();
  const keys = await toolKeys;
  const jwksServer = createServer((_req, res) => {
    void keys.publicJwks().then(jwks => res.end(JSON.stringify(jwks)));
  });
  const jwksUrl = `http://127.0.0.1:${String(await listen(jwksServer))}/jwks`;
  const servers = [jwksServer];
  const all: GradedLms[] = [];
  const scores = new Map<string, Score>();
  const trials = new Set<string>();
  const workers: GradesRoom[] = [];
  const platforms = {
    find: (id: string) => Promise.resolve(all.find(one => one.platform.id === id)?.platform ?? null),
  };
  const http = createPlatformHttp({ allowHttp: true, timeoutMs: httpTimeoutMs });
  const tokens = createServiceTokens({ keys, http, clock });
  const call = createServiceCall({ platforms, tokens, http, clock });
  const ags = createAgs(call);
  const lineItems = createLineItems(call, clock);
  const anotherWorker: GradeWorld['anotherWorker'] = ({ beforeScore } = {}) => {
    const worker = createGrades({
      db,
      clock,
      log,
      ags,
      random: () => 0,
      findPlacement: id => {
        const found = all.find(one => one.placementId === id);
        const item = found && found.lms.lineItem(found.link);
        const lineItemUrl = item ? found.lms.lineItemUrl(item) : null;
        return Promise.resolve(found ? { platformId: found.platform.id, lineItemUrl } : null);
      },
      findParticipants: ids =>
        Promise.resolve(ids.map(id => ({ id, ...personOf(id), isTrial: trials.has(id) }))),
      maximumOf: () => Promise.resolve(null),
      findMaximum: async ({ platformId, lineItemUrl }) => {
        const reading = await lineItems.find(platformId, lineItemUrl);
        return reading.ok ? reading.item.maximum : null;
      },
      gradingOf: () =>
        Promise.resolve({
          form: 'points' as const,
          points: 5,
          async scoresOf() {
            await beforeScore?.();
            return scores;
          },
        }),
    });
    workers.push(worker);
    return worker;
  };
  const grades = anotherWorker();
  await ensureIndexes(db);

  const idOf: GradeWorld['idOf'] = (at, student) => participantIdOf(at.platform.id, student.id);
  return {
    db,
    clock,
    keys,
    ags,
    nrps: createNrps(call, clock),
    call,
    grades,
    scores,
    trials,
    anotherWorker,
    idOf,
    async addLms(count = 1) {
      const server = createServer();
      const issuer = `http://127.0.0.1:${String(await listen(server))}`;
      const i18n = createI18n({ 'demo-lms': demoLmsTexts });
      const lms = await createDemoLms({ baseUrl: issuer, clock, log, i18n, state: stateOf(issuer) });
      server.on('request', lms.app as unknown as RequestListener);
      servers.push(server);
      for (let i = 0; i < count; i += 1) {
        lms.addPerson({ givenName: 'Onni', familyName: `Opiskelija ${String(i)}`, role: 'student' });
      }
      registerTool(lms, jwksUrl);
      const link = lms.addLink({ title: 'Itsearviointi', lineItem: { scoreMaximum: 5 } });
      const platform = platformOf(lms);
      const students = lms.state.people;
      const added = { lms, platform, link, placementId: `link-of-${platform.id}`, students };
      all.push(added);
      return added;
    },
    async score(at, student, value, comment) {
      const participantId = idOf(at, student);
      const event = { placementId: at.placementId, activityId: ACTIVITY, participantId, at: clock.now() };
      scores.set(participantId, { value, at: clock.now(), comment });
      await grades.enqueue(event);
      return participantId;
    },
    async until(isSo) {
      const end = performance.now() + 2000;
      while (!(await isSo())) {
        if (performance.now() > end) throw new Error('it never came to be so');
        await new Promise(resolve => setTimeout(resolve, 10));
      }
    },
    async close() {
      await Promise.all(workers.map(worker => worker.stop()));
      await Promise.all(servers.map(closeServer));
      await db.close();
    },
  };
}

/** @returns the only student */
export function onlyStudent(at: GradedLms): DemoPerson {
  const [student] = at.students;
  if (!student) throw new Error('no student');
  return student;
}
