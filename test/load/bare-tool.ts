/**
 * A program of the benchmark: the smallest possible ltijs tool, the example of its README with state checks on.
 * `bare-tool.ts <database> <port> <platform as JSON>`
 */
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import ltijs from 'ltijs';

/** What `registerPlatform` takes. */
export interface BarePlatform {
  url: string;
  name: string;
  clientId: string;
  authenticationEndpoint: string;
  accesstokenEndpoint: string;
  authConfig: { method: 'JWK_SET'; key: string };
}

/** The part of ltijs that its README shows; the tool itself uses other parts. */
interface ReadmeProvider {
  app: RequestListener;
  setup(key: string, database: { url: string }, options: object): void;
  onConnect(callback: (token: unknown, req: unknown, res: { send(text: string): unknown }) => unknown): void;
  deploy(options: { serverless: boolean; silent: boolean }): Promise<boolean>;
  registerPlatform(platform: BarePlatform): Promise<unknown>;
}

const [, , url = '', port = '', platform = ''] = process.argv;

const lti = ltijs.Provider as ReadmeProvider;
lti.setup(
  'LTIKEY',
  { url },
  { appRoute: '/', loginRoute: '/login', cookies: { secure: false, sameSite: '' }, devMode: false },
);
lti.onConnect((_token, _req, res) => res.send("It's alive!"));
// As `deploy({ port })` would, but on loopback only: that one listens on every address.
await lti.deploy({ serverless: true, silent: true });
await lti.registerPlatform(JSON.parse(platform) as BarePlatform);
createServer(lti.app).listen(Number(port), '127.0.0.1', () => console.log('serving'));
