import type { RequestHandler, Router } from 'express';
import type { Database } from '../db/database.ts';
import type { Clock } from '../kit/clock.ts';
import type { Secrets } from '../kit/secret-box.ts';
import { createAgs, type Ags } from './ags.ts';
import { createDeepLinkingResponder } from './deep-linking.ts';
import type { DeepLinkingResponder } from './deep-linking.types.ts';
import { createPlatformKeys } from './jwks.ts';
import type { Launch } from './launch.ts';
import { createLineItems, type LineItems } from './line-items.ts';
import { createLoginStates } from './login-state.ts';
import { createGateRouter } from './lti.routes.ts';
import { createNrps, type Nrps } from './nrps.ts';
import { frameByOwnPlatform } from './own-frames.ts';
import { createPlatformHttp, type PlatformHttp } from './platform-http.ts';
import { createPlatformStore } from './platform.store.ts';
import type { PlatformRegistry, ToolKeys } from './platform.ts';
import { createProvider } from './provider.ts';
import { createRegistrationLinkStore } from './registration-link.store.ts';
import { createServiceCall } from './service-call.ts';
import { createServiceTokens } from './service-token.ts';
import { createSessionRouter } from './session.routes.ts';
import { loadSession } from './session.ts';
import { createSessionStore, type Sessions } from './session.store.ts';
import type { LaunchOutcome } from './session.types.ts';
import { createToolKeyStore } from './tool-key.store.ts';

export interface GateOptions {
  db: Database;
  clock: Clock;
  publicUrl: string;
  secretKey: Secrets;
  allowHttp: boolean;
  /** Turns a finished launch into its session's facts and first page. */
  onLaunch: (launch: Launch) => Promise<LaunchOutcome>;
}

/** The gate: all that speaks LTI. */
export interface Gate {
  /** To be mounted at `/lti`. */
  router: Router;
  /** To be mounted at `/l/:launch`. */
  loadSession: RequestHandler<{ launch: string }>;
  /** To be mounted behind it. */
  frameByOwnPlatform: RequestHandler<{ launch: string }>;
  /** To be mounted below it: keeping the session awake, and leaving. */
  sessionRouter: Router;
  platforms: PlatformRegistry;
  toolKeys: ToolKeys;
  http: PlatformHttp;
  sessions: Sessions;
  deepLinking: DeepLinkingResponder;
  /** @returns a fresh one-time address for an LMS's admin */
  newRegistrationLink(): Promise<string>;
}

/** What the tool may ask platforms for on its own (LTI Advantage services). */
export interface PlatformServices {
  ags: Ags;
  lineItems: LineItems;
  nrps: Nrps;
}

/** @param gate whose platforms and keys the services use */
export function createPlatformServices({ platforms, toolKeys, http }: Gate, clock: Clock): PlatformServices {
  const tokens = createServiceTokens({ keys: toolKeys, http, clock });
  const call = createServiceCall({ platforms, tokens, http, clock });
  return { ags: createAgs(call), lineItems: createLineItems(call, clock), nrps: createNrps(call, clock) };
}

/** @returns the address that an LMS's admin gets. @param secret of a registration link */
export function registrationAddress(publicUrl: string, secret: string): string {
  return `${publicUrl}/lti/register/${secret}`;
}

export function createGate(options: GateOptions): Gate {
  const { db, clock, publicUrl, allowHttp } = options;
  const http = createPlatformHttp({ allowHttp });
  const platforms = createPlatformStore(db, clock);
  const toolKeys = createToolKeyStore(db, clock, options.secretKey);
  const provider = createProvider(toolKeys);
  const sessions = createSessionStore(db, clock);
  const links = createRegistrationLinkStore(db, clock);
  const launch = {
    platforms,
    logins: createLoginStates(options.secretKey, clock),
    platformKeys: createPlatformKeys(http, clock),
    provider,
    clock,
    publicUrl,
  };
  const registration = { http, links, platforms, publicUrl, allowHttp };
  return {
    router: createGateRouter({ launch, registration, sessions, toolKeys, onLaunch: options.onLaunch }),
    loadSession: loadSession(sessions, platforms),
    frameByOwnPlatform: frameByOwnPlatform(platforms),
    sessionRouter: createSessionRouter(sessions),
    platforms,
    toolKeys,
    http,
    sessions,
    deepLinking: createDeepLinkingResponder(platforms, provider),
    newRegistrationLink: async () => registrationAddress(publicUrl, await links.insert()),
  };
}

export { readPlatformForm, type PlatformField } from './platform.forms.ts';
export { createPlatformStore } from './platform.store.ts';
export type { Platform, PlatformRegistry } from './platform.ts';
export { LMS_FAMILIES, type LmsFamily } from './quirks.ts';
export { createRegistrationLinkStore } from './registration-link.store.ts';
export type { Launch } from './launch.ts';
export { ltiTexts } from './text.ts';
export { describeTool } from './tool-configuration.ts';
