import type { KeyObject } from 'node:crypto';
import LtijsAuth from 'ltijs/dist/Utils/Auth.js';
import LtijsPlatform from 'ltijs/dist/Utils/Platform.js';
import LtijsDeepLinking from 'ltijs/dist/Provider/Services/DeepLinking.js';
import type { Platform, ToolKeys } from './platform.ts';
import type { Provider } from './provider.ts';
import { publicKeyOf } from './token.ts';

/**
 * Refusals that are not ltijs's to give: it knows no tolerance for clocks, and of messages neither submission review nor
 * what may come after it. Our own checks of times and messages are the rule; ltijs looks at signature and parties first.
 */
const NOT_ITS_CONCERN = new Set(['jwt expired', 'jwt not active', 'NO_MESSAGE_TYPE_CLAIM']);

/** ltijs encrypts what it stores with this; it stores nothing here. */
const NO_KEY = '';

/**
 * What ltijs may find in its database while it works: the tool's signing key, and nothing else. Nonces and platforms
 * are ours, so it finds none seen before and may write none.
 */
function createLtijsDatabase(keys: ToolKeys): object {
  return {
    async Get(_key: unknown, collection: string) {
      return collection === 'privatekey' ? [{ key: (await keys.signingKey()).privatePem }] : false;
    },
    Insert: () => Promise.resolve(true),
  };
}

export function createLtijsProvider(keys: ToolKeys): Provider {
  const database = createLtijsDatabase(keys);
  const toLtijs = async (platform: Platform, key?: KeyObject): Promise<LtijsPlatform> =>
    new LtijsPlatform(
      platform.name,
      platform.issuer,
      platform.clientId,
      platform.authorizationUrl,
      platform.tokenUrl,
      platform.tokenAudience ?? undefined,
      (await keys.signingKey()).kid,
      NO_KEY,
      { method: 'RSA_KEY', key },
      database,
    );

  return {
    async judge(idToken, platform, jwk) {
      const known = await toLtijs(platform, publicKeyOf(jwk));
      const find = (issuer: string, clientId: string): Promise<LtijsPlatform | false> =>
        Promise.resolve(issuer === platform.issuer && clientId === platform.clientId && known);
      try {
        const asked = { iss: platform.issuer, maxAge: false } as const;
        await LtijsAuth.validateToken(idToken, false, asked, find, NO_KEY, database);
        return null;
      } catch (error) {
        const refusal = error instanceof Error ? error.message : String(error);
        return NOT_ITS_CONCERN.has(refusal) ? null : refusal;
      }
    },
    async signDeepLinking(platform, answer) {
      const known = await toLtijs(platform);
      const deepLinking = new LtijsDeepLinking(() => Promise.resolve(known), NO_KEY, database);
      const settings = {
        accept_types: answer.acceptTypes,
        accept_multiple: answer.acceptMultiple,
        data: answer.data,
      };
      const token = {
        iss: platform.issuer,
        clientId: platform.clientId,
        deploymentId: answer.deploymentId,
        platformContext: { deepLinkingSettings: settings },
      };
      return deepLinking.createDeepLinkingMessage(token, answer.items, {});
    },
  };
}
