import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';

export interface HeaderOptions {
  /** Whether the tool is served over https: only then HSTS and upgrades make sense. */
  https: boolean;
  /** Origins of the known platforms, which may frame launches; asked at each response, so it must be quick. */
  frameAncestors(): readonly string[];
}

/**
 * Registration, login and refusals come before a platform is known, in a frame of it: they may be framed by anyone, hold
 * nothing personal and nothing worth a borrowed click. Once a session is found, `allowFramesOf` narrows this.
 */
const WITHOUT_SESSION = /^\/(lti|l)\//;

/** A longer list breaks proxies (nginx takes 4 kB of headers). */
const MAX_LIST_CHARS = 2000;

/** What may stand in a policy: a host may hold `;`, `,` and `*`, which mean something else there (CSP 3, 2.3.1). */
const SOURCE = /^https?:\/\/[\w.-]+(:\d+)?$/;

/** @returns a policy's value for these origins, and the tool's own, which is always one of them */
function sourcesOf(origins: readonly string[]): string {
  return ["'self'", ...origins.filter(origin => SOURCE.test(origin))].join(' ');
}

function knownAncestors(origins: readonly string[]): string {
  const known = sourcesOf(origins);
  return known.length > MAX_LIST_CHARS ? '*' : known;
}

const POLICY =
  `default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; ` +
  `base-uri 'none'; form-action 'self'; frame-ancestors `;

/** What Helmet sets is the same for every answer: it is asked once. @returns names and values */
function fixedHeaders({ https }: HeaderOptions): [string, string][] {
  const base = helmet({
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    frameguard: false,
    hsts: https,
    referrerPolicy: { policy: 'same-origin' },
    // Express is told itself.
    xPoweredBy: false,
  });
  const headers: [string, string][] = [];
  const answer = { setHeader: (name: string, value: string) => headers.push([name, value]) };
  base({} as unknown as IncomingMessage, answer as unknown as ServerResponse, error => {
    if (error) throw error instanceof Error ? error : new Error('Helmet cannot be used');
  });
  return headers;
}

/**
 * The security headers of every response. Framing is ruled by frame-ancestors alone (X-Frame-Options knows no list).
 * No COEP: course pages embed videos of other origins. The referrer policy keeps the Origin header of our own forms.
 */
export function securityHeaders(options: HeaderOptions): RequestHandler {
  const fixed = fixedHeaders(options);
  return (req, res, next) => {
    const ancestors = WITHOUT_SESSION.test(req.path) ? '*' : knownAncestors(options.frameAncestors());
    res.setHeader('Content-Security-Policy', POLICY + ancestors);
    for (const [name, value] of fixed) res.setHeader(name, value);
    next();
  };
}

function changePolicy(res: Response, directive: string, value: string): void {
  const policy = res.get('Content-Security-Policy') ?? '';
  const changed = policy
    .split('; ')
    .map(one => (one.startsWith(`${directive} `) ? `${directive} ${value}` : one));
  res.set('Content-Security-Policy', changed.join('; '));
}

/**
 * Lets one response's forms post to the platform too (the deep-linking return).
 * @param origins of the return address; those that no policy can name are left out
 */
export function allowFormTo(res: Response, ...origins: readonly string[]): void {
  changePolicy(res, 'form-action', sourcesOf(origins));
}

/** Lets only these frame one response: the origins of the platform whose launch it belongs to. */
export function allowFramesOf(res: Response, origins: readonly string[]): void {
  changePolicy(res, 'frame-ancestors', sourcesOf(origins));
}

/** Lets nothing frame one response, not even the tool itself: what an operator presses is never somebody else's trap. */
export function forbidFrames(res: Response): void {
  changePolicy(res, 'frame-ancestors', "'none'");
}
