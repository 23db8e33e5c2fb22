import { expect } from 'chai';
import type { Answer } from './browse.ts';

export type Shown = Pick<Answer, 'status' | 'headers' | 'body'>;

/** On every response, whatever it is. */
const ALWAYS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'x-dns-prefetch-control': 'off',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};
/** On none: framing has no other rule than frame-ancestors, nobody's script reads us, videos may be embedded. */
const NEVER =
  /^(x-frame-options|cross-origin-(embedder|opener)-policy|access-control-.*|x-powered-by|server)$/;
const POLICY = [
  "default-src 'self'",
  "img-src 'self' data:",
  "style-src 'self'",
  "script-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
];

export interface ExpectedHeaders {
  status: number;
  /** Who may frame it, besides the tool itself: anyone unless told. */
  ancestors?: string;
  formAction?: string;
  resourcePolicy?: string;
  cache?: string | RegExp;
}

/** Asserts the full set of security headers on one answer, and that a page has no inline code. */
export function expectHeaders(answer: Shown, expected: ExpectedHeaders): void {
  const { headers, body } = answer;
  const {
    ancestors = '*',
    formAction = "'self'",
    resourcePolicy = 'same-origin',
    cache = 'no-store',
  } = expected;
  expect(answer.status, body.slice(0, 300)).to.equal(expected.status);
  expect(headers).to.include({ ...ALWAYS, 'cross-origin-resource-policy': resourcePolicy });
  expect(Object.keys(headers).filter(name => NEVER.test(name))).to.deep.equal([]);
  const policy = [...POLICY, `form-action ${formAction}`, `frame-ancestors ${ancestors}`].join('; ');
  expect(headers['content-security-policy']).to.equal(policy);
  if (headers['content-type']?.startsWith('text/html') && headers.location === undefined) {
    expect(body).to.not.match(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:/i, 'inline code');
  }
  if (body !== '' && headers.location === undefined)
    expect(headers['cache-control']).to.match(new RegExp(cache));
}
