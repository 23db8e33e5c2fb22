import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { SECOND_MS } from '../kit/clock.ts';
import type { LmsCore } from './core.ts';
import type { DemoTool } from './state.ts';

const TIME_OUT_MS = 10 * SECOND_MS;

/** Checks what tools sign. */
export interface ToolKeys {
  /**
   * Checks a tool's JWT with the keys at its jwks_uri. They are kept per tool, and fetched again when a check fails,
   * which is how Moodle lets a tool change its keys.
   * @param audience one that the token must name
   * @returns the claims; RS256 only, not expired
   * @throws Error of jose or of the fetch
   */
  verify(tool: DemoTool, jwt: string, audience: string): Promise<JWTPayload>;
}

async function fetchKeys(url: string): Promise<JSONWebKeySet> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIME_OUT_MS) });
  if (!response.ok) throw new Error(`the tool's keys were answered with ${String(response.status)}`);
  return (await response.json()) as JSONWebKeySet;
}

/** @returns the keys of one LMS's tools. */
export function createToolKeys(core: LmsCore): ToolKeys {
  const kept = new Map<string, JSONWebKeySet>();

  async function check(
    keys: JSONWebKeySet,
    tool: DemoTool,
    jwt: string,
    audience: string,
  ): Promise<JWTPayload> {
    const options = { algorithms: ['RS256'], audience, issuer: tool.clientId, currentDate: core.clock.now() };
    const { payload } = await jwtVerify(jwt, createLocalJWKSet(keys), {
      ...options,
      requiredClaims: ['exp', 'iat'],
    });
    return payload;
  }

  return {
    async verify(tool, jwt, audience) {
      const known = kept.get(tool.jwksUrl);
      if (known) {
        try {
          return await check(known, tool, jwt, audience);
        } catch {
          kept.delete(tool.jwksUrl);
        }
      }
      const fresh = await fetchKeys(tool.jwksUrl);
      const claims = await check(fresh, tool, jwt, audience);
      kept.set(tool.jwksUrl, fresh);
      return claims;
    },
  };
}
