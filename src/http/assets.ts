import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Router } from 'express';
import { ROOT } from '../../config/root.ts';

const FOLDER = join(ROOT, 'views/assets');

/** Changes with the files, so that browsers may keep them for a year. */
const VERSION = (() => {
  const hash = createHash('sha256');
  for (const name of readdirSync(FOLDER).sort()) hash.update(name).update(readFileSync(join(FOLDER, name)));
  return hash.digest('base64url').slice(0, 10);
})();

/** Where the style sheet and scripts of this version are; views get it as a prop through the page's frame. */
export const ASSETS_PATH = `/assets/${VERSION}`;

/** Serves `views/assets` under `/assets/<version>`, kept by browsers for a year; and the icon at an address that stays. */
export function serveAssets(): Router {
  const router = express.Router();
  router.use(
    ASSETS_PATH,
    express.static(FOLDER, { immutable: true, maxAge: '1y', index: false, redirect: false }),
  );
  router.get('/icon.svg', (_req, res) => {
    // Platforms show it on their own pages.
    res.set('Cross-Origin-Resource-Policy', 'cross-origin');
    res.sendFile(join(FOLDER, 'icon.svg'), { maxAge: '1d' });
  });
  return router;
}
