import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { MINUTE_MS, plusMs, type Clock } from '../kit/clock.ts';
import { digest, newToken } from '../kit/ids.ts';

interface LinkDoc {
  _id: string;
  expiresAt: Date;
  usedAt: Date | null;
}

/** From the terminal to the browser, not by mail: what lies about longer opens nothing any more. */
export const OPERATOR_LINK_LIFE_MS = 15 * MINUTE_MS;

const schema = new Schema<LinkDoc>(
  {
    _id: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
  },
  { collection: 'admin_operator_links', versionKey: false },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** One-time links: who holds one may become an operator, once. */
export interface OperatorLinks {
  /** @returns the secret part of a new link; only its digest is kept */
  insert(): Promise<string>;
  /** @returns whether the link is unused and in time */
  isOpen(secret: string): Promise<boolean>;
  /** Uses the link up: of several at the same moment one gets true. */
  claim(secret: string): Promise<boolean>;
}

/** @returns the address that an operator opens. @param secret of a link */
export function operatorAddress(publicUrl: string, secret: string): string {
  // In the query, which no log line of ours holds; an address that was used opens nothing.
  return `${publicUrl}/admin/sign-in?link=${secret}`;
}

export function createOperatorLinkStore(db: Database, clock: Clock): OperatorLinks {
  const model = db.connection.model<LinkDoc>('admin_operator_links', schema);
  const open = (secret: string): { _id: string; usedAt: null; expiresAt: { $gt: Date } } => ({
    _id: digest(secret),
    usedAt: null,
    expiresAt: { $gt: clock.now() },
  });
  return {
    async insert() {
      const secret = newToken();
      const expiresAt = plusMs(clock.now(), OPERATOR_LINK_LIFE_MS);
      await model.create({ _id: digest(secret), expiresAt, usedAt: null });
      return secret;
    },
    isOpen: async secret => (await model.exists(open(secret))) !== null,
    async claim(secret) {
      const result = await model.updateOne(open(secret), { $set: { usedAt: clock.now() } });
      return result.modifiedCount === 1;
    },
  };
}
