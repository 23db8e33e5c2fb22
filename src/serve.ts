import type { Env } from '../config/env.ts';
import { LIMITS } from '../config/limits.ts';
import type { App } from './app.ts';
import { keepSecretKey, notePublicUrl } from './data-dir.ts';
import { connectDatabase, DatabaseStartError } from './db/index.ts';
import type { Demo, DemoOptions } from './demo.ts';
import { createShapes } from './http/shapes.ts';
import { systemClock } from './kit/clock.ts';
import { createLog, type Log } from './kit/log.ts';
import { createPatientServer, listen, ListenError } from './listen.ts';

/** Requests under way get this long to end before the process does. */
const STOP_MS = 10_000;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Ends the start with one line that says what to mend. */
function giveUp(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

/** What a stray request left behind must not end the service for everyone; what is truly broken must. */
function handleStrays(log: Log): void {
  process.on('unhandledRejection', error => {
    log.error({ err: error }, 'unhandled rejection');
  });
}

/** Loaded only when it is shown: a start in production does not pay for it. */
async function loadDemo(options: DemoOptions): Promise<Demo> {
  return (await import('./demo.ts')).startDemo(options);
}

async function announce(app: App, publicUrl: string, demoUrl: string | undefined): Promise<void> {
  if (demoUrl === undefined) say(`The tool is served at ${publicUrl}`);
  else say(`\n  Open ${demoUrl} in a browser: a demonstration LMS with the tool in it.\n`);
  if (!(await app.knowsPlatform(demoUrl))) say(`registration link: ${await app.newRegistrationLink()}`);
}

async function start(env: Env, log: Log): Promise<void> {
  const secretKey = env.secretKey ?? keepSecretKey(env.dataDir);
  // The rest of the tool is loaded while the database is opened, which for the most part happens in other threads.
  const [db, { createApp }] = await Promise.all([
    connectDatabase({ mongodbUri: env.mongodbUri, dataDir: env.dataDir, log }),
    import('./app.ts'),
  ]);
  // Who comes while the tool is being put together waits for it.
  let open: (app: App) => void = () => undefined;
  const opened = new Promise<App>(resolve => {
    open = resolve;
  });
  const shapes = createShapes();
  const server = createPatientServer(
    (req, res) => void opened.then(app => void app.handler(req, res)),
    LIMITS,
    shapes.classes,
  );
  const port = await listen(server, env.port, env.host, 'PORT');
  const publicUrl = env.port === 0 && !env.isPublicUrlSet ? `http://localhost:${port}` : env.publicUrl;
  const app: App = await createApp({ env: { ...env, publicUrl, secretKey }, db, clock: systemClock, log });
  shapes.adopt(app.handler);
  open(app);
  app.start();
  notePublicUrl(env.dataDir, publicUrl);
  const demo = env.demo ? loadDemo({ app, db, env: { ...env, publicUrl }, log }) : null;
  // From now on there is something to lose: who stops the tool as soon as it says that it serves stops it in order.
  const stopping = new AbortController();
  const stop = async (): Promise<void> => {
    stopping.abort();
    setTimeout(() => process.exit(1), STOP_MS).unref();
    await demo?.then(
      running => running.close(),
      () => undefined,
    );
    await new Promise(resolve => server.close(resolve));
    await app.stop();
    await db.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  try {
    await announce(app, publicUrl, (await demo)?.url);
    log.info({ port, database: db.kind, demo: demo !== null }, 'started');
  } catch (error) {
    // What a stop took away from the start is no fault of it.
    if (!stopping.signal.aborted) throw error;
  }
}

/** Runs the tool until the process is told to stop; what an operator can mend ends it with one line. */
export async function serve(env: Env): Promise<void> {
  const log = createLog(env.logLevel);
  handleStrays(log);
  try {
    await start(env, log);
  } catch (error) {
    if (error instanceof DatabaseStartError || error instanceof ListenError) giveUp(error.message);
    throw error;
  }
}
