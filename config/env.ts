import { isIP } from 'node:net';
import { z } from 'zod';

const SWITCH_WORDS: Record<string, boolean> = { '1': true, true: true, '0': false, false: false };

/** Express's names for ranges of addresses. */
const PROXY_NAMES = new Set(['loopback', 'linklocal', 'uniquelocal']);

const switchValue = z.string().transform((word, context) => {
  const value = SWITCH_WORDS[word.toLowerCase()];
  if (value === undefined) {
    context.addIssue('must be 1, 0, true or false');
    return z.NEVER;
  }
  return value;
});

const port = z
  .string()
  .regex(/^\d+$/, 'must be a port number, 0 to 65535')
  .transform(Number)
  .refine(n => n <= 65_535, 'must be a port number, 0 to 65535');

const publicUrl = z
  .string()
  .transform(text => text.replace(/\/$/, ''))
  .refine(text => {
    try {
      return new URL(text).origin === text && /^https?:/.test(text);
    } catch {
      return false;
    }
  }, 'must be an address without a path, such as https://tool.example.fi');

const LoadedEnv = z.object({
  NODE_ENV: z.string().optional(),
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: publicUrl.optional(),
  TRUST_PROXY: z
    .string()
    .transform((word, context) => {
      const value = SWITCH_WORDS[word.toLowerCase()];
      if (/^\d$/.test(word)) return Number(word);
      if (value !== undefined) return value ? 1 : 0;
      const parts = word.split(',').map(p => p.trim());
      if (parts.every(p => PROXY_NAMES.has(p) || isIP(p.split('/')[0] ?? '') > 0)) return parts;
      context.addIssue('must be the number of proxies in front of the tool (0 to 9) or their addresses');
      return z.NEVER;
    })
    .optional(),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/.+/, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  SECRET_KEY_BEFORE: z.string().min(32, 'must have at least 32 characters').optional(),
  METRICS_TOKEN: z
    .string()
    .min(32, 'must have at least 32 characters')
    // What may stand behind `Bearer` in a header (RFC 6750, 2.1).
    .regex(/^[\w.~+/-]+=*$/, 'must consist of letters, digits and -._~+/ only')
    .optional(),
  DEMO: switchValue.optional(),
  DEMO_PORT: port.default(3001),
  ALLOW_HTTP_PLATFORMS: switchValue.optional(),
  EMBEDDED: switchValue.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** The tool's settings, checked. */
export interface Env {
  production: boolean;
  /** Port to listen on; 0 lets the system choose. */
  port: number;
  host: string;
  /** The address at which browsers and LMSs reach the tool, without a slash at its end. */
  publicUrl: string;
  /** Whether PUBLIC_URL was given; else the address follows the port. */
  isPublicUrlSet: boolean;
  /** Express's `trust proxy`. */
  trustProxy: number | string[];
  /** Absent: the embedded engine. */
  mongodbUri: string | undefined;
  dataDir: string;
  /** Absent: made and kept in `dataDir`, which only happens outside production. */
  secretKey: string | undefined;
  /** Opens what an earlier SECRET_KEY sealed; sealed anew at the start. */
  secretKeyBefore: string | undefined;
  /** Whoever sends it as a bearer token may read the metrics; absent: signed-in operators only. */
  metricsToken: string | undefined;
  demo: boolean;
  demoPort: number;
  /** Whether http, and platforms on private or loopback addresses, are let in. */
  allowHttpPlatforms: boolean;
  logLevel: string;
}

/** A setting that cannot be used, and why. */
export interface EnvFault {
  name: string;
  fault: string;
}

export type EnvResult = { ok: true; env: Env } | { ok: false; faults: EnvFault[] };

/**
 * Reads the environment. An empty variable counts as absent.
 * @param variables usually `process.env`
 * @returns the settings with their defaults, or every fault found
 */
export function parseEnv(variables: Record<string, string | undefined>): EnvResult {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const loaded = LoadedEnv.safeParse(given);
  if (!loaded.success) {
    return {
      ok: false,
      faults: loaded.error.issues.map(issue => ({ name: issue.path.join('.'), fault: issue.message })),
    };
  }
  const e = loaded.data;
  const production = e.NODE_ENV === 'production';
  const untouched = e.PUBLIC_URL === undefined && e.MONGODB_URI === undefined && !production;
  const demo = e.DEMO ?? untouched;
  const faults: EnvFault[] = [];
  if (production && !e.SECRET_KEY) {
    faults.push({ name: 'SECRET_KEY', fault: 'is required in production: at least 32 random characters' });
  }
  if (production && !e.MONGODB_URI && !e.EMBEDDED) {
    faults.push({
      name: 'MONGODB_URI',
      fault: 'is required in production (EMBEDDED=1 says that ./data is meant)',
    });
  }
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    env: {
      production,
      port: e.PORT,
      host: e.HOST,
      isPublicUrlSet: e.PUBLIC_URL !== undefined,
      publicUrl: e.PUBLIC_URL ?? `http://localhost:${String(e.PORT)}`,
      trustProxy: e.TRUST_PROXY ?? 0,
      mongodbUri: e.MONGODB_URI,
      dataDir: e.DATA_DIR,
      secretKey: e.SECRET_KEY,
      secretKeyBefore: e.SECRET_KEY_BEFORE,
      metricsToken: e.METRICS_TOKEN,
      demo,
      demoPort: e.DEMO_PORT,
      allowHttpPlatforms: e.ALLOW_HTTP_PLATFORMS ?? demo,
      logLevel: e.LOG_LEVEL,
    },
  };
}

/** @returns the faults as a table for a terminal. */
export function renderFaults(faults: EnvFault[]): string {
  const width = Math.max(...faults.map(f => f.name.length));
  return [
    'These settings cannot be used:',
    '',
    ...faults.map(f => `  ${f.name.padEnd(width)}  ${f.fault}`),
    '',
  ].join('\n');
}

/** Reads `process.env`; prints the table of faults and ends the process with 1 when something is wrong. */
export function loadEnv(): Env {
  const result = parseEnv(process.env);
  if (result.ok) return result.env;
  process.stderr.write(renderFaults(result.faults));
  process.exit(1);
}
