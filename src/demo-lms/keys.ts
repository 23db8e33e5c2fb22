import { createHmac, createPrivateKey, createSign, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { JWK } from 'jose';
import { newToken } from '../kit/ids.ts';

const generate = promisify(generateKeyPair);

/** @returns a new RSA key pair as a private JWK with an id. */
export async function newKey(): Promise<JWK> {
  const { privateKey } = await generate('rsa', { modulusLength: 2048 });
  return { ...(privateKey.export({ format: 'jwk' }) as JWK), kid: newToken(8), alg: 'RS256', use: 'sig' };
}

/** @returns the public halves, as a JWK set (RFC 7517, 5). */
export function publicJwks(keys: JWK[]): { keys: JWK[] } {
  return { keys: keys.map(({ kty, n, e, kid, alg, use }) => ({ kty, n, e, kid, alg, use })) };
}

export interface SignOptions {
  /** Replaces members of the header; `undefined` takes one out. `alg` may be RS256, HS256 or none. */
  header?: Record<string, unknown>;
  /** A private JWK; for HS256 the secret. */
  key?: JWK | string;
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function signatureOf(alg: unknown, text: string, key: JWK | string): string {
  if (alg === 'none') return '';
  if (typeof key === 'string') return createHmac('sha256', key).update(text).digest('base64url');
  const privateKey = createPrivateKey({ key, format: 'jwk' });
  return createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url');
}

/**
 * Signs by hand and not with a library, so that tests can also make what no library would sign.
 * @param signer the LMS's newest key
 * @returns a compact JWS (RFC 7515, 7.1)
 */
export function signJwt(claims: Record<string, unknown>, signer: JWK, options: SignOptions = {}): string {
  const header = { typ: 'JWT', alg: 'RS256', kid: signer.kid, ...options.header };
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${signatureOf(header.alg, text, options.key ?? signer)}`;
}
