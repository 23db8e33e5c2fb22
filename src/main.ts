import { loadEnv } from '../config/env.ts';
import { shareEngine } from './db/embedded/engine.ts';

const env = loadEnv();
// The engine wakes up in threads of its own while the rest of the tool is being loaded.
const early = env.mongodbUri === undefined ? shareEngine(env.dataDir) : null;
// A failure is told by whoever opens the database: it tries again and meets the same.
early?.catch(() => undefined);
const { serve } = await import('./serve.ts');
await serve(env);
await (await early)?.release();
