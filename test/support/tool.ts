import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { createApp, type App } from '../../src/app.ts';
import type { Database } from '../../src/db/index.ts';
import { systemClock, type Clock } from '../../src/kit/clock.ts';
import { createLog } from '../../src/kit/log.ts';
import { openTestDatabase } from './database.ts';
import { closeServer, listen, startDemoLms, type RunningLms } from './lms.ts';

/** The whole tool on a free port of localhost, with a database of its own. */
export interface RunningTool {
  app: App;
  db: Database;
  url: string;
  /** Starts an LMS on 127.0.0.1 (for a browser another site) with this tool registered and active in it. */
  startLms(options?: Parameters<typeof startDemoLms>[0]): Promise<RunningLms>;
  close(): Promise<void>;
}

export interface ToolOptions {
  clock?: Clock;
  /** Kept open at close when given. */
  db?: Database;
  /** No cookie reaches a framed page or leaves it: what the strictest browsers do. */
  stripsFramedCookies?: boolean;
  metricsToken?: string;
  secretKey?: string;
  secretKeyBefore?: string;
}

/** Takes the cookies off framed navigations, both ways. */
function withoutFramedCookies(handler: RequestListener): RequestListener {
  return (req, res) => {
    if (req.headers['sec-fetch-dest'] === 'iframe') {
      delete req.headers.cookie;
      const setHeader = res.setHeader.bind(res);
      res.setHeader = (name, value) => (name.toLowerCase() === 'set-cookie' ? res : setHeader(name, value));
    }
    handler(req, res);
  };
}

export async function startTool(options: ToolOptions = {}): Promise<RunningTool> {
  const db = options.db ?? (await openTestDatabase({ usedBy: 'tool' }));
  const server = createServer();
  const port = await listen(server);
  const url = `http://localhost:${port}`;
  const app = await createApp({
    env: {
      production: false,
      port,
      host: '127.0.0.1',
      publicUrl: url,
      isPublicUrlSet: true,
      trustProxy: 0,
      mongodbUri: undefined,
      dataDir: tmpdir(),
      secretKey: options.secretKey ?? 'a secret of thirty-two characters',
      secretKeyBefore: options.secretKeyBefore,
      metricsToken: options.metricsToken,
      demo: false,
      demoPort: 0,
      allowHttpPlatforms: true,
      logLevel: 'silent',
    },
    db,
    clock: options.clock ?? systemClock,
    log: createLog(process.env.TEST_LOG_LEVEL ?? 'silent'),
  }).catch(async (error: unknown) => {
    await closeServer(server);
    throw error;
  });
  const handler = app.handler as unknown as RequestListener;
  server.on('request', options.stripsFramedCookies ? withoutFramedCookies(handler) : handler);
  app.start();
  const lmses: RunningLms[] = [];
  return {
    app,
    db,
    url,
    async startLms(lmsOptions) {
      const lms = await startDemoLms(lmsOptions);
      lmses.push(lms);
      await lms.register(await app.newRegistrationLink(), { activate: true });
      return lms;
    },
    async close() {
      await closeServer(server);
      await app.stop();
      await Promise.all(lmses.map(lms => lms.close()));
      if (!options.db) await db.close();
    },
  };
}
