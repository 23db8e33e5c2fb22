import { Router, type ErrorRequestHandler } from 'express';
import { AppError } from '../kit/errors.ts';
import type { Calls } from './calls.ts';
import { serviceErrors, watched } from './calls.routes.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { LmsCore } from './core.ts';
import { publicJwks } from './keys.ts';
import type { Registration } from './registration.ts';

interface PlatformParts {
  core: LmsCore;
  registration: Registration;
  tokens: AccessTokens;
  calls: Calls;
}

/** Moodle answers a refused registration with the bare reason. */
const plainReasons: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (error instanceof AppError && error.code === 'demo-lms/registration-refused') {
    res.status(error.status).type('text').send(error.detail);
    return;
  }
  next(error);
};

/** What a tool's server asks of the platform itself: configuration, keys, tokens, registration. */
export function platformRoutes({ core, registration, tokens, calls }: PlatformParts): Router {
  const { state, clock } = core;
  const router = Router();

  router.get('/.well-known/openid-configuration', watched(calls, clock, 'configuration'), (_req, res) => {
    res.json(registration.configuration());
  });

  router.get('/lti/keys', watched(calls, clock, 'jwks'), (_req, res) => {
    res.json(publicJwks(state.keys));
  });

  router.post('/lti/token', watched(calls, clock, 'token'), async (req, res) => {
    const isForm = req.is('application/x-www-form-urlencoded') !== false;
    const answer = await tokens.issue(isForm ? ((req.body ?? {}) as Record<string, unknown>) : {});
    res.status(answer.status).set('Cache-Control', 'no-store').json(answer.body);
  });

  router.post('/lti/register', watched(calls, clock, 'registration'), async (req, res) => {
    res.json(await registration.accept(req.get('authorization'), req.body));
  });

  router.use(plainReasons, serviceErrors);
  return router;
}
