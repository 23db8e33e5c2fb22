import mongoose, { type Connection, type ConnectOptions, type mongo } from 'mongoose';
import { systemClock, type Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import type { Database } from './database.ts';
import { shareEngine } from './embedded/engine.ts';
import { DatabaseStartError } from './start-error.ts';
import { startTtlSweeper } from './ttl-sweeper.ts';

export interface DatabaseOptions {
  /** Address of a MongoDB server; without it the embedded engine runs in this process. */
  mongodbUri?: string | undefined;
  /** Folder for the embedded engine's data. */
  dataDir: string;
  /** Name of the database; else the one in the address, else `sosrake`. */
  dbName?: string | undefined;
  log: Log;
  clock?: Clock;
  /** Told of every command sent to the database, by name: a benchmark counts round trips. */
  onCommand?: (name: string) => void;
}

const DEFAULT_DB_NAME = 'sosrake';

/** Enough for the load of one process (the engine and a small server both saturate below it), few for a shared server. */
const POOL_SIZE = 20;

/** So long a request waits for a database that is away before its page says so. */
const SELECTION_TIMEOUT_MS = 2500;

/**
 * A lost server must show at once, not after a queue: commands are not buffered, and a server that has fallen silent
 * is noticed by the monitor's heartbeat. Indexes are made by ensureIndexes at start, not by each model by itself.
 */
const COMMON: ConnectOptions = {
  serverSelectionTimeoutMS: SELECTION_TIMEOUT_MS,
  connectTimeoutMS: SELECTION_TIMEOUT_MS,
  waitQueueTimeoutMS: 5000,
  heartbeatFrequencyMS: 2000,
  maxPoolSize: POOL_SIZE,
  bufferCommands: false,
  autoIndex: false,
  autoCreate: false,
  appName: 'sosrake-lti',
};

/** @returns the database that a MongoDB address names, if it does; a host list cannot hold an unescaped slash. */
export function dbNameOf(uri: string): string | undefined {
  const name = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1];
  return name === undefined ? undefined : decodeURIComponent(name);
}

/** @returns the hosts of a MongoDB address: all of it that may stand in a log. */
function hostsOf(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)/.exec(uri)?.[1] ?? 'MONGODB_URI';
}

/** @returns the engine's address (which names no database and has no password) with the database's name in it. */
function withDbName(engineUri: string, dbName: string): string {
  return engineUri.replace('/?', `/${encodeURIComponent(dbName)}?`);
}

async function openConnection(
  uri: string,
  writeConcern: mongo.WriteConcernSettings,
  { dbName, log, onCommand }: DatabaseOptions,
): Promise<Connection> {
  const connection = await mongoose
    .createConnection(uri, {
      ...COMMON,
      dbName: dbName ?? dbNameOf(uri) ?? DEFAULT_DB_NAME,
      writeConcern,
      monitorCommands: onCommand !== undefined,
    })
    .asPromise();
  // Each operation reports its own failure; an 'error' event without a listener would end the process besides.
  connection.on('error', (error: Error) => {
    log.warn({ err: error }, 'database connection failed');
  });
  if (onCommand)
    connection.getClient().on('commandStarted', event => {
      onCommand(event.commandName);
    });
  return connection;
}

/** Majority is journaled by default; said explicitly, it also holds where an operator changed that default. */
async function connectServer(uri: string, options: DatabaseOptions): Promise<Database> {
  const connection = await openConnection(uri, { w: 'majority', journal: true }, options).catch(
    (cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new DatabaseStartError(`The database at ${hostsOf(uri)} cannot be opened: ${why}`, cause);
    },
  );
  return { connection, kind: 'server', uri, ephemeral: { w: 1 }, close: () => connection.close() };
}

/**
 * Journaled, for without that the engine acknowledges writes that a killed process has lost: 37 of 7,045 were, against
 * none of 10,155 with it.
 */
async function connectEmbedded(options: DatabaseOptions): Promise<Database> {
  const { dataDir, dbName = DEFAULT_DB_NAME, log, clock = systemClock } = options;
  const engine = await shareEngine(dataDir);
  const uri = withDbName(engine.uri, dbName);
  const ephemeral: mongo.WriteConcernSettings = { w: 1, journal: false };
  try {
    const connection = await openConnection(uri, { w: 1, journal: true }, options);
    const sweeper = startTtlSweeper(connection, { clock, log, writeConcern: ephemeral });
    const close = async (): Promise<void> => {
      await sweeper.stop();
      await connection.close();
      await engine.release();
    };
    return { connection, kind: 'embedded', uri, ephemeral, close };
  } catch (error) {
    await engine.release();
    throw error;
  }
}

/**
 * Opens the one connection that everything uses: to the server at `mongodbUri`, or to the embedded engine over
 * `dataDir`, which several databases of one process share.
 *
 * @throws DatabaseStartError with one line for the operator.
 */
export function connectDatabase(options: DatabaseOptions): Promise<Database> {
  const { mongodbUri } = options;
  return mongodbUri === undefined || mongodbUri === ''
    ? connectEmbedded(options)
    : connectServer(mongodbUri, options);
}
