import { createServer } from 'node:http';
import type { Env } from '../config/env.ts';
import type { App } from './app.ts';
import type { Database } from './db/index.ts';
import { createDemoLms, createDemoLmsStore, demoLmsTexts, type DemoState } from './demo-lms/index.ts';
import { httpTexts } from './http/index.ts';
import { createI18n } from './i18n/index.ts';
import { systemClock } from './kit/clock.ts';
import type { Log } from './kit/log.ts';
import { listen } from './listen.ts';

/** Loopback only: the demonstration LMS knows no passwords. */
const HOST = '127.0.0.1';
/** Changes close together are saved once. */
const SAVE_AFTER_MS = 200;

export interface DemoOptions {
  app: App;
  db: Database;
  env: Env;
  log: Log;
}

export interface Demo {
  /** The one address to open. */
  url: string;
  close(): Promise<void>;
}

/**
 * Starts the demonstration LMS beside the tool, on another host name so that browsers treat the two as two sites, and
 * registers the tool in it the first time.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { app, db, env, log } = options;
  const server = createServer();
  const url = `http://${HOST}:${await listen(server, env.demoPort, HOST, 'DEMO_PORT')}`;
  const store = createDemoLmsStore(db);
  let unsaved: DemoState | null = null;
  let timer: NodeJS.Timeout | null = null;
  const save = async (): Promise<void> => {
    timer = null;
    const state = unsaved;
    unsaved = null;
    if (state) await store.save(state).catch((err: unknown) => log.error({ err }, 'demo state not saved'));
  };
  const lms = await createDemoLms({
    baseUrl: url,
    clock: systemClock,
    i18n: createI18n({ http: httpTexts, 'demo-lms': demoLmsTexts }),
    log,
    state: await store.load(),
    onChange: state => {
      unsaved = state;
      timer ??= setTimeout(() => void save(), SAVE_AFTER_MS);
    },
  });
  server.on('request', lms.app);
  if (!lms.hasTool(env.publicUrl) || !(await app.knowsIssuer(url))) {
    await lms.register(await app.newRegistrationLink(), { activate: true });
  }
  return {
    url,
    async close() {
      server.close();
      server.closeAllConnections();
      if (timer) clearTimeout(timer);
      await save();
    },
  };
}
