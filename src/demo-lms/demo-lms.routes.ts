import express, { Router, type Express, type RequestHandler } from 'express';
import {
  errorPages,
  notFound,
  requestLog,
  requireSameOrigin,
  securityHeaders,
  serveAssets,
} from '../http/index.ts';
import { adminRoutes } from './admin.routes.ts';
import { agsRoutes } from './ags.routes.ts';
import { serviceErrors } from './calls.routes.ts';
import { columnRoutes } from './column.routes.ts';
import { courseRoutes } from './course.routes.ts';
import { launchRoutes } from './launch.routes.ts';
import { nrpsRoutes } from './nrps.routes.ts';
import type { LmsParts } from './parts.ts';
import { platformRoutes } from './platform.routes.ts';
import { allowTools, toolOrigins } from './security-policy.ts';
import { findViewer, viewerRoutes } from './viewer.routes.ts';

/** LTI's media types are all `application/vnd.ims.….+json`. */
const JSON_TYPES = ['application/json', 'application/*+json'];

/** The tool's own headers, opened for framing tools and posting to them; the referrer policy is a browser's default. */
function openHeaders({ core: { state } }: LmsParts): RequestHandler {
  return (_req, res, next) => {
    allowTools(res, toolOrigins(state));
    res.set('Referrer-Policy', 'strict-origin-when-cross-origin');
    next();
  };
}

function serviceRoutes(parts: LmsParts): Router {
  const router = Router();
  router.use(agsRoutes(parts), nrpsRoutes(parts));
  router.use(serviceErrors);
  return router;
}

/** The whole LMS: the platform for tools' servers, the way of launches, the pages. */
export function demoLmsRoutes(parts: LmsParts): Express {
  const { core, i18n } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.use(requestLog(core.log));
  app.use((_req, res, next) => {
    res.locals.i18n = i18n;
    next();
  });
  app.use(
    securityHeaders({ https: core.state.issuer.startsWith('https:'), frameAncestors: () => [] }),
    openHeaders(parts),
  );
  app.use(serveAssets());
  app.use(
    express.urlencoded({ extended: false, limit: '1mb' }),
    express.json({ type: JSON_TYPES, limit: '1mb' }),
  );
  app.use(platformRoutes(parts));
  app.use('/services', serviceRoutes(parts));
  app.use(launchRoutes(parts));
  app.use(findViewer(core.state), requireSameOrigin(core.state.issuer));
  app.use(viewerRoutes(parts), courseRoutes(parts), columnRoutes(parts), adminRoutes(parts));
  app.use(notFound, errorPages({ log: core.log, isDatabaseAway: () => false }));
  return app;
}
