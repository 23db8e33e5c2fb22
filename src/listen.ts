import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LIMITS } from '../config/limits.ts';
import { createShapes, type Shapes } from './http/shapes.ts';

/** A start that failed for a reason that an operator can mend; its message is one line. */
export class ListenError extends Error {}

/**
 * @param setting name of the variable that chooses the port
 * @returns the port, which the system chose for 0
 * @throws ListenError
 */
export function listen(server: Server, port: number, host: string, setting: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      const why = isTaken
        ? `is in use: stop what listens there, or set ${setting} to another`
        : `cannot be used: ${error.message}`;
      reject(new ListenError(`Port ${port} ${why}.`, { cause: error }));
    });
    server.listen(port, host, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** How long a connection may keep the server waiting, in milliseconds. */
export interface Patience {
  headMs: number;
  requestMs: number;
  idleMs: number;
}

/** @returns a server that closes on whoever sends too slowly (408), so that slow senders cannot use it up */
export function createPatientServer(
  handler: RequestListener,
  { headMs, requestMs, idleMs }: Patience = LIMITS,
  classes: Shapes['classes'] = createShapes().classes,
): Server {
  return createServer(
    {
      ...classes,
      headersTimeout: headMs,
      requestTimeout: requestMs,
      keepAliveTimeout: idleMs,
      connectionsCheckingInterval: Math.min(headMs, 5000),
    },
    handler,
  );
}
