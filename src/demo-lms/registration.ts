import { createLocalJWKSet, jwtVerify } from 'jose';
import { AppError } from '../kit/errors.ts';
import { HOUR_MS, SECOND_MS } from '../kit/clock.ts';
import { newToken } from '../kit/ids.ts';
import { VARIABLE_NAMES } from './claims.ts';
import { endpointsOf, type LmsCore } from './core.ts';
import { publicJwks, signJwt } from './keys.ts';
import { readRegistration, registrationAnswer } from './registration.rules.ts';
import { SCOPE } from './scopes.rules.ts';
import { findById, getById, takeId, type DemoTool } from './state.ts';

const TIME_OUT_MS = 30 * SECOND_MS;

export interface RegisterOptions {
  /** Activates the tool at once, which in Moodle the admin does by a button. */
  activate?: boolean;
  /** Registers an existing tool anew ("Update" in Moodle): it keeps its client id. */
  update?: string;
}

export interface Registration {
  /** The OpenID configuration with the LTI platform configuration (LTI Dynamic Registration 1.0, 2.1). */
  configuration(): Record<string, unknown>;
  /** @returns the tool's registration address with the configuration's address and a fresh single-use token. */
  link(registrationUrl: string, update?: string): string;
  /**
   * Takes a tool's registration.
   * @param authorization the request's header: the token as a bearer token
   * @returns what the tool is told; the tool waits to be activated
   * @throws AppError 401 for a token that is missing, wrong or used, 400 for what Moodle finds wrong
   */
  accept(authorization: string | undefined, body: unknown): Promise<Record<string, unknown>>;
  /** Opens the tool's registration address as the frame of the admin page would. @throws Error when no tool comes. */
  register(registrationUrl: string, options?: RegisterOptions): Promise<DemoTool>;
  activate(toolId: string): void;
}

function refuse(status: number, reason: string): AppError {
  return new AppError('demo-lms/registration-refused', { status, detail: reason });
}

/** @returns the registrations of one LMS. */
export function createRegistration(core: LmsCore): Registration {
  const { state, clock } = core;
  const usedTokens = new Set<string>();

  function tokenFor(update: string | undefined): { token: string; clientId: string } {
    const [signer] = state.keys;
    if (!signer) throw new Error('the demo LMS has no key');
    const clientId = update === undefined ? newToken(12) : getById(state.tools, update).clientId;
    const exp = Math.floor((clock.now().getTime() + HOUR_MS) / SECOND_MS);
    const claims = {
      sub: update ?? clientId,
      scope: update === undefined ? 'reg' : 'reg-update',
      jti: newToken(12),
      exp,
    };
    return { token: signJwt(claims, signer), clientId };
  }

  function linkTo(registrationUrl: string, token: string): string {
    const url = new URL(registrationUrl);
    url.searchParams.set('openid_configuration', endpointsOf(state.issuer).configuration);
    url.searchParams.set('registration_token', token);
    return url.href;
  }

  async function readToken(
    authorization: string | undefined,
  ): Promise<{ clientId: string; tool: DemoTool | null; id: string }> {
    const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
    if (!token) throw refuse(401, 'missing_registration_token');
    const keys = createLocalJWKSet(publicJwks(state.keys));
    const { payload } = await jwtVerify(token, keys, { currentDate: clock.now() }).catch(() => {
      throw refuse(401, 'invalid_registration_token');
    });
    const id = payload.jti ?? '';
    const tool = payload.scope === 'reg-update' ? findById(state.tools, payload.sub ?? '') : null;
    if (payload.scope === 'reg-update' && !tool) throw refuse(400, 'Unknown client');
    // Moodle asks whether the client id is taken: a token for an update serves until it expires.
    if (!tool && usedTokens.has(id)) throw refuse(401, 'token_already_used');
    return { clientId: tool?.clientId ?? payload.sub ?? '', tool, id };
  }

  const registration: Registration = {
    configuration: () => configurationOf(state.issuer),
    link: (registrationUrl, update) => linkTo(registrationUrl, tokenFor(update).token),
    async accept(authorization, body) {
      const { clientId, tool, id } = await readToken(authorization);
      const result = readRegistration(body, clientId);
      if (!result.ok) throw refuse(400, result.reason);
      usedTokens.add(id);
      const kept: DemoTool = {
        ...result.tool,
        id: tool?.id ?? takeId(state),
        status: tool?.status ?? 'pending',
      };
      state.tools = [...state.tools.filter(one => one.id !== kept.id), kept];
      core.changed();
      return registrationAnswer(kept);
    },
    async register(registrationUrl, options = {}) {
      const { token, clientId } = tokenFor(options.update);
      const before = options.update === undefined ? null : findById(state.tools, options.update);
      const response = await fetch(linkTo(registrationUrl, token), {
        signal: AbortSignal.timeout(TIME_OUT_MS),
      });
      const page = await response.text();
      const tool = state.tools.find(one => one.clientId === clientId);
      if (!tool || tool === before || !response.ok) {
        throw new Error(
          `registration failed: the tool answered ${String(response.status)}: ${page.slice(0, 500)}`,
        );
      }
      if (options.activate) registration.activate(tool.id);
      return tool;
    },
    activate(toolId) {
      getById(state.tools, toolId).status = 'active';
      core.changed();
    },
  };
  return registration;
}

function configurationOf(issuer: string): Record<string, unknown> {
  const at = endpointsOf(issuer);
  return {
    issuer,
    token_endpoint: at.token,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS256'],
    jwks_uri: at.jwks,
    authorization_endpoint: at.auth,
    registration_endpoint: at.registration,
    scopes_supported: [...Object.values(SCOPE), 'openid'],
    response_types_supported: ['id_token'],
    subject_types_supported: ['public', 'pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    claims_supported: ['sub', 'iss', 'name', 'given_name', 'family_name', 'email'],
    'https://purl.imsglobal.org/spec/lti-platform-configuration': {
      product_family_code: 'moodle',
      version: '4.5.6 (demo)',
      messages_supported: [
        { type: 'LtiResourceLinkRequest' },
        { type: 'LtiDeepLinkingRequest', placements: ['ContentArea'] },
      ],
      variables: VARIABLE_NAMES,
    },
  };
}
