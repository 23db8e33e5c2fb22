import { AsyncLocalStorage } from 'node:async_hooks';
import { createSecretKey } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import ltijs from 'ltijs';
import { SECOND_MS } from '../kit/clock.ts';
import { newToken } from '../kit/ids.ts';
import { createLtijsDatabase, type LtijsScope } from './ltijs-database.ts';
import type { Platform, ToolKeys } from './platform.ts';

/** ltijs behind one door, so that a later ltijs, or none, can take its place. */
export interface Provider {
  /**
   * Lets ltijs judge a launch that our own pipeline has accepted: a second, independent reading of the same token.
   * @param res ltijs sets headers that break framed pages: afterwards they are as they were
   * @returns null when it agrees, else ltijs's word for what it refuses
   */
  judge(
    req: Request,
    res: Response,
    launch: { scope: LtijsScope; idToken: string; state: string },
  ): Promise<string | null>;
  /** Signs a deep-linking answer (Deep Linking 2.0, 4.5). @returns the JWT */
  signDeepLinking(
    platform: Platform,
    answer: {
      deploymentId: string;
      acceptTypes: string[];
      acceptMultiple: boolean;
      data: string | undefined;
      items: unknown[];
    },
  ): Promise<string>;
}

/**
 * Refusals that are not ltijs's to give: it knows no tolerance for clocks, and no submission review. It says the last
 * after it has verified the signature, and our own claims let in no fourth type of message.
 */
const NOT_ITS_TO_GIVE = new Set(['jwt expired', 'jwt not active', 'NO_MESSAGE_TYPE_CLAIM']);

const PATIENCE_MS = 5 * SECOND_MS;

interface Judged {
  refusal: string | null;
}

/**
 * Runs ltijs's Express 4 application on a request of our Express 5 one, at its root path, and gives the request back
 * as it was: Express 4 exchanges the prototypes of both, and only `app.use` would restore them.
 */
async function runAside(handle: RequestHandler, req: Request, res: Response): Promise<void> {
  const prototypes = [Object.getPrototypeOf(req) as object, Object.getPrototypeOf(res) as object] as const;
  const { url, next } = req;
  req.url = '/';
  try {
    await new Promise<void>((resolve, reject) => {
      // A throw in one of ltijs's asynchronous handlers would leave the request hanging.
      const timer = setTimeout(() => reject(new Error('ltijs did not answer')), PATIENCE_MS);
      void handle(req, res, (error?: unknown) => {
        clearTimeout(timer);
        if (error) reject(error instanceof Error ? error : new Error('ltijs failed'));
        else resolve();
      });
    });
  } finally {
    Object.setPrototypeOf(req, prototypes[0]);
    Object.setPrototypeOf(res, prototypes[1]);
    req.url = url;
    req.next = next;
  }
}

/**
 * An ltijs of its own (the export is one instance for the whole process). `deploy` is never called: all it would do is
 * to install a handler that ends the process on SIGINT, past our own orderly stop.
 */
export function createProvider(keys: ToolKeys): Provider {
  const scope = new AsyncLocalStorage<LtijsScope>();
  const judgements = new WeakMap<Response, Judged>();
  const Ltijs = ltijs.Provider.constructor as new () => typeof ltijs.Provider;
  const provider = new Ltijs();
  provider.setup(
    // As text, each launch would first try it as a private key: a tenth of a launch's time goes into that failure.
    createSecretKey(newToken(), 'utf8'),
    { plugin: createLtijsDatabase(scope, keys) },
    {
      appRoute: '/',
      loginRoute: '/unused-login',
      keysetRoute: '/unused-keys',
      dynRegRoute: '/unused-register',
      ltiaas: true,
      cors: false,
      tokenMaxAge: false,
    },
  );
  provider.onInvalidToken((_req, res, next) => {
    const judged = judgements.get(res);
    const error = res.locals['err'] as { details?: { message?: string } } | undefined;
    if (judged) judged.refusal = error?.details?.message ?? 'refused';
    next();
  });
  const handle = provider.app as unknown as RequestHandler;

  return {
    async judge(req, res, { scope: current, idToken, state }) {
      const judged: Judged = { refusal: null };
      judgements.set(res, judged);
      // What Express 4's parsers of bodies and cookies would leave, so that they leave the request alone.
      Object.assign(req, {
        body: { id_token: idToken, state },
        _body: true,
        cookies: {},
        signedCookies: { [`state${state}`]: current.platform.issuer },
        secret: 'unused',
      });
      const headers = res.getHeaders();
      await scope.run(current, () => runAside(handle, req, res));
      for (const name of res.getHeaderNames()) if (!(name in headers)) res.removeHeader(name);
      for (const [name, value] of Object.entries(headers))
        if (value !== undefined) res.setHeader(name, value);
      return judged.refusal !== null && NOT_ITS_TO_GIVE.has(judged.refusal) ? null : judged.refusal;
    },
    signDeepLinking(platform, answer) {
      const token = {
        iss: platform.issuer,
        clientId: platform.clientId,
        deploymentId: answer.deploymentId,
        platformContext: {
          deepLinkingSettings: {
            accept_types: answer.acceptTypes,
            accept_multiple: answer.acceptMultiple,
            data: answer.data,
          },
        },
      };
      return scope.run({ platform }, () =>
        provider.DeepLinking.createDeepLinkingMessage(token, answer.items, {}),
      );
    },
  };
}
