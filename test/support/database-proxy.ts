import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A fixed address before a database, which can be taken away and brought back. */
export interface DatabaseProxy {
  /** Address of the same database through the proxy. */
  uri: string;
  /** Breaks all connections and refuses new ones. */
  cut(): Promise<void>;
  /** Falls silent: connections stay open, new ones are taken, nothing is answered. */
  freeze(): void;
  /** Serves again, at the same address. */
  restore(): Promise<void>;
}

/** @param uri address of an embedded engine: `mongodb://<escaped socket path>/…`. */
export async function startDatabaseProxy(uri: string): Promise<DatabaseProxy> {
  const [, socketPath = '', rest = ''] = /^mongodb:\/\/([^/]+)(\/.*)$/.exec(uri) ?? [];
  const open = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;
  let isFrozen = false;

  function serve(client: Socket): void {
    const engine = connect(decodeURIComponent(socketPath));
    for (const [one, other] of [
      [client, engine],
      [engine, client],
    ] as const) {
      open.add(one);
      if (isFrozen) one.pause();
      else one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  }

  function freeze(): void {
    isFrozen = true;
    for (const socket of open) socket.pause();
  }

  async function restore(): Promise<void> {
    if (server) await cut();
    isFrozen = false;
    server = createServer(serve).listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  }

  async function cut(): Promise<void> {
    const closed = server && once(server, 'close');
    server?.close();
    for (const socket of open) socket.destroy();
    await closed;
    server = undefined;
  }

  await restore();
  return { uri: `mongodb://127.0.0.1:${String(port)}${rest}`, cut, freeze, restore };
}
