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

/**
 * Leads the browser on, with an answer that has no body: nothing of the address is echoed, and no cache keeps it.
 * @param status 303: by GET; 302: as OpenID Connect has it
 */
export function leadTo(res: Response, status: 302 | 303, address: string): void {
  res.status(status).set('Cache-Control', 'no-store').location(address).end();
}
