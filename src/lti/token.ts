import { createPublicKey, verify, type JsonWebKey, type KeyObject } from 'node:crypto';
import { MINUTE_MS, HOUR_MS, SECOND_MS, type Clock } from '../kit/clock.ts';
import { AppError } from '../kit/errors.ts';
import { isSameSecret } from '../kit/ids.ts';
import type { Jwk } from './jwks.ts';
import type { Platform } from './platform.ts';

/** A token whose shape is right and whose signature is not yet looked at. */
export interface UnprovenToken {
  kid: string;
  payload: Record<string, unknown>;
}

/** Tolerance for clocks that differ, either way. */
export const CLOCK_SKEW_MS = MINUTE_MS;
/** A launch token is for now: longer lives are refused (platforms give one to sixty minutes). */
const MAX_LIFE_MS = HOUR_MS;
const MAX_TOKEN_CHARS = 100_000;

function refuse(what: string, detail?: string): AppError {
  return new AppError(`lti/${what}`, { status: 401, ...(detail === undefined ? {} : { detail }) });
}

/** @param apartMs how far the token's time is from ours: the page says it, and the log to the second */
function refuseTime(what: string, claim: string, apartMs: number): AppError {
  const detail = `${claim} is ${Math.round(apartMs / SECOND_MS)} s away`;
  return new AppError(`lti/${what}`, { status: 401, detail, params: { apartMs } });
}

function readPart(part: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Answered below like any other shape that is not a token's.
  }
  throw refuse('token-malformed');
}

/**
 * Reads a compact JWT without believing it (RFC 7515, 3.1).
 * @throws AppError `lti/token-malformed`, `lti/algorithm-refused` (only RS256: Security Framework 1.0, 5.1.3),
 *   `lti/kid-missing` (all 401)
 */
export function readToken(idToken: string): UnprovenToken {
  const parts = idToken.split('.');
  if (parts.length !== 3 || idToken.length > MAX_TOKEN_CHARS) throw refuse('token-malformed');
  const header = readPart(parts[0]);
  const payload = readPart(parts[1]);
  if (header['alg'] !== 'RS256') throw refuse('algorithm-refused');
  // An extension that must be understood is one that we do not understand (RFC 7515, 4.1.11).
  if (header['crit'] !== undefined) throw refuse('token-malformed', 'crit');
  const kid = header['kid'];
  if (typeof kid !== 'string' || kid === '' || kid.length > 255) throw refuse('kid-missing');
  return { kid, payload };
}

/**
 * Issuer, audience and authorised party (Security Framework 1.0, 5.1.3; OpenID Connect Core, 3.1.3.7): with several
 * audiences the authorised party must be us; with one it may be absent.
 * @throws AppError `lti/issuer-wrong`, `lti/audience-wrong` (401)
 */
export function checkParties(payload: Record<string, unknown>, platform: Platform): void {
  if (payload['iss'] !== platform.issuer) throw refuse('issuer-wrong');
  const { aud, azp } = payload as { aud?: unknown; azp?: unknown };
  const audiences: unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!audiences.includes(platform.clientId)) throw refuse('audience-wrong');
  if (azp !== undefined && azp !== null && azp !== platform.clientId) throw refuse('audience-wrong', 'azp');
  if (audiences.length > 1 && azp !== platform.clientId)
    throw refuse('audience-wrong', 'several, none authorised');
}

/** The nonce must be the one of this very login. @throws AppError `lti/nonce-wrong` (401) */
export function checkNonce(payload: Record<string, unknown>, nonce: string): void {
  const given = payload['nonce'];
  if (typeof given !== 'string' || !isSameSecret(given, nonce)) throw refuse('nonce-wrong');
}

/**
 * Both times must be there, the token not over, not from the future and not made for long (tolerance: 60 s either way,
 * for clocks that differ). What is too old lay open or was made by a clock behind ours; what is too new, by one ahead.
 * @throws AppError `lti/times-missing`, `lti/life-too-long`; `lti/token-expired` and `lti/token-early` with the
 *   difference as the parameter `apartMs` (all 401)
 */
export function checkTimes(payload: Record<string, unknown>, clock: Clock): void {
  const { iat, exp, nbf } = payload as { iat?: unknown; exp?: unknown; nbf?: unknown };
  if (typeof iat !== 'number' || typeof exp !== 'number' || !Number.isFinite(iat + exp))
    throw refuse('times-missing');
  const now = clock.now().getTime();
  if (now >= exp * SECOND_MS + CLOCK_SKEW_MS) throw refuseTime('token-expired', 'iat', now - iat * SECOND_MS);
  const beginsAt = Math.max(iat, typeof nbf === 'number' ? nbf : iat) * SECOND_MS;
  if (beginsAt > now + CLOCK_SKEW_MS) throw refuseTime('token-early', 'iat or nbf', beginsAt - now);
  if ((exp - iat) * SECOND_MS > MAX_LIFE_MS) throw refuse('life-too-long');
}

const publicKeys = new WeakMap<Jwk, KeyObject>();

/** @returns the key, read once for as long as the platform's key set is kept. @throws Error when it is no public key */
export function publicKeyOf(jwk: Jwk): KeyObject {
  const key = publicKeys.get(jwk) ?? createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
  publicKeys.set(jwk, key);
  return key;
}

/**
 * RS256 over the token's first two parts (RFC 7515, 5.2; RFC 7518, 3.3).
 * @throws AppError `lti/signature-wrong` (401) when the platform's key did not sign this token
 */
export function checkSignature(idToken: string, jwk: Jwk): void {
  const end = idToken.lastIndexOf('.');
  let isRight = false;
  try {
    const signature = Buffer.from(idToken.slice(end + 1), 'base64url');
    isRight = verify('RSA-SHA256', Buffer.from(idToken.slice(0, end)), publicKeyOf(jwk), signature);
  } catch (cause) {
    throw refuse('signature-wrong', (cause as Error).message);
  }
  if (!isRight) throw refuse('signature-wrong');
}
