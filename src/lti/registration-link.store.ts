import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { DAY_MS, plusMs, type Clock } from '../kit/clock.ts';
import { digest, newToken } from '../kit/ids.ts';

interface LinkDoc {
  _id: string;
  expiresAt: Date;
  usedAt: Date | null;
}

/** Long enough to be sent to the LMS's admin by mail and used after the weekend. */
export const LINK_LIFE_MS = 7 * DAY_MS;

const schema = new Schema<LinkDoc>(
  {
    _id: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
  },
  { collection: 'lti_registration_links', versionKey: false },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** One-time links: who holds one may register one platform. */
export interface RegistrationLinks {
  /** @returns the secret part of a new link; only its digest is kept */
  insert(): Promise<string>;
  /** @returns whether the link is unused and in time */
  isOpen(secret: string): Promise<boolean>;
  /** Uses the link up, once: of several at the same moment one gets true. */
  claim(secret: string): Promise<boolean>;
  /** Gives a claimed link back when the registration came to nothing, so that the admin may try again. */
  release(secret: string): Promise<void>;
}

export function createRegistrationLinkStore(db: Database, clock: Clock): RegistrationLinks {
  const model = db.connection.model<LinkDoc>('lti_registration_links', schema);
  const open = (secret: string): { _id: string; usedAt: null; expiresAt: { $gt: Date } } => ({
    _id: digest(secret),
    usedAt: null,
    expiresAt: { $gt: clock.now() },
  });
  return {
    async insert() {
      const secret = newToken();
      await model.create({ _id: digest(secret), expiresAt: plusMs(clock.now(), LINK_LIFE_MS), usedAt: null });
      return secret;
    },
    isOpen: async secret => (await model.exists(open(secret))) !== null,
    async claim(secret) {
      const result = await model.updateOne(open(secret), { $set: { usedAt: clock.now() } });
      return result.modifiedCount === 1;
    },
    async release(secret) {
      await model.updateOne({ _id: digest(secret) }, { $set: { usedAt: null } });
    },
  };
}
