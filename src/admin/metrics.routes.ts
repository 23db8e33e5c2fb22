import express, { type Request, type Router } from 'express';
import { isSameSecret } from '../kit/ids.ts';
import type { Clock } from '../kit/clock.ts';
import { METRICS_TYPE, renderMetrics, type MeasuredPlatform } from './metrics.rules.ts';
import type { FindOperator } from './operator.ts';

export interface MetricsOptions {
  findOperator: FindOperator;
  /** Absent: signed-in operators only. */
  metricsToken: string | undefined;
  loadRows: (now: Date) => Promise<readonly MeasuredPlatform[]>;
  clock: Clock;
}

/** RFC 6750, 2.1. @returns whether the request brings the token */
function bringsToken(req: Request, token: string | undefined): boolean {
  const given = /^Bearer +(\S+)$/i.exec(req.get('authorization') ?? '')?.[1];
  return token !== undefined && given !== undefined && isSameSecret(given, token);
}

/** `GET /metrics`, for a scraper with the token or for an operator in a browser; plain text, its refusal too. */
export function createMetricsRouter(options: MetricsOptions): Router {
  const { findOperator, metricsToken, loadRows, clock } = options;
  const router = express.Router();

  router.get('/metrics', async (req, res) => {
    res.set('Cache-Control', 'no-store');
    if (!bringsToken(req, metricsToken) && !(await findOperator(req))) {
      res.status(401).set('WWW-Authenticate', 'Bearer realm="metrics"').type('txt');
      res.send('Send METRICS_TOKEN as a bearer token, or sign in with: npm run --silent operator-link\n');
      return;
    }
    const now = clock.now();
    // Not through `send`, which would write the type's parameters in an order of its own.
    res.set('Content-Type', METRICS_TYPE).end(renderMetrics(await loadRows(now), now));
  });

  return router;
}
