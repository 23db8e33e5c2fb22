import { createHash, randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';

/** @returns a random version 4 UUID (RFC 9562). */
export function newUuid(): string {
  return randomUUID();
}

/** @returns `bytes` random bytes as URL-safe text; 32 bytes (256 bits) unless told otherwise. */
export function newToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** @returns a random number from 0 up to, but not, 1: for choices and for spreading retries, not for secrets. */
export function newFraction(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}

/** @returns SHA-256 of the parts, joined so that no two different lists collide, as URL-safe text (43 characters). */
export function digest(...parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${String(Buffer.byteLength(part))}:${part};`);
  return hash.digest('base64url');
}

/** @returns whether two texts are equal, in a time that does not depend on where they differ. */
export function isSameSecret(one: string, other: string): boolean {
  const a = createHash('sha256').update(one).digest();
  const b = createHash('sha256').update(other).digest();
  return timingSafeEqual(a, b);
}
