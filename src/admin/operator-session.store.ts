import { Schema } from 'mongoose';
import type { Database } from '../db/database.ts';
import { HOUR_MS, MINUTE_MS, plusMs, type Clock } from '../kit/clock.ts';
import { digest, newToken } from '../kit/ids.ts';
import { isLocale, type Locale } from '../i18n/index.ts';

interface SessionDoc {
  _id: string;
  locale: string | null;
  createdAt: Date;
  idleAt: Date;
  expiresAt: Date;
}

/** A forgotten tab is closed within the hour, and whoever signed in in the morning signs in again the next day. */
export const OPERATOR_IDLE_MS = HOUR_MS;
export const OPERATOR_LIFE_MS = 12 * HOUR_MS;
/** Use is noted at most this often. */
const TOUCH_EVERY_MS = MINUTE_MS;

const date = { type: Date, required: true };
const schema = new Schema<SessionDoc>(
  {
    _id: { type: String, required: true },
    locale: { type: String, default: null },
    createdAt: date,
    idleAt: date,
    expiresAt: date,
  },
  { collection: 'admin_operator_sessions', versionKey: false },
);
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** An operator's session; it says nothing of who they are. */
export interface OperatorSession {
  /** The language that was chosen; null: the browser's. */
  locale: Locale | null;
}

/** A session is known by its secret alone, of which only the digest is kept. */
export interface OperatorSessions {
  /** @returns the secret that the cookie carries */
  insert(): Promise<string>;
  /** @returns the session while neither of its times is over, else null; finding it keeps it awake */
  find(secret: string): Promise<OperatorSession | null>;
  setLocale(secret: string, locale: Locale): Promise<void>;
  /** Ends the session for good: nothing of it is left. */
  end(secret: string): Promise<void>;
}

export function createOperatorSessionStore(db: Database, clock: Clock): OperatorSessions {
  const model = db.connection.model<SessionDoc>('admin_operator_sessions', schema);
  return {
    async insert() {
      const now = clock.now();
      const secret = newToken();
      await model.create({
        _id: digest(secret),
        locale: null,
        createdAt: now,
        idleAt: plusMs(now, OPERATOR_IDLE_MS),
        expiresAt: plusMs(now, OPERATOR_LIFE_MS),
      });
      return secret;
    },
    async find(secret) {
      const now = clock.now();
      const doc = await model.findById(digest(secret)).lean<SessionDoc | null>();
      if (!doc || doc.expiresAt <= now || doc.idleAt <= now) return null;
      const idleAt = plusMs(now, OPERATOR_IDLE_MS);
      // Not an upsert: a session that ended since it was read stays ended.
      if (idleAt.getTime() - doc.idleAt.getTime() >= TOUCH_EVERY_MS)
        await model.updateOne({ _id: doc._id }, { $max: { idleAt } }, { writeConcern: db.ephemeral });
      return { locale: isLocale(doc.locale) ? doc.locale : null };
    },
    async setLocale(secret, locale) {
      await model.updateOne({ _id: digest(secret) }, { $set: { locale } });
    },
    async end(secret) {
      await model.deleteOne({ _id: digest(secret) });
    },
  };
}
