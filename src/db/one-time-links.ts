import { Schema, type Model } from 'mongoose';
import { plusMs, type Clock } from '../kit/clock.ts';
import { digest, newToken } from '../kit/ids.ts';
import type { Database } from './database.ts';

interface LinkDoc {
  _id: string;
  expiresAt: Date;
  usedAt: Date | null;
}

/** Links that work once, and for a while: who holds one may do one thing. */
export interface OneTimeLinks {
  /** @returns the secret part of a new link; only its digest is kept */
  insert(): Promise<string>;
  /** @returns whether the link is unused and in time */
  isOpen(secret: string): Promise<boolean>;
  /** Uses the link up, once: of several at the same moment one gets true. */
  claim(secret: string): Promise<boolean>;
  /** Gives a claimed link back when what it was for came to nothing. */
  release(secret: string): Promise<void>;
}

export interface OneTimeLinksOptions {
  db: Database;
  clock: Clock;
  /** Name of the collection: that of the room, and what the links are for. */
  collection: string;
  lifeMs: number;
}

function openModel({ db: { connection }, collection }: OneTimeLinksOptions): Model<LinkDoc> {
  const made = connection.models[collection] as Model<LinkDoc> | undefined;
  if (made) return made;
  const schema = new Schema<LinkDoc>(
    {
      _id: { type: String, required: true },
      expiresAt: { type: Date, required: true },
      usedAt: { type: Date, default: null },
    },
    { collection, versionKey: false },
  );
  schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
  return connection.model<LinkDoc>(collection, schema);
}

/** To be made before the indexes are ensured. */
export function createOneTimeLinks(options: OneTimeLinksOptions): OneTimeLinks {
  const { clock, lifeMs } = options;
  const model = openModel(options);
  const open = (secret: string): { _id: string; usedAt: null; expiresAt: { $gt: Date } } => ({
    _id: digest(secret),
    usedAt: null,
    expiresAt: { $gt: clock.now() },
  });
  return {
    async insert() {
      const secret = newToken();
      await model.create({ _id: digest(secret), expiresAt: plusMs(clock.now(), lifeMs), usedAt: null });
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
