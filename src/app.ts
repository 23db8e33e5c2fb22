import express, { type Express } from 'express';
import type { Env } from '../config/env.ts';
import { LIMITS } from '../config/limits.ts';
import { activitiesTexts, createActivities, type Activities, type ActivityKind } from './activities/index.ts';
import { adminTexts, createAdmin } from './admin/index.ts';
import { courseTexts, createCourse } from './course/index.ts';
import { createColumnRouter, createDashboard, dashboardTexts } from './dashboard/index.ts';
import {
  ensureIndexes,
  isDatabaseAway,
  isDatabaseUp,
  migrations,
  runMigrations,
  type Database,
} from './db/index.ts';
import {
  createColumns,
  createGradeFigures,
  createGrades,
  gradesTexts,
  type ActivityGrading,
  type Columns,
  type GradesRoom,
} from './grades/index.ts';
import {
  createHealth,
  errorPages,
  httpTexts,
  limitRate,
  notFound,
  readBodies,
  requestLog,
  requireSameOrigin,
  securityHeaders,
  serveAssets,
} from './http/index.ts';
import { createI18n, type I18n } from './i18n/index.ts';
import type { Clock } from './kit/clock.ts';
import type { Log } from './kit/log.ts';
import type { Secrets } from './kit/secret-box.ts';
import {
  createGate,
  createPlatformServices,
  ltiTexts,
  type Gate,
  type PlatformServices,
} from './lti/index.ts';
import { createPeople, createPeopleRouter, peopleTexts, type People } from './people/index.ts';
import { questionsTexts } from './questions/index.ts';
import {
  createResearchRouter,
  createSelfAssessment,
  renewPseudonymKey,
  selfAssessmentTexts,
} from './self-assessment/index.ts';

export interface AppOptions {
  /** With a secret: outside production main.ts has made one where none was given. */
  env: Env & { secretKey: string };
  db: Database;
  clock: Clock;
  log: Log;
}

export interface App {
  handler: Express;
  /** Starts what runs beside the requests: the sender of grades. */
  start(): void;
  stop(): Promise<void>;
  /** @returns a fresh one-time address for an LMS's admin */
  newRegistrationLink(): Promise<string>;
  /** @returns whether any platform is known besides the one with this issuer */
  knowsPlatform(exceptIssuer?: string): Promise<boolean>;
  knowsIssuer(issuer: string): Promise<boolean>;
}

const TEXTS = {
  http: httpTexts,
  lti: ltiTexts,
  people: peopleTexts,
  activities: activitiesTexts,
  grades: gradesTexts,
  questions: questionsTexts,
  course: courseTexts,
  'self-assessment': selfAssessmentTexts,
  dashboard: dashboardTexts,
  admin: adminTexts,
};

function secretsOf({ secretKey, secretKeyBefore }: AppOptions['env']): Secrets {
  return [secretKey, secretKeyBefore];
}

/** The rooms of one tool, each made from those to its left. */
interface Rooms {
  gate: Gate;
  services: PlatformServices;
  people: People;
  grades: GradesRoom;
  columns: Columns;
  kinds: readonly ActivityKind[];
  activities: Activities;
  /** What calendars read, without a launch. */
  courseCalendar: express.Router;
  admin: express.Router;
}

/**
 * Makes the rooms. Some of them call to their right, and get a function for it: the gate hands each launch on, grades
 * ask the activity's kind for its score, and feature rooms ask the activities for what they know of each other.
 */
function createRooms({ env, db, clock, log }: AppOptions): Rooms {
  const { publicUrl, secretKey, allowHttpPlatforms: allowHttp } = env;
  const secrets = secretsOf(env);
  const people = createPeople({ db, clock });
  const gate = createGate({
    db,
    clock,
    publicUrl,
    secretKey: secrets,
    allowHttp,
    onLaunch: async launch => {
      const outcome = await activities.openLaunch(launch);
      grades.noteSeen(outcome.facts.participantId);
      return outcome;
    },
  });
  const services = createPlatformServices(gate, clock);
  const kindOf = async (activityId: string): Promise<ActivityKind | null> => {
    const activity = await activities.find(activityId);
    return kinds.find(kind => kind.name === activity?.kind) ?? null;
  };
  const gradingOf = async (activityId: string): Promise<ActivityGrading | null> => {
    // Kind and form are chosen once (docs/decisions/0012): as they were a moment ago they are now.
    const activity = await activities.findRecent(activityId);
    const kind = kinds.find(one => one.name === activity?.kind);
    if (!activity || !kind) return null;
    const { gradeForm: form, points } = activity;
    return { scoresOf: ids => kind.scoresOf(activity, ids), form, points };
  };
  const grades = createGrades({
    db,
    clock,
    log,
    ags: services.ags,
    findPlacement: id => activities.findPlacement(id),
    findParticipants: ids => people.findParticipants(ids),
    gradingOf,
    maximumOf: id => columns.maximumOf(id),
    findMaximum: async ({ platformId, lineItemUrl }) => {
      const reading = await services.lineItems.find(platformId, lineItemUrl);
      return reading.ok ? reading.item.maximum : null;
    },
  });
  const institutionNamesOf = async (): Promise<ReadonlyMap<string, string>> =>
    new Map((await gate.platforms.list()).map(({ id, name }) => [id, name]));
  const selfAssessment = createSelfAssessment({
    db,
    clock,
    secretKey: secrets,
    grades,
    people,
    log,
    institutionNamesOf,
    parts: {
      notePartDone: done => activities.parts.notePartDone(done),
      findThemes: question => activities.parts.findThemes(question),
    },
    changeSettings: (id, changes) => activities.changeSettings(id, changes),
  });
  const course = createCourse({
    db,
    clock,
    grades,
    parts: {
      standingOf: (...of) => activities.parts.standingOf(...of),
      recommendations: (...of) => activities.parts.recommendations(...of),
    },
    secretKey,
    publicUrl,
    findActivity: id => activities.findRecent(id),
    people,
    listPlacements: id => activities.listPlacements(id),
    institutionNamesOf,
    changeSettings: (...of) => activities.changeSettings(...of),
  });
  const kinds = [selfAssessment, course];
  const activities = createActivities({
    db,
    clock,
    kinds,
    people,
    sessions: gate.sessions,
    secretKey,
    deepLinking: gate.deepLinking,
  });
  const columns = createColumns({
    db,
    clock,
    log,
    lineItems: services.lineItems,
    columns: activities.columns,
    findActivity: id => activities.find(id),
    kindOf,
    moveGrades: async (placementId, lineItemUrl) => {
      const placement = await activities.findPlacement(placementId);
      if (placement) await grades.moveGrades(placement, lineItemUrl);
    },
  });
  const figures = createGradeFigures(db);
  const { platforms } = gate;
  const research = createResearchRouter({
    db,
    clock,
    findActivity: id => activities.find(id),
    findInstrument: (...of) => selfAssessment.findInstrument(...of),
    institutionNamesOf,
  });
  const admin = createAdmin({
    db,
    clock,
    log,
    publicUrl,
    metricsToken: env.metricsToken,
    platforms,
    figures,
    pages: [{ path: 'research', title: 'self-assessment:research.title', router: research }],
  });
  const { calendarRouter: courseCalendar } = course;
  return { gate, services, people, grades, columns, kinds, activities, courseCalendar, admin };
}

