import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { MINUTE_MS, plusMs, type Clock } from '../kit/clock.ts';
import { digest } from '../kit/ids.ts';

/** A login that waits for the platform's answer. */
export interface PendingLogin {
  nonce: string;
  platformId: string;
}

interface LoginDoc {
  _id: string;
  nonce: string;
  platformId: string;
  /** Digest of the cookie of the browser that began. */
  browser: string;
  expiresAt: Date;
}

/** Long enough for a person who must first sign in to the LMS. */
export const LOGIN_LIFE_MS = 10 * MINUTE_MS;

const schema = new Schema<LoginDoc>(
  {
    _id: { type: String, required: true },
    nonce: { type: String, required: true },
    platformId: { type: String, required: true },
    browser: { type: String, required: true },
    expiresAt: { type: Date, required: true },
  },
  { collection: 'lti_logins', versionKey: false },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export type ConsumedLogin =
  { ok: true; login: PendingLogin } | { ok: false; why: 'unknown' | 'other-browser' };

/** Single-use records of state and nonce, bound to a browser (OpenID Connect Core 3.2.2.1, 15.5.2). */
export interface Logins {
  /** @param state and @param browser are kept as digests: who reads the database can finish nobody's login */
  insert(state: string, browser: string, login: PendingLogin): Promise<void>;
  /** Takes the record, once: of several at the same moment one gets it. A wrong browser does not use it up. */
  consume(state: string, browser: string): Promise<ConsumedLogin>;
}

export function createLoginStore(db: Database, clock: Clock): Logins {
  const model = db.connection.model<LoginDoc>('lti_logins', schema);
  return {
    async insert(state, browser, login) {
      await model.collection.insertOne(
        {
          _id: digest(state),
          ...login,
          browser: digest(browser),
          expiresAt: plusMs(clock.now(), LOGIN_LIFE_MS),
        } as never,
        { writeConcern: db.ephemeral },
      );
    },
    async consume(state, browser) {
      const open = { _id: digest(state), expiresAt: { $gt: clock.now() } };
      const doc = await model
        .findOneAndDelete({ ...open, browser: digest(browser) }, { writeConcern: db.ephemeral })
        .lean<LoginDoc | null>();
      if (doc) return { ok: true, login: { nonce: doc.nonce, platformId: doc.platformId } };
      return { ok: false, why: (await model.exists(open)) ? 'other-browser' : 'unknown' };
    },
  };
}
