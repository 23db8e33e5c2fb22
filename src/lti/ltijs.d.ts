/** The part of ltijs 5.9.9 that this tool uses; the package bundles no types. */
declare module 'ltijs' {
  import type { KeyObject } from 'node:crypto';
  import type { Application, NextFunction, Request, Response } from 'express';

  export interface LtijsDatabase {
    setup(): Promise<boolean>;
    Close(): Promise<boolean>;
    Get(key: string | false, collection: string, query?: Record<string, unknown>): Promise<unknown[] | false>;
    Insert(key: string | false, collection: string, item: unknown, index?: unknown): Promise<boolean>;
    Replace(
      key: string | false,
      collection: string,
      query: unknown,
      item: unknown,
      index?: unknown,
    ): Promise<boolean>;
    Modify(key: string | false, collection: string, query: unknown, change: unknown): Promise<boolean>;
    Delete(collection: string, query: unknown): Promise<boolean>;
  }

  export interface LtijsIdToken {
    iss: string;
    clientId: string;
    deploymentId: string;
    platformContext: {
      deepLinkingSettings: { accept_types: string[]; accept_multiple: boolean; data?: string | undefined };
    };
  }

  class LtijsProvider {
    app: Application;
    DeepLinking: {
      createDeepLinkingMessage(token: LtijsIdToken, items: unknown[], options: object): Promise<string>;
    };
    setup(
      encryptionKey: string | KeyObject,
      database: { plugin: LtijsDatabase },
      options: {
        appRoute?: string;
        loginRoute?: string;
        keysetRoute?: string;
        dynRegRoute?: string;
        ltiaas?: boolean;
        cors?: boolean;
        tokenMaxAge?: number | false;
        serverAddon?: (app: Application) => void;
      },
    ): this;
    onInvalidToken(callback: (req: Request, res: Response, next: NextFunction) => void): true;
  }

  const exported: { Provider: LtijsProvider };
  export default exported;
}
