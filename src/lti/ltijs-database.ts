import type { AsyncLocalStorage } from 'node:async_hooks';
import type { LtijsDatabase } from 'ltijs';
import type { Platform, ToolKeys } from './platform.ts';

/** What ltijs may see while it works on one message: our platform, and the key that was chosen for its token. */
export interface LtijsScope {
  platform: Platform;
  /** The platform's public key (JWK) that the token's kid names; absent when we only sign. */
  jwk?: Record<string, unknown>;
}

type Rows = unknown[] | false;

/**
 * ltijs's database plugin over our own stores. ltijs asks for each piece by itself, many times a launch; everything it
 * may know lies in the scope already, so that a launch costs it no round trip. Its own writes (id tokens with names,
 * contexts, nonces) are declined: our login record is the nonce, our session the context. It never throws: ltijs
 * answers a throw in its error path by ending the process.
 */
export function createLtijsDatabase(scope: AsyncLocalStorage<LtijsScope>, keys: ToolKeys): LtijsDatabase {
  const platformRow = async (query: Record<string, unknown> | undefined): Promise<Rows> => {
    const current = scope.getStore();
    if (!current || query?.platformUrl !== current.platform.issuer) return false;
    if (query.clientId !== undefined && query.clientId !== current.platform.clientId) return false;
    const { platform, jwk } = current;
    return [
      {
        platformName: platform.name,
        platformUrl: platform.issuer,
        clientId: platform.clientId,
        authEndpoint: platform.authorizationUrl,
        accesstokenEndpoint: platform.tokenUrl,
        authorizationServer: platform.tokenAudience ?? undefined,
        kid: (await keys.signingKey()).kid,
        authConfig: { method: 'JWK_KEY', key: jwk },
      },
    ];
  };
  return {
    setup: () => Promise.resolve(true),
    Close: () => Promise.resolve(true),
    async Get(_key, collection, query) {
      if (collection === 'platform') return platformRow(query);
      if (collection === 'platformStatus')
        return [{ active: scope.getStore()?.platform.status === 'active' }];
      if (collection === 'privatekey') return [{ key: (await keys.signingKey()).privatePem }];
      return false;
    },
    Insert: () => Promise.resolve(true),
    Replace: () => Promise.resolve(true),
    Modify: () => Promise.resolve(true),
    Delete: () => Promise.resolve(true),
  };
}
