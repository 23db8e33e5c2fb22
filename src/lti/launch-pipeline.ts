import type { Request } from 'express';
import { z } from 'zod';
import type { Clock } from '../kit/clock.ts';
import { isSameOrigin } from '../http/index.ts';
import { AppError } from '../kit/errors.ts';
import { readLaunch } from './claims.ts';
import { findBrowser } from './cookies.ts';
import type { Jwk, PlatformKeys } from './jwks.ts';
import type { Launch } from './launch.ts';
import type { LoginStates, PendingLogin } from './login-state.ts';
import { storageAt, type PlatformStorage } from './platform-storage.ts';
import type { Platform, Platforms } from './platform.ts';
import type { Provider } from './provider.ts';
import {
  checkNonce,
  checkParties,
  checkSignature,
  checkTimes,
  readToken,
  type UnprovenToken,
} from './token.ts';

export interface LaunchTools {
  platforms: Platforms;
  logins: LoginStates;
  platformKeys: PlatformKeys;
  provider: Provider;
  clock: Clock;
  publicUrl: string;
}

/** What the steps of one launch hand on; each step says what it needs and fills in what it found. */
interface Work {
  req: Request;
  form: LaunchForm;
  isCookieless: boolean;
  login: PendingLogin;
  platform: Platform;
  token: UnprovenToken;
  jwk: Jwk;
  launch: Launch;
}

/** The authentication response (OpenID Connect Core, 3.2.2.5), posted by the platform through the browser. */
const LaunchForm = z.object({
  id_token: z.string().min(1),
  state: z.string().regex(/^[\w-]{1,1000}$/),
  /** Added by our own page: the browser's secret, as the LMS's storage gave it back. */
  proof: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
});
type LaunchForm = z.output<typeof LaunchForm>;

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';

type Step = (work: Work, tools: LaunchTools) => void | Promise<void>;

const parseForm: Step = work => {
  const body = (work.req.body ?? {}) as Record<string, unknown>;
  if (typeof body['error'] === 'string') throw new AppError('lti/platform-declined', { status: 400 });
  const result = LaunchForm.safeParse(body);
  if (!result.success) throw new AppError('lti/launch-incomplete', { status: 400 });
  work.form = result.data;
};

/** The LMS's word for a browser counts only in a form of our own page: anybody could post one with a secret of theirs. */
function findProof({ req, form }: Work, publicUrl: string): string | undefined {
  return isSameOrigin(req, publicUrl) ? form.proof : undefined;
}

const openLogin: Step = (work, { logins, publicUrl }) => {
  const proof = findProof(work, publicUrl);
  const browser = proof ?? findBrowser(work.req);
  if (!browser) throw new AppError('lti/browser-unproven', { status: 401 });
  const opened = logins.open(work.form.state, browser);
  if (!opened.ok) {
    throw new AppError(opened.why === 'unknown' ? 'lti/state-unknown' : 'lti/browser-unproven', {
      status: 401,
    });
  }
  work.login = opened.login;
  work.isCookieless = proof !== undefined;
};

const loadPlatform: Step = async (work, { platforms }) => {
  const platform = await platforms.find(work.login.platformId);
  if (platform?.status !== 'active') throw new AppError('lti/platform-disabled', { status: 403 });
  work.platform = platform;
};

const readIdToken: Step = work => {
  work.token = readToken(work.form.id_token);
};

const checkIdToken: Step = (work, { clock }) => {
  checkParties(work.token.payload, work.platform);
  checkNonce(work.token.payload, work.login.nonce);
  checkTimes(work.token.payload, clock);
};

const findKey: Step = async (work, { platformKeys }) => {
  work.jwk = await platformKeys.find(work.platform, work.token.kid);
};

const verifySignature: Step = work => {
  checkSignature(work.form.id_token, work.jwk);
};

const readClaims: Step = work => {
  work.launch = readLaunch(work.platform, work.token.payload);
};

/** The signed target says where the launch leads: only to us (LTI 1.3 core, 5.3.4). Deep linking may leave it out. */
const checkTarget: Step = (work, { publicUrl }) => {
  const target = work.token.payload[`${LTI}/target_link_uri`];
  if (target === undefined || target === null) return;
  const isOurs = typeof target === 'string' && URL.canParse(target) && new URL(target).origin === publicUrl;
  if (!isOurs) throw new AppError('lti/target-foreign', { status: 400 });
};

const admitDeployment: Step = async (work, { platforms }) => {
  const isKnown = await platforms.admitDeployment(work.platform, work.launch.deploymentId);
  if (!isKnown) throw new AppError('lti/deployment-unknown', { status: 403 });
};

/** ltijs reads the same token again: what two readings do not agree on does not come in. */
const askLtijs: Step = async (work, { provider }) => {
  const refusal = await provider.judge(work.form.id_token, work.platform, work.jwk);
  if (refusal !== null) throw new AppError('lti/token-refused', { status: 401, detail: refusal });
};

const STEPS: readonly Step[] = [
  parseForm,
  openLogin,
  loadPlatform,
  readIdToken,
  checkIdToken,
  findKey,
  verifySignature,
  readClaims,
  checkTarget,
  askLtijs,
  // Last, since it may write: the first deployment of a platform is that of a launch which nobody refuses.
  admitDeployment,
];

/** A verified launch. */
export interface VerifiedLaunch {
  launch: Launch;
  state: string;
  /** The LMS's storage proved the browser, since it keeps no cookie: the session must do without one too. */
  isCookieless: boolean;
}

/**
 * Runs a launch through every step, in order. Whether its state was used before, the session's insert will tell.
 * @throws AppError with the reason code of the first step that refuses (4xx)
 */
export async function verifyLaunch(req: Request, tools: LaunchTools): Promise<VerifiedLaunch> {
  const work = { req } as Work;
  for (const step of STEPS) await step(work, tools);
  const { launch, form, isCookieless } = work;
  return { launch, state: form.state, isCookieless };
}

/** What a page needs that asks the LMS's storage and posts the same launch again with what it got. */
export interface UnprovenLaunch {
  form: LaunchForm;
  storage: PlatformStorage;
}

/** @returns the launch that came without a cookie and whose login left the browser's secret with the LMS; else null */
export async function findUnproven(
  req: Request,
  { logins, platforms }: LaunchTools,
): Promise<UnprovenLaunch | null> {
  const form = LaunchForm.safeParse(req.body).data;
  if (!form || form.proof !== undefined || findBrowser(req)) return null;
  const login = logins.peek(form.state);
  const platform = login && (await platforms.find(login.platformId));
  if (!platform || login.storageTarget === undefined) return null;
  return { form, storage: storageAt(platform, login.storageTarget, form.state) };
}
