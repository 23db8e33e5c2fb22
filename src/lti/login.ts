import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { NewWindowPage } from '../../views/lti/new-window-page.tsx';
import { StoreLoginPage } from '../../views/lti/store-login-page.tsx';
import { allowFormTo, leadTo, pageFrame, sendPage } from '../http/index.ts';
import { AppError } from '../kit/errors.ts';
import { newToken } from '../kit/ids.ts';
import { findBrowser, markBrowser } from './cookies.ts';
import type { LoginStates } from './login-state.ts';
import { storageAt } from './platform-storage.ts';
import type { Platform, Platforms } from './platform.ts';

const MAX = 4000;
const word = z.string().min(1).max(MAX);

/** Third-party initiated login (OpenID Connect Core, 4; LTI 1.3 core, 4.1.1). */
const LoginForm = z.object({
  iss: word,
  login_hint: word,
  target_link_uri: word,
  client_id: word.optional(),
  lti_message_hint: z.string().max(MAX).optional(),
  lti_deployment_id: z.string().max(MAX).optional(),
  lti_storage_target: z.string().max(MAX).optional(),
});
type LoginForm = z.output<typeof LoginForm>;

/** Marks the one hop to ourselves that finds out whether the browser keeps our cookie. */
const HOP = 'hop';
const FRAME_DESTINATIONS = new Set(['iframe', 'frame', 'embed', 'object', 'fencedframe']);

export interface LoginOptions {
  platforms: Platforms;
  logins: LoginStates;
  publicUrl: string;
}

function parseLogin(req: Request): { form: LoginForm; isHop: boolean } {
  const params = (req.method === 'POST' ? req.body : req.query) as Record<string, unknown> | undefined;
  const result = LoginForm.safeParse(params ?? {});
  if (!result.success) throw new AppError('lti/login-incomplete', { status: 400 });
  return { form: result.data, isHop: params?.[HOP] === '1' };
}

async function getPlatform({ platforms }: LoginOptions, form: LoginForm): Promise<Platform> {
  const platform = await platforms.findByIssuer(form.iss, form.client_id);
  if (!platform) throw new AppError('lti/platform-unknown', { status: 403 });
  if (platform.status !== 'active') throw new AppError('lti/platform-disabled', { status: 403 });
  return platform;
}

/** A login that would lead elsewhere is not for us; where it leads within us, the signed claims say. */
function checkTarget(form: LoginForm, publicUrl: string): void {
  const isOurs = URL.canParse(form.target_link_uri) && new URL(form.target_link_uri).origin === publicUrl;
  if (!isOurs) throw new AppError('lti/target-foreign', { status: 400 });
}

/** @returns the address of the platform's authorization endpoint with all that it asks for (Security Framework 5.1.1.2) */
function authorizationUrl(
  platform: Platform,
  form: LoginForm,
  own: { publicUrl: string; state: string; nonce: string },
): string {
  const url = new URL(platform.authorizationUrl);
  const params = {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: platform.clientId,
    redirect_uri: `${own.publicUrl}/lti/launch`,
    login_hint: form.login_hint,
    state: own.state,
    nonce: own.nonce,
    lti_message_hint: form.lti_message_hint,
  };
  // Apart from the address, which would be put together anew after each of them.
  const query = new URLSearchParams(url.search);
  for (const [name, value] of Object.entries(params)) if (value !== undefined) query.set(name, value);
  url.search = query.toString();
  return url.href;
}

/** @returns this login once more. A window of its own has no LMS around it, whose storage could be asked. */
function repeatUrl({ lti_storage_target: target, ...form }: LoginForm, hop?: typeof HOP): string {
  const again = hop ? { [hop]: '1', ...(target !== undefined && { lti_storage_target: target }) } : {};
  return `/lti/login?${new URLSearchParams({ ...form, ...again }).toString()}`;
}

/** @returns the platform's address for a login of this browser, and the state with which it will come back */
function begin(
  { logins, publicUrl }: LoginOptions,
  platform: Platform,
  form: LoginForm,
  by: { browser: string; storageTarget?: string },
): { address: string; state: string } {
  const { state, nonce } = logins.issue(platform.id, by.browser, by.storageTarget);
  return { state, address: authorizationUrl(platform, form, { publicUrl, state, nonce }) };
}

/** @returns where the LMS takes answers, as far as it is known before a launch says so */
function originsOf({ issuer, authorizationUrl }: Platform): string[] {
  const known = [issuer, authorizationUrl].filter(url => URL.canParse(url)).map(url => new URL(url).origin);
  return [...new Set(known)];
}

/** The frame keeps no cookie: the LMS's own storage if it offers one, and a window of its own where that fails too. */
function answerWithoutCookie(
  req: Request,
  res: Response,
  options: LoginOptions,
  { form, platform }: { form: LoginForm; platform: Platform },
): void {
  const answerOrigins = originsOf(platform);
  allowFormTo(res, ...answerOrigins);
  const page = { frame: pageFrame(req, res), loginUrl: repeatUrl(form), answerOrigins };
  if (form.lti_storage_target === undefined) {
    sendPage(res, NewWindowPage, page);
    return;
  }
  const browser = newToken();
  const storageTarget = form.lti_storage_target;
  const { state, address } = begin(options, platform, form, { browser, storageTarget });
  const storage = storageAt(platform, storageTarget, state);
  sendPage(res, StoreLoginPage, { ...page, storage, secret: browser, next: address });
}

/**
 * Begins a launch. Whether this browser keeps our cookie is found out here, before the platform is asked: a platform
 * such as Moodle forgets a launch once it has answered, so that afterwards it would be too late to open a new window.
 * Only a framed page is in doubt; it makes one hop to itself to see whether the cookie just set comes back.
 */
export function createLogin(options: LoginOptions): RequestHandler {
  return async (req, res) => {
    const { form, isHop } = parseLogin(req);
    const platform = await getPlatform(options, form);
    checkTarget(form, options.publicUrl);
    const known = findBrowser(req);
    const isInDoubt = !known && FRAME_DESTINATIONS.has(req.get('sec-fetch-dest') ?? '');
    if (isInDoubt && isHop) {
      answerWithoutCookie(req, res, options, { form, platform });
      return;
    }
    const browser = known ?? markBrowser(res);
    if (isInDoubt) leadTo(res, 303, repeatUrl(form, HOP));
    else leadTo(res, 302, begin(options, platform, form, { browser }).address);
  };
}
