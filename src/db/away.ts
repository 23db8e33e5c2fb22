import mongoose from 'mongoose';
import type { Database } from './database.ts';

/**
 * Names, not classes: two versions of the driver are loaded (ltijs brings its own Mongoose), and an error of either
 * counts. These say that no server could be reached or that the way to it broke, never that the request was wrong.
 */
const AWAY_NAMES: ReadonlySet<string> = new Set([
  'MongoServerSelectionError',
  'MongooseServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoOperationTimeoutError',
  'MongoPoolClearedError',
  'MongoPoolClosedError',
  'PoolClearedOnNetworkError',
  'MongoWaitQueueTimeoutError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoClientClosedError',
  'MongoServerClosedError',
]);

/**
 * Codes with which a server says that it cannot serve now: it is shutting down, stepping down or not the primary, or
 * the others that a write must reach are away (MongoDB's error_codes.yml).
 */
const AWAY_CODES: ReadonlySet<number> = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  64, // WriteConcernTimeout
  89, // NetworkTimeout
  91, // ShutdownInProgress
  100, // UnsatisfiableWriteConcern
  133, // FailedToSatisfyReadPreference
  189, // PrimarySteppedDown
  9001, // SocketException
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
]);

/** Mongoose has one class for all its own errors, so these two are known by their words. */
const MONGOOSE_NOT_CONNECTED = /before initial connection is complete|Connection was force closed/;

/** A connection that the server just ended: Node's own error, thrown from within the driver before it notices. */
function isBrokenPipe(error: Error & { code?: unknown }): boolean {
  return (
    (error.code === 'EPIPE' || error.code === 'ECONNRESET') && /[/\\]mongodb[/\\]/.test(error.stack ?? '')
  );
}

function saysAway(error: Error & { code?: unknown }): boolean {
  if (AWAY_NAMES.has(error.name) || isBrokenPipe(error)) return true;
  if (error.name === 'MongooseError') return MONGOOSE_NOT_CONNECTED.test(error.message);
  return error.name.startsWith('Mongo') && typeof error.code === 'number' && AWAY_CODES.has(error.code);
}

/**
 * @param error whatever was thrown; its causes are looked at too.
 * @returns whether it means that the database cannot be reached now, so that trying again later may help. A write that
 * ended so may or may not have been made.
 */
export function isDatabaseAway(error: unknown): boolean {
  let link = error;
  for (let depth = 0; depth < 5 && link instanceof Error; depth++) {
    if (saysAway(link)) return true;
    link = link.cause;
  }
  return false;
}

/** @returns whether the connection stands now, as far as the driver knows; asks nobody. */
export function isDatabaseUp({ connection }: Pick<Database, 'connection'>): boolean {
  return connection.readyState === mongoose.ConnectionStates.connected;
}
