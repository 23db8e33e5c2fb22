import type { Jwk } from './jwks.ts';
import type { Platform, ToolKeys } from './platform.ts';

/** ltijs behind one door, so that a later ltijs, or none, can take its place (docs/decisions/0001). */
export interface Provider {
  /**
   * Lets ltijs judge a token that our own pipeline has accepted: a second, independent reading.
   * @param jwk the platform's key that the token's kid names
   * @returns null when it agrees, else ltijs's word for what it refuses
   */
  judge(idToken: string, platform: Platform, jwk: Jwk): Promise<string | null>;
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

/** Soon after the start, before anybody is likely to launch. */
const LOAD_AFTER_MS = 1000;

/** @returns ltijs, loaded beside the first requests or by the first that needs it: a start need not wait for it */
export function createProvider(keys: ToolKeys): Provider {
  let loading: Promise<Provider> | null = null;
  const load = (): Promise<Provider> =>
    (loading ??= import('./ltijs-provider.ts').then(({ createLtijsProvider }) => createLtijsProvider(keys)));
  setTimeout(() => void load(), LOAD_AFTER_MS).unref();
  return {
    judge: async (...launch) => (await load()).judge(...launch),
    signDeepLinking: async (...answer) => (await load()).signDeepLinking(...answer),
  };
}
