import { importPKCS8, SignJWT } from 'jose';
import { SECOND_MS, type Clock } from '../kit/clock.ts';
import { newToken } from '../kit/ids.ts';
import type { Platform, ToolKeys } from './platform.ts';

const ASSERTION_LIFE_S = 60;

/**
 * Signs the proof of who we are: private_key_jwt (Security Framework 1.0, 4.1.1; RFC 7523, 2.2 and 3).
 * @returns the JWT
 */
export async function signAssertion(platform: Platform, keys: ToolKeys, clock: Clock): Promise<string> {
  const { kid, privatePem } = await keys.signingKey();
  const now = Math.floor(clock.now().getTime() / SECOND_MS);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
    .setIssuer(platform.clientId)
    .setSubject(platform.clientId)
    .setAudience(platform.tokenAudience ?? platform.tokenUrl)
    .setIssuedAt(now)
    .setExpirationTime(now + ASSERTION_LIFE_S)
    .setJti(newToken())
    .sign(await importPKCS8(privatePem, 'RS256'));
}
