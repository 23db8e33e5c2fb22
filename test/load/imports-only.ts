/**
 * A program of the benchmark: an Express app that imports what the tool imports, and does nothing else. The bench
 * stops when the two lists differ. `imports-only.ts <port>`
 */
import '@humanwhocodes/momoa';
import 'cookie';
import 'csv-parse/sync';
import 'csv-stringify/sync';
import express from 'express';
import 'helmet';
import 'htmlparser2';
import 'i18next';
import 'jose';
import 'ltijs/dist/Provider/Services/DeepLinking.js';
import 'ltijs/dist/Utils/Auth.js';
import 'ltijs/dist/Utils/Platform.js';
import 'mongoose';
import 'p-limit';
import 'pino';
import 'preact-render-to-string';
import 'preact/jsx-runtime';
import 'rate-limiter-flexible';
import 'saxes';
import 'zod';
import { loadEngine } from '../../src/db/embedded/load-engine.ts';

const [, , port = ''] = process.argv;

// The engine's package cannot be imported by its name everywhere: this is how the tool imports it.
await loadEngine();
const app = express();
app.get('/health/live', (_req, res) => {
  res.json({ status: 'live' });
});
app.listen(Number(port), '127.0.0.1', () => console.log('serving'));
