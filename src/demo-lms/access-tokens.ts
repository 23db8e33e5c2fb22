import { decodeJwt } from 'jose';
import { SECOND_MS } from '../kit/clock.ts';
import { newToken } from '../kit/ids.ts';
import { endpointsOf, type LmsCore } from './core.ts';
import { findById, type DemoTool } from './state.ts';
import type { ToolKeys } from './tool-keys.ts';

const LIFE_S = 3600;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export type TokenAnswer =
  | { status: 200; body: { access_token: string; token_type: 'Bearer'; expires_in: number; scope: string } }
  | { status: 400; body: { error: string } };

/** Bearer tokens for the services. They live in memory: after a restart a tool gets 401 and asks again. */
export interface AccessTokens {
  /**
   * Client credentials with a signed assertion (RFC 7523; LTI Security 1.0, 4.1.1), with Moodle's refusals.
   * @param body the form; @returns what to answer
   */
  issue(body: Record<string, unknown>): Promise<TokenAnswer>;
  /** @returns the tool that a request's Authorization header stands for when it has one of the scopes, else null. */
  toolOf(authorization: string | undefined, scopes: string[]): DemoTool | null;
  /** Forgets all tokens: the next service call gets 401. */
  revokeAll(): void;
}

interface AccessToken {
  toolId: string;
  scopes: string[];
  expiresAt: number;
}

function refuse(error: string): TokenAnswer {
  return { status: 400, body: { error } };
}

function subjectOf(assertion: string): string | null {
  try {
    return decodeJwt(assertion).sub ?? null;
  } catch {
    return null;
  }
}

/** @returns the tokens of one LMS. */
export function createAccessTokens(core: LmsCore, toolKeys: ToolKeys): AccessTokens {
  const { state, clock } = core;
  const tokens = new Map<string, AccessToken>();
  const usedIds = new Map<string, number>();

  function forgetOld(): void {
    const now = clock.now().getTime();
    for (const [token, { expiresAt }] of tokens) if (expiresAt <= now) tokens.delete(token);
    for (const [id, expiresAt] of usedIds) if (expiresAt <= now) usedIds.delete(id);
  }

  /** An assertion works once: its jti is kept until it expires. */
  async function isGoodAssertion(tool: DemoTool, assertion: string): Promise<boolean> {
    try {
      const claims = await toolKeys.verify(tool, assertion, endpointsOf(state.issuer).token);
      const id = `${tool.clientId} ${claims.jti ?? ''}`;
      if (!claims.jti || usedIds.has(id)) return false;
      usedIds.set(id, (claims.exp ?? 0) * SECOND_MS);
      return true;
    } catch (error) {
      core.log.debug({ err: error }, 'demo LMS: client assertion refused');
      return false;
    }
  }

  function grant(tool: DemoTool, scopes: string[]): TokenAnswer {
    const token = newToken(24);
    tokens.set(token, { toolId: tool.id, scopes, expiresAt: clock.now().getTime() + LIFE_S * SECOND_MS });
    return {
      status: 200,
      body: { access_token: token, token_type: 'Bearer', expires_in: LIFE_S, scope: scopes.join(' ') },
    };
  }

  return {
    async issue(body) {
      forgetOld();
      const { client_assertion: assertion, client_assertion_type: type, grant_type: grantType, scope } = body;
      const given = [assertion, type, grantType, scope];
      if (!given.every(value => typeof value === 'string' && value !== '')) return refuse('invalid_request');
      if (type !== ASSERTION_TYPE || grantType !== 'client_credentials')
        return refuse('unsupported_grant_type');
      const subject = subjectOf(assertion as string);
      if (subject === null) return refuse('invalid_request');
      const tool = state.tools.find(one => one.clientId === subject);
      if (!tool || !(await isGoodAssertion(tool, assertion as string))) return refuse('invalid_client');
      const scopes = (scope as string).split(' ').filter(one => tool.scopes.includes(one));
      return scopes.length === 0 ? refuse('invalid_scope') : grant(tool, scopes);
    },
    toolOf(authorization, scopes) {
      const token = tokens.get(/^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '');
      if (!token || token.expiresAt <= clock.now().getTime()) return null;
      return scopes.some(scope => token.scopes.includes(scope)) ? findById(state.tools, token.toolId) : null;
    },
    revokeAll() {
      tokens.clear();
    },
  };
}
