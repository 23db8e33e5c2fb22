import { pino, type Logger } from 'pino';

export type Log = Logger;

/** @param level one of pino's levels, or `silent`. Logs are JSON lines on standard output without personal data. */
export function createLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}
