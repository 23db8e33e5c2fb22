import express, { type Router } from 'express';

/** `/health/live`: the process serves; `/health/ready`: it can do its work. Neither is logged. */
export function createHealth({ isReady }: { isReady: () => boolean }): Router {
  const router = express.Router();
  router.get('/live', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'live' });
  });
  router.get('/ready', (_req, res) => {
    const isReadyNow = isReady();
    res.status(isReadyNow ? 200 : 503).set('Cache-Control', 'no-store');
    res.json({ status: isReadyNow ? 'ready' : 'not-ready', database: isReadyNow });
  });
  return router;
}