/** Everything of one launch, below `/l/<id>`; the gate lets in, each room has its first segment. */
function launchRoutes(
  { gate, services, people, grades, columns, kinds, activities }: Rooms,
  { clock, log }: Pick<AppOptions, 'clock' | 'log'>,
): express.Router {
  const router = express.Router({ mergeParams: true });
  router.post(
    '/{*any}',
    // Not by the address: an id can be spelled in many ways.
    limitRate(LIMITS.formsPerMinute, req => req.res?.locals.session?.id ?? ''),
  );
  router.use(readBodies);
  router.use(gate.sessionRouter);
  router.use(createPeopleRouter({ people, sessions: gate.sessions }));
  router.use('/activities', activities.router);
  for (const kind of kinds) router.use(`/${kind.name}`, activities.loadActivityOf(kind), kind.router);
  router.use(
    '/dashboard/column',
    activities.loadActivity,
    createColumnRouter({ activities, people, grades, kinds, columns, clock }),
  );
  router.use(
    '/dashboard',
    activities.loadActivity,
    createDashboard({ activities, people, grades, kinds, nrps: services.nrps, clock, log }),
  );
  return router;
}

/** The tool's routes, in the order in which a request meets them. */
function createHandler(rooms: Rooms, i18n: I18n, { env, db, clock, log }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  // No cache keeps a page, so nothing asks whether one has changed; assets bring a tag of their own.
  app.disable('etag');
  app.set('trust proxy', env.trustProxy);
  app.use(
    securityHeaders({
      https: env.publicUrl.startsWith('https:'),
      frameAncestors: () => rooms.gate.platforms.origins(),
    }),
  );
  app.use('/health', createHealth({ isReady: () => isDatabaseUp(db) }));
  app.use((_req, res, next) => {
    res.locals.i18n = i18n;
    next();
  });
  app.use(requestLog(log));
  app.use(serveAssets());
  app.use('/lti', rooms.gate.router);
  app.use('/admin', rooms.admin);
  app.use('/course/calendar', limitRate(LIMITS.calendarsPerMinute), rooms.courseCalendar);
  app.use(
    '/l/:launch',
    requireSameOrigin(env.publicUrl),
    rooms.gate.loadSession,
    rooms.gate.frameByOwnPlatform,
    launchRoutes(rooms, { clock, log }),
  );
  app.use(notFound, errorPages({ log, isDatabaseAway }));
  return app;
}

/** Puts the tool together on a database: migrations, indexes, rooms, routes. Listening is the caller's. */
export async function createApp(options: AppOptions): Promise<App> {
  const { db, clock, log } = options;
  const migrating = runMigrations(db, migrations, { clock, log });
  // Asks the database nothing: it is put together while the first answer comes.
  const rooms = createRooms(options);
  const handler = createHandler(rooms, createI18n(TEXTS), options);
  const { gate, grades } = rooms;
  await migrating;
  // Read ahead: the first launch shall find the platforms and the signing key in memory.
  await Promise.all([ensureIndexes(db), gate.platforms.list(), gate.toolKeys.signingKey()]);
  if (options.env.secretKeyBefore !== undefined) await renewPseudonymKey(db, secretsOf(options.env));
  return {
    handler,
    start: () => grades.start(),
    stop: () => grades.stop(),
    newRegistrationLink: () => gate.newRegistrationLink(),
    knowsPlatform: async exceptIssuer =>
      (await gate.platforms.list()).some(({ issuer }) => issuer !== exceptIssuer),
    knowsIssuer: async issuer => (await gate.platforms.list()).some(platform => platform.issuer === issuer),
  };
}
