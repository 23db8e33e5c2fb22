import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Clock } from '../kit/clock.ts';
import { AppError } from '../kit/errors.ts';
import { readLaunch } from './claims.ts';
import { findBrowser } from './cookies.ts';
import type { Jwk, PlatformKeys } from './jwks.ts';
import type { Launch } from './launch.ts';
import type { Logins, PendingLogin } from './login.store.ts';
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
  logins: Logins;
  platformKeys: PlatformKeys;
  provider: Provider;
  clock: Clock;
  publicUrl: string;
}

/** What the steps of one launch hand on; each step says what it needs and fills in what it found. */
interface Work {
  req: Request;
  res: Response;
  form: { id_token: string; state: string };
  login: PendingLogin;
  platform: Platform;
  token: UnprovenToken;
  jwk: Jwk;
  launch: Launch;
}

/** The authentication response (OpenID Connect Core, 3.2.2.5), posted by the platform through the browser. */
const LaunchForm = z.object({ id_token: z.string().min(1), state: z.string().regex(/^[\w-]{43}$/) });

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';

type Step = (work: Work, tools: LaunchTools) => void | Promise<void>;

const parseForm: Step = work => {
  const body = (work.req.body ?? {}) as Record<string, unknown>;
  if (typeof body['error'] === 'string') throw new AppError('lti/platform-declined', { status: 400 });
  const result = LaunchForm.safeParse(body);
  if (!result.success) throw new AppError('lti/launch-incomplete', { status: 400 });
  work.form = result.data;
};

/** State first: it is used up by this answer, whatever comes of it. */
const consumeLogin: Step = async (work, { logins }) => {
  const browser = findBrowser(work.req);
  if (!browser) throw new AppError('lti/browser-unproven', { status: 401 });
  const consumed = await logins.consume(work.form.state, browser);
  if (!consumed.ok) {
    throw new AppError(consumed.why === 'unknown' ? 'lti/state-unknown' : 'lti/browser-unproven', {
      status: 401,
    });
  }
  work.login = consumed.login;
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

const verifySignature: Step = work => checkSignature(work.form.id_token, work.jwk);

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
  const refusal = await provider.judge(work.req, work.res, {
    scope: { platform: work.platform, jwk: work.jwk },
    idToken: work.form.id_token,
    state: work.form.state,
  });
  if (refusal !== null) throw new AppError('lti/token-refused', { status: 401, detail: refusal });
};

const STEPS: readonly Step[] = [
  parseForm,
  consumeLogin,
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

/**
 * Runs a launch through every step, in order.
 * @returns what the verified message means
 * @throws AppError with the reason code of the first step that refuses (4xx)
 */
export async function verifyLaunch(req: Request, res: Response, tools: LaunchTools): Promise<Launch> {
  const work = { req, res } as Work;
  for (const step of STEPS) await step(work, tools);
  return work.launch;
}
