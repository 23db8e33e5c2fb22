import { AppError } from '../kit/errors.ts';
import { HOUR_MS } from '../kit/clock.ts';
import { newToken } from '../kit/ids.ts';
import { claimsOf, targetOf, type Message } from './claims.ts';
import type { LmsCore } from './core.ts';
import { signJwt } from './keys.ts';

/** A form that the browser is to post: to the tool's login, or to its launch address. */
export interface PostForm {
  url: string;
  params: Record<string, string>;
}

/** Launches that were begun and not yet answered. They live in memory, as Moodle's live in the session. */
export interface Launches {
  /** Begins a launch (LTI 1.3 with OpenID Connect third-party login; Moodle's lti_build_login_request). */
  begin(message: Message): PostForm;
  /**
   * Answers the tool's authentication request. A launch is forgotten as soon as it was asked for, so the same
   * parameters never work twice.
   * @returns the form for the redirect address, with a token or with an OAuth error
   * @throws AppError 400 when the request names no launch or no address that the tool registered
   */
  answer(params: Record<string, unknown>): PostForm;
}

interface Pending {
  message: Message;
  expiresAt: number;
}

type Faults = { error: string; error_description?: string } | null;

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function launchIdOf(hint: string): string {
  try {
    const parsed = JSON.parse(hint) as { launchid?: unknown } | null;
    return text(parsed?.launchid);
  } catch {
    return '';
  }
}

/** The checks of Moodle's auth.php, in its order. Unlike it, a state is required (LTI Security 1.0, 5.1.1.2). */
function findFault(params: Record<string, unknown>, message: Message): Faults {
  const required = ['scope', 'response_type', 'client_id', 'redirect_uri', 'login_hint', 'nonce', 'state'];
  if (required.some(name => text(params[name]) === '')) return { error: 'invalid_request' };
  if (params.scope !== 'openid') return { error: 'invalid_scope' };
  if (params.response_type !== 'id_token') return { error: 'unsupported_response_type' };
  if (params.client_id !== message.tool.clientId) return { error: 'unauthorized_client' };
  if (params.login_hint !== message.person.id) return { error: 'access_denied' };
  if (params.response_mode !== 'form_post') {
    return { error: 'invalid_request', error_description: 'Invalid response_mode' };
  }
  if (params.prompt !== undefined && params.prompt !== 'none') {
    return { error: 'invalid_request', error_description: 'Invalid prompt' };
  }
  return null;
}

/** @returns the launches of one LMS. */
export function createLaunches(core: LmsCore): Launches {
  const { state, clock } = core;
  const pending = new Map<string, Pending>();

  function forgetOld(): void {
    const now = clock.now().getTime();
    for (const [id, launch] of pending) if (launch.expiresAt <= now) pending.delete(id);
  }

  function take(params: Record<string, unknown>): Message {
    const id = launchIdOf(text(params.lti_message_hint));
    const launch = pending.get(id);
    pending.delete(id);
    const isKnown = launch !== undefined && launch.expiresAt > clock.now().getTime();
    if (!isKnown) throw new AppError('demo-lms/launch-unknown', { status: 400 });
    return launch.message;
  }

  return {
    begin(message) {
      forgetOld();
      const launchid = newToken(16);
      pending.set(launchid, { message, expiresAt: clock.now().getTime() + HOUR_MS });
      const { tool, link, person } = message;
      return {
        url: tool.loginUrl,
        params: {
          iss: state.issuer,
          target_link_uri: targetOf(state, message),
          login_hint: person.id,
          lti_message_hint: JSON.stringify({ ...(link && { cmid: link.id }), launchid }),
          client_id: tool.clientId,
          lti_deployment_id: tool.id,
          ...(state.storageTarget !== undefined && { lti_storage_target: state.storageTarget }),
        },
      };
    },
    answer(params) {
      const message = take(params);
      const redirectUri = text(params.redirect_uri);
      if (!message.tool.redirectUris.includes(redirectUri)) {
        throw new AppError('demo-lms/redirect-unknown', { status: 400 });
      }
      const fault = findFault(params, message);
      const [signer] = state.keys;
      if (!signer) throw new Error('the demo LMS has no key');
      const answer = fault ?? { id_token: signJwt(claimsOf(core, message, text(params.nonce)), signer) };
      return { url: redirectUri, params: { ...answer, state: text(params.state) } };
    },
  };
}
