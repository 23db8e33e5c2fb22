import { loadEnv } from '../config/env.ts';
import { wakeEngine } from './db/embedded/engine.ts';

const env = loadEnv();
// The engine is at work in threads of its own before the rest of the tool is loaded, which takes this one.
const early = env.mongodbUri === undefined ? await wakeEngine(env.dataDir) : null;
// A failure is told by whoever opens the database: it tries again and meets the same.
early?.share.catch(() => undefined);
const { serve } = await import('./serve.ts');
await serve(env);
await (await early?.share)?.release();
