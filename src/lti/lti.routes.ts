import express, { type RequestHandler, type Router } from 'express';
import { LIMITS } from '../../config/limits.ts';
import { ProveLaunchPage } from '../../views/lti/prove-launch-page.tsx';
import { RegisteredPage } from '../../views/lti/registered-page.tsx';
import { RegistrationLinkPage } from '../../views/lti/registration-link-page.tsx';
import { leadTo, limitRate, pageFrame, readBodies, sendPage } from '../http/index.ts';
import { AppError } from '../kit/errors.ts';
import { findBrowser, setSessionCookie } from './cookies.ts';
import { findUnproven, verifyLaunch, type LaunchTools } from './launch-pipeline.ts';
import type { Launch } from './launch.ts';
import { createLogin } from './login.ts';
import type { ToolKeys } from './platform.ts';
import { stepsAfterRegistration } from './quirks.ts';
import { registerPlatform, type RegistrationTools } from './registration.ts';
import { basePath } from './session.ts';
import type { Sessions } from './session.store.ts';
import type { LaunchOutcome } from './session.types.ts';

export interface GateRoutes {
  launch: LaunchTools;
  registration: RegistrationTools;
  sessions: Sessions;
  toolKeys: ToolKeys;
  onLaunch: (launch: Launch) => Promise<LaunchOutcome>;
}

const KEYS_CACHE = 'public, max-age=300';

/** A good launch ends in a session of its own and a redirect to its first page. */
function finishLaunch({ launch: tools, sessions, onLaunch }: GateRoutes): RequestHandler {
  return async (req, res) => {
    const unproven = await findUnproven(req, tools);
    if (unproven) {
      sendPage(res, ProveLaunchPage, { frame: pageFrame(req, res), ...unproven });
      return;
    }
    const { launch, state, isCookieless } = await verifyLaunch(req, tools);
    const { facts, path } = await onLaunch(launch);
    const session = {
      ...facts,
      isCookieless,
      platformId: launch.platformId,
      deploymentId: launch.deploymentId,
      sub: launch.sub,
      name: launch.name,
      resourceLinkId: launch.resourceLink?.id,
      productFamily: launch.productFamily,
      returnUrl: launch.returnUrl,
      deepLinking: launch.deepLinking,
    };
    const browser = isCookieless ? null : findBrowser(req);
    const { id, secret } = await sessions.insert(state, session, browser);
    if (!isCookieless) setSessionCookie(res, id, secret);
    leadTo(res, 303, `${basePath(id, isCookieless ? secret : undefined)}/${path}`);
  };
}

/** Opened by the LMS's admin in a frame of the LMS; without a configuration it only says what the link is for. */
function register(tools: RegistrationTools): RequestHandler<{ secret: string }> {
  return async (req, res) => {
    const { openid_configuration: configurationUrl, registration_token: registrationToken } = req.query;
    if (typeof configurationUrl !== 'string') {
      const isOpen = await tools.links.isOpen(req.params.secret);
      if (!isOpen) throw new AppError('lti/registration-link-used', { status: 410 });
      sendPage(res, RegistrationLinkPage, { frame: pageFrame(req, res) });
      return;
    }
    const { platform, outcome } = await registerPlatform(tools, {
      secret: req.params.secret,
      configurationUrl,
      registrationToken: typeof registrationToken === 'string' ? registrationToken : undefined,
    });
    sendPage(res, RegisteredPage, {
      frame: pageFrame(req, res),
      host: platform.name,
      outcome,
      isDisabled: platform.status === 'disabled',
      steps: stepsAfterRegistration(platform.productFamily, outcome === 'updated' ? 'updated' : 'registered'),
    });
  };
}

/** `/lti/…`: what platforms and their browsers call. */
export function createGateRouter(routes: GateRoutes): Router {
  const router = express.Router();
  router.use(['/login', '/launch'], limitRate(LIMITS.launchesPerMinute));
  router.use('/register', limitRate(LIMITS.registrationsPerMinute));
  router.use(readBodies);
  const login = createLogin(routes.launch);
  router.get('/login', login);
  router.post('/login', login);
  router.post('/launch', finishLaunch(routes));
  router.get('/launch', () => {
    throw new AppError('lti/launch-by-address', { status: 400 });
  });
  router.get('/keys', async (_req, res) => {
    res.set('Cache-Control', KEYS_CACHE).json(await routes.toolKeys.publicJwks());
  });
  router.get('/register/:secret', register(routes.registration));
  return router;
}
