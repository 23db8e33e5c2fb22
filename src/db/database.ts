import type { Connection, mongo } from 'mongoose';

/** The one connection that every store uses, ltijs's included. */
export interface Database {
  connection: Connection;
  kind: 'embedded' | 'server';
  /** The address that was opened: other processes on this machine may connect to it. */
  uri: string;
  /**
   * For records whose loss in a crash costs no more than one more launch (logins, sessions). Everything else is
   * written with the connection's own concern: journaled (embedded) or majority (server).
   */
  ephemeral: mongo.WriteConcernSettings;
  /** Closes the connection, and the engine when this process opened it. */
  close(): Promise<void>;
}
