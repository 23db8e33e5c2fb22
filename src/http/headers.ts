import type { RequestHandler } from 'express';
import helmet from 'helmet';

export interface HeaderOptions {
  /** Whether the tool is served over https: only then HSTS and upgrades make sense. */
  https: boolean;
  /** Origins of the known platforms, which may frame launches; asked at each response, so it must be quick. */
  frameAncestors(): readonly string[];
}

/**
 * Registration, login and refusals (`/lti/…`) come before a platform is known, in a frame of it: they may be framed by
 * anyone, hold no session and nothing worth a borrowed click.
 */
const BEFORE_LAUNCH = '/lti/';

/**
 * The security headers of every response. Framing is ruled by frame-ancestors alone (X-Frame-Options knows no list).
 * No COEP: course pages embed videos of other origins. The referrer policy keeps the Origin header of our own forms.
 */
export function securityHeaders(options: HeaderOptions): RequestHandler {
  const base = helmet({
    contentSecurityPolicy: false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: false,
    frameguard: false,
    hsts: options.https,
    referrerPolicy: { policy: 'same-origin' },
  });
  return (req, res, next) => {
    const ancestors = req.path.startsWith(BEFORE_LAUNCH)
      ? '*'
      : ["'self'", ...options.frameAncestors()].join(' ');
    res.set(
      'Content-Security-Policy',
      `default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; ` +
        `base-uri 'none'; form-action 'self'; frame-ancestors ${ancestors}`,
    );
    base(req, res, next);
  };
}

/** Lets one response's form post to the platform too (the deep-linking return). @param origin of the return address */
export function allowFormTo(res: Parameters<RequestHandler>[1], origin: string): void {
  const policy = res.get('Content-Security-Policy') ?? '';
  res.set('Content-Security-Policy', policy.replace("form-action 'self'", `form-action 'self' ${origin}`));
}
