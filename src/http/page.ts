import type { Response } from 'express';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/**
 * Answers with a whole page. Pages hold personal data, so no cache keeps them.
 * @param view a page: a function of props
 * @param status 200 unless told
 */
export function sendPage<P>(res: Response, view: (props: P) => VNode, props: P, status = 200): void {
  res.status(status).set('Cache-Control', 'no-store').type('html');
  res.send(`<!doctype html>${renderToString(view(props))}`);
}
