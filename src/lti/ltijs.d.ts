/** The parts of ltijs 5.9.9 that this tool uses; the package bundles no types. */
declare module 'ltijs/dist/Utils/Platform.js' {
  import type { KeyObject } from 'node:crypto';

  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- a declaration: what it holds is ltijs's own
  export default class Platform {
    constructor(
      name: string,
      platformUrl: string,
      clientId: string,
      authenticationEndpoint: string,
      accesstokenEndpoint: string,
      authorizationServer: string | undefined,
      kid: string,
      encryptionKey: string,
      authConfig: { method: 'RSA_KEY'; key: KeyObject | undefined },
      database: object,
    );
  }
}

declare module 'ltijs/dist/Utils/Auth.js' {
  import type Platform from 'ltijs/dist/Utils/Platform.js';

  const Auth: {
    /** @throws Error whose message is ltijs's word for what is wrong */
    validateToken(
      token: string,
      devMode: boolean,
      asked: { iss: string; maxAge: number | false },
      getPlatform: (issuer: string, clientId: string) => Promise<Platform | false>,
      encryptionKey: string,
      database: object,
    ): Promise<unknown>;
  };
  export default Auth;
}

declare module 'ltijs/dist/Provider/Services/DeepLinking.js' {
  import type Platform from 'ltijs/dist/Utils/Platform.js';

  export interface DeepLinkingToken {
    iss: string;
    clientId: string;
    deploymentId: string;
    platformContext: {
      deepLinkingSettings: { accept_types: string[]; accept_multiple: boolean; data?: string | undefined };
    };
  }

  export default class DeepLinking {
    constructor(getPlatform: () => Promise<Platform>, encryptionKey: string, database: object);
    createDeepLinkingMessage(token: DeepLinkingToken, items: unknown[], options: object): Promise<string>;
  }
}

/** Only a benchmark starts ltijs as it comes. */
declare module 'ltijs' {
  const exported: { Provider: unknown };
  export default exported;
}
